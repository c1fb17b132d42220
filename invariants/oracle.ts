// What a price must have behind it before anything uses it. How the index follows from the feeds is
// the report's contract; that the median resists a faulty minority is a theorem (THM-31).
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Account, Event, Feed, Venue } from '../kernel/state.ts';
import { abs } from '../spec/arithmetic.ts';
import { median, votes, weightTogether } from '../spec/aggregate.ts';
import { MILLION, PRICE_LIMIT, within } from '../spec/limits.ts';

const indexMoves = (before: Venue, after: Venue): boolean =>
  after.index.price !== before.index.price || after.index.time !== before.index.time;

const counted = (f: Feed, weight: bigint, time: bigint): bigint =>
  f.price > 0n && f.time >= time ? weight : 0n;

/** The weight of the feeds that have reported at or after a time. */
function weightSince(v: Venue, time: bigint): bigint {
  const [f1, f2, f3, f4, f5] = v.feeds;
  const [w1, w2, w3, w4, w5] = v.params.feedWeights;
  return counted(f1, w1, time) + counted(f2, w2, time) + counted(f3, w3, time)
    + counted(f4, w4, time) + counted(f5, w5, time);
}

const notOlder = (was: Feed, now: Feed): boolean =>
  now.time > was.time || (now.time === was.time && now.price === was.price);

export const indexNearMedian = step('STEP-32',
  'An adopted index lies within the outlier rate of the median of the fresh feeds.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) => {
    const middle = median(votes(after.feeds, before.params, event.now));
    return !indexMoves(before, after)
      || abs(after.index.price - middle) * MILLION <= before.params.outlierRate * middle;
  });

export const indexIsCarried = step('STEP-33',
  'Feeds at least as new as an adopted index carry the quorum, and go on carrying it.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, _event: Event) =>
    !(indexMoves(before, after) || weightSince(before, before.index.time) >= before.params.quorum)
    || weightSince(after, after.index.time) >= after.params.quorum);

export const feedTimes = invariant('INV-34',
  'No feed, no index and no block is later than the clock.',
  (v: Venue, _accounts: Accounts<Account>) =>
    v.feeds.every((f) => within(f.time, 0n, v.clock))
    && within(v.index.time, 0n, v.clock) && within(v.chain.time, 0n, v.clock));

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
  'The index changes only by a report, with fresh feeds of at least the quorum behind it.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    !indexMoves(before, after)
    || (event.kind === 'report'
      && weightTogether(votes(after.feeds, before.params, event.now)) >= before.params.quorum));

export const prices = invariant('INV-36',
  'The index is a positive price in range, and so is every feed that has reported.',
  (v: Venue, _accounts: Accounts<Account>) =>
    within(v.index.price, 1n, PRICE_LIMIT)
    && v.feeds.every((f) => within(f.price, 0n, PRICE_LIMIT)));

export const priceGuards = step('STEP-36',
  'No report or trade at a price that is zero, negative or out of range is accepted.',
  (_before: Venue, _after: Venue, _accounts: Changes<Account>, event: Event) =>
    (event.kind !== 'report' && event.kind !== 'trade') || within(event.price, 1n, PRICE_LIMIT));
