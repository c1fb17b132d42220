// What may leave a balance within one window of time: spec/windows.md. The cap is fixed when the
// first draw of a window opens it.
import { max, mulDivDown, mulDivUp } from './arithmetic.ts';
import { PPM } from './limits.ts';
import type { Venue, Window } from './state.ts';

function current(window: Window, now: bigint, length: bigint, cap: bigint): Window {
  return now - window.start >= length ? { start: now, cap, used: 0n } : window;
}

/** Rounds up: a gain of one unit can always be paid in the end. */
export function payoutWindow(venue: Venue, now: bigint): Window {
  const { payoutCap, payoutFloor, windowLength } = venue.params;
  const cap = max(payoutFloor, mulDivUp(venue.pool, payoutCap, PPM));
  return current(venue.payouts, now, windowLength, cap);
}

/** Rounds up: the last unit of a deficit can always be covered in the end. */
export function insuranceWindow(venue: Venue, now: bigint): Window {
  const { insuranceBudget, windowLength } = venue.params;
  const cap = mulDivUp(venue.insurance, insuranceBudget, PPM);
  return current(venue.insuranceDraws, now, windowLength, cap);
}

/** Rounds down: the book keeps its fees longer. */
export function feeWindow(venue: Venue, now: bigint): Window {
  const { feeBudget, windowLength } = venue.params;
  return current(venue.feeDraws, now, windowLength, mulDivDown(venue.fees, feeBudget, PPM));
}

export function room(window: Window): bigint {
  return window.cap - window.used;
}

export function drawn(window: Window, amount: bigint): Window {
  return { ...window, used: window.used + amount };
}
