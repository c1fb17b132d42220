// What a resumption must do: its rejections in precedence order, its effect, what it may change.
// From a halt it goes to reduce only, on an index made of reports newer than the cooldown; from
// there to active.
import { contract } from 'plimsoll';
import type { Said } from '../../kernel/aggregate.ts';
import type { Resume } from '../../kernel/event.ts';
import type { Modules } from '../../kernel/modules.ts';
import type { Venue } from '../../kernel/state.ts';
import { breakerKept } from '../breaker.ts';
import { since } from '../feeds.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { chainStale } from '../live.ts';
import { haltedFor } from '../modes.ts';

const reducing = (v: Venue): boolean => v.mode.kind === 'reduceOnly';

/** What the feeds say together since the cooldown ended. */
const heard = (modules: Modules, v: Venue, now: bigint): Said =>
  modules.aggregate(since(v.feeds, v.mode.since + v.params.cooldown), v.params, now);

const afterReducing = (v: Venue, v2: Venue): boolean =>
  v2.mode.kind === 'active' && v2.mode.served === v.mode.served
  && v2.index.price === v.index.price && v2.index.time === v.index.time && breakerKept(v, v2)
  && v2.funding.last === v.funding.last && v2.graceUntil === v.graceUntil;

const afterHalt = (v: Venue, v2: Venue, said: Said, now: bigint): boolean =>
  v2.mode.kind === 'reduceOnly' && v2.mode.served === haltedFor(v, now)
  && v2.index.price === said.price && v2.index.time === said.time
  && v2.breaker.reference === said.price && v2.breaker.start === now
  && v2.funding.last === now && v2.graceUntil === now + v.params.grace;

export const resumeContract = contract('resume', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Resume, _modules: Modules) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    not_halted: (v, _t, _e) => v.mode.kind !== 'halted' && v.mode.kind !== 'reduceOnly',
    reduce_only_running: (v, _t, e) =>
      v.mode.kind === 'reduceOnly' && e.now - v.mode.since <= v.params.reduceOnlyFor,
    cooldown_running: (v, _t, e) =>
      v.mode.kind === 'halted' && e.now - v.mode.since <= v.params.cooldown,
    chain_stale: (v, _t, e) => v.mode.kind === 'halted' && chainStale(v, e.now),
    quorum_missing: (v, _t, e, modules) => v.mode.kind === 'halted'
      && (heard(modules, v, e.now).weight < v.params.quorum
        || heard(modules, v, e.now).time <= v.mode.since + v.params.cooldown),
  },
  ensures: (v, _t, e, v2, _t2, modules) =>
    v2.clock === e.now && v2.mode.since === e.now && v2.mode.reason === v.mode.reason
    && v2.funding.cumulative === v.funding.cumulative && v2.funding.rate === v.funding.rate
    && (reducing(v) ? afterReducing(v, v2) : afterHalt(v, v2, heard(modules, v, e.now), e.now)),
  changes: { venue: ['clock', 'index', 'breaker', 'funding', 'mode', 'graceUntil'] },
});
