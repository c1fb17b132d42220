// Which parameter sets a book may ever have: spec/params.md. `withinBounds` is per parameter and
// bounds every later sum and product; `coherent` is joint and may be asked only within the bounds.
import { type FeedWeights, type Params, PPM } from './state.ts';

const MAX_WEIGHT = 1_000_000n;
const MAX_AGE = 86_400n; // a day, in seconds
const MAX_BLOCKS = 1_000_000n;
const MIN_SKIP = 2n; // a skipped height re-anchors the chain after a reorg at the known height
const MAX_FEE_RATE = 100_000n; // 10 %
const MAX_MIN_NOTIONAL = 1_000_000_000_000_000_000n;
const MAX_INITIAL_RATE = 2_000_000n; // 200 %
const MAX_EXIT_DELAY = 2_592_000n; // 30 days, in seconds

function within(value: bigint, least: bigint, greatest: bigint): boolean {
  return least <= value && value <= greatest;
}

function totalWeight(weights: FeedWeights): bigint {
  return weights.reduce((sum, weight) => sum + weight, 0n);
}

export function withinBounds(params: Params): boolean {
  return (
    params.feedWeights.every((weight) => within(weight, 0n, MAX_WEIGHT)) &&
    within(params.outlierRate, 0n, PPM) &&
    within(params.quorum, 1n, 5n * MAX_WEIGHT) &&
    within(params.maxIndexAge, 1n, MAX_AGE) &&
    within(params.maxChainGap, 1n, MAX_AGE) &&
    within(params.chainSettle, 0n, MAX_AGE) &&
    within(params.maxSkip, MIN_SKIP, MAX_BLOCKS) &&
    within(params.confirmations, 0n, MAX_BLOCKS) &&
    within(params.tradeBand, 0n, PPM) &&
    within(params.feeRate, 0n, MAX_FEE_RATE) &&
    within(params.minNotional, 0n, MAX_MIN_NOTIONAL) &&
    within(params.maintenanceRate, 1n, PPM) &&
    within(params.initialRate, 1n, MAX_INITIAL_RATE) &&
    within(params.liquidationRate, 0n, PPM) &&
    within(params.closeFactor, 1n, PPM) &&
    within(params.exitDelay, 0n, MAX_EXIT_DELAY)
  );
}

export function coherent(params: Params): boolean {
  const weight = totalWeight(params.feedWeights);
  return (
    2n * params.quorum > weight &&
    params.quorum <= weight &&
    params.initialRate > params.maintenanceRate &&
    params.liquidationRate < params.maintenanceRate
  );
}
