// What a deposit must do: its rejections in precedence order, its effect, what it may change.
import { contract } from 'plimsoll';
import type { Deposit } from '../../kernel/event.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { AMOUNT_LIMIT, HEIGHT_LIMIT, outside, TIME_LIMIT } from '../limits.ts';

export const depositContract = contract('deposit', {
  actors: ['account'],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [Account], e: Deposit) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    amount_out_of_range: (_v, _t, e) => outside(e.amount, 1n, AMOUNT_LIMIT),
    height_out_of_range: (_v, _t, e) => outside(e.height, 0n, HEIGHT_LIMIT),
    wound: (v, _t, _e) => v.mode.kind === 'wound',
    not_confirmed: (v, _t, e) => e.height + v.params.confirmations > v.chain.height,
    vault_full: (v, _t, e) => v.vault + e.amount > AMOUNT_LIMIT,
  },
  ensures: (v, [account], e, v2, [account2]) =>
    v2.clock === e.now && v2.vault === v.vault + e.amount
    && account2.collateral === account.collateral + e.amount,
  changes: { venue: ['clock', 'vault'], account: ['collateral'] },
});
