// The guardian's halt: spec/halt.md. At most once per `guardianPeriod`, and it ends like any other.
import type { Halt } from './event.ts';
import { MAX_TIME } from './limits.ts';
import { isOpen } from './live.ts';
import { halted } from './mode.ts';
import type { Outcome, Venue } from './state.ts';

type Code = 'time_out_of_range' | 'clock_behind' | 'not_open' | 'guardian_too_soon';

export function halt(venue: Venue, event: Halt): Outcome<readonly [], Code> {
  const { now } = event;
  const { guardianPeriod, haltMemory } = venue.params;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (!isOpen(venue)) return { kind: 'rejected', code: 'not_open' };
  if (now < venue.guardianFrom) return { kind: 'rejected', code: 'guardian_too_soon' };
  const mode = halted(venue.mode, now, 'guardian', haltMemory);
  const guardianFrom = now + guardianPeriod;
  return { kind: 'accepted', venue: { ...venue, clock: now, mode, guardianFrom }, touched: [] };
}
