// What an account is worth at the mark, what margin asks of it at a time, and whether that is met:
// the formulas of spec/margin.md over raw fields, in millionths so that nothing is divided.
import type { Modules } from '../kernel/modules.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { abs, max, min } from './arithmetic.ts';

/** The price at which profit is counted: the index less all funding since genesis. */
export const mark = (v: Venue): bigint => v.index.price - v.funding.cumulative;

export const profit = (a: Account, price: bigint): bigint => a.size * price - a.cost;

export const equity = (a: Account, price: bigint): bigint => a.collateral + a.size * price - a.cost;

/** Equity that counts losses and no gain: gains on paper buy no new risk. */
export const secured = (a: Account, price: bigint): bigint =>
  a.collateral + min(a.size * price - a.cost, 0n);

/** What the risk engine adds for what may happen before a liquidation: spec/risk.md. */
export const gap = (modules: Modules, v: Venue, now: bigint): bigint =>
  max(v.params.gapBase, min(v.params.gapCap,
    modules.gap(now - v.index.time, v.volatility.rate, v.params.gapBase, v.params.gapPerSecond,
      v.params.gapVolatility, v.params.gapCap)));

/** What is left after a time of a discount that shrinks every second. */
export const shrunk = (discount: bigint, rate: bigint, elapsed: bigint): bigint =>
  max(discount - rate * elapsed, 0n);

/** What is left at a time of the discount that a raise of margin rates began with. */
export const discount = (v: Venue, now: bigint): bigint =>
  shrunk(v.ramp.discount, v.params.rampRate, now - v.ramp.start);

export const maintenanceRate = (modules: Modules, v: Venue, now: bigint): bigint =>
  v.params.maintenanceRate + gap(modules, v, now) - discount(v, now);

export const advised = (v: Venue, now: bigint): bigint =>
  now < v.advice.until ? v.advice.rate : 0n;

export const initialRate = (modules: Modules, v: Venue, now: bigint): bigint =>
  v.params.initialRate + max(gap(modules, v, now), advised(v, now));

/** equity < maintenance margin */
export const belowMaintenance = (
  modules: Modules, a: Account, v: Venue, now: bigint,
): boolean =>
  modules.shortfall(equity(a, mark(v)), a.size, v.index.price,
    maintenanceRate(modules, v, now)) > 0n;

/** 2 × equity < maintenance margin */
export const belowHalfMaintenance = (
  modules: Modules, a: Account, v: Venue, now: bigint,
): boolean =>
  modules.shortfall(2n * equity(a, mark(v)), a.size, v.index.price,
    maintenanceRate(modules, v, now)) > 0n;

/** collateral + min(profit, 0) < initial margin */
export const belowInitial = (modules: Modules, a: Account, v: Venue, now: bigint): boolean =>
  modules.shortfall(secured(a, mark(v)), a.size, v.index.price, initialRate(modules, v, now)) > 0n;

/** Of a worth ≥ 0, how far worth per lot rises, times both sizes; else how far the worth does. */
export const ratioRise = (worth: bigint, size: bigint, later: bigint, sizeLater: bigint): bigint =>
  worth >= 0n ? later * abs(size) - worth * abs(sizeLater) : later - worth;

/** Equity ≥ 0: equity per lot is no lower. Equity < 0: equity is no lower. */
export const keepsRatio = (was: Account, now: Account, price: bigint): boolean =>
  ratioRise(equity(was, price), was.size, equity(now, price), now.size) >= 0n;
