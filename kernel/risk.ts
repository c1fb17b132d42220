// The risk engine: spec/risk.md. How far the price may run before a liquidation, and how far a
// worth falls short of what a position must be worth. Requirements are exact, in millionths.
import { abs, min, mulDivUp } from './arithmetic.ts';
import { PPM } from './limits.ts';

/** Between `base` and `cap`, in ppm of the notional. Rounds up: the requirement gains. */
export function gap(
  age: bigint, volatility: bigint, base: bigint, perSecond: bigint, byVolatility: bigint,
  cap: bigint,
): bigint {
  return min(cap, base + perSecond * age + mulDivUp(byVolatility, volatility, PPM));
}

/** |size| × price × rate − worth × 1e6 */
export function shortfall(worth: bigint, size: bigint, price: bigint, rate: bigint): bigint {
  return abs(size) * price * rate - worth * PPM;
}
