// Ends a halt on a fresh quorum, and later the reduced mode after it: spec/resume.md. Anyone may
// call it.
import type { Said } from './aggregate.ts';
import type { Resume } from './event.ts';
import { feedsSince } from './feeds.ts';
import { MAX_TIME } from './limits.ts';
import { chainFresh } from './live.ts';
import { haltedFor } from './mode.ts';
import type { Modules } from './modules.ts';
import type { Mode, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'not_halted' | 'reduce_only_running'
  | 'cooldown_running' | 'chain_stale' | 'quorum_missing';

/** The breaker measures anew from the price resumed at; nobody is charged funding for the halt. */
function resumed(venue: Venue, said: Said, now: bigint): Venue {
  const { mode } = venue;
  return {
    ...venue,
    clock: now,
    index: { price: said.price, time: said.time },
    breaker: { reference: said.price, start: now },
    funding: { ...venue.funding, last: now },
    mode: { kind: 'reduceOnly', since: now, served: haltedFor(mode, now), reason: mode.reason },
    graceUntil: now + venue.params.grace,
  };
}

export function resume(
  modules: Modules, venue: Venue, event: Resume,
): Outcome<readonly [], Code> {
  const { now } = event;
  const { mode, params } = venue;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (mode.kind !== 'halted' && mode.kind !== 'reduceOnly')
    return { kind: 'rejected', code: 'not_halted' };
  if (mode.kind === 'reduceOnly') {
    if (now - mode.since <= params.reduceOnlyFor)
      return { kind: 'rejected', code: 'reduce_only_running' };
    const active: Mode = { ...mode, kind: 'active', since: now };
    return { kind: 'accepted', venue: { ...venue, clock: now, mode: active }, touched: [] };
  }
  if (now - mode.since <= params.cooldown) return { kind: 'rejected', code: 'cooldown_running' };
  if (!chainFresh(venue, now)) return { kind: 'rejected', code: 'chain_stale' };
  const fresh = feedsSince(venue.feeds, mode.since + params.cooldown);
  const said = modules.aggregate(fresh, params, now);
  if (said.weight < params.quorum || said.time <= mode.since + params.cooldown)
    return { kind: 'rejected', code: 'quorum_missing' };
  return { kind: 'accepted', venue: resumed(venue, said, now), touched: [] };
}
