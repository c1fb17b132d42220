// What margin is worth: health is monotone in collateral and in price, a bounded move of the price
// leaves no bad debt, and rewards taken in many calls keep to the bound of one.
import { lemma, theorem } from 'plimsoll';
import { meetsInitial, meetsMaintenance } from '../kernel/margin.ts';
import type { Modules } from '../kernel/modules.ts';
import { costAt } from '../kernel/position.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { abs } from '../spec/arithmetic.ts';
import { FUNDING_LIMIT, MILLION, PRICE_LIMIT, within } from '../spec/limits.ts';
import { equity, maintenanceRate, ratioRise, shrunk } from '../spec/margin.ts';

export const moreCollateral = theorem('THM-26',
  'More collateral never makes an account liquidatable, nor costs it its initial margin.', {
    when: (_modules: Modules, _a: Account, more: bigint, _v: Venue, _now: bigint) => more >= 0n,
    then: (modules, a, more, v, now) => {
      const richer = { ...a, collateral: a.collateral + more };
      return (!meetsMaintenance(modules, a, v, now) || meetsMaintenance(modules, richer, v, now))
        && (!meetsInitial(modules, a, v, now) || meetsInitial(modules, richer, v, now));
    },
  });

const healthy = (
  modules: Modules, a: Account, price: bigint, funding: bigint, rate: bigint,
): boolean =>
  modules.shortfall(equity(a, price - funding), a.size, price, rate) <= 0n;

export const longHealth = theorem('THM-27a',
  'A healthy account that is long or flat stays healthy when the price rises.', {
    when: (modules: Modules, a: Account, price: bigint, higher: bigint, funding: bigint,
      rate: bigint) =>
      a.size >= 0n && price > 0n && higher >= price && within(rate, 0n, MILLION)
      && healthy(modules, a, price, funding, rate),
    then: (modules, a, _price, higher, funding, rate) => healthy(modules, a, higher, funding, rate),
  });

export const shortHealth = theorem('THM-27b',
  'A healthy account that is short or flat stays healthy when the price falls.', {
    when: (modules: Modules, a: Account, price: bigint, lower: bigint, funding: bigint,
      rate: bigint) =>
      a.size <= 0n && lower > 0n && lower <= price && within(rate, 0n, MILLION)
      && healthy(modules, a, price, funding, rate),
    then: (modules, a, _price, lower, funding, rate) => healthy(modules, a, lower, funding, rate),
  });

/** Equity is at least a rate of the notional at a price. */
const margined = (a: Account, price: bigint, rate: bigint): boolean =>
  (a.collateral + a.size * price - a.cost) * MILLION >= abs(a.size) * price * rate;

const movedAtMost = (price: bigint, next: bigint, gap: bigint): boolean =>
  abs(next - price) * MILLION <= gap * price;

export const boundedGap = theorem('THM-28a',
  'Margined by at least the gap, an account has no deficit after a move of at most the gap.', {
    when: (a: Account, price: bigint, next: bigint, rate: bigint, gap: bigint) =>
      price > 0n && next > 0n && gap >= 0n && rate >= gap
      && margined(a, price, rate) && movedAtMost(price, next, gap),
    then: (a, _price, next) => a.collateral + a.size * next - a.cost >= 0n,
  });

/** At the mark, worth at least a rate of the notional. */
const backed = (a: Account, price: bigint, funding: bigint, rate: bigint): boolean =>
  equity(a, price - funding) * MILLION >= abs(a.size) * price * rate;

/**
 * With the greatest move, the greatest reward, and what a ramp leaves of the maintenance rate, the
 * premise on the rate is INV-25c. That whoever is healthy is so backed, by any engine: LEM-29; that
 * the rate in force is no lower: THM-28d; that a report and an accrual move the mark no farther:
 * THM-28e. A resumption takes the price that it finds.
 */
export const boundedGapWithReward = theorem('THM-28b',
  'Backed by the move and the reward compounded, an account can pay both after the move.', {
    when: (
      a: Account, price: bigint, next: bigint, funding: bigint, later: bigint, rate: bigint,
      gap: bigint, reward: bigint,
    ) =>
      price > 0n && next > 0n && gap >= 0n && reward >= 0n
      && (rate - gap - reward) * MILLION >= gap * reward
      && backed(a, price, funding, rate) && movedAtMost(price, next, gap)
      && abs((next - later) - (price - funding)) * MILLION <= gap * price,
    then: (a, _price, next, _funding, later, _rate, _gap, reward) =>
      equity(a, next - later) >= 0n && backed(a, next, later, reward),
  });

