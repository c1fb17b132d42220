// What margin protects: new risk is secured, nobody is made unhealthy by an act, liquidation is due
// and orderly, and deleveraging is possible. Every comparison is cross-multiplied, at the mark
// before the step.
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Event } from '../kernel/event.ts';
import type { Modules } from '../kernel/modules.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { abs } from '../spec/arithmetic.ts';
import { MILLION } from '../spec/limits.ts';
import { ending, inGrace, live } from '../spec/live.ts';
import { belowInitial, belowMaintenance, equity, keepsRatio, mark } from '../spec/margin.ts';
import { longLots } from '../spec/position.ts';
import { rewardRate } from '../spec/reward.ts';

/** Holds lots on a side that were not held on it before. */
const opened = (was: Account, now: Account): boolean =>
  now.size > 0n ? now.size > was.size : now.size < was.size && now.size < 0n;

const sameSide = (was: Account, now: Account): boolean =>
  was.size >= 0n ? now.size >= 0n : now.size <= 0n;

export const newRiskIsSecured = step('STEP-19',
  'Whoever opened lots or withdrew meets initial margin, losses counted and unrealised gains not.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event, modules: Modules) =>
    accounts.every((was, now) =>
      !(opened(was, now) || (event.kind === 'withdraw' && now.collateral < was.collateral))
      || !belowInitial(modules, now, before, event.now)));

/**
 * A report, an accrual and a resumption move the mark, and are what margin is for. That a change of
 * parameters takes nobody's health either is THM-20.
 */
export const healthIsKept = step('STEP-20',
  'No act of anyone makes a healthy account unhealthy: only the mark, and time, can.',
  (before: Venue, after: Venue, accounts: Changes<Account>, event: Event, modules: Modules) =>
    event.kind === 'report' || event.kind === 'accrueFunding' || event.kind === 'resume'
    || event.kind === 'enact' || accounts.every((was, now) =>
      belowMaintenance(modules, was, before, event.now)
      || !belowMaintenance(modules, now, after, event.now)));

export const liquidationIsDue = step('STEP-21',
  'Only an account below maintenance is liquidated, live, and in a grace only without equity.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event, modules: Modules) =>
    event.kind !== 'liquidate'
    || (live(before, event.now)
      && accounts.every((was, now, acts) => acts || now.size === was.size
        || (belowMaintenance(modules, was, before, event.now)
          && (!inGrace(before, event.now) || equity(was, mark(before)) < 0n)))));

export const liquidationKeepsRatio = step('STEP-22a',
  'Liquidation never lowers equity per lot, nor equity that is already negative.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'liquidate'
    || accounts.every((was, now, acts) => acts || keepsRatio(was, now, mark(before))));

export const reductionKeepsRatio = step('STEP-22b',
  'A trade that only reduces a position never lowers equity per lot, nor negative equity.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'trade'
    || accounts.every((was, now) => opened(was, now) || keepsRatio(was, now, mark(before))));

export const deleveragingKeepsRatio = step('STEP-22c',
  'Deleveraging lowers equity per lot on neither side, nor negative equity.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'deleverage'
    || accounts.every((was, now) => keepsRatio(was, now, mark(before))));

export const liquidationShrinks = step('STEP-23',
  'Liquidating or deleveraging brings a size nearer to zero by the lots taken, never past it.',
  (_before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    (event.kind !== 'liquidate' && event.kind !== 'deleverage')
    || accounts.every((was, now, acts) => acts
      || (sameSide(was, now)
        && (abs(now.size) === abs(was.size) || abs(now.size) === abs(was.size) - event.lots))));

/**
 * As the size shrinks by the lots (STEP-23), keeping the ratio is reward × |size| ≤ equity × lots,
 * and without equity it is reward ≤ 0.
 */
export const rewardIsCapped = step('STEP-24',
  'A reward is at most its rate of the lots taken, and at most their share of the positive equity.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'liquidate'
    || accounts.every((was, now, acts) => {
      const reward = equity(was, mark(before)) - equity(now, mark(before));
      return acts
        || (reward >= 0n
          && reward * MILLION <= event.lots * before.index.price * rewardRate(before)
          && keepsRatio(was, now, mark(before)));
    }));

export const deleveragingIsFair = step('STEP-29',
  'Deleveraging leaves the equity of both sides as it was at the mark, and their collateral.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'deleverage'
    || accounts.every((was, now) => now.collateral === was.collateral
      && equity(now, mark(before)) === equity(was, mark(before))));

/** Lots held short: 0 for an account that is long or flat. */
const shortLots = (a: Account): bigint => longLots(a) - a.size;

/** Carries INV-29b. */
export const sidesArePositive = invariant('INV-29a',
  'No account holds a negative number of lots, long or short.',
  (_v: Venue, accounts: Accounts<Account>) =>
    accounts.every((a) => longLots(a) >= 0n && shortLots(a) >= 0n));

export const oppositeLotsExist = invariant('INV-29b',
  'To the lots of any account, as many opposite lots are held by others.',
  (v: Venue, accounts: Accounts<Account>) =>
    ending(v) || accounts.every((a) => longLots(a) <= accounts.sum((b) => shortLots(b))
      && shortLots(a) <= accounts.sum((b) => longLots(b))));

export const unhealthyOnlyImproves = step('STEP-30',
  'An unhealthy account ends every step healthy, or with its equity per lot or deficit no worse.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event, modules: Modules) =>
    accounts.every((was, now) => !belowMaintenance(modules, was, before, event.now)
      || !belowMaintenance(modules, now, before, event.now) || keepsRatio(was, now, mark(before))));
