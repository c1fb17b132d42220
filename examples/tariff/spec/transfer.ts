// What a transfer must do: its rejections in precedence order, its effect, what it may change. What
// it costs and allows are the modules' to say.

import { contract } from 'plimsoll';
import type { Account, Modules, Transfer, Venue } from '../kernel/tariff.ts';

type Pair = readonly [Account, Account];

export const transferContract = contract('transfer', {
  actors: ['from'],
  rejects: {
    same_account: (_v: Venue, _t: Pair, e: Transfer, _modules: Modules) => e.from === e.to,
    amount_out_of_range: (_v, _t, e) =>
      e.amount < 1n || e.amount >= 79_228_162_514_264_337_593_543_950_336n,
    not_allowed: (_v, [from], e, modules) => {
      const { granted, most } = modules.allowance(from, e.speed);
      return !granted || most < e.amount;
    },
    balance_too_low: (v, [from], e, modules) =>
      from.balance - modules.fee(e.amount, v.rate) < e.amount,
  },
  ensures: (v, [from, to], e, v2, [from2, to2], modules) =>
    to2.balance === to.balance + e.amount
    && v2.fees === v.fees + modules.fee(e.amount, v.rate)
    && from2.balance + to2.balance + v2.fees === from.balance + to.balance + v.fees,
  changes: { venue: ['fees'], from: ['balance'], to: ['balance'] },
});
