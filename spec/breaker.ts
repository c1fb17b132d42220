// When a price is adopted by nothing, and what is remembered of one that is adopted: the rules of
// spec/breaker.md over raw fields.
import type { Venue } from '../kernel/state.ts';
import { abs, ceilDiv } from './arithmetic.ts';
import { MILLION } from './limits.ts';

/** |to − from| is above a rate of from. */
export const beyond = (from: bigint, to: bigint, rate: bigint): boolean =>
  abs(to - from) * MILLION > from * rate;

const windowOver = (v: Venue, now: bigint): boolean =>
  now - v.breaker.start >= v.params.breakerWindow;

/** What moves within the window are measured from at a time. */
export const windowReference = (v: Venue, now: bigint): bigint =>
  windowOver(v, now) ? v.index.price : v.breaker.reference;

export const trips = (v: Venue, price: bigint, now: bigint): boolean =>
  beyond(v.index.price, price, v.params.breakerMove)
  || beyond(windowReference(v, now), price, v.params.breakerMove)
  || (beyond(v.index.price, price, v.params.breakerFloor)
    && beyond(v.index.price, price, v.params.breakerSigmas * v.volatility.rate));

export const breakerKept = (v: Venue, v2: Venue): boolean =>
  v2.breaker.reference === v.breaker.reference && v2.breaker.start === v.breaker.start;

export const breakerFollows = (v: Venue, v2: Venue, now: bigint): boolean =>
  windowOver(v, now)
    ? v2.breaker.reference === v.index.price && v2.breaker.start === now
    : breakerKept(v, v2);

export const volatilityKept = (v: Venue, v2: Venue): boolean =>
  v2.volatility.rate === v.volatility.rate && v2.volatility.updated === v.volatility.updated;

/** ⌈(rate × (1e6 − weight) + ⌈|move|⌉ × weight) / 1e6⌉, at most once per period. */
export const volatilityFollows = (v: Venue, v2: Venue, price: bigint, now: bigint): boolean => {
  const move = ceilDiv(abs(price - v.index.price) * MILLION, v.index.price);
  const weight = v.params.volatilityWeight;
  return now - v.volatility.updated < v.params.volatilityPeriod
    ? volatilityKept(v, v2)
    : v2.volatility.updated === now && v2.volatility.rate
      === ceilDiv(v.volatility.rate * (MILLION - weight) + move * weight, MILLION);
};
