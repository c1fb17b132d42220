// What every risk engine and reward obeys beyond its contract: how two requirements relate, and how
// a reward bears on what is left. Each law is proved of every implementation. What one of them
// says beyond that, and another does not, are theorems of its own function.
import { lemma, theorem } from 'plimsoll';
import type { Modules } from '../kernel/modules.ts';
import { reward } from '../kernel/reward.ts';
import { gap } from '../kernel/risk.ts';
import { steppedGap, tieredCharge, tieredShortfall } from '../kernel/tiered-risk.ts';
import { abs, ceilDiv, max, min } from '../spec/arithmetic.ts';
import { MILLION, PRICE_LIMIT, within } from '../spec/limits.ts';
import { ratioRise } from '../spec/margin.ts';

export const worthCounts = lemma('LEM-38',
  'A worth counts in full against a requirement that does not depend on it.', {
    when: (_modules: Modules, _worth: bigint, _worth2: bigint, _size: bigint, _price: bigint,
      _rate: bigint) => true,
    then: (modules, worth, worth2, size, price, rate) =>
      modules.shortfall(worth, size, price, rate) + worth * MILLION
        === modules.shortfall(worth2, size, price, rate) + worth2 * MILLION,
    at: (modules, worth, worth2, size, price, rate) =>
      [modules.shortfall(worth, size, price, rate), modules.shortfall(worth2, size, price, rate)],
  });

export const chargeGrows = lemma('LEM-35a',
  'Tiers charge no less for more lots or at a higher rate, and no less than the rate itself.', {
    when: (lots: bigint, lots2: bigint, price: bigint, rate: bigint, rate2: bigint) =>
      within(lots, 0n, lots2) && price >= 0n && within(rate, 0n, rate2),
    then: (lots, lots2, price, rate, rate2) =>
      tieredCharge(lots, price, rate) <= tieredCharge(lots2, price, rate2)
      && lots2 * price * rate2 <= tieredCharge(lots2, price, rate2),
    at: (lots, lots2, price, rate, rate2) =>
      [tieredCharge(lots, price, rate), tieredCharge(lots2, price, rate2)],
  });

export const chargePerLot = lemma('LEM-35b',
  'Tiers charge no more for each of fewer lots.', {
    when: (lots: bigint, lots2: bigint, price: bigint, rate: bigint) =>
      within(lots2, 0n, lots) && price >= 0n && rate >= 0n,
    then: (lots, lots2, price, rate) => tieredCharge(lots, price, rate) >= 0n
      && tieredCharge(lots2, price, rate) * lots <= tieredCharge(lots, price, rate) * lots2,
    at: (lots, lots2, price, rate) =>
      [tieredCharge(lots, price, rate), tieredCharge(lots2, price, rate)],
  });

export const requirementSign = lemma('LEM-15',
  'A requirement is never negative.', {
    when: (_modules: Modules, _worth: bigint, _size: bigint, price: bigint, rate: bigint) =>
      price >= 0n && rate >= 0n,
    then: (modules, worth, size, price, rate) =>
      modules.shortfall(worth, size, price, rate) + worth * MILLION >= 0n,
    at: (modules, worth, size, price, rate) => [modules.shortfall(worth, size, price, rate)],
  });

export const requirementPerLot = lemma('LEM-13a',
  'No more is required for each of fewer lots.', {
    when: (_modules: Modules, _worth: bigint, _worth2: bigint, size: bigint, size2: bigint,
      price: bigint, rate: bigint) =>
      abs(size2) <= abs(size) && price >= 0n && rate >= 0n,
    then: (modules, worth, worth2, size, size2, price, rate) =>
      ratioRise(modules.shortfall(worth, size, price, rate) + worth * MILLION, size,
        modules.shortfall(worth2, size2, price, rate) + worth2 * MILLION, size2) <= 0n,
    at: (modules, worth, worth2, size, size2, price, rate) =>
      [modules.shortfall(worth, size, price, rate), modules.shortfall(worth2, size2, price, rate)],
  });

export const ratioCovers = lemma('LEM-13b',
  'What was covered stays so while it does not rise per lot and what covers it does not fall.', {
    when: (asked: bigint, asked2: bigint, worth: bigint, worth2: bigint, size: bigint,
      size2: bigint) =>
      size !== 0n && within(asked, 0n, worth * MILLION)
      && ratioRise(asked, size, asked2, size2) <= 0n
      && ratioRise(worth, size, worth2, size2) >= 0n,
    then: (_asked, asked2, _worth, worth2) => asked2 <= worth2 * MILLION,
    at: (asked, asked2, worth, worth2, size, size2) =>
      [ratioRise(asked, size, asked2, size2), ratioRise(worth, size, worth2, size2)],
  });

