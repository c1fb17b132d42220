// The end of a book: everyone is closed at one mark, gains become claims, and claims are redeemed
// from what was collected, each in proportion and none at another's cost.
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Event } from '../kernel/event.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { EXPOSURE_LIMIT } from '../spec/limits.ts';
import { ending } from '../spec/live.ts';
import { equity } from '../spec/margin.ts';
import { busy, idle } from '../spec/position.ts';

export const claimsTotal = invariant('INV-08a',
  'The claims outstanding are those of all accounts, and there are none before winding down.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.windDown.claims === accounts.sum((a) => a.claim)
    && (ending(v) || v.windDown.claims === 0n));

/** Before winding down this is INV-03 and INV-04 together. */
export const windDownBalance = invariant('INV-08b',
  'While winding down, what is left to gain and what is claimed come to the pool and the bad debt.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.mode.kind !== 'windingDown'
    || accounts.sum((a) => a.cost - a.size * v.windDown.mark - a.claim)
      + v.pool + v.badDebt.amount === 0n);

/** Carries INV-10h and INV-17b: each side vanishes on an empty account and is summed over all. */
export const finalGain = invariant('INV-10q',
  'At the final mark no account gains or loses more than the exposure limit, an idle one nothing.',
  (v: Venue, accounts: Accounts<Account>) =>
    !ending(v) || accounts.every((a) =>
      EXPOSURE_LIMIT * busy(a) + a.cost - a.size * v.windDown.mark >= 0n
      && EXPOSURE_LIMIT * busy(a) - a.cost + a.size * v.windDown.mark >= 0n));

export const allCollected = invariant('INV-08c',
  'Once the book is wound, every account is idle.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.mode.kind !== 'wound' || (v.unsettled === 0n && accounts.every((a) => idle(a))));

export const claimsAreClosed = invariant('INV-08d',
  'Only an account with no size and no cost has a claim.',
  (_v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => a.claim === 0n || idle(a)));

export const poolBacksClaims = invariant('INV-17a',
  'The pool is never a smaller part of the frozen pool than the claims left are of all claims.',
  (v: Venue, _accounts: Accounts<Account>) => {
    const { claims, frozenPool, frozenClaims } = v.windDown;
    return v.mode.kind !== 'wound'
      || (v.pool * frozenClaims >= claims * frozenPool && claims <= frozenClaims);
  });

export const sharesFit = invariant('INV-17b',
  'The frozen pool is at most all claims: no claim is ever paid more than itself.',
  (v: Venue, _accounts: Accounts<Account>) =>
    v.mode.kind !== 'wound' || v.windDown.frozenPool <= v.windDown.frozenClaims);

export const redemptionIsProRata = step('STEP-17a',
  'A redemption pays its exact share of the frozen pool rounded down by less than one unit, once.',
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event) => {
    const { frozenPool, frozenClaims } = before.windDown;
    const paid = before.pool - after.pool;
    return event.kind !== 'redeem'
      || (accounts.change((a) => a.collateral) === paid
        && accounts.every((was, now) => now.claim === was.claim
          || (now.claim === 0n && paid * frozenClaims <= was.claim * frozenPool
            && was.claim * frozenPool < (paid + 1n) * frozenClaims)));
  });

export const claimsMove = step('STEP-17b',
  'A claim arises only from a position closed at the final mark, and ends only by its redemption.',
  (_before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    accounts.every((was, now) => now.claim === was.claim
      || (event.kind === 'collect' && !idle(was) && idle(now) && now.claim > was.claim)
      || (event.kind === 'redeem' && now.claim === 0n)));

export const endIsFixed = step('STEP-17c',
  'The final mark never changes once winding down begins, nor the frozen pair once it is wound.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, _event: Event) =>
    (!ending(before) || after.windDown.mark === before.windDown.mark)
    && (before.mode.kind !== 'wound'
      || (after.windDown.frozenPool === before.windDown.frozenPool
        && after.windDown.frozenClaims === before.windDown.frozenClaims)));

/** Owes nothing to others, and no account will: what STEP-16b and STEP-16c start from. */
const wholeAt = (a: Account, v: Venue): boolean => equity(a, v.windDown.mark) >= 0n;

export const staysWhole = step('STEP-16a',
  'A winding down without bad debt or negative equity stays so until it is wound.',
  (before: Venue, after: Venue, accounts: Changes<Account>, _event: Event) =>
    before.mode.kind !== 'windingDown' || before.badDebt.amount > 0n
    || !accounts.every((was) => wholeAt(was, before))
    || (after.badDebt.amount === 0n && accounts.every((_was, now) => wholeAt(now, after))));

export const wholeIsFrozen = step('STEP-16b',
  'A book wound without unpaid bad debt freezes a pool of exactly what is claimed.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind !== 'finalise' || before.badDebt.amount > before.insurance
    || after.windDown.frozenPool === after.windDown.frozenClaims);

export const wholeIsPaid = step('STEP-16c',
  'From a pool of exactly what is claimed, every claim is paid in full.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'redeem' || before.windDown.frozenPool !== before.windDown.frozenClaims
    || accounts.every((was, now) =>
      now.collateral - was.collateral === was.claim - now.claim));

export const woundBalance = invariant('INV-18',
  "Once wound, every token is an account's, a fee, or in the pool for the claims that are left.",
  (v: Venue, accounts: Accounts<Account>) =>
    v.mode.kind !== 'wound'
    || (v.vault === accounts.sum((a) => a.collateral) + v.fees + v.pool
      && v.insurance === 0n && v.badDebt.amount === 0n));

/**
 * From equality at the end of winding down: with INV-18, all redeemed, the vault holds collateral,
 * fees and a dust in the pool of less than a unit per claim.
 */
export const dustIsSmall = step('STEP-18',
  'What a redemption leaves in the pool beyond the claims left is less than one unit more.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const { frozenPool, frozenClaims } = before.windDown;
    const was = before.pool * frozenClaims - before.windDown.claims * frozenPool;
    const now = after.pool * frozenClaims - after.windDown.claims * frozenPool;
    return event.kind !== 'redeem' || (now >= was && now < was + frozenClaims);
  });

export const collectLowers = step('STEP-41a',
  'While winding down, each collect leaves one account fewer unsettled, and nothing adds one.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    !ending(before)
    || after.unsettled === before.unsettled - (event.kind === 'collect' ? 1n : 0n));

export const endIsOneWay = step('STEP-41b',
  'A winding down ends only when nothing is unsettled, and what is wound stays wound.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    !ending(before)
    || after.mode.kind === before.mode.kind
    || (event.kind === 'finalise' && before.mode.kind === 'windingDown'
      && after.mode.kind === 'wound' && before.unsettled === 0n));
