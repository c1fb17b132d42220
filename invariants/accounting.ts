// Where every token and every lot is: the identities of spec/README.md, exact in every reachable
// book, and the only ways in which tokens enter and leave it.
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Event } from '../kernel/event.ts';
import type { Account, Venue, Window } from '../kernel/state.ts';
import { max } from '../spec/arithmetic.ts';
import { MILLION } from '../spec/limits.ts';
import { ending } from '../spec/live.ts';
import { busy, longLots } from '../spec/position.ts';
import { feeCap, insuranceCap, payoutCap } from '../spec/windows.ts';

export const solvency = invariant('INV-01',
  'Every token in the vault has one owner: an account, the pool, insurance or the fees.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.vault === accounts.sum((a) => a.collateral) + v.pool + v.insurance + v.fees);

export const nonNegative = invariant('INV-02',
  'No collateral, pool, insurance, fee balance, bad debt or vault is ever negative.',
  (v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => a.collateral >= 0n)
    && v.pool >= 0n && v.insurance >= 0n && v.fees >= 0n && v.badDebt.amount >= 0n
    && v.vault >= 0n && accounts.every((a) => a.claim >= 0n));

export const sizesBalance = invariant('INV-03',
  'Until winding down, for every lot held long, one is held short.',
  (v: Venue, accounts: Accounts<Account>) =>
    ending(v) || accounts.sum((a) => a.size) === 0n);

export const costsBalance = invariant('INV-04',
  'Until winding down, positions cost together what was collected for winners and lost to them.',
  (v: Venue, accounts: Accounts<Account>) =>
    ending(v) || accounts.sum((a) => a.cost) + v.pool + v.badDebt.amount === 0n);

export const profitsAtAnyPrice = invariant('INV-05',
  'Until winding down, all profits less all losses come to pool plus bad debt, at any price.',
  (v: Venue, accounts: Accounts<Account>, price: bigint) =>
    ending(v)
    || accounts.sum((a) => a.size * price - a.cost) === v.pool + v.badDebt.amount);

export const openInterest = invariant('INV-06a',
  'Open interest is the number of lots held long.',
  (v: Venue, accounts: Accounts<Account>) => v.openInterest === accounts.sum((a) => longLots(a)));

export const unsettled = invariant('INV-06b',
  'The unsettled count is the number of accounts with a size or a cost.',
  (v: Venue, accounts: Accounts<Account>) => v.unsettled === accounts.sum((a) => busy(a)));

const entering = (event: Event): bigint =>
  event.kind === 'deposit' || event.kind === 'fundInsurance' ? event.amount
  : event.kind === 'withdraw' || event.kind === 'collectFees' ? -event.amount : 0n;

export const vaultMoves = step('STEP-07',
  'The vault moves only by deposits, withdrawals, insurance paid in and fees paid out, exactly.',
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
  'Every fee charged is kept; fees grow besides only by insurance left at the end.',
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event) => {
    const risen = after.fees - before.fees;
    return event.kind === 'trade' ? risen === -accounts.change((a) => a.collateral)
      : event.kind === 'collectFees' ? risen === -event.amount
      : event.kind === 'finalise'
        ? risen === before.insurance - after.insurance - (after.pool - before.pool)
      : risen === 0n;
  });

export const payoutsRoundDown = step('STEP-09c',
  'A paid gain is its exact share of the pool rounded down by less than one unit.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const owed = before.pool + before.badDebt.amount;
    const paid = before.pool - after.pool;
    const realised = paid + before.badDebt.amount - after.badDebt.amount;
    return event.kind !== 'settle' || after.pool > before.pool
      || (paid * owed <= realised * before.pool && realised * before.pool < (paid + 1n) * owed);
  });

const redrawn = (was: Window, now: Window, drawn: bigint, cap: bigint, over: boolean): boolean =>
  now.start === was.start
    ? now.cap === was.cap && now.used === was.used + drawn
    : over && now.cap === cap && now.used === drawn;

const over = (v: Venue, w: Window, now: bigint): boolean =>
  now - w.start >= v.params.windowLength;

export const payoutsAreDrawn = step('STEP-42a',
  'Every gain paid is drawn on the payout window, which begins anew only when it is over.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    redrawn(before.payouts, after.payouts,
      event.kind === 'settle' ? max(before.pool - after.pool, 0n) : 0n,
      payoutCap(before), over(before, before.payouts, event.now)));

export const insuranceIsDrawn = step('STEP-42b',
  'All insurance paid out is drawn on its window, but for what is left when the book ends.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    redrawn(before.insuranceDraws, after.insuranceDraws,
      event.kind === 'finalise' ? 0n : max(before.insurance - after.insurance, 0n),
      insuranceCap(before), over(before, before.insuranceDraws, event.now)));

export const feesAreDrawn = step('STEP-42c',
  'All fees paid out are drawn on their window, which begins anew only when it is over.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    redrawn(before.feeDraws, after.feeDraws, max(before.fees - after.fees, 0n),
      feeCap(before), over(before, before.feeDraws, event.now)));

/** Of a span that begins at `from`: in the window it began in, or in the one that began since. */
const drawnOnTwo = (was: Window, now: Window, drawn: bigint, from: bigint): boolean =>
  now.start === was.start
    ? now.cap === was.cap && now.used === was.used + drawn
    : was.start < from && now.start >= from && now.used === drawn;

/** So no more than two caps leave (INV-42): the second window is the last to begin in the span. */
export const spansMeetTwoWindows = step('STEP-42d',
  'In any span of one windowLength, what leaves a balance is drawn on two windows at most.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event, from: bigint) =>
    before.clock < from || event.now >= from + before.params.windowLength
    || (drawnOnTwo(before.payouts, after.payouts,
      event.kind === 'settle' ? max(before.pool - after.pool, 0n) : 0n, from)
      && drawnOnTwo(before.insuranceDraws, after.insuranceDraws,
        event.kind === 'finalise' ? 0n : max(before.insurance - after.insurance, 0n), from)
      && drawnOnTwo(before.feeDraws, after.feeDraws, max(before.fees - after.fees, 0n), from)));
