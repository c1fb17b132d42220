// Fixes what every claim is worth, once no account is left to collect: spec/finalise.md. Insurance
// pays what it can of the bad debt; the rest is struck off, borne by the claims in proportion.
import { min } from './arithmetic.ts';
import type { Finalise } from './event.ts';
import { MAX_TIME } from './limits.ts';
import type { Mode, Outcome, Venue } from './state.ts';

type Code = 'time_out_of_range' | 'clock_behind' | 'not_winding_down' | 'accounts_unsettled';

export function finalise(venue: Venue, event: Finalise): Outcome<readonly [], Code> {
  const { now } = event;
  const { badDebt, windDown } = venue;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (venue.mode.kind !== 'windingDown') return { kind: 'rejected', code: 'not_winding_down' };
  if (venue.unsettled > 0n) return { kind: 'rejected', code: 'accounts_unsettled' };
  const covered = min(venue.insurance, badDebt.amount);
  const pool = venue.pool + covered;
  const mode: Mode = { ...venue.mode, kind: 'wound', since: now };
  const after = {
    ...venue,
    clock: now,
    pool,
    insurance: 0n,
    fees: venue.fees + venue.insurance - covered,
    badDebt: { ...badDebt, amount: 0n },
    mode,
    windDown: { ...windDown, frozenPool: pool, frozenClaims: windDown.claims },
  };
  return { kind: 'accepted', venue: after, touched: [] };
}
