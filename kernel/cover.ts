// Pays recorded bad debt out of insurance: spec/cover.md. Anyone may call it, within the budget.
import { min } from './arithmetic.ts';
import type { Cover } from './event.ts';
import { MAX_TIME } from './limits.ts';
import type { Outcome, Venue } from './state.ts';
import { drawn, insuranceWindow, room } from './window.ts';

type Code = 'time_out_of_range' | 'clock_behind' | 'wound' | 'no_bad_debt' | 'no_insurance';

export function cover(venue: Venue, event: Cover): Outcome<readonly [], Code> {
  const { now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (venue.mode.kind === 'wound') return { kind: 'rejected', code: 'wound' };
  if (venue.badDebt.amount === 0n) return { kind: 'rejected', code: 'no_bad_debt' };
  const window = insuranceWindow(venue, now);
  const covered = min(venue.badDebt.amount, min(venue.insurance, room(window)));
  if (covered === 0n) return { kind: 'rejected', code: 'no_insurance' };
  return {
    kind: 'accepted',
    venue: {
      ...venue,
      clock: now,
      pool: venue.pool + covered,
      insurance: venue.insurance - covered,
      insuranceDraws: drawn(window, covered),
      badDebt: { ...venue.badDebt, amount: venue.badDebt.amount - covered },
    },
    touched: [],
  };
}
