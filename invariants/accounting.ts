// Where every token and every lot is: the identities of spec/README.md, exact in every reachable
// book, and the only ways in which tokens enter and leave it.
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Account, Event, Venue } from '../kernel/state.ts';
import { abs, max } from '../spec/arithmetic.ts';
import { MILLION } from '../spec/limits.ts';
import { busy, longLots } from '../spec/position.ts';

export const solvency = invariant('INV-01',
  'Every token in the vault has one owner: an account, the pool, insurance or the fees.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.vault === accounts.sum((a) => a.collateral) + v.pool + v.insurance + v.fees);

export const nonNegative = invariant('INV-02',
  'No collateral, pool, insurance, fee balance, bad debt or vault is ever negative.',
  (v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => a.collateral >= 0n)
    && v.pool >= 0n && v.insurance >= 0n && v.fees >= 0n && v.badDebt.amount >= 0n
    && v.vault >= 0n);

export const sizesBalance = invariant('INV-03',
  'For every lot held long, one is held short.',
  (_v: Venue, accounts: Accounts<Account>) => accounts.sum((a) => a.size) === 0n);

export const costsBalance = invariant('INV-04',
  'What positions cost together is what has been collected for winners and what was lost to them.',
  (v: Venue, accounts: Accounts<Account>) =>
    accounts.sum((a) => a.cost) + v.pool + v.badDebt.amount === 0n);

export const profitsAtAnyPrice = invariant('INV-05',
  'At any price whatever, all profits less all losses come to the pool plus the bad debt.',
  (v: Venue, accounts: Accounts<Account>, price: bigint) =>
    accounts.sum((a) => a.size * price - a.cost) === v.pool + v.badDebt.amount);

export const openInterest = invariant('INV-06a',
  'Open interest is the number of lots held long.',
  (v: Venue, accounts: Accounts<Account>) => v.openInterest === accounts.sum((a) => longLots(a)));

export const unsettled = invariant('INV-06b',
  'The unsettled count is the number of accounts with a size or a cost.',
  (v: Venue, accounts: Accounts<Account>) => v.unsettled === accounts.sum((a) => busy(a)));

const entering = (event: Event): bigint =>
  event.kind === 'deposit' || event.kind === 'fundInsurance' ? event.amount
  : event.kind === 'withdraw' ? -event.amount : 0n;

export const vaultMoves = step('STEP-07',
  'The vault changes only by a deposit, a withdrawal or a payment into insurance, by its amount.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    after.vault - before.vault === entering(event));

export const feesRoundUp = step('STEP-09a',
  'A trade fee is the exact charge rounded up by less than one unit, or all that a side has.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'trade' || accounts.every((was, now) => {
      const charged = (was.collateral - now.collateral) * MILLION;
      const exact = event.lots * event.price * before.params.feeRate;
      return now.size === was.size
        || (charged < exact + MILLION && (charged >= exact || now.collateral === 0n));
    }));

export const feesAreKept = step('STEP-09b',
  'Every unit charged as a fee arrives in the fees, and nothing else ever changes them.',
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind === 'trade'
      ? after.fees - before.fees === -accounts.change((a) => a.collateral)
      : after.fees === before.fees);

export const payoutsRoundDown = step('STEP-09c',
  'A paid gain is its exact share of the pool rounded down by less than one unit.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const owed = before.pool + before.badDebt.amount;
    const paid = before.pool - after.pool;
    const realised = paid + before.badDebt.amount - after.badDebt.amount;
    return event.kind !== 'settle' || after.pool > before.pool
      || (paid * owed <= realised * before.pool && realised * before.pool < (paid + 1n) * owed);
  });

export const rewardsRoundDown = step('STEP-09d',
  'A liquidation reward is the lower of two exact bounds, rounded down by less than one unit.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'liquidate' || accounts.every((was, now, acts) => {
      const price = before.index.price;
      const worth = was.collateral + was.size * price - was.cost;
      const reward = worth - (now.collateral + now.size * price - now.cost);
      const lots = event.lots;
      return acts || now.size === was.size
        || (reward + 1n) * MILLION > lots * price * before.params.liquidationRate
        || (reward + 1n) * abs(was.size) > max(worth, 0n) * lots;
    }));
