// What an account is worth at a price, and whether that is enough: the formulas of spec/margin.md
// over raw fields, cross-multiplied by a million so that no requirement needs a division.
import type { Account } from '../kernel/state.ts';
import { abs, min } from './arithmetic.ts';
import { MILLION } from './limits.ts';

export const profit = (a: Account, price: bigint): bigint => a.size * price - a.cost;

export const equity = (a: Account, price: bigint): bigint => a.collateral + a.size * price - a.cost;

/** Equity that counts losses and no gain: gains on paper buy no new risk. */
export const secured = (a: Account, price: bigint): bigint =>
  a.collateral + min(a.size * price - a.cost, 0n);

/** |size| × price × rate − worth × 1e6: what a requirement is above a worth, in millionths. */
export const shortfall = (worth: bigint, size: bigint, price: bigint, rate: bigint): bigint =>
  abs(size) * price * rate - worth * MILLION;

/** equity < ⌈|size| × price × rate / 1e6⌉ */
export const belowMaintenance = (a: Account, price: bigint, rate: bigint): boolean =>
  shortfall(equity(a, price), a.size, price, rate) > 0n;

/** collateral + min(profit, 0) < ⌈|size| × price × rate / 1e6⌉ */
export const belowInitial = (a: Account, price: bigint, rate: bigint): boolean =>
  shortfall(secured(a, price), a.size, price, rate) > 0n;

/** Equity ≥ 0: equity per lot is no lower. Equity < 0: equity is no lower. */
export const keepsRatio = (was: Account, now: Account, price: bigint): boolean =>
  equity(was, price) >= 0n
    ? equity(now, price) * abs(was.size) >= equity(was, price) * abs(now.size)
    : equity(now, price) >= equity(was, price);
