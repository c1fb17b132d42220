// The range of every stored field, in the form that each step preserves. Where a sum over accounts
// bounds a venue field, the fact about one account stands first and vanishes on an empty account.
import { type Accounts, invariant } from 'plimsoll';
import type { Account, Venue, Window } from '../kernel/state.ts';
import {
  AMOUNT_LIMIT, BASE_FEE_LIMIT, BUSY_LIMIT, CLOSING_PRICE_LIMIT, COUNT_LIMIT, DAY, EXPOSURE_LIMIT,
  FUNDING_LIMIT, HASH_LIMIT, HEIGHT_LIMIT, LOTS_LIMIT, MILLION, MONTH, PRICE_LIMIT, TIME_LIMIT,
  within, YEAR,
} from '../spec/limits.ts';
import {
  bounded, coherent, covered, greatestMove, greatestReward,
} from '../spec/params.ts';
import { busy, longLots } from '../spec/position.ts';

export const clockRange = invariant('INV-10a', 'The clock keeps its range.',
  (v: Venue, _accounts: Accounts<Account>) => within(v.clock, 0n, TIME_LIMIT));

export const amountRange = invariant('INV-10b',
  'The vault, and each part of what it holds, keeps the range of an amount.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.vault <= AMOUNT_LIMIT && v.pool <= AMOUNT_LIMIT && v.insurance <= AMOUNT_LIMIT
    && v.fees <= AMOUNT_LIMIT && accounts.every((a) => a.collateral <= AMOUNT_LIMIT));

export const sizeRange = invariant('INV-10c', 'Every size keeps its range.',
  (_v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => a.size <= LOTS_LIMIT && a.size >= -LOTS_LIMIT));

/** |cost| + |size| × 2^42 ≤ 2^88, written without absolute values. */
export const exposureRange = invariant('INV-10d',
  'Cost and size together keep the exposure that closing at any price cannot exceed.',
  (_v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => a.cost + a.size * CLOSING_PRICE_LIMIT <= EXPOSURE_LIMIT
      && a.cost - a.size * CLOSING_PRICE_LIMIT <= EXPOSURE_LIMIT
      && -a.cost + a.size * CLOSING_PRICE_LIMIT <= EXPOSURE_LIMIT
      && -a.cost - a.size * CLOSING_PRICE_LIMIT <= EXPOSURE_LIMIT));

/** Carries INV-10f to INV-10h: each vanishes on an empty account and is summed over all. */
export const perAccount = invariant('INV-10e',
  'What an account counts for is nothing when it is idle, and otherwise bounded.',
  (_v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => busy(a) >= 0n && longLots(a) >= 0n
      && LOTS_LIMIT * busy(a) >= longLots(a) && EXPOSURE_LIMIT * busy(a) >= -a.cost
      && a.claim >= 0n));

export const unsettledRange = invariant('INV-10f', 'The unsettled count keeps its range.',
  (v: Venue, _accounts: Accounts<Account>) => within(v.unsettled, 0n, BUSY_LIMIT));

