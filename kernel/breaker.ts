// The circuit breaker and the volatility it measures by: spec/breaker.md. A price that trips it is
// used by nothing.
import { abs, divUp, excess, mulDivUp } from './arithmetic.ts';
import { PPM } from './limits.ts';
import type { Breaker, Venue, Volatility } from './state.ts';

/** A new window measures from the index that it begins with. */
export function breakerWindow(venue: Venue, now: bigint): Breaker {
  const over = now - venue.breaker.start >= venue.params.breakerWindow;
  return over ? { reference: venue.index.price, start: now } : venue.breaker;
}

export function trips(venue: Venue, breaker: Breaker, price: bigint): boolean {
  const { breakerMove, breakerFloor, breakerSigmas } = venue.params;
  const old = venue.index.price;
  return (
    excess(old, price, breakerMove) > 0n ||
    excess(breaker.reference, price, breakerMove) > 0n ||
    (excess(old, price, breakerFloor) > 0n &&
      excess(old, price, breakerSigmas * venue.volatility.rate) > 0n)
  );
}

/** |to − from| / from in ppm. Rounds up: the gap buffer gains. */
export function moveRate(from: bigint, to: bigint): bigint {
  return mulDivUp(abs(to - from), PPM, from);
}

/** The mean of an old and a new rate, the new one with a weight in ppm. Rounds up, likewise. */
export function blended(rate: bigint, move: bigint, weight: bigint): bigint {
  return divUp(rate * (PPM - weight) + move * weight, PPM);
}

/** At most once per period: an unchanged price repeated does not wear the volatility down. */
export function volatilityAfter(venue: Venue, price: bigint, now: bigint): Volatility {
  const { volatilityPeriod, volatilityWeight } = venue.params;
  const { rate, updated } = venue.volatility;
  if (now - updated < volatilityPeriod) return venue.volatility;
  const move = moveRate(venue.index.price, price);
  return { rate: blended(rate, move, volatilityWeight), updated: now };
}
