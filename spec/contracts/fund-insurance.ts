// What a payment into insurance must do: its rejections in precedence order, its effect, its frame.
import { contract } from 'plimsoll';
import type { FundInsurance } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { AMOUNT_LIMIT, outside, TIME_LIMIT } from '../limits.ts';
import { ending } from '../live.ts';

export const fundInsuranceContract = contract('fundInsurance', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: FundInsurance) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    amount_out_of_range: (_v, _t, e) => outside(e.amount, 1n, AMOUNT_LIMIT),
    winding_down: (v, _t, _e) => ending(v),
    vault_full: (v, _t, e) => v.vault + e.amount > AMOUNT_LIMIT,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now && v2.vault === v.vault + e.amount
    && v2.insurance === v.insurance + e.amount,
  changes: { venue: ['clock', 'vault', 'insurance'] },
});
