// What a price must have behind it before anything uses it. How the index follows from the feeds is
// the report's contract; that the median resists a faulty minority is a theorem (THM-31).
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Event } from '../kernel/event.ts';
import type { Account, Feed, Feeds, Venue } from '../kernel/state.ts';
import { abs } from '../spec/arithmetic.ts';
import { median, votes, weightTogether } from '../spec/aggregate.ts';
import { since, weightAtLarge, weightSince } from '../spec/feeds.ts';
import { MILLION, PRICE_LIMIT, within } from '../spec/limits.ts';
import { open } from '../spec/live.ts';
import { mark } from '../spec/margin.ts';
import { greatestMove } from '../spec/params.ts';

const indexMoves = (before: Venue, after: Venue): boolean =>
  after.index.price !== before.index.price || after.index.time !== before.index.time;

/** The weight of the feeds that have reported at or after the time of the index. */
const carriers = (v: Venue): bigint => weightSince(v.feeds, v.params, v.index.time);

const notOlder = (was: Feed, now: Feed): boolean =>
  now.time > was.time || (now.time === was.time && now.price === was.price);

/** The feeds that spoke for an index: a quarantine that begins in the step came after. */
function spoke(before: Venue, after: Venue, event: Event): Feeds {
  const [f1, f2, f3, f4, f5] = before.feeds;
  const [g1, g2, g3, g4, g5] = after.feeds;
  const all: Feeds = [
    { ...g1, until: f1.until }, { ...g2, until: f2.until }, { ...g3, until: f3.until },
    { ...g4, until: f4.until }, { ...g5, until: f5.until },
  ];
  return event.kind === 'resume' ? since(all, before.mode.since + before.params.cooldown) : all;
}

export const indexNearMedian = step('STEP-32',
  'An adopted index lies within the outlier rate of the median of the fresh feeds with a vote.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const middle = median(votes(spoke(before, after, event), before.params, event.now));
    return !indexMoves(before, after)
      || abs(after.index.price - middle) * MILLION <= before.params.outlierRate * middle;
  });

export const indexIsCarried = step('STEP-33',
  'Feeds as new as an adopted index carry the quorum, and carry it until the parameters change.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind === 'enact'
    || !(indexMoves(before, after)
      || carriers(before) >= before.params.quorum)
    || carriers(after) >= after.params.quorum);

export const feedTimes = invariant('INV-34',
  'No feed, no index and no block is later than the clock.',
  (v: Venue, _accounts: Accounts<Account>) =>
    v.feeds.every((f) => within(f.time, 0n, v.clock))
    && within(v.index.time, 0n, v.clock) && within(v.chain.time, 0n, v.clock));

export const haltFreezesIndex = invariant('INV-34b',
  'In a halt no index is newer than the halt.',
  (v: Venue, _accounts: Accounts<Account>) =>
    v.mode.kind !== 'halted' || v.index.time <= v.mode.since);

export const timesRise = step('STEP-34a',
  "The times of feeds, index and chain only rise; a feed's price changes only with its time.",
  (before: Venue, after: Venue, _accounts: Changes<Account>, _event: Event) => {
    const [f1, f2, f3, f4, f5] = before.feeds;
    const [g1, g2, g3, g4, g5] = after.feeds;
    return notOlder(f1, g1) && notOlder(f2, g2) && notOlder(f3, g3) && notOlder(f4, g4)
      && notOlder(f5, g5) && after.chain.time >= before.chain.time
      && (!indexMoves(before, after) || after.index.time > before.index.time);
  });

export const freshQuorum = step('STEP-35',
  'The index changes only by a report or a resumption, with a quorum of fresh feeds behind it.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    !indexMoves(before, after)
    || ((event.kind === 'report' || event.kind === 'resume')
      && weightTogether(votes(spoke(before, after, event), before.params, event.now))
        >= before.params.quorum));

export const prices = invariant('INV-36',
  'The index is a positive price in range, and so is every feed that has reported.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.index.price, 1n, PRICE_LIMIT)
    && v.feeds.every((f) => within(f.price, 0n, PRICE_LIMIT)));

