// Begins the end of the book at its last good mark: spec/wind-down.md. By governance after its
// delay, or by anyone once a halt or a bad debt is older than it may be. An open book ends at a
// fresh mark; in a halt there is none to wait for.
import type { WindDownNow } from './event.ts';
import { MAX_TIME } from './limits.ts';
import { fundingCurrent, indexFresh, isEnding, isOpen } from './live.ts';
import { markPrice } from './margin.ts';
import { haltedFor } from './mode.ts';
import type { Mode, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'winding_down' | 'not_due' | 'index_stale'
  | 'funding_due';

function isDue(venue: Venue, now: bigint): boolean {
  const { badDebt, mode, params, proposal } = venue;
  return (
    (proposal.action === 'windDown' && now >= proposal.from && now <= proposal.until) ||
    (mode.kind === 'halted' && haltedFor(mode, now) > params.maxHalt) ||
    (badDebt.amount > 0n && now - badDebt.since > params.maxDeficit)
  );
}

export function windDown(venue: Venue, event: WindDownNow): Outcome<readonly [], Code> {
  const { now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (isEnding(venue)) return { kind: 'rejected', code: 'winding_down' };
  if (!isDue(venue, now)) return { kind: 'rejected', code: 'not_due' };
  if (isOpen(venue) && !indexFresh(venue, now)) return { kind: 'rejected', code: 'index_stale' };
  if (isOpen(venue) && !fundingCurrent(venue, now))
    return { kind: 'rejected', code: 'funding_due' };
  const mode: Mode = { ...venue.mode, kind: 'windingDown', since: now };
  const windDown = { ...venue.windDown, mark: markPrice(venue) };
  return { kind: 'accepted', venue: { ...venue, clock: now, mode, windDown }, touched: [] };
}
