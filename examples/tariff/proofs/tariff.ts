// A law of fees, proved of each implementation, and what it gives of any two transfers.

import { lemma, theorem } from 'plimsoll';
import {
  type Account, type Modules, type Transfer, type Venue, transfer,
} from '../kernel/tariff.ts';

export const productGrows = lemma('LEM-01', 'A product grows with a factor.', {
  when: (x: bigint, y: bigint, rate: bigint) => x <= y && rate >= 0n,
  then: (x, y, rate) => x * rate <= y * rate,
  at: (x, y, rate) => [x * rate, y * rate],
});

export const feeGrows = lemma('LEM-02', 'A larger amount never costs less.', {
  when: (_modules: Modules, x: bigint, y: bigint, rate: bigint) =>
    0n <= x && x <= y && y < 79_228_162_514_264_337_593_543_950_336n
    && 0n <= rate && rate <= 1_000_000n,
  then: (modules, x, y, rate) => modules.fee(x, rate) <= modules.fee(y, rate),
  at: (modules, x, y, rate) => [modules.fee(x, rate), modules.fee(y, rate)],
});

export const moreCostsMore = theorem('THM-01', 'Who sends more is left with no more.', {
  when: (modules: Modules, v: Venue, a: Account, b: Account, e: Transfer, f: Transfer) =>
    e.amount <= f.amount && a.balance < 79_228_162_514_264_337_593_543_950_336n
    && 0n <= v.rate && v.rate <= 1_000_000n
    && transfer(modules, v, a, b, e).kind === 'accepted'
    && transfer(modules, v, a, b, f).kind === 'accepted',
  then: (modules, v, a, b, e, f) => {
    const less = transfer(modules, v, a, b, e);
    const more = transfer(modules, v, a, b, f);
    if (less.kind === 'rejected' || more.kind === 'rejected') return true;
    return more.touched[0].balance <= less.touched[0].balance;
  },
});
