// What the guardian's halt must do: its rejections in precedence order, its effect, what it may
// change.
import { contract } from 'plimsoll';
import type { Halt } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { open } from '../live.ts';
import { haltBegins } from '../modes.ts';

export const haltContract = contract('halt', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Halt) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    not_open: (v, _t, _e) => !open(v),
    guardian_too_soon: (v, _t, e) => e.now < v.guardianFrom,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now && v2.guardianFrom === e.now + v.params.guardianPeriod
    && haltBegins(v, v2, e.now, 'guardian'),
  changes: { venue: ['clock', 'mode', 'guardianFrom'] },
});
