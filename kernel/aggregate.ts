// What the five feeds say together: spec/aggregate.md. It reads feeds and parameters only; whether
// the result is adopted as the index is the report's decision.
import { abs, divDown } from './arithmetic.ts';
import { type Feed, type Feeds, MAX_PRICE, type Params, PPM } from './state.ts';

/** A feed's vote; a feed that is silent, old, of no weight or dropped has weight 0. */
type Leg = { readonly price: bigint; readonly time: bigint; readonly weight: bigint };
type Legs = readonly [Leg, Leg, Leg, Leg, Leg];

function voter(feed: Feed, weight: bigint, now: bigint, maxAge: bigint): Leg {
  const votes = feed.price > 0n && now - feed.time <= maxAge;
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

function unlessOutlier(leg: Leg, middle: bigint, outlierRate: bigint): Leg {
  const outlier = abs(leg.price - middle) * PPM > outlierRate * middle;
  return { ...leg, weight: outlier ? 0n : leg.weight };
}

function withoutOutliers(legs: Legs, outlierRate: bigint): Legs {
  const [first, second, third, fourth, fifth] = legs;
  const middle = median(legs);
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

/** The weighted average of the voters near the median, its time, and the weight behind it. */
export function aggregate(feeds: Feeds, params: Params, now: bigint): Leg {
  const legs = withoutOutliers(voters(feeds, params, now), params.outlierRate);
  const weight = totalWeight(legs);
  const value = legs.reduce((sum, leg) => sum + leg.price * leg.weight, 0n);
  return {
    price: weight > 0n ? divDown(value, weight) : 0n, // rounds down: by less than one unit
    time: quorumTime(legs, params.quorum),
    weight,
  };
}
