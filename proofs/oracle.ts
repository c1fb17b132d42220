// What the aggregate withstands: a faulty minority of the votes cannot move the median out of the
// honest range, nor anything the index away from the median, and no report or block counts twice.
import { lemma, theorem } from 'plimsoll';
import { aggregate, average } from '../kernel/aggregate.ts';
import { excess } from '../kernel/arithmetic.ts';
import { blended, moveRate } from '../kernel/breaker.ts';
import { heartbeat } from '../kernel/heartbeat.ts';
import type { Modules } from '../kernel/modules.ts';
import { plainMedian } from '../kernel/plain-median.ts';
import { report } from '../kernel/report.ts';
import type { Heartbeat, Report } from '../kernel/event.ts';
import type { Feed, Feeds, Params, Venue } from '../kernel/state.ts';
import { abs } from '../spec/arithmetic.ts';
import {
  far, hearable, median, near, together, type Vote, type Votes, votes, weightTogether,
  worthTogether,
} from '../spec/aggregate.ts';
import { MILLION, PRICE_LIMIT, within } from '../spec/limits.ts';

type Flags = readonly [boolean, boolean, boolean, boolean, boolean];

const faulty = (v: Vote, honest: boolean): bigint => (honest ? 0n : v.weight);

function faultyWeight([v1, v2, v3, v4, v5]: Votes, [h1, h2, h3, h4, h5]: Flags): bigint {
  return faulty(v1, h1) + faulty(v2, h2) + faulty(v3, h3) + faulty(v4, h4) + faulty(v5, h5);
}

/** An honest vote with weight lies in the range; of the others nothing is known. */
const fits = (v: Vote, honest: boolean, least: bigint, most: bigint): boolean =>
  !honest || v.weight === 0n || within(v.price, least, most);

function honestIn(all: Votes, honest: Flags, least: bigint, most: bigint): boolean {
  const [v1, v2, v3, v4, v5] = all;
  const [h1, h2, h3, h4, h5] = honest;
  return fits(v1, h1, least, most) && fits(v2, h2, least, most) && fits(v3, h3, least, most)
    && fits(v4, h4, least, most) && fits(v5, h5, least, most);
}

const votable = (all: Votes): boolean =>
  all.every((v) => v.weight >= 0n && within(v.price, 0n, PRICE_LIMIT));

export const medianIsHonest = theorem('THM-31',
  'With faulty weight under half of the votes, the median lies within the range of the honest.', {
    when: (all: Votes, honest: Flags, least: bigint, most: bigint) =>
      votable(all) && 2n * faultyWeight(all, honest) < weightTogether(all)
      && honestIn(all, honest, least, most),
    then: (all, _honest, least, most) => within(median(all), least, most),
  });

const vouches = (v: Vote, honest: boolean, middle: bigint, rate: bigint): boolean =>
  honest && v.weight > 0n && !far(v.price, middle, rate);

/** Read with THM-32: such an index is within twice the rate of a price that an honest feed saw. */
export const honestFeedVouches = theorem('THM-31b',
  'With faulty weight below the quorum, what a quorum carries has an honest feed by the median.', {
    when: (modules: Modules, feeds: Feeds, p: Params, now: bigint, honest: Flags) =>
      hearable(feeds, p, now) && modules.aggregate(feeds, p, now).weight >= p.quorum
      && faultyWeight(votes(feeds, p, now), honest) < p.quorum,
    then: (_modules, feeds, p, now, honest) => {
      const all = votes(feeds, p, now);
      const middle = median(all);
      const [v1, v2, v3, v4, v5] = all;
      const [h1, h2, h3, h4, h5] = honest;
      const rate = p.outlierRate;
      return vouches(v1, h1, middle, rate) || vouches(v2, h2, middle, rate)
        || vouches(v3, h3, middle, rate) || vouches(v4, h4, middle, rate)
        || vouches(v5, h5, middle, rate);
    },
  });

export const indexNearMedian = theorem('THM-32',
  'What any aggregate adopts lies within the outlier rate of the median.', {
    when: (modules: Modules, feeds: Feeds, p: Params, now: bigint) =>
      hearable(feeds, p, now) && modules.aggregate(feeds, p, now).weight > 0n,
    then: (modules, feeds, p, now) => {
      const middle = median(votes(feeds, p, now));
      const { price } = modules.aggregate(feeds, p, now);
      return abs(price - middle) * MILLION <= p.outlierRate * middle;
    },
  });

export const belowQuorum = theorem('THM-35',
  'What any aggregate counts never has more weight than the fresh feeds have.', {
    when: (_modules: Modules, feeds: Feeds, p: Params, now: bigint) => hearable(feeds, p, now),
    then: (modules, feeds, p, now) =>
      modules.aggregate(feeds, p, now).weight <= weightTogether(votes(feeds, p, now)),
  });

export const averageIsExact = theorem('THM-32b',
  'The aggregate of this composition is the weighted average near the median, rounded down.', {
    when: (feeds: Feeds, p: Params, now: bigint) => hearable(feeds, p, now),
    then: (feeds, p, now) =>
      aggregate(feeds, p, now).price === together(votes(feeds, p, now), p).price,
  });

export const plainIsTheMedian = theorem('THM-32c',
  'The other aggregate is the median of the votes itself, and nothing where nobody votes.', {
    when: (feeds: Feeds, p: Params, now: bigint) => hearable(feeds, p, now),
    then: (feeds, p, now) => {
      const all = votes(feeds, p, now);
      return plainMedian(feeds, p, now).price === (weightTogether(all) > 0n ? median(all) : 0n);
    },
  });

