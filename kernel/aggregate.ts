// What the five feeds say together: spec/aggregate.md. It reads feeds and parameters only; whether
// the result is adopted as the index is the report's decision.
import { divDown, excess } from './arithmetic.ts';
import { MAX_PRICE } from './limits.ts';
import type { Feed, Feeds, Params } from './state.ts';

/** A feed's vote; one that is silent, old, quarantined, of no weight or dropped has weight 0. */
type Leg = { readonly price: bigint; readonly time: bigint; readonly weight: bigint };
type Legs = readonly [Leg, Leg, Leg, Leg, Leg];

/** `middle`: the median of all voters, from which outliers are judged. */
export type Said = {
  readonly price: bigint;
  readonly time: bigint;
  readonly weight: bigint;
  readonly middle: bigint;
};

function voter(feed: Feed, weight: bigint, now: bigint, maxAge: bigint): Leg {
  const votes = feed.price > 0n && now - feed.time <= maxAge && now >= feed.until;
  return { price: feed.price, time: feed.time, weight: votes ? weight : 0n };
}

function voters(feeds: Feeds, params: Params, now: bigint): Legs {
  const [first, second, third, fourth, fifth] = feeds;
  const [w1, w2, w3, w4, w5] = params.feedWeights;
  const age = params.maxIndexAge;
  return [
    voter(first, w1, now, age),
    voter(second, w2, now, age),
    voter(third, w3, now, age),
    voter(fourth, w4, now, age),
    voter(fifth, w5, now, age),
  ];
}

function totalWeight(legs: Legs): bigint {
  return legs.reduce((sum, leg) => sum + leg.weight, 0n);
}

function weightAtOrBelow(legs: Legs, price: bigint): bigint {
  return legs.reduce((sum, leg) => (leg.price <= price ? sum + leg.weight : sum), 0n);
}

function weightSince(legs: Legs, time: bigint): bigint {
  return legs.reduce((sum, leg) => (leg.time >= time ? sum + leg.weight : sum), 0n);
}

/** The lower weighted median: the least price with half of the weight at or below it. */
function median(legs: Legs): bigint {
  const half = totalWeight(legs);
  return legs.reduce(
    (least, leg) =>
      leg.weight > 0n && leg.price < least && 2n * weightAtOrBelow(legs, leg.price) >= half
        ? leg.price
        : least,
    MAX_PRICE,
  );
}

export function strays(price: bigint, middle: bigint, outlierRate: bigint): boolean {
  return excess(middle, price, outlierRate) > 0n;
}

function unlessOutlier(leg: Leg, middle: bigint, outlierRate: bigint): Leg {
  return { ...leg, weight: strays(leg.price, middle, outlierRate) ? 0n : leg.weight };
}

function withoutOutliers(legs: Legs, middle: bigint, outlierRate: bigint): Legs {
  const [first, second, third, fourth, fifth] = legs;
  return [
    unlessOutlier(first, middle, outlierRate),
    unlessOutlier(second, middle, outlierRate),
    unlessOutlier(third, middle, outlierRate),
    unlessOutlier(fourth, middle, outlierRate),
    unlessOutlier(fifth, middle, outlierRate),
  ];
}

/** The greatest time such that legs at least as new carry the quorum; 0 without a quorum. */
function quorumTime(legs: Legs, quorum: bigint): bigint {
  return legs.reduce(
    (latest, leg) =>
      leg.weight > 0n && leg.time > latest && weightSince(legs, leg.time) >= quorum
        ? leg.time
        : latest,
    0n,
  );
}

/** ⌊Σ price × weight / Σ weight⌋; 0 without weight. Rounds down: by less than one unit. */
export function average(
  p1: bigint, w1: bigint, p2: bigint, w2: bigint, p3: bigint, w3: bigint, p4: bigint, w4: bigint,
  p5: bigint, w5: bigint,
): bigint {
  const weight = w1 + w2 + w3 + w4 + w5;
  const worth = p1 * w1 + p2 * w2 + p3 * w3 + p4 * w4 + p5 * w5;
  return weight > 0n ? divDown(worth, weight) : 0n;
}

function averagePrice(legs: Legs): bigint {
  const [a, b, c, d, e] = legs;
  return average(
    a.price, a.weight, b.price, b.weight, c.price, c.weight, d.price, d.weight,
    e.price, e.weight,
  );
}

/** The weighted average of the voters near the median, its time, and the weight behind it. */
export function aggregate(feeds: Feeds, params: Params, now: bigint): Said {
  const all = voters(feeds, params, now);
  const middle = median(all);
  const legs = withoutOutliers(all, middle, params.outlierRate);
  return {
    price: averagePrice(legs),
    time: quorumTime(legs, params.quorum),
    weight: totalWeight(legs),
    middle,
  };
}
