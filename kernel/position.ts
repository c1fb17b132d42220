// What a change of lots does to a position, and what a position counts for in the venue's totals.
// It knows no price and no margin.
import { abs, max } from './arithmetic.ts';
import { EXIT_PRICE, MAX_EXPOSURE, MAX_LOTS } from './limits.ts';
import type { Account } from './state.ts';

/** Whether a change of the size only brings it nearer to zero; crossing zero opens a position. */
export function reduces(size: bigint, change: bigint): boolean {
  return change > 0n ? size + change <= 0n : size + change >= 0n;
}

/**
 * |size| ≤ 2^40 and |cost| + |size| × 2^42 ≤ 2^88. Every lot closes at a price below 2^42, so
 * closing, settling and being liquidated keep it: it needs a guard only where a position opens.
 */
export function withinLimits(account: Account): boolean {
  const lots = abs(account.size);
  return lots <= MAX_LOTS && abs(account.cost) + lots * EXIT_PRICE <= MAX_EXPOSURE;
}

/** 1 for an account with size ≠ 0 or cost ≠ 0, else 0. */
export function busy(account: Account): bigint {
  return account.size === 0n && account.cost === 0n ? 0n : 1n;
}

/** Σ max(size, 0) after two accounts went from `a` to `a2` and from `b` to `b2`. */
export function openInterestAfter(
  before: bigint, a: Account, a2: Account, b: Account, b2: Account,
): bigint {
  return before - max(a.size, 0n) - max(b.size, 0n) + max(a2.size, 0n) + max(b2.size, 0n);
}

/** What lots (signed) cost at a price less the funding since genesis. */
export function costAt(lots: bigint, price: bigint, funding: bigint): bigint {
  return lots * (price - funding);
}

/** The account after `lots` (signed) came to it at a cost. */
export function moved(account: Account, lots: bigint, cost: bigint): Account {
  return { ...account, size: account.size + lots, cost: account.cost + cost };
}