const mute = (f: Feed, v: Vote, now: bigint): boolean => now >= f.until || v.weight === 0n;

export const quarantinedIsMute = theorem('THM-46a',
  'Until its time is over, the vote of a quarantined feed has no weight.', {
    when: (_feeds: Feeds, _p: Params, _now: bigint) => true,
    then: (feeds, p, now) => {
      const [f1, f2, f3, f4, f5] = feeds;
      const [v1, v2, v3, v4, v5] = votes(feeds, p, now);
      return mute(f1, v1, now) && mute(f2, v2, now) && mute(f3, v3, now) && mute(f4, v4, now)
        && mute(f5, v5, now);
    },
  });

/** The index is one of these two sums divided by the other. */
function agree(all: Votes, others: Votes, p: Params): boolean {
  const [left, left2] = [near(all, p.outlierRate), near(others, p.outlierRate)];
  return worthTogether(left) === worthTogether(left2)
    && weightTogether(left) === weightTogether(left2)
    && together(all, p).time === together(others, p).time && median(all) === median(others);
}

export const weightlessIsUnheard = theorem('THM-46e',
  'Whatever price and time a vote of no weight has, all say the same together.', {
    when: (_all: Votes, _p: Params, _price: bigint, _time: bigint) => true,
    then: (all, p, price, time) => {
      const [v1, v2, v3, v4, v5] = all;
      const other: Vote = { price, time, weight: 0n };
      return (v1.weight !== 0n || agree(all, [other, v2, v3, v4, v5], p))
        && (v2.weight !== 0n || agree(all, [v1, other, v3, v4, v5], p))
        && (v3.weight !== 0n || agree(all, [v1, v2, other, v4, v5], p))
        && (v4.weight !== 0n || agree(all, [v1, v2, v3, other, v5], p))
        && (v5.weight !== 0n || agree(all, [v1, v2, v3, v4, other], p));
    },
  });

export const averageIsBetween = lemma('LEM-34',
  'A weighted average is at least one, and at most one, of the prices that have weight in it.', {
    when: (p1: bigint, w1: bigint, p2: bigint, w2: bigint, p3: bigint, w3: bigint, p4: bigint,
      w4: bigint, p5: bigint, w5: bigint) =>
      p1 >= 0n && p2 >= 0n && p3 >= 0n && p4 >= 0n && p5 >= 0n
      && w1 >= 0n && w2 >= 0n && w3 >= 0n && w4 >= 0n && w5 >= 0n
      && w1 + w2 + w3 + w4 + w5 > 0n,
    then: (p1, w1, p2, w2, p3, w3, p4, w4, p5, w5) => {
      const mean = average(p1, w1, p2, w2, p3, w3, p4, w4, p5, w5);
      return ((w1 > 0n && p1 <= mean) || (w2 > 0n && p2 <= mean) || (w3 > 0n && p3 <= mean)
          || (w4 > 0n && p4 <= mean) || (w5 > 0n && p5 <= mean))
        && ((w1 > 0n && p1 >= mean) || (w2 > 0n && p2 >= mean) || (w3 > 0n && p3 >= mean)
          || (w4 > 0n && p4 >= mean) || (w5 > 0n && p5 >= mean));
    },
    at: (p1, w1, p2, w2, p3, w3, p4, w4, p5, w5) =>
      [average(p1, w1, p2, w2, p3, w3, p4, w4, p5, w5)],
  });

export const moveIsBounded = lemma('LEM-37a',
  'A move that is not above a rate, rounded up to ppm, is at most the rate.', {
    when: (from: bigint, to: bigint, rate: bigint) =>
      from > 0n && to >= 0n && rate >= 0n && excess(from, to, rate) <= 0n,
    then: (from, to, rate) => within(moveRate(from, to), 0n, rate),
    at: (from, to, rate) => [excess(from, to, rate), moveRate(from, to)],
  });

export const meanIsBounded = lemma('LEM-37b',
  'The weighted mean of two rates of at most one, rounded up, is at most one.', {
    when: (rate: bigint, move: bigint, weight: bigint) =>
      within(rate, 0n, MILLION) && within(move, 0n, MILLION) && within(weight, 0n, MILLION),
    then: (rate, move, weight) => within(blended(rate, move, weight), 0n, MILLION),
    at: (rate, move, weight) => [blended(rate, move, weight)],
  });

export const reportOnce = theorem('THM-34a',
  'A report that was accepted is rejected when it is sent again.', {
    when: (modules: Modules, v: Venue, e: Report) =>
      v.index.price > 0n && report(modules, v, e).kind === 'accepted',
    then: (modules, v, e) => {
      const once = report(modules, v, e);
      return once.kind === 'rejected' || report(modules, once.venue, e).kind === 'rejected';
    },
  });

export const blockOnce = theorem('THM-34b',
  'A block that was followed is rejected when it is sent again.', {
    when: (v: Venue, e: Heartbeat) => {
      const once = heartbeat(v, e);
      return once.kind === 'accepted'
        && once.venue.chain.height === e.height && once.venue.chain.hash === e.hash;
    },
    then: (v, e) => {
      const once = heartbeat(v, e);
      return once.kind === 'rejected' || heartbeat(once.venue, e).kind === 'rejected';
    },
  });
