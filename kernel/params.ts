// Which parameter sets a book may ever have: spec/params.md. `withinBounds` is per parameter and
// bounds every later sum and product; `coherent` is joint and may be asked only within the bounds.
import { mulDivUp } from './arithmetic.ts';
import { PPM } from './limits.ts';
import type { FeedWeights, Params } from './state.ts';

const MAX_WEIGHT = 1_000_000n;
const MAX_QUOTE = 1_000_000_000_000_000_000n;
const MAX_BLOCKS = 1_000_000n;
const MIN_SKIP = 2n; // a skipped height re-anchors the chain after a reorg at the known height
const MAX_FEE_RATE = 100_000n; // 10 %
const MAX_INITIAL_RATE = 2_000_000n; // 200 %
const MAX_MULTIPLE = 100n;
const MAX_GAP_GROWTH = 1_000n; // 0.1 % of the notional per second of age
const MAX_RAMP_RATE = 100n; // 1 % of the notional in 100 seconds
const MAX_COUNT = 1_000n;
const MAJORITY = 500_001n; // ppm of all approval weight
const DAY = 86_400n; // seconds
const MONTH = 2_592_000n; // 30 days, in seconds
const YEAR = 31_536_000n; // seconds

function within(value: bigint, least: bigint, greatest: bigint): boolean {
  return least <= value && value <= greatest;
}

function totalWeight(weights: FeedWeights): bigint {
  return weights.reduce((sum, weight) => sum + weight, 0n);
}

function oracleWithinBounds(params: Params): boolean {
  return (
    params.feedWeights.every((weight) => within(weight, 0n, MAX_WEIGHT)) &&
    within(params.outlierRate, 0n, PPM) &&
    within(params.quorum, 1n, 5n * MAX_WEIGHT) &&
    within(params.maxIndexAge, 1n, DAY) &&
    within(params.maxStrikes, 1n, MAX_COUNT) &&
    within(params.quarantine, 0n, MONTH) &&
    within(params.breakerMove, 1n, PPM) &&
    within(params.breakerSigmas, 1n, MAX_MULTIPLE) &&
    within(params.breakerFloor, 0n, PPM) &&
    within(params.breakerWindow, 1n, DAY) &&
    within(params.volatilityPeriod, 1n, DAY) &&
    within(params.volatilityWeight, 1n, PPM) &&
    within(params.maxChainGap, 1n, DAY) &&
    within(params.chainSettle, 0n, DAY) &&
    within(params.maxSkip, MIN_SKIP, MAX_BLOCKS) &&
    within(params.confirmations, 0n, MAX_BLOCKS)
  );
}

function marginWithinBounds(params: Params): boolean {
  return (
    within(params.tradeBand, 0n, PPM) &&
    within(params.feeRate, 0n, MAX_FEE_RATE) &&
    within(params.minNotional, 0n, MAX_QUOTE) &&
    within(params.maintenanceRate, 1n, PPM) &&
    within(params.initialRate, 1n, MAX_INITIAL_RATE) &&
    within(params.gapBase, 0n, PPM) &&
    within(params.gapPerSecond, 0n, MAX_GAP_GROWTH) &&
    within(params.gapVolatility, 0n, MAX_MULTIPLE * PPM) &&
    within(params.gapCap, 0n, PPM) &&
    within(params.rampRate, 1n, MAX_RAMP_RATE) &&
    within(params.adviceCap, 0n, PPM) &&
    within(params.adviceMax, 0n, MONTH) &&
    within(params.liquidationRate, 0n, PPM) &&
    within(params.congestionSlope, 0n, PPM) &&
    within(params.congestionCap, 0n, PPM) &&
    within(params.closeFactor, 1n, PPM) &&
    within(params.fundingInterval, 1n, MONTH) &&
    within(params.fundingCap, 0n, PPM) &&
    within(params.maxIntervals, 1n, MAX_COUNT)
  );
}

function limitsWithinBounds(params: Params): boolean {
  return (
    within(params.windowLength, 1n, MONTH) &&
    within(params.payoutFloor, 0n, MAX_QUOTE) &&
    within(params.payoutCap, 1n, PPM) &&
    within(params.insuranceBudget, 1n, PPM) &&
    within(params.feeBudget, 0n, PPM) &&
    within(params.exitDelay, 0n, MONTH) &&
    within(params.tripAfter, 1n, MONTH) &&
    within(params.cooldown, 0n, MONTH) &&
    within(params.reduceOnlyFor, 0n, MONTH) &&
    within(params.haltMemory, 0n, MONTH) &&
    within(params.maxHalt, 1n, MONTH) &&
    within(params.grace, 0n, DAY) &&
    within(params.guardianPeriod, 1n, YEAR) &&
    within(params.maxDeficit, 1n, MONTH) &&
    within(params.approvalQuorum, MAJORITY, PPM) &&
    within(params.enactDelay, DAY, MONTH) &&
    within(params.proposalLife, 1n, MONTH)
  );
}

export function withinBounds(params: Params): boolean {
  return oracleWithinBounds(params) && marginWithinBounds(params) && limitsWithinBounds(params);
}

/** The greatest move of the mark between two chances to liquidate, in ppm of the index. */
function greatestMove(params: Params): bigint {
  const funded = params.maxIntervals * params.fundingCap;
  return params.breakerMove + funded + mulDivUp(params.breakerMove, funded, PPM);
}

/** rate ≥ g + f + ⌈g × f / 1e6⌉: after a move of g an account at the rate can pay a reward of f. */
export function coversMove(params: Params, rate: bigint): boolean {
  const move = greatestMove(params);
  const reward = params.liquidationRate + params.congestionCap;
  return (rate - move - reward) * PPM >= move * reward;
}

export function coherent(params: Params): boolean {
  const weight = totalWeight(params.feedWeights);
  return (
    2n * params.quorum > weight &&
    params.quorum <= weight &&
    params.initialRate > params.maintenanceRate &&
    params.gapBase <= params.gapCap &&
    params.maintenanceRate + params.gapCap <= PPM &&
    coversMove(params, params.maintenanceRate + params.gapBase) &&
    params.breakerFloor > 2n * params.outlierRate &&
    params.tripAfter >= params.maxIndexAge &&
    params.tripAfter >= params.maxChainGap &&
    params.cooldown < params.maxHalt &&
    params.exitDelay <= params.maxHalt &&
    params.exitDelay <= params.enactDelay &&
    params.guardianPeriod > params.cooldown + params.reduceOnlyFor
  );
}
