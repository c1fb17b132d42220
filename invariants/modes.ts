// When nothing may move: a stale price, an unsteady chain and a halt stop whatever needs a price,
// by the time of the event alone, with no transaction to announce it.
import { type Changes, step } from 'plimsoll';
import type { Account, Event, Venue } from '../kernel/state.ts';
import { live } from '../spec/live.ts';
import { idle } from '../spec/position.ts';

const same = (was: Account, now: Account): boolean =>
  now.collateral === was.collateral && now.size === was.size && now.cost === was.cost;

export const staleStops = step('STEP-38a',
  'With a stale index or chain, an account with a size gets deposits and is otherwise untouched.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind === 'deposit' || live(before, event.now)
    || accounts.every((was, now) => was.size === 0n || same(was, now)));

export const staleTrades = step('STEP-38b',
  'No trade and no liquidation happens with a stale index, a stale chain, or in a halt.',
  (before: Venue, _after: Venue, _accounts: Changes<Account>, event: Event) =>
    (event.kind !== 'trade' && event.kind !== 'liquidate') || live(before, event.now));

export const haltStops = step('STEP-38c',
  'In a halt no account with a size or a cost changes but by a deposit.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    before.mode.kind !== 'halted' || event.kind === 'deposit'
    || accounts.every((was, now) => idle(was) || same(was, now)));

export const modeGraph = step('STEP-39',
  'The mode changes only to halted, only by a heartbeat, and a halt keeps the time it began at.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    (after.mode.kind === before.mode.kind && after.mode.since === before.mode.since)
    || (event.kind === 'heartbeat' && before.mode.kind !== 'halted'
      && after.mode.kind === 'halted' && after.mode.since === event.now));

export const clockRises = step('STEP-34c',
  'The clock becomes the time of the event and never goes back.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    after.clock === event.now && after.clock >= before.clock);
