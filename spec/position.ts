// What a position is: idle or busy, long or short, reduced or opened, small enough. Raw fields
// only.
import type { Account } from '../kernel/state.ts';
import { abs } from './arithmetic.ts';
import { CLOSING_PRICE_LIMIT, EXPOSURE_LIMIT, LOTS_LIMIT } from './limits.ts';

export const idle = (a: Account): boolean => a.size === 0n && a.cost === 0n;

/** 1 for an account that has something to settle. */
export const busy = (a: Account): bigint => (a.size === 0n && a.cost === 0n ? 0n : 1n);

export const longLots = (a: Account): bigint => (a.size > 0n ? a.size : 0n);

/** `lots`, signed and not 0, only bring the size nearer to zero; what crosses zero opens. */
export const onlyReduces = (size: bigint, lots: bigint): boolean =>
  lots > 0n ? size + lots <= 0n : size + lots >= 0n;

/** |size| > 2^40, or |cost| + |size| × 2^42 > 2^88. */
export const tooLarge = (a: Account): boolean =>
  abs(a.size) > LOTS_LIMIT
  || abs(a.cost) + abs(a.size) * CLOSING_PRICE_LIMIT > EXPOSURE_LIMIT;
