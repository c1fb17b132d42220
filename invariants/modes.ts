// When nothing may move, and how a book stops and starts again: a stale price, an unsteady chain
// and a halt stop whatever needs a price by the time of the event alone; halts have deadlines.
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Event } from '../kernel/event.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { chainStale, ending, live, open } from '../spec/live.ts';
import { idle } from '../spec/position.ts';

const same = (was: Account, now: Account): boolean =>
  now.collateral === was.collateral && now.size === was.size && now.cost === was.cost
  && now.claim === was.claim;

export const staleStops = step('STEP-38a',
  'Unless all is live, an account with a size gets deposits or the final mark, and nothing else.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    event.kind === 'deposit' || event.kind === 'collect' || live(before, event.now)
    || accounts.every((was, now) => was.size === 0n || same(was, now)));

export const staleTrades = step('STEP-38b',
  'No trade, liquidation or deleveraging happens in a halt, with a stale price, or at a late mark.',
  (before: Venue, _after: Venue, _accounts: Changes<Account>, event: Event) =>
    (event.kind !== 'trade' && event.kind !== 'liquidate' && event.kind !== 'deleverage')
    || live(before, event.now));

export const haltStops = step('STEP-38c',
  'In a halt no account with a size or a cost changes but by a deposit.',
  (before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>
    before.mode.kind !== 'halted' || event.kind === 'deposit'
    || accounts.every((was, now) => idle(was) || same(was, now)));

const modeStays = (before: Venue, after: Venue): boolean =>
  after.mode.kind === before.mode.kind && after.mode.since === before.mode.since
  && after.mode.served === before.mode.served && after.mode.reason === before.mode.reason;

const stops = (event: Event, after: Venue): boolean =>
  (event.kind === 'report' && after.mode.reason === 'breaker')
  || (event.kind === 'heartbeat' && after.mode.reason === 'reorg')
  || (event.kind === 'trip' && (after.mode.reason === 'index' || after.mode.reason === 'chain'))
  || (event.kind === 'halt' && after.mode.reason === 'guardian');

export const modeGraph = step('STEP-39a',
  'The mode changes only along the edges of the mode graph, each by its own events and reasons.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    modeStays(before, after)
    || (after.mode.since === event.now
      && ((open(before) && after.mode.kind === 'halted' && stops(event, after))
        || (event.kind === 'resume' && before.mode.kind === 'halted'
          && after.mode.kind === 'reduceOnly')
        || (event.kind === 'resume' && before.mode.kind === 'reduceOnly'
          && after.mode.kind === 'active')
        || (event.kind === 'windDown' && !ending(before) && after.mode.kind === 'windingDown')
        || (event.kind === 'finalise' && before.mode.kind === 'windingDown'
          && after.mode.kind === 'wound'))));

export const endIsAbsorbing = step('STEP-39b',
  'A book that winds down never opens again, and one that is wound stays wound.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, _event: Event) =>
    (before.mode.kind !== 'windingDown' || ending(after))
    && (before.mode.kind !== 'wound' || after.mode.kind === 'wound'));

export const haltHasReason = invariant('INV-39c',
  'A halt has its reason; a book that was never halted has none and counts no halted time.',
  (v: Venue, _accounts: Accounts<Account>) =>
    ((v.mode.kind !== 'halted' && v.mode.kind !== 'reduceOnly') || v.mode.reason !== 'none')
    && (v.mode.reason !== 'none' || v.mode.served === 0n));

/** The seconds that count towards the deadlines of a halt, whether one lasts or not. */
const counted = (v: Venue, now: bigint): bigint =>
  v.mode.kind === 'halted' ? now - v.mode.since + v.mode.served : v.mode.served;

const longOpen = (v: Venue, now: bigint): boolean =>
  open(v) && now - v.mode.since > v.params.haltMemory;

export const haltsAddUp = step('STEP-40',
  'Halted time is forgotten only by a halt that comes more than haltMemory after a resumption.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    ending(after) || counted(after, event.now) === counted(before, event.now)
    || (longOpen(before, event.now) && after.mode.kind === 'halted' && after.mode.served === 0n));

export const haltEnds = step('STEP-46c',
  'A halt ends past its cooldown, on a steady chain and a newer index, in reduce only and grace.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    before.mode.kind !== 'halted' || !open(after)
    || (event.kind === 'resume' && after.mode.kind === 'reduceOnly'
      && event.now - before.mode.since > before.params.cooldown
      && !chainStale(before, event.now)
      && after.index.time > before.mode.since + before.params.cooldown
      && after.graceUntil === event.now + before.params.grace));

export const reducesFirst = step('STEP-46d',
  'A book that was halted is active again only after reduceOnlyFor seconds of reducing only.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    before.mode.kind === 'active' || after.mode.kind !== 'active'
    || (before.mode.kind === 'reduceOnly'
      && event.now - before.mode.since > before.params.reduceOnlyFor));

export const stallSettles = step('STEP-47a',
  'A chain that was silent too long is steady no sooner than chainSettle after its next block.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.now - before.chain.time <= before.params.maxChainGap
    || after.chain.time === before.chain.time
    || after.chain.steadyFrom >= event.now + before.params.chainSettle);

export const reorgStops = step('STEP-47b',
  'A head that cannot follow the known one halts an open book, and is not followed.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind !== 'heartbeat'
    || (event.height > before.chain.height
      && (event.height !== before.chain.height + 1n || event.parent === before.chain.hash))
    || (!open(after) && after.chain.height === before.chain.height
      && after.chain.hash === before.chain.hash && after.chain.time === before.chain.time));

export const clockRises = step('STEP-34c',
  'The clock becomes the time of the event and never goes back.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    after.clock === event.now && after.clock >= before.clock);