export const priceGuards = step('STEP-36',
  'No report or trade at a price that is zero, negative or out of range is accepted.',
  (_before: Venue, _after: Venue, _accounts: Changes<Account>, event: Event) =>
    (event.kind !== 'report' && event.kind !== 'trade') || within(event.price, 1n, PRICE_LIMIT));

const unjudged = (was: Feed, now: Feed): boolean =>
  now.strikes === was.strikes && now.until === was.until;

export const trippedIsUnused = step('STEP-37a',
  'What trips the breaker halts the book, and nothing but its own record ever holds the price.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const [f1, f2, f3, f4, f5] = before.feeds;
    const [g1, g2, g3, g4, g5] = after.feeds;
    return event.kind !== 'report' || !open(before) || open(after)
      || (after.mode.kind === 'halted' && after.mode.reason === 'breaker'
        && !indexMoves(before, after)
        && after.breaker.reference === before.breaker.reference
        && after.breaker.start === before.breaker.start
        && after.volatility.rate === before.volatility.rate
        && after.volatility.updated === before.volatility.updated
        && unjudged(f1, g1) && unjudged(f2, g2) && unjudged(f3, g3) && unjudged(f4, g4)
        && unjudged(f5, g5));
  });

/** |to − from| is at most a rate of from. */
const nearBy = (from: bigint, to: bigint, rate: bigint): boolean =>
  abs(to - from) * MILLION <= from * rate;

export const adoptedIsCalm = step('STEP-37b',
  'A report moves the index by no more than the breaker allows, from the last and in its window.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const { breakerMove, breakerFloor, breakerSigmas } = before.params;
    const was = before.index.price;
    const now = after.index.price;
    return event.kind !== 'report' || !indexMoves(before, after)
      || (nearBy(was, now, breakerMove) && nearBy(after.breaker.reference, now, breakerMove)
        && (nearBy(was, now, breakerFloor)
          || nearBy(was, now, breakerSigmas * before.volatility.rate)));
  });

/**
 * Read with THM-28a and INV-25b: what margin covers is what one step can move. An accrual moves it
 * by at most maxIntervals × ⌊index × fundingCap / 1e6⌋ (STEP-28d), which is within the same bound.
 */
export const markMoves = step('STEP-28',
  'No step but a resumption or an accrual moves the mark by more than margin must cover.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    event.kind === 'resume' || event.kind === 'accrueFunding' || mark(after) === mark(before)
    || abs(mark(after) - mark(before)) * MILLION
      <= greatestMove(before.params) * before.index.price);

/** A part of greatestMove, the bound of STEP-28: a resumption alone may move the mark by more. */
export const accrualsMoveTheMark = step('STEP-28e',
  'An accrual moves the mark by no more than all intervals at their cap, which margin covers.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const { fundingCap, maxIntervals } = before.params;
    return event.kind !== 'accrueFunding'
      || (abs(mark(after) - mark(before)) * MILLION
          <= before.index.price * fundingCap * maxIntervals
        && maxIntervals * fundingCap <= greatestMove(before.params));
  });

const newlyOut = (was: Feed, now: Feed, time: bigint): boolean =>
  now.until !== was.until && now.until > time;

export const quarantineSpares = step('STEP-46b',
  'A quarantine is set only by the own report of a feed, and leaves a quorum that is not in one.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const [f1, f2, f3, f4, f5] = before.feeds;
    const [g1, g2, g3, g4, g5] = after.feeds;
    const mine = (event.kind === 'report' ? event.feed : 'none');
    const now = event.now;
    return (!newlyOut(f1, g1, now) || mine === 'first')
      && (!newlyOut(f2, g2, now) || mine === 'second')
      && (!newlyOut(f3, g3, now) || mine === 'third')
      && (!newlyOut(f4, g4, now) || mine === 'fourth')
      && (!newlyOut(f5, g5, now) || mine === 'fifth')
      && (!(newlyOut(f1, g1, now) || newlyOut(f2, g2, now) || newlyOut(f3, g3, now)
          || newlyOut(f4, g4, now) || newlyOut(f5, g5, now))
        || weightAtLarge(after.feeds, before.params, now) >= before.params.quorum);
  });
