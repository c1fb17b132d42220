// Who pays whom: gains only out of collected losses, losses only out of the loser, then insurance,
// then the winners' unpaid gains; nobody's collateral for another's loss.
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Event } from '../kernel/event.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { max, min, partRise } from '../spec/arithmetic.ts';
import { MILLION } from '../spec/limits.ts';
import { ending, live, open } from '../spec/live.ts';
import { mark, profit } from '../spec/margin.ts';
import { idle } from '../spec/position.ts';

export const gainsComeFromThePool = step('STEP-11a',
  'Collateral rises only by a deposit or by what the pool pays for a gain or a claim.',
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind === 'deposit'
    || (event.kind === 'settle' || event.kind === 'redeem'
      ? accounts.change((a) => a.collateral) === before.pool - after.pool
      : accounts.every((was, now) => now.collateral <= was.collateral)));

/** In a wound book every claim has its share of a frozen pool instead. */
export const ratioNeverFalls = step('STEP-11b',
  'Only writing off a loss lowers the share of gains owed that the pool can pay; no payout does.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind === 'resolve' || event.kind === 'collect' || before.mode.kind === 'wound'
    || partRise(before.pool, before.badDebt.amount, after.pool, after.badDebt.amount) >= 0n);

export const unpaidIsExtinguished = step('STEP-11c',
  'What is realised of a gain is paid or struck off the bad debt, and all of it once.',
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'settle'
    || accounts.every((was, now) => now.cost <= was.cost
      || (now.cost - was.cost
          === before.pool + before.badDebt.amount - after.pool - after.badDebt.amount
        && now.cost - was.cost <= profit(was, mark(before))
        && after.badDebt.amount <= before.badDebt.amount)));

/** The price at which a loss is real: the mark, and the final one once winding down. */
const lossPrice = (v: Venue): bigint => (ending(v) ? v.windDown.mark : mark(v));

export const lossTakesNoMore = step('STEP-12',
  'A loss takes the lower of the loss and the collateral, never more.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    (event.kind !== 'settle' && event.kind !== 'resolve' && event.kind !== 'collect')
    || accounts.every((was, now) => now.collateral >= was.collateral
      || was.collateral - now.collateral
        === min(-profit(was, lossPrice(before)), was.collateral)));

export const idleIsSafe = step('STEP-13a',
  "Nobody else's act lowers the collateral of an account with no size and no cost.",
  (_before: Venue, _after: Venue, accounts: Changes<Account>, _event: Event) =>
    accounts.every((was, now, acts) => acts || !idle(was) || now.collateral >= was.collateral));

export const busyIsSafe = step('STEP-13b',
  "Collateral falls only by its owner's withdrawal, own trade fee, or own loss at a valid mark.",
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    accounts.every((was, now, acts) => {
      const fall = was.collateral - now.collateral;
      return fall <= 0n
        || (acts && event.kind === 'withdraw' && fall === event.amount)
        || (acts && event.kind === 'trade'
          && fall * MILLION < event.lots * event.price * before.params.feeRate + MILLION)
        || ((event.kind === 'settle' || event.kind === 'resolve')
          && fall <= -profit(was, mark(before))
          && (live(before, event.now) || (was.size === 0n && open(before))))
        || (event.kind === 'collect' && before.mode.kind === 'windingDown'
          && fall <= -profit(was, before.windDown.mark));
    }));

/** How much of it per window: STEP-42b. */
export const insuranceFalls = step('STEP-14',
  'Insurance pays only recorded bad debt, or the deficit of an account left with nothing.',
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event) => {
    const drawn = before.insurance - after.insurance;
    const recorded = after.badDebt.amount - before.badDebt.amount;
    const pooled = after.pool - before.pool;
    return drawn <= 0n
      || (event.kind === 'cover' && recorded === -drawn && pooled === drawn)
      || (event.kind === 'resolve' && recorded >= 0n
        && drawn + recorded === accounts.change((a) => a.collateral - a.cost)
        && accounts.every((was, now) =>
          now.collateral === was.collateral || now.collateral === 0n))
      || (event.kind === 'finalise' && pooled === min(drawn, before.badDebt.amount)
        && after.fees - before.fees === drawn - pooled);
  });

/**
 * Telescopes: over any run from an empty book, what a set of accounts took out and still holds,
 * less what it put in, is at most the collateral that the others lost or paid, plus the insurance
 * drawn, less the pool. A deposit or a withdrawal is what its own account puts in or takes out.
 */
export const extraction = step('STEP-14b',
  "No set of accounts takes out more than it put in, others' realised losses, and insurance drawn.",
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event) => {
    const gained = accounts.change((a, chosen) => (chosen ? a.collateral : 0n));
    const lostByOthers = accounts.change((a, chosen) => (chosen ? 0n : -a.collateral));
    const pooled = after.pool - before.pool;
    const drawn = before.insurance - after.insurance;
    const entered = after.vault - before.vault;
    return event.kind === 'deposit' ? gained - lostByOthers === entered && gained >= 0n
        && lostByOthers <= 0n && pooled === 0n && drawn === 0n
      : event.kind === 'withdraw' ? gained - lostByOthers === entered && gained <= 0n
        && lostByOthers >= 0n && pooled === 0n && drawn === 0n
      : event.kind === 'fundInsurance' ? gained === 0n && lostByOthers === 0n && pooled === 0n
        && drawn === -entered
      : gained + pooled <= lostByOthers + drawn && drawn >= 0n
        && (entered === 0n || (event.kind === 'collectFees'
          && gained === 0n && lostByOthers === 0n && pooled === 0n && drawn === 0n));
  });

/** Carries INV-15b: summed over all accounts it bounds the gains by all profits less losses. */
export const gainsCoverProfits = invariant('INV-15a',
  'The gain of an account is no less than its profit, and no less than nothing.',
  (v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => max(profit(a, mark(v)), 0n) >= profit(a, mark(v))));

export const socialisationFits = invariant('INV-15b',
  'Gains outstanding are at least the pool and the bad debt: the bad debt always finds gains.',
  (v: Venue, accounts: Accounts<Account>) =>
    ending(v)
    || accounts.sum((a) => max(profit(a, mark(v)), 0n)) >= v.pool + v.badDebt.amount);

/** Carries INV-15d, as INV-15a does INV-15b. */
export const gainsCoverAtTheEnd = invariant('INV-15c',
  'At the final mark too, the gain of an account is no less than its profit, nor than nothing.',
  (v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => max(profit(a, v.windDown.mark), 0n) >= profit(a, v.windDown.mark)));

/** Once it is wound no bad debt is left: INV-18. */
export const socialisationFitsAtTheEnd = invariant('INV-15d',
  'While winding down, gains and claims outstanding are at least the pool and the bad debt.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.mode.kind !== 'windingDown'
    || accounts.sum((a) => max(profit(a, v.windDown.mark), 0n)) + v.windDown.claims
      >= v.pool + v.badDebt.amount);
