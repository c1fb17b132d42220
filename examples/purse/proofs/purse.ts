// A lemma that the prover may use wherever the kernel charges a fee, and a theorem about any
// inputs.

import { lemma, theorem } from 'plimsoll';
import { type Account, type Transfer, type Venue, mulDivUp, transfer } from '../kernel/purse.ts';

export const chargeSign = lemma('LEM-01', 'A charge on non-negative factors is non-negative.', {
  when: (x: bigint, y: bigint, d: bigint) => x >= 0n && y >= 0n && d > 0n,
  then: (x, y, d) => mulDivUp(x, y, d) >= 0n,
  at: (x, y, d) => [mulDivUp(x, y, d)],
});

export const conserved = theorem('THM-01', 'A transfer neither makes nor destroys money.', {
  when: (v: Venue, a: Account, b: Account, e: Transfer) => transfer(v, a, b, e).kind === 'accepted',
  then: (v, a, b, e) => {
    const out = transfer(v, a, b, e);
    if (out.kind === 'rejected') return true;
    const [a2, b2] = out.touched;
    return a2.balance + b2.balance + out.venue.fees === a.balance + b.balance + v.fees;
  },
});
