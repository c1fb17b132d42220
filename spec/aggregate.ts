// The five-feed aggregate of spec/aggregate.md, as the report's contract and the oracle's theorems
// state it. A vote of weight 0 stands for a feed that is silent, old, quarantined, of no weight, or
// dropped.
import type { Feed, Feeds, Params } from '../kernel/state.ts';
import { abs, floorDiv } from './arithmetic.ts';
import { MILLION, PRICE_LIMIT, TIME_LIMIT, within } from './limits.ts';
import { bounded } from './params.ts';

export type Vote = { readonly price: bigint; readonly time: bigint; readonly weight: bigint };
export type Votes = readonly [Vote, Vote, Vote, Vote, Vote];

const vote = (feed: Feed, weight: bigint, now: bigint, maxAge: bigint): Vote => ({
  price: feed.price,
  time: feed.time,
  weight: feed.price > 0n && now - feed.time <= maxAge && now >= feed.until ? weight : 0n,
});

/** What each feed says at a time: fresh, not silent, with its own weight; else with weight 0. */
export function votes(feeds: Feeds, params: Params, now: bigint): Votes {
  const [f1, f2, f3, f4, f5] = feeds;
  const [w1, w2, w3, w4, w5] = params.feedWeights;
  const age = params.maxIndexAge;
  return [
    vote(f1, w1, now, age), vote(f2, w2, now, age), vote(f3, w3, now, age),
    vote(f4, w4, now, age), vote(f5, w5, now, age),
  ];
}

export const weightTogether = (all: Votes): bigint =>
  all.reduce((sum, v) => sum + v.weight, 0n);

const weightUpTo = (all: Votes, price: bigint): bigint =>
  all.reduce((sum, v) => (v.price <= price ? sum + v.weight : sum), 0n);

const weightFrom = (all: Votes, time: bigint): bigint =>
  all.reduce((sum, v) => (v.time >= time ? sum + v.weight : sum), 0n);

/** The lower weighted median: the least price with at least half the weight at or below it. */
export function median(all: Votes): bigint {
  const whole = weightTogether(all);
  return all.reduce(
    (least, v) =>
      v.weight > 0n && v.price < least && 2n * weightUpTo(all, v.price) >= whole ? v.price : least,
    PRICE_LIMIT,
  );
}

/** |price − middle| is above a rate of the middle. */
export const far = (price: bigint, middle: bigint, rate: bigint): boolean =>
  abs(price - middle) * MILLION > rate * middle;

const unlessFar = (v: Vote, middle: bigint, rate: bigint): Vote => ({
  price: v.price,
  time: v.time,
  weight: far(v.price, middle, rate) ? 0n : v.weight,
});

/** The votes without those farther than `outlierRate` from the median. */
export function near(all: Votes, outlierRate: bigint): Votes {
  const [v1, v2, v3, v4, v5] = all;
  const middle = median(all);
  return [
    unlessFar(v1, middle, outlierRate), unlessFar(v2, middle, outlierRate),
    unlessFar(v3, middle, outlierRate), unlessFar(v4, middle, outlierRate),
    unlessFar(v5, middle, outlierRate),
  ];
}

/** The greatest time of a vote such that votes at least as new carry the quorum; 0 if none do. */
export const carriedTime = (all: Votes, quorum: bigint): bigint =>
  all.reduce(
    (latest, v) =>
      v.weight > 0n && v.time > latest && weightFrom(all, v.time) >= quorum ? v.time : latest,
    0n,
  );

/** Σ price × weight */
export const worthTogether = (all: Votes): bigint =>
  all.reduce((sum, v) => sum + v.price * v.weight, 0n);

/** When any aggregate may be asked: bounded parameters, no report out of range or in the future. */
export const hearable = (feeds: Feeds, p: Params, now: bigint): boolean =>
  bounded(p) && within(now, 0n, TIME_LIMIT)
  && feeds.every((f) => within(f.price, 0n, PRICE_LIMIT) && within(f.time, 0n, now));

/** The weighted average of what is near the median, rounded down; its time; its weight. */
export function together(all: Votes, p: Params): Vote {
  const left = near(all, p.outlierRate);
  const weight = weightTogether(left);
  return {
    price: weight > 0n ? floorDiv(worthTogether(left), weight) : 0n,
    time: carriedTime(left, p.quorum),
    weight,
  };
}
