// Which sets of parameters a book may have: the table and the conditions of spec/params.md.
import type { Params } from '../kernel/state.ts';
import { ceilDiv } from './arithmetic.ts';
import {
  BLOCKS_LIMIT, COUNT_LIMIT, DAY, FEE_RATE_LIMIT, GAP_GROWTH_LIMIT, INITIAL_RATE_LIMIT, MAJORITY,
  MILLION, MONTH, MULTIPLE_LIMIT, QUOTE_LIMIT, RAMP_RATE_LIMIT, WEIGHT_LIMIT, within, YEAR,
} from './limits.ts';

const oracleBounded = (p: Params): boolean =>
  p.feedWeights.every((weight) => within(weight, 0n, WEIGHT_LIMIT))
  && within(p.outlierRate, 0n, MILLION)
  && within(p.quorum, 1n, 5n * WEIGHT_LIMIT)
  && within(p.maxIndexAge, 1n, DAY)
  && within(p.maxStrikes, 1n, COUNT_LIMIT)
  && within(p.quarantine, 0n, MONTH)
  && within(p.breakerMove, 1n, MILLION)
  && within(p.breakerSigmas, 1n, MULTIPLE_LIMIT)
  && within(p.breakerFloor, 0n, MILLION)
  && within(p.breakerWindow, 1n, DAY)
  && within(p.volatilityPeriod, 1n, DAY)
  && within(p.volatilityWeight, 1n, MILLION)
  && within(p.maxChainGap, 1n, DAY)
  && within(p.chainSettle, 0n, DAY)
  && within(p.maxSkip, 2n, BLOCKS_LIMIT)
  && within(p.confirmations, 0n, BLOCKS_LIMIT);

const marginBounded = (p: Params): boolean =>
  within(p.tradeBand, 0n, MILLION)
  && within(p.feeRate, 0n, FEE_RATE_LIMIT)
  && within(p.minNotional, 0n, QUOTE_LIMIT)
  && within(p.maintenanceRate, 1n, MILLION)
  && within(p.initialRate, 1n, INITIAL_RATE_LIMIT)
  && within(p.gapBase, 0n, MILLION)
  && within(p.gapPerSecond, 0n, GAP_GROWTH_LIMIT)
  && within(p.gapVolatility, 0n, MULTIPLE_LIMIT * MILLION)
  && within(p.gapCap, 0n, MILLION)
  && within(p.rampRate, 1n, RAMP_RATE_LIMIT)
  && within(p.adviceCap, 0n, MILLION)
  && within(p.adviceMax, 0n, MONTH)
  && within(p.liquidationRate, 0n, MILLION)
  && within(p.congestionSlope, 0n, MILLION)
  && within(p.congestionCap, 0n, MILLION)
  && within(p.closeFactor, 1n, MILLION)
  && within(p.fundingInterval, 1n, MONTH)
  && within(p.fundingCap, 0n, MILLION)
  && within(p.maxIntervals, 1n, COUNT_LIMIT);

const limitsBounded = (p: Params): boolean =>
  within(p.windowLength, 1n, MONTH)
  && within(p.payoutFloor, 0n, QUOTE_LIMIT)
  && within(p.payoutCap, 1n, MILLION)
  && within(p.insuranceBudget, 1n, MILLION)
  && within(p.feeBudget, 0n, MILLION)
  && within(p.exitDelay, 0n, MONTH)
  && within(p.tripAfter, 1n, MONTH)
  && within(p.cooldown, 0n, MONTH)
  && within(p.reduceOnlyFor, 0n, MONTH)
  && within(p.haltMemory, 0n, MONTH)
  && within(p.maxHalt, 1n, MONTH)
  && within(p.grace, 0n, DAY)
  && within(p.guardianPeriod, 1n, YEAR)
  && within(p.maxDeficit, 1n, MONTH)
  && within(p.approvalQuorum, MAJORITY, MILLION)
  && within(p.enactDelay, DAY, MONTH)
  && within(p.proposalLife, 1n, MONTH);

export const bounded = (p: Params): boolean =>
  oracleBounded(p) && marginBounded(p) && limitsBounded(p);

/** The greatest move of the mark between two chances to liquidate, in ppm of the index. */
export const greatestMove = (p: Params): bigint => {
  const funded = p.maxIntervals * p.fundingCap;
  return p.breakerMove + funded + ceilDiv(p.breakerMove * funded, MILLION);
};

/** The greatest reward of a liquidation, in ppm of the notional taken over. */
export const greatestReward = (p: Params): bigint => p.liquidationRate + p.congestionCap;

/** rate ≥ g + f + ⌈g × f / 1e6⌉ */
export const covered = (p: Params, rate: bigint): boolean =>
  (rate - greatestMove(p) - greatestReward(p)) * MILLION >= greatestMove(p) * greatestReward(p);

/** The conditions that several parameters meet together. */
export const coherent = (p: Params): boolean => {
  const weight = p.feedWeights.reduce((sum, one) => sum + one, 0n);
  return 2n * p.quorum > weight && p.quorum <= weight
    && p.initialRate > p.maintenanceRate
    && p.gapBase <= p.gapCap && p.maintenanceRate + p.gapCap <= MILLION
    && covered(p, p.maintenanceRate + p.gapBase)
    && p.breakerFloor > 2n * p.outlierRate
    && p.tripAfter >= p.maxIndexAge && p.tripAfter >= p.maxChainGap
    && p.cooldown < p.maxHalt && p.exitDelay <= p.maxHalt && p.exitDelay <= p.enactDelay
    && p.guardianPeriod > p.cooldown + p.reduceOnlyFor;
};
