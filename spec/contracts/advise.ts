// What advice must do: its rejections in precedence order, its effect, its frame.
import { contract } from 'plimsoll';
import type { Advise } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { outside, TIME_LIMIT } from '../limits.ts';

export const adviseContract = contract('advise', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Advise) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    rate_out_of_range: (v, _t, e) => outside(e.rate, 0n, v.params.adviceCap),
    until_out_of_range: (v, _t, e) => outside(e.until, e.now, e.now + v.params.adviceMax),
    advice_not_raised: (v, _t, e) =>
      e.now < v.advice.until && (e.rate < v.advice.rate || e.until < v.advice.until),
  },
  ensures: (_v, _t, e, v2, _t2) =>
    v2.clock === e.now && v2.advice.rate === e.rate && v2.advice.until === e.until,
  changes: { venue: ['clock', 'advice'] },
});
