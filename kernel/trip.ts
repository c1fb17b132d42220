// Latches a long silence of the index or the chain as a halt, so that its deadlines begin:
// spec/trip.md. Anyone may call it.
import type { Trip } from './event.ts';
import { MAX_TIME } from './limits.ts';
import { isOpen } from './live.ts';
import { halted } from './mode.ts';
import type { HaltReason, Outcome, Venue } from './state.ts';

type Code = 'time_out_of_range' | 'clock_behind' | 'not_open' | 'nothing_silent';

export function trip(venue: Venue, event: Trip): Outcome<readonly [], Code> {
  const { now } = event;
  const { tripAfter, haltMemory } = venue.params;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (!isOpen(venue)) return { kind: 'rejected', code: 'not_open' };
  const indexSilent = now - venue.index.time > tripAfter;
  if (!indexSilent && now - venue.chain.time <= tripAfter)
    return { kind: 'rejected', code: 'nothing_silent' };
  const reason: HaltReason = indexSilent ? 'index' : 'chain';
  const mode = halted(venue.mode, now, reason, haltMemory);
  return { kind: 'accepted', venue: { ...venue, clock: now, mode }, touched: [] };
}
