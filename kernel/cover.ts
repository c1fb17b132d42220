// Pays recorded bad debt out of insurance: spec/cover.md. Anyone may call it, in every mode.
import { min } from './arithmetic.ts';
import { type Cover, MAX_TIME, type Outcome, type Venue } from './state.ts';

type Code = 'time_out_of_range' | 'clock_behind' | 'no_bad_debt' | 'no_insurance';

export function cover(venue: Venue, event: Cover): Outcome<readonly [], Code> {
  const { now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (venue.badDebt.amount === 0n) return { kind: 'rejected', code: 'no_bad_debt' };
  if (venue.insurance === 0n) return { kind: 'rejected', code: 'no_insurance' };
  const covered = min(venue.badDebt.amount, venue.insurance);
  return {
    kind: 'accepted',
    venue: {
      ...venue,
      clock: now,
      pool: venue.pool + covered,
      insurance: venue.insurance - covered,
      badDebt: { ...venue.badDebt, amount: venue.badDebt.amount - covered },
    },
    touched: [],
  };
}
