// Pays fees out to the treasury: spec/collect-fees.md. Not while a loss is unpaid, and no more than
// a share of them per window.
import type { CollectFees } from './event.ts';
import { MAX_AMOUNT, MAX_TIME } from './limits.ts';
import type { Outcome, Venue } from './state.ts';
import { drawn, feeWindow, room } from './window.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'amount_out_of_range' | 'winding_down' | 'bad_debt'
  | 'fees_too_low' | 'fee_window_full';

export function collectFees(venue: Venue, event: CollectFees): Outcome<readonly [], Code> {
  const { amount, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (amount < 1n || amount > MAX_AMOUNT)
    return { kind: 'rejected', code: 'amount_out_of_range' };
  if (venue.mode.kind === 'windingDown') return { kind: 'rejected', code: 'winding_down' };
  if (venue.badDebt.amount > 0n) return { kind: 'rejected', code: 'bad_debt' };
  if (amount > venue.fees) return { kind: 'rejected', code: 'fees_too_low' };
  const window = feeWindow(venue, now);
  if (amount > room(window)) return { kind: 'rejected', code: 'fee_window_full' };
  const after = {
    ...venue,
    clock: now,
    vault: venue.vault - amount,
    fees: venue.fees - amount,
    feeDraws: drawn(window, amount),
  };
  return { kind: 'accepted', venue: after, touched: [] };
}
