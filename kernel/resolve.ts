// Writes off the loss of a flat account that cannot pay it: spec/resolve.md. Its own collateral
// pays first, then insurance; what is left is bad debt. Nobody else's collateral ever pays.
import { min } from './arithmetic.ts';
import type { Resolve } from './event.ts';
import { MAX_TIME } from './limits.ts';
import { isOpen } from './live.ts';
import { type Account, empty, type Outcome, type Venue } from './state.ts';
import { drawn, insuranceWindow, room } from './window.ts';

type Code = 'time_out_of_range' | 'clock_behind' | 'not_open' | 'not_flat' | 'no_deficit';

function writtenOff(venue: Venue, collateral: bigint, deficit: bigint, now: bigint): Venue {
  const window = insuranceWindow(venue, now);
  const covered = min(min(venue.insurance, room(window)), deficit);
  const unpaid = deficit - covered;
  const first = venue.badDebt.amount === 0n && unpaid > 0n;
  return {
    ...venue,
    clock: now,
    pool: venue.pool + collateral + covered,
    insurance: venue.insurance - covered,
    insuranceDraws: drawn(window, covered),
    badDebt: {
      amount: venue.badDebt.amount + unpaid,
      since: first ? now : venue.badDebt.since,
    },
    unsettled: venue.unsettled - 1n,
  };
}

export function resolve(
  venue: Venue, account: Account, event: Resolve,
): Outcome<readonly [Account], Code> {
  const { now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (!isOpen(venue)) return { kind: 'rejected', code: 'not_open' };
  if (account.size !== 0n) return { kind: 'rejected', code: 'not_flat' };
  const deficit = account.cost - account.collateral;
  if (deficit <= 0n) return { kind: 'rejected', code: 'no_deficit' };
  return {
    kind: 'accepted',
    venue: writtenOff(venue, account.collateral, deficit, now),
    touched: [empty],
  };
}
