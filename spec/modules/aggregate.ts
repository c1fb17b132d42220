// What the feeds may be heard to say together, whichever aggregate is composed: a price near the
// median of the votes, as old as the quorum behind it; spec/aggregate.md.
import { moduleContract } from 'plimsoll';
import type { Said } from '../../kernel/aggregate.ts';
import type { Feeds, Params } from '../../kernel/state.ts';
import { carriedTime, hearable, median, near, votes, weightTogether } from '../aggregate.ts';
import { abs } from '../arithmetic.ts';
import { weightSince } from '../feeds.ts';
import { MILLION, PRICE_LIMIT, WEIGHT_LIMIT, within } from '../limits.ts';

export const aggregateContract = moduleContract('aggregate', {
  requires: (feeds: Feeds, params: Params, now: bigint) => hearable(feeds, params, now),
  ensures: (feeds, params, now, said: Said) => {
    const all = votes(feeds, params, now);
    const middle = median(all);
    const left = near(all, params.outlierRate);
    return said.middle === middle
      && said.weight === weightTogether(left)
      && said.time === carriedTime(left, params.quorum)
      && within(said.price, 0n, PRICE_LIMIT) && within(said.middle, 0n, PRICE_LIMIT)
      && within(said.time, 0n, now) && within(said.weight, 0n, 5n * WEIGHT_LIMIT)
      && (said.weight === 0n || (said.price >= 1n
        && abs(said.price - middle) * MILLION <= params.outlierRate * middle))
      && said.weight <= weightTogether(all)
      && (said.weight < params.quorum
        || weightSince(feeds, params, said.time) >= params.quorum);
  },
});
