// Another risk engine: spec/risk.md. What is above a threshold of notional is margined at a higher
// rate, and the gap buffer counts the index's age in whole minutes.
import { abs, divDown, max, min, mulDivUp } from './arithmetic.ts';
import { PPM } from './limits.ts';

const THRESHOLD = 1_000_000_000_000n; // quote of notional
const SURCHARGE = 50_000n; // ppm of the notional above it
const MINUTE = 60n; // seconds

/** A minute begun counts in full: the requirement gains. */
export function steppedGap(
  age: bigint, volatility: bigint, base: bigint, perSecond: bigint, byVolatility: bigint,
  cap: bigint,
): bigint {
  const counted = divDown(age + MINUTE - 1n, MINUTE) * MINUTE;
  return min(cap, base + perSecond * counted + mulDivUp(byVolatility, volatility, PPM));
}

/** No unit of notional is margined at more than 100 %, unless the rate itself is higher. */
export function tieredCharge(lots: bigint, price: bigint, rate: bigint): bigint {
  const notional = lots * price;
  const higher = max(rate, min(rate + SURCHARGE, PPM));
  return min(notional, THRESHOLD) * rate + max(notional - THRESHOLD, 0n) * higher;
}

export function tieredShortfall(
  worth: bigint, size: bigint, price: bigint, rate: bigint,
): bigint {
  return tieredCharge(abs(size), price, rate) - worth * PPM;
}
