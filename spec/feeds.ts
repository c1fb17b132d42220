// The five feeds by name, what a report makes of them, and the judgement of one that strays: the
// rules of spec/report.md over raw fields.
import type { Feed, FeedName, Feeds, Params } from '../kernel/state.ts';
import { far } from './aggregate.ts';

export function feedNamed([f1, f2, f3, f4, f5]: Feeds, name: FeedName): Feed {
  switch (name) {
    case 'first': return f1;
    case 'second': return f2;
    case 'third': return f3;
    case 'fourth': return f4;
    case 'fifth': return f5;
  }
}

export const sameFeed = (f: Feed, g: Feed): boolean =>
  f.price === g.price && f.time === g.time && f.strikes === g.strikes && f.until === g.until;

const counted = (f: Feed, weight: bigint, now: bigint): bigint => (now < f.until ? 0n : weight);

/** The weight of the feeds that are not quarantined. */
export function weightAtLarge(feeds: Feeds, p: Params, now: bigint): bigint {
  const [f1, f2, f3, f4, f5] = feeds;
  const [w1, w2, w3, w4, w5] = p.feedWeights;
  return counted(f1, w1, now) + counted(f2, w2, now) + counted(f3, w3, now)
    + counted(f4, w4, now) + counted(f5, w5, now);
}

const heardSince = (f: Feed, weight: bigint, time: bigint): bigint =>
  f.price > 0n && f.time >= time ? weight : 0n;

/** The weight of the feeds that have reported at or after a time. */
export function weightSince(feeds: Feeds, p: Params, time: bigint): bigint {
  const [f1, f2, f3, f4, f5] = feeds;
  const [w1, w2, w3, w4, w5] = p.feedWeights;
  return heardSince(f1, w1, time) + heardSince(f2, w2, time) + heardSince(f3, w3, time)
    + heardSince(f4, w4, time) + heardSince(f5, w5, time);
}

/** The feeds with one feed's newest report, and nobody judged. */
export const recorded = (
  [f1, f2, f3, f4, f5]: Feeds, name: FeedName, price: bigint, time: bigint,
): Feeds => [
  name === 'first' ? { ...f1, price, time } : f1,
  name === 'second' ? { ...f2, price, time } : f2,
  name === 'third' ? { ...f3, price, time } : f3,
  name === 'fourth' ? { ...f4, price, time } : f4,
  name === 'fifth' ? { ...f5, price, time } : f5,
];

const silentUnlessNewer = (f: Feed, time: bigint): Feed =>
  f.time > time ? f : { ...f, price: 0n };

/** The feeds with only what was observed after a time. */
export const since = ([f1, f2, f3, f4, f5]: Feeds, time: bigint): Feeds => [
  silentUnlessNewer(f1, time), silentUnlessNewer(f2, time), silentUnlessNewer(f3, time),
  silentUnlessNewer(f4, time), silentUnlessNewer(f5, time),
];

/** A strike too many quarantines a feed, if the others that are not quarantined keep a quorum. */
function afterJudgement(
  f: Feed, others: bigint, middle: bigint, p: Params, now: bigint,
): Feed {
  if (!far(f.price, middle, p.outlierRate)) return { ...f, strikes: 0n, until: now };
  if (f.strikes + 1n < p.maxStrikes) return { ...f, strikes: f.strikes + 1n, until: now };
  return others >= p.quorum
    ? { ...f, strikes: 0n, until: now + p.quarantine }
    : { ...f, until: now };
}

/** The feeds after the one named is judged by a median, if what carries it is new enough. */
export function judged(
  feeds: Feeds, name: FeedName, middle: bigint, time: bigint, p: Params, now: bigint,
): Feeds {
  if (time < feedNamed(feeds, name).until) return feeds;
  const [f1, f2, f3, f4, f5] = feeds;
  const [w1, w2, w3, w4, w5] = p.feedWeights;
  const large = weightAtLarge(feeds, p, now);
  return [
    name === 'first' ? afterJudgement(f1, large - w1, middle, p, now) : f1,
    name === 'second' ? afterJudgement(f2, large - w2, middle, p, now) : f2,
    name === 'third' ? afterJudgement(f3, large - w3, middle, p, now) : f3,
    name === 'fourth' ? afterJudgement(f4, large - w4, middle, p, now) : f4,
    name === 'fifth' ? afterJudgement(f5, large - w5, middle, p, now) : f5,
  ];
}

export const feedsAre = (
  [f1, f2, f3, f4, f5]: Feeds, [g1, g2, g3, g4, g5]: Feeds,
): boolean =>
  sameFeed(f1, g1) && sameFeed(f2, g2) && sameFeed(f3, g3) && sameFeed(f4, g4) && sameFeed(f5, g5);
