// Charges the funding of the whole intervals that have passed, and sets the rate of the next:
// spec/accrue-funding.md. It drifts the mark of everyone at once and moves no account.
import { divDown, max, min, mulDivDown } from './arithmetic.ts';
import type { AccrueFunding } from './event.ts';
import { MAX_FUNDING, MAX_PRICE, MAX_TIME, PPM } from './limits.ts';
import { chainFresh, fundingCurrent, indexFresh, isOpen } from './live.ts';
import type { Funding, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'rate_out_of_range' | 'not_open' | 'index_stale'
  | 'chain_stale' | 'rate_not_yours' | 'nothing_to_accrue';

function clamp(value: bigint, bound: bigint): bigint {
  return max(-bound, min(value, bound));
}

/** What the intervals charge at a rate within a bound; those beyond `longest` are forgiven. */
export function accrual(rate: bigint, most: bigint, intervals: bigint, longest: bigint): bigint {
  return clamp(rate, most) * min(intervals, longest);
}

/** The bound per interval rounds down: those who pay gain. */
function accrued(venue: Venue, now: bigint, rate: bigint): Funding {
  const { fundingCap, fundingInterval, maxIntervals } = venue.params;
  const { cumulative, last } = venue.funding;
  const intervals = divDown(now - last, fundingInterval);
  const most = mulDivDown(venue.index.price, fundingCap, PPM);
  const move = accrual(venue.funding.rate, most, intervals, maxIntervals);
  return {
    cumulative: clamp(cumulative + move, MAX_FUNDING),
    rate,
    last: last + intervals * fundingInterval,
  };
}

export function accrueFunding(venue: Venue, event: AccrueFunding): Outcome<readonly [], Code> {
  const { rate, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (rate < -MAX_PRICE || rate > MAX_PRICE)
    return { kind: 'rejected', code: 'rate_out_of_range' };
  if (!isOpen(venue)) return { kind: 'rejected', code: 'not_open' };
  if (!indexFresh(venue, now)) return { kind: 'rejected', code: 'index_stale' };
  if (!chainFresh(venue, now)) return { kind: 'rejected', code: 'chain_stale' };
  if (event.by === 'anyone' && rate !== venue.funding.rate)
    return { kind: 'rejected', code: 'rate_not_yours' };
  if (fundingCurrent(venue, now) && rate === venue.funding.rate)
    return { kind: 'rejected', code: 'nothing_to_accrue' };
  const funding = accrued(venue, now, rate);
  return { kind: 'accepted', venue: { ...venue, clock: now, funding }, touched: [] };
}
