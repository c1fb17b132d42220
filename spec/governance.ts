// When a proposal stands, and that a set of parameters is the same in every field: the rules of
// spec/propose.md over raw fields. No record is compared by identity.
import type { Params, Venue } from '../kernel/state.ts';

/** Proposed, neither withdrawn nor enacted, and not past its end. */
export const pending = (v: Venue, now: bigint): boolean =>
  v.proposal.action !== 'none' && now <= v.proposal.until;

const sameWeights = (p: Params, q: Params): boolean => {
  const [w1, w2, w3, w4, w5] = p.feedWeights;
  const [x1, x2, x3, x4, x5] = q.feedWeights;
  return w1 === x1 && w2 === x2 && w3 === x3 && w4 === x4 && w5 === x5;
};

const sameOracle = (p: Params, q: Params): boolean =>
  sameWeights(p, q) && p.outlierRate === q.outlierRate && p.quorum === q.quorum
  && p.maxIndexAge === q.maxIndexAge && p.maxStrikes === q.maxStrikes
  && p.quarantine === q.quarantine && p.breakerMove === q.breakerMove
  && p.breakerSigmas === q.breakerSigmas && p.breakerFloor === q.breakerFloor
  && p.breakerWindow === q.breakerWindow && p.volatilityPeriod === q.volatilityPeriod
  && p.volatilityWeight === q.volatilityWeight && p.maxChainGap === q.maxChainGap
  && p.chainSettle === q.chainSettle && p.maxSkip === q.maxSkip
  && p.confirmations === q.confirmations;

const sameMargin = (p: Params, q: Params): boolean =>
  p.tradeBand === q.tradeBand && p.feeRate === q.feeRate && p.minNotional === q.minNotional
  && p.maintenanceRate === q.maintenanceRate && p.initialRate === q.initialRate
  && p.gapBase === q.gapBase && p.gapPerSecond === q.gapPerSecond
  && p.gapVolatility === q.gapVolatility && p.gapCap === q.gapCap && p.rampRate === q.rampRate
  && p.adviceCap === q.adviceCap && p.adviceMax === q.adviceMax
  && p.liquidationRate === q.liquidationRate && p.congestionSlope === q.congestionSlope
  && p.congestionCap === q.congestionCap && p.closeFactor === q.closeFactor
  && p.fundingInterval === q.fundingInterval && p.fundingCap === q.fundingCap
  && p.maxIntervals === q.maxIntervals;

const sameLimits = (p: Params, q: Params): boolean =>
  p.windowLength === q.windowLength && p.payoutFloor === q.payoutFloor
  && p.payoutCap === q.payoutCap && p.insuranceBudget === q.insuranceBudget
  && p.feeBudget === q.feeBudget && p.exitDelay === q.exitDelay && p.tripAfter === q.tripAfter
  && p.cooldown === q.cooldown && p.reduceOnlyFor === q.reduceOnlyFor
  && p.haltMemory === q.haltMemory && p.maxHalt === q.maxHalt && p.grace === q.grace
  && p.guardianPeriod === q.guardianPeriod && p.maxDeficit === q.maxDeficit
  && p.approvalQuorum === q.approvalQuorum && p.enactDelay === q.enactDelay
  && p.proposalLife === q.proposalLife;

export const sameParams = (p: Params, q: Params): boolean =>
  sameOracle(p, q) && sameMargin(p, q) && sameLimits(p, q);

/** What is proposed, by whose weight and for when, apart from whether it still stands. */
export const termsKept = (v: Venue, v2: Venue): boolean =>
  sameParams(v2.proposal.params, v.proposal.params)
  && v2.proposal.hash === v.proposal.hash && v2.proposal.weight === v.proposal.weight
  && v2.proposal.approvedUntil === v.proposal.approvedUntil
  && v2.proposal.from === v.proposal.from && v2.proposal.until === v.proposal.until;
