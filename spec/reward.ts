// What a liquidator is paid: the formulas of spec/reward.md over raw fields.
import type { Venue } from '../kernel/state.ts';
import { floorDiv, min } from './arithmetic.ts';
import { MILLION } from './limits.ts';

/** In ppm of the notional taken over: dearer while transactions are, up to a cap. */
export const rewardRate = (v: Venue): bigint =>
  v.params.liquidationRate
  + min(v.params.congestionCap, floorDiv(v.chain.baseFee * v.params.congestionSlope, MILLION));

/** What a reward leaves of the lots' share of a worth, times the size: not negative, if within. */
export const shareLeft = (lots: bigint, worth: bigint, size: bigint, reward: bigint): bigint =>
  worth * lots - reward * size;
