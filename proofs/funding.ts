// That nothing is gained by when, or how often, funding is accrued. That it takes from one side
// what it gives to the other is INV-05: the profits of all come to the same at any mark.
import { lemma, theorem } from 'plimsoll';
import { accrual, accrueFunding } from '../kernel/accrue-funding.ts';
import { divDown, mulDivDown } from '../kernel/arithmetic.ts';
import type { AccrueFunding } from '../kernel/event.ts';
import type { Venue } from '../kernel/state.ts';
import { FUNDING_LIMIT, MILLION, within } from '../spec/limits.ts';

export const accrualBound = lemma('LEM-30',
  'What is charged at once is at most the bound per interval, times the most intervals.', {
    when: (_rate: bigint, most: bigint, intervals: bigint, longest: bigint) =>
      most >= 0n && intervals >= 0n && longest >= 0n,
    then: (rate, most, intervals, longest) =>
      within(accrual(rate, most, intervals, longest), -most * longest, most * longest),
    at: (rate, most, intervals, longest) => [accrual(rate, most, intervals, longest)],
  });

/** At the call that is charged by a bound which is a quotient. */
export const chargeIsShare = lemma('LEM-43',
  'What is charged at once is at most the exact bound per interval, times the most intervals.', {
    when: (
      x: bigint, y: bigint, d: bigint, _rate: bigint, most: bigint, intervals: bigint,
      longest: bigint,
    ) =>
      x >= 0n && y >= 0n && d > 0n && intervals >= 0n && longest >= 0n
      && most === mulDivDown(x, y, d),
    then: (x, y, d, rate, most, intervals, longest) =>
      within(accrual(rate, most, intervals, longest) * d, -(x * y * longest), x * y * longest),
    at: (x, y, d, rate, most, intervals, longest) =>
      [mulDivDown(x, y, d), accrual(rate, most, intervals, longest)],
  });

export const accrualInParts = lemma('LEM-31',
  'Intervals charged in two goes are charged as in one, and both parts run the same way.', {
    when: (
      _rate: bigint, most: bigint, first: bigint, rest: bigint, both: bigint, longest: bigint,
    ) =>
      most >= 0n && first >= 0n && rest >= 0n && first + rest === both && both <= longest,
    then: (rate, most, first, rest, both, longest) => {
      const one = accrual(rate, most, first, longest);
      const two = accrual(rate, most, rest, longest);
      return one + two === accrual(rate, most, both, longest)
        && (rate >= 0n ? one >= 0n && two >= 0n : one <= 0n && two <= 0n);
    },
    at: (rate, most, first, rest, both, longest) => [
      accrual(rate, most, first, longest), accrual(rate, most, rest, longest),
      accrual(rate, most, both, longest),
    ],
  });

export const wholeParts = lemma('LEM-32',
  'Whole parts counted in two goes are the whole parts counted in one.', {
    when: (first: bigint, rest: bigint, both: bigint, d: bigint) =>
      d > 0n && first >= 0n && both >= first && rest === both - divDown(first, d) * d,
    then: (first, rest, both, d) =>
      divDown(first, d) >= 0n && divDown(rest, d) >= 0n
      && divDown(first, d) + divDown(rest, d) === divDown(both, d),
    at: (first, rest, both, d) => [divDown(first, d), divDown(rest, d), divDown(both, d)],
  });

const sound = (v: Venue): boolean =>
  v.params.fundingInterval > 0n && v.params.maxIntervals > 0n
  && within(v.params.fundingCap, 0n, MILLION)
  && v.index.price > 0n && v.funding.last >= 0n && v.funding.last <= v.clock
  && within(v.funding.cumulative, -FUNDING_LIMIT, FUNDING_LIMIT);

/** No whole interval between the last accrual and a time would be forgiven. */
const nothingForgiven = (v: Venue, now: bigint): boolean =>
  divDown(now - v.funding.last, v.params.fundingInterval) <= v.params.maxIntervals;

/** By anyone: the rate stays. */
const atTheRate = (v: Venue, now: bigint): AccrueFunding =>
  ({ kind: 'accrueFunding', by: 'anyone', rate: v.funding.rate, now });

const bothAccepted = (v: Venue, now: bigint, later: bigint): boolean => {
  const first = accrueFunding(v, atTheRate(v, now));
  return first.kind === 'accepted'
    && accrueFunding(first.venue, atTheRate(v, later)).kind === 'accepted';
};

export const accruingInParts = theorem('HYP-50e',
  'Funding accrued in two parts is the funding accrued at once, where no interval is forgiven.', {
    when: (v: Venue, now: bigint, later: bigint) =>
      sound(v) && nothingForgiven(v, later) && bothAccepted(v, now, later),
    then: (v, now, later) => {
      const first = accrueFunding(v, atTheRate(v, now));
      if (first.kind === 'rejected') return true;
      const second = accrueFunding(first.venue, atTheRate(v, later));
      const once = accrueFunding(v, atTheRate(v, later));
      if (second.kind === 'rejected') return true;
      return once.kind === 'accepted'
        && once.venue.funding.cumulative === second.venue.funding.cumulative
        && once.venue.funding.last === second.venue.funding.last;
    },
  });