/** By LEM-13a the first of the two never is; it is said here for LEM-13b. */
export const reducedHealth = lemma('LEM-13',
  'Where no more is required per lot and worth per lot does not fall, a rate stays met.', {
    when: (modules: Modules, worth: bigint, worth2: bigint, size: bigint, size2: bigint,
      price: bigint, rate: bigint) =>
      size !== 0n && abs(size2) <= abs(size) && price > 0n && rate >= 0n
      && modules.shortfall(worth, size, price, rate) <= 0n
      && ratioRise(worth, size, worth2, size2) >= 0n,
    then: (modules, worth, worth2, size, size2, price, rate) =>
      ratioRise(modules.shortfall(worth, size, price, rate) + worth * MILLION, size,
        modules.shortfall(worth2, size2, price, rate) + worth2 * MILLION, size2) > 0n
      || modules.shortfall(worth2, size2, price, rate) <= 0n,
    at: (modules, worth, worth2, size, size2, price, rate) =>
      [modules.shortfall(worth, size, price, rate), modules.shortfall(worth2, size2, price, rate)],
  });

export const shedHealth = lemma('LEM-23',
  'No more lots, no less worth and no higher a rate fall short by no more.', {
    when: (_modules: Modules, worth: bigint, worth2: bigint, size: bigint, size2: bigint,
      price: bigint, rate: bigint, rate2: bigint) =>
      price >= 0n && within(rate2, 0n, rate) && worth2 >= worth && abs(size2) <= abs(size),
    then: (modules, worth, worth2, size, size2, price, rate, rate2) =>
      modules.shortfall(worth2, size2, price, rate2)
        <= modules.shortfall(worth, size, price, rate),
    at: (modules, worth, worth2, size, size2, price, rate, rate2) =>
      [modules.shortfall(worth, size, price, rate),
        modules.shortfall(worth2, size2, price, rate2)],
  });

export const higherRate = lemma('LEM-14',
  'A higher rate on a lower worth falls short by no less.', {
    when: (_modules: Modules, worth: bigint, worth2: bigint, _size: bigint, price: bigint,
      rate: bigint, rate2: bigint) => price >= 0n && rate <= rate2 && worth >= worth2,
    then: (modules, worth, worth2, size, price, rate, rate2) =>
      modules.shortfall(worth, size, price, rate)
        <= modules.shortfall(worth2, size, price, rate2),
    at: (modules, worth, worth2, size, price, rate, rate2) =>
      [modules.shortfall(worth, size, price, rate), modules.shortfall(worth2, size, price, rate2)],
  });

export const requirementFloor = lemma('LEM-29',
  'A requirement is at least its rate of the notional.', {
    when: (_modules: Modules, _worth: bigint, _size: bigint, price: bigint, rate: bigint) =>
      price >= 0n && rate >= 0n,
    then: (modules, worth, size, price, rate) =>
      modules.shortfall(worth, size, price, rate) + worth * MILLION >= abs(size) * price * rate,
    at: (modules, worth, size, price, rate) => [modules.shortfall(worth, size, price, rate)],
  });

export const flatRequirement = lemma('LEM-36',
  'Nothing is required without lots.', {
    when: (_modules: Modules, _worth: bigint, size: bigint, _price: bigint, _rate: bigint) =>
      size === 0n,
    then: (modules, worth, size, price, rate) =>
      modules.shortfall(worth, size, price, rate) === -worth * MILLION,
    at: (modules, worth, size, price, rate) => [modules.shortfall(worth, size, price, rate)],
  });

export const requirementMoves = lemma('LEM-39',
  'With the price a requirement moves the same way, and by no more than the notional does.', {
    when: (_modules: Modules, _worth: bigint, _worth2: bigint, _size: bigint, price: bigint,
      price2: bigint, rate: bigint) => within(rate, 0n, MILLION) && within(price, 0n, price2),
    then: (modules, worth, worth2, size, price, price2, rate) => {
      const least = modules.shortfall(worth, size, price, rate) + worth * MILLION;
      const moved = modules.shortfall(worth2, size, price2, rate) + worth2 * MILLION;
      return within(moved, least, least + abs(size) * (price2 - price) * MILLION);
    },
    at: (modules, worth, worth2, size, price, price2, rate) =>
      [modules.shortfall(worth, size, price, rate), modules.shortfall(worth2, size, price2, rate)],
  });

