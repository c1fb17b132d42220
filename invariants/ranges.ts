// The range of every stored field, in the form that each step preserves. Where a sum over accounts
// bounds a venue field, the fact about one account stands first and vanishes on an empty account.
import { type Accounts, invariant } from 'plimsoll';
import type { Account, Venue } from '../kernel/state.ts';
import {
  AGE_LIMIT, AMOUNT_LIMIT, BLOCKS_LIMIT, BUSY_LIMIT, CLOSING_PRICE_LIMIT, EXIT_DELAY_LIMIT,
  EXPOSURE_LIMIT, FEE_RATE_LIMIT, HASH_LIMIT, HEIGHT_LIMIT, INITIAL_RATE_LIMIT, LOTS_LIMIT, MILLION,
  MIN_NOTIONAL_LIMIT, TIME_LIMIT, WEIGHT_LIMIT, within,
} from '../spec/limits.ts';
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

/** |cost| + |size| × 2^41 ≤ 2^88, written without absolute values. */
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
      && LOTS_LIMIT * busy(a) >= longLots(a) && EXPOSURE_LIMIT * busy(a) >= -a.cost));

export const unsettledRange = invariant('INV-10f', 'The unsettled count keeps its range.',
  (v: Venue, _accounts: Accounts<Account>) => within(v.unsettled, 0n, BUSY_LIMIT));

export const openInterestRange = invariant('INV-10g', 'Open interest keeps its range.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.openInterest, 0n, LOTS_LIMIT * v.unsettled));

export const badDebtRange = invariant('INV-10h',
  'The pool and the bad debt are at most what the accounts not yet settled can gain.',
  (v: Venue, _accounts: Accounts<Account>) =>
    v.pool + v.badDebt.amount <= EXPOSURE_LIMIT * v.unsettled
    && within(v.badDebt.since, 0n, v.clock));

export const chainRange = invariant('INV-10i', 'Every field of the chain keeps its range.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.chain.height, 0n, HEIGHT_LIMIT) && within(v.chain.hash, 0n, HASH_LIMIT)
    && within(v.chain.steadyFrom, 0n, v.clock + v.params.chainSettle));

export const modeRange = invariant('INV-10j', 'No mode began later than the clock.',
  (v: Venue, _accounts: Accounts<Account>) => within(v.mode.since, 0n, v.clock));

export const paramsRange = invariant('INV-25a', 'Every parameter keeps its hard bounds.',
  (v: Venue, _accounts: Accounts<Account>) =>
    v.params.feedWeights.every((weight) => within(weight, 0n, WEIGHT_LIMIT))
    && within(v.params.outlierRate, 0n, MILLION)
    && within(v.params.quorum, 1n, 5n * WEIGHT_LIMIT)
    && within(v.params.maxIndexAge, 1n, AGE_LIMIT)
    && within(v.params.maxChainGap, 1n, AGE_LIMIT)
    && within(v.params.chainSettle, 0n, AGE_LIMIT)
    && within(v.params.maxSkip, 2n, BLOCKS_LIMIT)
    && within(v.params.confirmations, 0n, BLOCKS_LIMIT)
    && within(v.params.tradeBand, 0n, MILLION)
    && within(v.params.feeRate, 0n, FEE_RATE_LIMIT)
    && within(v.params.minNotional, 0n, MIN_NOTIONAL_LIMIT)
    && within(v.params.maintenanceRate, 1n, MILLION)
    && within(v.params.initialRate, 1n, INITIAL_RATE_LIMIT)
    && within(v.params.liquidationRate, 0n, MILLION)
    && within(v.params.closeFactor, 1n, MILLION)
    && within(v.params.exitDelay, 0n, EXIT_DELAY_LIMIT));

export const coherence = invariant('INV-25b',
  'Initial margin is above maintenance, the liquidation rate below it, and the quorum a majority.',
  (v: Venue, _accounts: Accounts<Account>) => {
    const weight = v.params.feedWeights.reduce((sum, one) => sum + one, 0n);
    return v.params.initialRate > v.params.maintenanceRate
      && v.params.liquidationRate < v.params.maintenanceRate
      && 2n * v.params.quorum > weight && v.params.quorum <= weight;
  });
