// What the aggregate withstands: a faulty minority of the votes cannot move the median out of the
// honest range, nor anything the index away from the median, and no report or block counts twice.
import { theorem } from 'plimsoll';
import { aggregate } from '../kernel/aggregate.ts';
import { heartbeat } from '../kernel/heartbeat.ts';
import { report } from '../kernel/report.ts';
import type { Feeds, Heartbeat, Params, Report, Venue } from '../kernel/state.ts';
import { abs } from '../spec/arithmetic.ts';
import { median, type Vote, type Votes, votes, weightTogether } from '../spec/aggregate.ts';
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

export const indexNearMedian = theorem('THM-32',
  'The average that the kernel takes lies within the outlier rate of the median.', {
    when: (feeds: Feeds, p: Params, now: bigint) =>
      feeds.every((f) => within(f.price, 0n, PRICE_LIMIT))
      && p.feedWeights.every((weight) => weight >= 0n)
      && within(p.outlierRate, 0n, MILLION) && aggregate(feeds, p, now).weight > 0n,
    then: (feeds, p, now) => {
      const middle = median(votes(feeds, p, now));
      return abs(aggregate(feeds, p, now).price - middle) * MILLION <= p.outlierRate * middle;
    },
  });

export const belowQuorum = theorem('THM-35',
  'What the kernel averages never has more weight than the fresh feeds have.', {
    when: (_feeds: Feeds, p: Params, _now: bigint) =>
      p.feedWeights.every((weight) => weight >= 0n),
    then: (feeds, p, now) =>
      aggregate(feeds, p, now).weight <= weightTogether(votes(feeds, p, now)),
  });

export const reportOnce = theorem('THM-34a',
  'A report that was accepted is rejected when it is sent again.', {
    when: (v: Venue, e: Report) => report(v, e).kind === 'accepted',
    then: (v, e) => {
      const once = report(v, e);
      return once.kind === 'rejected' || report(once.venue, e).kind === 'rejected';
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
