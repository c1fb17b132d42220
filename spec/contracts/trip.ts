// What a trip must do: its rejections in precedence order, its effect, what it may change.
import { contract } from 'plimsoll';
import type { Trip } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { open } from '../live.ts';
import { haltBegins } from '../modes.ts';

const indexSilent = (v: Venue, now: bigint): boolean => now - v.index.time > v.params.tripAfter;
const chainSilent = (v: Venue, now: bigint): boolean => now - v.chain.time > v.params.tripAfter;

export const tripContract = contract('trip', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Trip) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    not_open: (v, _t, _e) => !open(v),
    nothing_silent: (v, _t, e) => !indexSilent(v, e.now) && !chainSilent(v, e.now),
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now
    && haltBegins(v, v2, e.now, indexSilent(v, e.now) ? 'index' : 'chain'),
  changes: { venue: ['clock', 'mode'] },
});
