// What margin protects: new risk is secured, nobody is made unhealthy by an act, liquidation is due
// and orderly. Every comparison is cross-multiplied; the mark is the index price before the step.
import { type Changes, step } from 'plimsoll';
import type { Account, Event, Venue } from '../kernel/state.ts';
import { abs, max } from '../spec/arithmetic.ts';
import { MILLION } from '../spec/limits.ts';
import { live } from '../spec/live.ts';
import { belowInitial, belowMaintenance, equity, keepsRatio } from '../spec/margin.ts';

/** Holds lots on a side that were not held on it before. */
const opened = (was: Account, now: Account): boolean =>
  now.size > 0n ? now.size > was.size : now.size < was.size && now.size < 0n;

const sameSide = (was: Account, now: Account): boolean =>
  was.size >= 0n ? now.size >= 0n : now.size <= 0n;

export const newRiskIsSecured = step('STEP-19',
  'Whoever opened lots or withdrew meets initial margin, losses counted and unrealised gains not.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    accounts.every((was, now) =>
      !(opened(was, now) || (event.kind === 'withdraw' && now.collateral < was.collateral))
      || !belowInitial(now, before.index.price, before.params.initialRate)));

export const healthIsKept = step('STEP-20',
  'No act of anyone makes a healthy account unhealthy: at an unchanged price it stays healthy.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, _event: Event) =>
    accounts.every((was, now) =>
      belowMaintenance(was, before.index.price, before.params.maintenanceRate)
      || !belowMaintenance(now, before.index.price, before.params.maintenanceRate)));

export const liquidationIsDue = step('STEP-21',
  'An account is liquidated only below maintenance margin and on a live venue.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'liquidate'
    || (live(before, event.now)
      && accounts.every((was, now, acts) => acts || now.size === was.size
        || belowMaintenance(was, before.index.price, before.params.maintenanceRate))));

export const liquidationKeepsRatio = step('STEP-22a',
  'Liquidation never lowers equity per lot, nor equity that is already negative.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'liquidate'
    || accounts.every((was, now, acts) => acts || keepsRatio(was, now, before.index.price)));

export const reductionKeepsRatio = step('STEP-22b',
  'A trade that only reduces a position never lowers equity per lot, nor negative equity.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'trade'
    || accounts.every((was, now) => opened(was, now) || keepsRatio(was, now, before.index.price)));

export const liquidationShrinks = step('STEP-23',
  'Liquidation brings a size nearer to zero by the lots taken, and never past it.',
  (_before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'liquidate'
    || accounts.every((was, now, acts) => acts
      || (sameSide(was, now)
        && (abs(now.size) === abs(was.size) || abs(now.size) === abs(was.size) - event.lots))));

export const rewardIsCapped = step('STEP-24',
  'A reward is at most its rate of the lots taken, and at most their share of the positive equity.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind !== 'liquidate'
    || accounts.every((was, now, acts) => {
      const price = before.index.price;
      const reward = equity(was, price) - equity(now, price);
      return acts
        || (reward >= 0n
          && reward * MILLION <= event.lots * price * before.params.liquidationRate
          && reward * abs(was.size) <= max(equity(was, price), 0n) * event.lots);
    }));
