// The five feeds by name, and what becomes of one that strays: spec/report.md. A feed that strays
// too often in a row is quarantined, and returns by itself.
import { type Said, strays } from './aggregate.ts';
import type { Feed, FeedName, Feeds, Params } from './state.ts';

export function feedNamed(feeds: Feeds, name: FeedName): Feed {
  const [first, second, third, fourth, fifth] = feeds;
  switch (name) {
    case 'first':
      return first;
    case 'second':
      return second;
    case 'third':
      return third;
    case 'fourth':
      return fourth;
    case 'fifth':
      return fifth;
  }
}

/** The feeds with one feed's newest report. */
export function recorded(feeds: Feeds, name: FeedName, price: bigint, time: bigint): Feeds {
  const [first, second, third, fourth, fifth] = feeds;
  return [
    name === 'first' ? { ...first, price, time } : first,
    name === 'second' ? { ...second, price, time } : second,
    name === 'third' ? { ...third, price, time } : third,
    name === 'fourth' ? { ...fourth, price, time } : fourth,
    name === 'fifth' ? { ...fifth, price, time } : fifth,
  ];
}

function silentUnlessNewer(feed: Feed, time: bigint): Feed {
  return feed.time > time ? feed : { ...feed, price: 0n };
}

/** The feeds with only what was reported after a time. */
export function feedsSince(feeds: Feeds, time: bigint): Feeds {
  const [first, second, third, fourth, fifth] = feeds;
  return [
    silentUnlessNewer(first, time),
    silentUnlessNewer(second, time),
    silentUnlessNewer(third, time),
    silentUnlessNewer(fourth, time),
    silentUnlessNewer(fifth, time),
  ];
}

function weightUnless(feed: Feed, weight: bigint, now: bigint): bigint {
  return now >= feed.until ? weight : 0n;
}

/** The weight of the feeds that are not quarantined. */
export function weightAtLarge(feeds: Feeds, params: Params, now: bigint): bigint {
  const [first, second, third, fourth, fifth] = feeds;
  const [w1, w2, w3, w4, w5] = params.feedWeights;
  return (
    weightUnless(first, w1, now) +
    weightUnless(second, w2, now) +
    weightUnless(third, w3, now) +
    weightUnless(fourth, w4, now) +
    weightUnless(fifth, w5, now)
  );
}

/** `spared`: the weight at large without this feed carries the quorum. */
function judgedFeed(
  feed: Feed, spared: boolean, middle: bigint, params: Params, now: bigint,
): Feed {
  if (!strays(feed.price, middle, params.outlierRate))
    return { ...feed, strikes: 0n, until: now };
  if (feed.strikes + 1n < params.maxStrikes)
    return { ...feed, strikes: feed.strikes + 1n, until: now };
  return spared
    ? { ...feed, strikes: 0n, until: now + params.quarantine }
    : { ...feed, until: now };
}

/**
 * The feeds after one of them is judged by its own report, if a whole quorum has reported since it
 * was judged last: a feed that is quick to report is not struck again by the votes it outran.
 */
export function judged(
  feeds: Feeds, name: FeedName, said: Said, params: Params, now: bigint,
): Feeds {
  const { middle, time } = said;
  if (time < feedNamed(feeds, name).until) return feeds;
  const [first, second, third, fourth, fifth] = feeds;
  const [w1, w2, w3, w4, w5] = params.feedWeights;
  const spare = weightAtLarge(feeds, params, now) - params.quorum;
  return [
    name === 'first' ? judgedFeed(first, w1 <= spare, middle, params, now) : first,
    name === 'second' ? judgedFeed(second, w2 <= spare, middle, params, now) : second,
    name === 'third' ? judgedFeed(third, w3 <= spare, middle, params, now) : third,
    name === 'fourth' ? judgedFeed(fourth, w4 <= spare, middle, params, now) : fourth,
    name === 'fifth' ? judgedFeed(fifth, w5 <= spare, middle, params, now) : fifth,
  ];
}
