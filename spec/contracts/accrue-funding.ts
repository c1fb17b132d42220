// What charging funding must do: its rejections in precedence order, its effect, its frame. It
// touches no account: it moves the mark of all.
import { contract } from 'plimsoll';
import type { AccrueFunding } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { floorDiv, max, min } from '../arithmetic.ts';
import { FUNDING_LIMIT, MILLION, outside, PRICE_LIMIT, TIME_LIMIT } from '../limits.ts';
import { chainStale, fundingDue, indexStale, open } from '../live.ts';

const clamped = (x: bigint, bound: bigint): bigint => max(-bound, min(x, bound));

/** The whole intervals that have passed. */
const elapsed = (v: Venue, now: bigint): bigint =>
  floorDiv(now - v.funding.last, v.params.fundingInterval);

/** Per interval: the rate set last, within ⌊index × fundingCap / 1e6⌋ either way. */
const charge = (v: Venue): bigint =>
  clamped(v.funding.rate, floorDiv(v.index.price * v.params.fundingCap, MILLION));

export const accrueFundingContract = contract('accrueFunding', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: AccrueFunding) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    rate_out_of_range: (_v, _t, e) => outside(e.rate, -PRICE_LIMIT, PRICE_LIMIT),
    not_open: (v, _t, _e) => !open(v),
    index_stale: (v, _t, e) => indexStale(v, e.now),
    chain_stale: (v, _t, e) => chainStale(v, e.now),
    rate_not_yours: (v, _t, e) => e.by === 'anyone' && e.rate !== v.funding.rate,
    nothing_to_accrue: (v, _t, e) => !fundingDue(v, e.now) && e.rate === v.funding.rate,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now
    && v2.funding.cumulative === clamped(
      v.funding.cumulative + charge(v) * min(elapsed(v, e.now), v.params.maxIntervals),
      FUNDING_LIMIT)
    && v2.funding.rate === e.rate
    && v2.funding.last === v.funding.last + elapsed(v, e.now) * v.params.fundingInterval,
  changes: { venue: ['clock', 'funding'] },
});
