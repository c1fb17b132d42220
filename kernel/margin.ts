// Profit, equity and the margin requirements at the mark: spec/margin.md. The mark drifts with
// funding, the notional is taken at the index.
import { abs, max, min } from './arithmetic.ts';
import type { Modules } from './modules.ts';
import type { Account, Venue } from './state.ts';

export function markPrice(venue: Venue): bigint {
  return venue.index.price - venue.funding.cumulative;
}

export function profit(account: Account, mark: bigint): bigint {
  return account.size * mark - account.cost;
}

export function equity(account: Account, mark: bigint): bigint {
  return account.collateral + profit(account, mark);
}

/** Whatever an engine says, no less than the base and no more than the cap. */
export function gapAt(modules: Modules, venue: Venue, now: bigint): bigint {
  const { gapBase, gapPerSecond, gapVolatility, gapCap } = venue.params;
  const age = now - venue.index.time;
  const { rate } = venue.volatility;
  const buffer = modules.gap(age, rate, gapBase, gapPerSecond, gapVolatility, gapCap);
  return max(gapBase, min(gapCap, buffer));
}

/** What is left of the discount that a raise of margin rates began with. */
export function discountAt(venue: Venue, now: bigint): bigint {
  return max(venue.ramp.discount - venue.params.rampRate * (now - venue.ramp.start), 0n);
}

export function maintenanceAt(modules: Modules, venue: Venue, now: bigint): bigint {
  return venue.params.maintenanceRate + gapAt(modules, venue, now) - discountAt(venue, now);
}

/** Advice and raises bind new risk at once. */
export function initialAt(modules: Modules, venue: Venue, now: bigint): bigint {
  const advised = now < venue.advice.until ? venue.advice.rate : 0n;
  return venue.params.initialRate + max(gapAt(modules, venue, now), advised);
}

/** collateral + min(profit, 0) ≥ initial margin: gains on paper buy no new risk. */
export function meetsInitial(
  modules: Modules, account: Account, venue: Venue, now: bigint,
): boolean {
  const secured = account.collateral + min(profit(account, markPrice(venue)), 0n);
  const rate = initialAt(modules, venue, now);
  return modules.shortfall(secured, account.size, venue.index.price, rate) <= 0n;
}

/** equity ≥ maintenance margin */
export function meetsMaintenance(
  modules: Modules, account: Account, venue: Venue, now: bigint,
): boolean {
  const worth = equity(account, markPrice(venue));
  const rate = maintenanceAt(modules, venue, now);
  return modules.shortfall(worth, account.size, venue.index.price, rate) <= 0n;
}

/** 2 × equity ≥ maintenance margin */
export function meetsHalfMaintenance(
  modules: Modules, account: Account, venue: Venue, now: bigint,
): boolean {
  const worth = 2n * equity(account, markPrice(venue));
  const rate = maintenanceAt(modules, venue, now);
  return modules.shortfall(worth, account.size, venue.index.price, rate) <= 0n;
}

/** How far equity per lot rises, times both sizes; where equity is negative, how far it does. */
export function ratioRise(was: bigint, size: bigint, now: bigint, sizeNow: bigint): bigint {
  return was >= 0n ? now * abs(size) - was * abs(sizeNow) : now - was;
}

/** Equity ≥ 0: the ratio of equity to size does not fall. Equity < 0: equity does not fall. */
export function keepsRatio(before: Account, after: Account, mark: bigint): boolean {
  return ratioRise(equity(before, mark), before.size, equity(after, mark), after.size) >= 0n;
}
