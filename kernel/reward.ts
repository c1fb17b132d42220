// The liquidation reward: spec/reward.md. A share of the notional taken over, and never more than
// the lots' share of the account's own equity.
import { abs, max, min, mulDivDown } from './arithmetic.ts';
import { PPM } from './limits.ts';

/** Rounds down twice: the account gains. 0 for an account without lots or without equity. */
export function reward(
  lots: bigint, price: bigint, rate: bigint, equity: bigint, size: bigint,
): bigint {
  const share = size === 0n ? 0n : mulDivDown(max(equity, 0n), lots, abs(size));
  return min(mulDivDown(lots * price, rate, PPM), share);
}
