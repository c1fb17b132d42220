// What paying out fees must do: its rejections in precedence order, its effect, its frame. The
// treasury's role sends it; no account is touched.
import { contract } from 'plimsoll';
import type { CollectFees } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { AMOUNT_LIMIT, outside, TIME_LIMIT } from '../limits.ts';
import { drawFollows, feeCap, roomIn } from '../windows.ts';

export const collectFeesContract = contract('collectFees', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: CollectFees) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    amount_out_of_range: (_v, _t, e) => outside(e.amount, 1n, AMOUNT_LIMIT),
    winding_down: (v, _t, _e) => v.mode.kind === 'windingDown',
    bad_debt: (v, _t, _e) => v.badDebt.amount > 0n,
    fees_too_low: (v, _t, e) => v.fees < e.amount,
    fee_window_full: (v, _t, e) => e.amount > roomIn(v, v.feeDraws, feeCap(v), e.now),
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now && v2.vault === v.vault - e.amount && v2.fees === v.fees - e.amount
    && drawFollows(v, v.feeDraws, v2.feeDraws, feeCap(v), e.amount, e.now),
  changes: { venue: ['clock', 'vault', 'fees', 'feeDraws'] },
});
