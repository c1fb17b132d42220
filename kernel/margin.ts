// Profit, equity and the margin requirements at a mark: spec/margin.md. Requirements round up;
// stated as cross-multiplied comparisons they need no division.
import { abs, min } from './arithmetic.ts';
import { type Account, type Params, PPM } from './state.ts';

export function profit(account: Account, mark: bigint): bigint {
  return account.size * mark - account.cost;
}

export function equity(account: Account, mark: bigint): bigint {
  return account.collateral + profit(account, mark);
}

export function notional(account: Account, mark: bigint): bigint {
  return abs(account.size) * mark;
}

/** |size| × mark × rate − worth × 1e6: what a requirement is above a worth, in millionths. */
export function shortfall(worth: bigint, size: bigint, mark: bigint, rate: bigint): bigint {
  return abs(size) * mark * rate - worth * PPM;
}

/** collateral + min(profit, 0) ≥ ⌈notional × initialRate / 1e6⌉: gains on paper buy no new risk. */
export function meetsInitial(account: Account, mark: bigint, params: Params): boolean {
  const secured = account.collateral + min(profit(account, mark), 0n);
  return shortfall(secured, account.size, mark, params.initialRate) <= 0n;
}

/** equity ≥ ⌈notional × maintenanceRate / 1e6⌉ */
export function meetsMaintenance(account: Account, mark: bigint, params: Params): boolean {
  return shortfall(equity(account, mark), account.size, mark, params.maintenanceRate) <= 0n;
}

/** 2 × equity ≥ ⌈notional × maintenanceRate / 1e6⌉ */
export function meetsHalfMaintenance(account: Account, mark: bigint, params: Params): boolean {
  return shortfall(2n * equity(account, mark), account.size, mark, params.maintenanceRate) <= 0n;
}

/** Equity ≥ 0: the ratio of equity to size does not fall. Equity < 0: equity does not fall. */
export function keepsRatio(before: Account, after: Account, mark: bigint): boolean {
  const was = equity(before, mark);
  const now = equity(after, mark);
  return was >= 0n ? now * abs(before.size) >= was * abs(after.size) : now >= was;
}