export const rewardBound = lemma('LEM-16',
  'A reward at a rate of at most the whole is between nothing and the highest price of the lots.', {
    when: (_modules: Modules, lots: bigint, price: bigint, rate: bigint, _equity: bigint,
      size: bigint) =>
      lots >= 0n && size !== 0n && within(price, 0n, PRICE_LIMIT) && within(rate, 0n, MILLION),
    then: (modules, lots, price, rate, equity, size) =>
      within(modules.reward(lots, price, rate, equity, size), 0n, lots * PRICE_LIMIT),
    at: (modules, lots, price, rate, equity, size) =>
      [modules.reward(lots, price, rate, equity, size)],
  });

export const rewardKeepsRatio = lemma('LEM-25',
  'Who gives up lots and a reward for them keeps its worth per lot.', {
    when: (modules: Modules, worth: bigint, size: bigint, worth2: bigint, size2: bigint,
      lots: bigint, price: bigint, rate: bigint) =>
      lots >= 1n && lots <= abs(size) && price >= 0n && rate >= 0n
      && worth2 === worth - modules.reward(lots, price, rate, worth, size)
      && abs(size2) === abs(size) - lots,
    then: (_modules, worth, size, worth2, size2) => ratioRise(worth, size, worth2, size2) >= 0n,
    at: (modules, worth, size, worth2, size2, lots, price, rate) =>
      [ratioRise(worth, size, worth2, size2), modules.reward(lots, price, rate, worth, size)],
  });

export const rewardReaches = theorem('THM-09e',
  'The reward of this composition is less than one unit below the lower of its two bounds.', {
    when: (lots: bigint, price: bigint, rate: bigint, _equity: bigint, size: bigint) =>
      lots >= 0n && price >= 0n && rate >= 0n && size !== 0n,
    then: (lots, price, rate, equity, size) =>
      (reward(lots, price, rate, equity, size) + 1n) * MILLION > lots * price * rate
      || (reward(lots, price, rate, equity, size) + 1n) * abs(size) > max(equity, 0n) * lots,
  });

export const gapGrowsWithAge = theorem('THM-28f',
  'The gap of this composition is base plus age and volatility at their rates, up to its cap.', {
    when: (age: bigint, volatility: bigint, _base: bigint, _perSecond: bigint,
      byVolatility: bigint, _cap: bigint) =>
      age >= 0n && volatility >= 0n && byVolatility >= 0n,
    then: (age, volatility, base, perSecond, byVolatility, cap) =>
      gap(age, volatility, base, perSecond, byVolatility, cap)
        === min(cap, base + perSecond * age + ceilDiv(byVolatility * volatility, MILLION)),
  });

const MINUTE = 60n; // seconds

export const gapGrowsInSteps = theorem('THM-28g',
  'The other engine has the same gap, at the end of the minute that its age has begun.', {
    when: (age: bigint, volatility: bigint, _base: bigint, _perSecond: bigint,
      byVolatility: bigint, _cap: bigint) =>
      age >= 0n && volatility >= 0n && byVolatility >= 0n,
    then: (age, volatility, base, perSecond, byVolatility, cap) =>
      steppedGap(age, volatility, base, perSecond, byVolatility, cap)
        === min(cap, base + perSecond * (ceilDiv(age, MINUTE) * MINUTE)
          + ceilDiv(byVolatility * volatility, MILLION)),
  });

const TIER = 1_000_000_000_000n; // quote of notional

/** What a unit of notional above the tier costs at a rate, in ppm. */
const above = (rate: bigint): bigint => max(rate, min(rate + 50_000n, MILLION));

export const tiersCharge = theorem('THM-28h',
  'The other engine asks its rate of notional up to 10^12, above it 5 % more, up to the whole.', {
    when: (_worth: bigint, _size: bigint, _price: bigint, _rate: bigint) => true,
    then: (worth, size, price, rate) => {
      const notional = abs(size) * price;
      const asked = notional <= TIER ? notional * rate
        : TIER * rate + (notional - TIER) * above(rate);
      return tieredShortfall(worth, size, price, rate) === asked - worth * MILLION;
    },
  });