export const effectiveRate = theorem('THM-28d',
  'The maintenance rate in force is never below the plain one with the least gap, less the ramp.', {
    when: (_modules: Modules, v: Venue, now: bigint) =>
      v.params.gapBase <= v.params.gapCap && v.params.gapPerSecond >= 0n
      && v.params.gapVolatility >= 0n && v.volatility.rate >= 0n && v.params.rampRate >= 0n
      && v.ramp.discount >= 0n && now >= v.ramp.start && now >= v.index.time,
    then: (modules, v, now) => maintenanceRate(modules, v, now)
      >= v.params.maintenanceRate + v.params.gapBase - v.ramp.discount,
  });

export const moveTogether = theorem('THM-28e',
  'An index moved by the breaker and a funding at its cap move the mark by no more than both.', {
    when: (
      price: bigint, next: bigint, charge: bigint, breakerMove: bigint, funded: bigint,
      both: bigint,
    ) =>
      price > 0n && next > 0n && breakerMove >= 0n && funded >= 0n
      && movedAtMost(price, next, breakerMove) && abs(charge) * MILLION <= next * funded
      && (both - breakerMove - funded) * MILLION >= breakerMove * funded,
    then: (price, next, charge, _breakerMove, _funded, both) =>
      abs(next - charge - price) * MILLION <= both * price,
  });

/** `grown / scale` is the most that k − 1 moves come to; induction over k gives (1 + gap)^k − 1. */
export const missedReports = theorem('THM-28c',
  'After one more missed report the price has moved by at most the compounded gap.', {
    when: (first: bigint, price: bigint, next: bigint, grown: bigint, scale: bigint,
      gap: bigint) =>
      first > 0n && price > 0n && next > 0n && gap >= 0n && scale > 0n && grown >= scale
      && abs(price - first) * scale <= (grown - scale) * first
      && movedAtMost(price, next, gap),
    then: (first, _price, next, grown, scale, gap) =>
      abs(next - first) * scale * MILLION
        <= (grown * (MILLION + gap) - scale * MILLION) * first,
  });

/** By induction over the calls: with STEP-22a, equity per lot after any number of them. */
export const rewardsInManyCalls = theorem('THM-24',
  'Rewards of liquidations one after another come to no more than the share of all lots taken.', {
    when: (size: bigint, size1: bigint, size2: bigint,
      equity: bigint, equity1: bigint, equity2: bigint) =>
      size >= size1 && size1 >= size2 && size2 >= 0n && size1 > 0n && equity >= 0n
      && equity1 * size >= equity * size1 && equity2 * size1 >= equity1 * size2,
    then: (size, _size1, size2, equity, _equity1, equity2) =>
      equity2 * size >= equity * size2
      && (equity - equity2) * size <= equity * (size - size2),
  });

export const shrunkBounds = lemma('LEM-27',
  'What is left of a discount is between nothing and the discount.', {
    when: (discount: bigint, rate: bigint, elapsed: bigint) =>
      discount >= 0n && rate >= 0n && elapsed >= 0n,
    then: (discount, rate, elapsed) => within(shrunk(discount, rate, elapsed), 0n, discount),
    at: (discount, rate, elapsed) => [shrunk(discount, rate, elapsed)],
  });

export const shedRatio = lemma('LEM-24',
  'Who sheds lots and loses no worth keeps its worth per lot.', {
    when: (worth: bigint, size: bigint, worth2: bigint, size2: bigint) =>
      worth2 >= worth && abs(size2) <= abs(size),
    then: (worth, size, worth2, size2) => ratioRise(worth, size, worth2, size2) >= 0n,
    at: (worth, size, worth2, size2) => [ratioRise(worth, size, worth2, size2)],
  });

export const costIsExact = lemma('LEM-28',
  'Lots cost what they are worth at the price less the funding so far.', {
    when: (_lots: bigint, _price: bigint, _funding: bigint) => true,
    then: (lots, price, funding) =>
      costAt(lots, price, funding) === lots * price - lots * funding,
    at: (lots, price, funding) => [costAt(lots, price, funding)],
  });

export const costBound = lemma('LEM-21',
  'Lots cost no more, either way, than the highest price and the greatest funding together.', {
    when: (_lots: bigint, price: bigint, funding: bigint) =>
      within(price, 0n, PRICE_LIMIT) && within(funding, -FUNDING_LIMIT, FUNDING_LIMIT),
    then: (lots, price, funding) => (lots >= 0n
      ? within(costAt(lots, price, funding), -lots * FUNDING_LIMIT,
        lots * (PRICE_LIMIT + FUNDING_LIMIT))
      : within(costAt(lots, price, funding), lots * (PRICE_LIMIT + FUNDING_LIMIT),
        -lots * FUNDING_LIMIT)),
    at: (lots, price, funding) => [costAt(lots, price, funding)],
  });
