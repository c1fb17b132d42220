// What a transfer must do: its rejections in precedence order, its effect, what it may change.

import { contract } from 'plimsoll';
import type { Account, Transfer, Venue } from '../kernel/purse.ts';

type Pair = readonly [Account, Account];

// The exact definition for n >= 0 and d > 0; never the kernel's own division.
const ceilDiv = (n: bigint, d: bigint): bigint => (n + d - 1n) / d;

export const transferContract = contract('transfer', {
  actors: ['from'],
  rejects: {
    same_account: (_v: Venue, _t: Pair, e: Transfer) => e.from === e.to,
    amount_out_of_range: (_v, _t, e) =>
      e.amount < 1n || e.amount >= 79_228_162_514_264_337_593_543_950_336n,
    balance_too_low: (v, [from], e) => (from.balance - e.amount) * 1_000_000n < e.amount * v.rate,
  },
  ensures: (v, [from, to], e, v2, [from2, to2]) =>
    to2.balance === to.balance + e.amount
    && v2.fees === v.fees + ceilDiv(e.amount * v.rate, 1_000_000n)
    && from2.balance + to2.balance + v2.fees === from.balance + to.balance + v.fees,
  changes: { venue: ['fees'], from: ['balance'], to: ['balance'] },
});