export const openInterestRange = invariant('INV-10g', 'Open interest keeps its range.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.openInterest, 0n, LOTS_LIMIT * v.unsettled));

export const badDebtRange = invariant('INV-10h',
  'The pool and the bad debt are at most what is claimed, or what busy accounts can still gain.',
  (v: Venue, _accounts: Accounts<Account>) =>
    (v.mode.kind === 'wound' ? v.badDebt.amount === 0n
      : v.pool + v.badDebt.amount <= EXPOSURE_LIMIT * v.unsettled + v.windDown.claims)
    && v.badDebt.amount <= 2n * EXPOSURE_LIMIT * BUSY_LIMIT
    && within(v.badDebt.since, 0n, v.clock));

export const chainRange = invariant('INV-10i', 'Every field of the chain keeps its range.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.chain.height, 0n, HEIGHT_LIMIT) && within(v.chain.hash, 0n, HASH_LIMIT)
    && within(v.chain.steadyFrom, 0n, v.clock + DAY)
    && within(v.chain.baseFee, 0n, BASE_FEE_LIMIT));

export const modeRange = invariant('INV-10j',
  'No mode began later than the clock, and no more halted time counts than there was.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.mode.since, 0n, v.clock) && within(v.mode.served, 0n, v.mode.since)
    && within(v.graceUntil, 0n, v.clock + DAY + DAY)
    && within(v.guardianFrom, 0n, v.clock + YEAR));

export const fundingRange = invariant('INV-10k', 'Every field of the funding keeps its range.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.funding.cumulative, -FUNDING_LIMIT, FUNDING_LIMIT)
    && within(v.funding.rate, -PRICE_LIMIT, PRICE_LIMIT)
    && within(v.funding.last, 0n, v.clock));

export const breakerRange = invariant('INV-10l',
  'The volatility and the reference of the breaker keep their ranges.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.volatility.rate, 0n, MILLION) && within(v.volatility.updated, 0n, v.clock)
    && within(v.breaker.reference, 1n, PRICE_LIMIT) && within(v.breaker.start, 0n, v.clock));

export const feedRange = invariant('INV-10m', 'Strikes and quarantines keep their ranges.',
  (v: Venue, _accounts: Accounts<Account>) =>
    v.feeds.every((f) => within(f.strikes, 0n, COUNT_LIMIT)
      && within(f.until, 0n, v.clock + MONTH)));

const windowKept = (w: Window, clock: bigint): boolean =>
  within(w.start, 0n, clock) && within(w.used, 0n, w.cap) && w.cap <= AMOUNT_LIMIT;

export const windowRange = invariant('INV-42',
  'What has left a balance in its window is never above the cap that the window began with.',
  (v: Venue, _accounts: Accounts<Account>) =>
    windowKept(v.payouts, v.clock) && windowKept(v.insuranceDraws, v.clock)
    && windowKept(v.feeDraws, v.clock));

export const adviceRange = invariant('INV-10n', 'The advice keeps its hard bounds.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.advice.rate, 0n, MILLION) && within(v.advice.until, 0n, v.clock + MONTH));

export const proposalRange = invariant('INV-10o',
  'What is proposed keeps the bounds of what may be enacted, in full, and its times their ranges.',
  (v: Venue, _accounts: Accounts<Account>) =>
    bounded(v.proposal.params) && coherent(v.proposal.params)
    && within(v.proposal.hash, 0n, HASH_LIMIT) && within(v.proposal.weight, 0n, MILLION)
    && within(v.proposal.approvedUntil, 0n, v.clock + MONTH)
    && within(v.proposal.from, 0n, v.clock + MONTH)
    && within(v.proposal.until, 0n, v.clock + MONTH + MONTH));

export const rampRange = invariant('INV-25c',
  'A raise that is not yet in full force still leaves margin that covers a bounded move.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.ramp.discount, 0n, MILLION) && within(v.ramp.start, 0n, v.clock)
    && covered(v.params, v.params.maintenanceRate + v.params.gapBase - v.ramp.discount));

export const claimRange = invariant('INV-10p',
  'Claims and what busy accounts can still gain keep their range together.',
  (v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => a.claim <= EXPOSURE_LIMIT)
    && v.windDown.claims + EXPOSURE_LIMIT * v.unsettled <= EXPOSURE_LIMIT * BUSY_LIMIT
    && within(v.windDown.claims, 0n, EXPOSURE_LIMIT * BUSY_LIMIT)
    && within(v.windDown.frozenClaims, 0n, EXPOSURE_LIMIT * BUSY_LIMIT)
    && within(v.windDown.frozenPool, 0n, AMOUNT_LIMIT)
    && within(v.windDown.mark, -FUNDING_LIMIT, PRICE_LIMIT + FUNDING_LIMIT));

export const paramsRange = invariant('INV-25a', 'Every parameter keeps its hard bounds.',
  (v: Venue, _accounts: Accounts<Account>) => bounded(v.params));

export const coherence = invariant('INV-25b',
  'The parameters are coherent together: margin covers a bounded move, quorums are majorities.',
  (v: Venue, _accounts: Accounts<Account>) => coherent(v.params));

/** Carries the bounds of what a liquidation moves: no reward is above the price of the lots. */
export const moveRange = invariant('INV-25d',
  'The greatest move and reward together are at most the whole, and at most what margin is left.',
  (v: Venue, _accounts: Accounts<Account>) =>
    greatestMove(v.params) >= 0n && greatestMove(v.params) + greatestReward(v.params) <= MILLION
    && greatestMove(v.params) + greatestReward(v.params)
      <= v.params.maintenanceRate + v.params.gapBase - v.ramp.discount);
