// What a deposit must do: its rejections in precedence order, its effect, what it may change.

import { contract } from 'plimsoll';
import type { Account, Deposit, Venue } from '../kernel/tariff.ts';

export const depositContract = contract('deposit', {
  actors: ['account'],
  rejects: {
    amount_out_of_range: (_v: Venue, _t: readonly [Account], e: Deposit) =>
      e.amount < 1n || e.amount >= 79_228_162_514_264_337_593_543_950_336n,
    vault_full: (v, _t, e) => v.vault + e.amount >= 79_228_162_514_264_337_593_543_950_336n,
  },
  ensures: (v, [account], e, v2, [account2]) =>
    account2.balance === account.balance + e.amount && v2.vault === v.vault + e.amount,
  changes: { venue: ['vault'], account: ['balance'] },
});
