// The aggregate against a second implementation that sorts, and the edges that its page
// names.
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { aggregate } from '../../kernel/aggregate.ts';
import type { Feed, Feeds, FeedWeights, Params } from '../../kernel/state.ts';
import { params } from './fixture.ts';

const NOW = 100n;
const HIGHEST = 2n ** 40n - 1n;

type Vote = Feed & { readonly weight: bigint };
type Said = ReturnType<typeof aggregate>;

function weigh(votes: readonly Vote[]): bigint {
  return votes.reduce((sum, vote) => sum + vote.weight, 0n);
}

/** Sorts by price and walks to half of the weight; sorts by time and walks to the quorum. */
function bySorting(feeds: Feeds, set: Params, now: bigint): Said {
  const votes = feeds
    .map((feed, i) => ({ ...feed, weight: set.feedWeights[i] as bigint }))
    .filter((vote) => vote.weight > 0n && vote.price > 0n && now >= vote.until)
    .filter((vote) => now - vote.time <= set.maxIndexAge);
  const sorted = votes.toSorted((a, b) => Number(a.price - b.price));
  const middle =
    sorted.find((_, i) => 2n * weigh(sorted.slice(0, i + 1)) >= weigh(sorted))?.price ?? HIGHEST;
  const near = votes.filter((vote) => {
    const distance = vote.price > middle ? vote.price - middle : middle - vote.price;
    return distance * 1_000_000n <= set.outlierRate * middle;
  });
  const newest = near.toSorted((a, b) => Number(b.time - a.time));
  const time = newest.find((_, i) => weigh(newest.slice(0, i + 1)) >= set.quorum)?.time ?? 0n;
  const value = near.reduce((sum, vote) => sum + vote.weight * vote.price, 0n);
  const price = near.length === 0 ? 0n : value / weigh(near);
  return { price, time, weight: weigh(near), middle };
}

const feed = fc.record({
  price: fc.oneof(
    fc.constant(0n),
    fc.bigInt({ min: 95n, max: 105n }),
    fc.bigInt({ min: 1n, max: 400n }),
  ),
  time: fc.bigInt({ min: 0n, max: NOW }),
  strikes: fc.constant(0n),
  until: fc.constantFrom(0n, 0n, 0n, NOW, NOW + 1n),
});
const weight = fc.bigInt({ min: 0n, max: 4n });
const five = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<[T, T, T, T, T]> =>
  fc.tuple(arb, arb, arb, arb, arb);
const rate = fc.bigInt({ min: 0n, max: 100_000n });
const age = fc.bigInt({ min: 1n, max: NOW });

property.prop([five(feed), five(weight), rate, age, fc.bigInt({ min: 1n, max: 20n })], {
  numRuns: 2_000,
})(
  'the aggregate is what sorting gives',
  (feeds, feedWeights, outlierRate, maxIndexAge, quorum) => {
    const set = { ...params, feedWeights, outlierRate, maxIndexAge, quorum };
    expect(aggregate(feeds, set, NOW)).toEqual(bySorting(feeds, set, NOW));
  },
);

function said(
  prices: readonly [bigint, bigint, bigint, bigint, bigint],
  weights: FeedWeights,
): Said {
  const [a, b, c, d, e] = prices;
  const at = (price: bigint): Feed => ({ price, time: NOW, strikes: 0n, until: 0n });
  return aggregate([at(a), at(b), at(c), at(d), at(e)], { ...params, feedWeights: weights }, NOW);
}

test('a feed that never reported does not vote, however young the book', () => {
  expect(said([0n, 0n, 0n, 0n, 0n], [1n, 1n, 1n, 1n, 1n])).toEqual({
    price: 0n,
    time: 0n,
    weight: 0n,
    middle: HIGHEST,
  });
});

test('the greatest price can be the median', () => {
  const three = [HIGHEST, HIGHEST, HIGHEST, 1n, 1n] as const;
  expect(said(three, [1n, 1n, 1n, 1n, 1n])).toMatchObject({
    price: HIGHEST,
    weight: 3n,
  });
});

test('the median is the lower one when half of the weight is at or below it', () => {
  expect(said([100n, 200n, 0n, 0n, 0n], [1n, 1n, 0n, 0n, 0n])).toMatchObject({
    price: 100n,
    weight: 1n,
  });
});
