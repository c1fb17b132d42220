// What margin is worth: health is monotone in collateral and in price, a bounded move of the price
// leaves no bad debt, and rewards taken in many calls keep to the bound of one.
import { lemma, theorem } from 'plimsoll';
import { shortfall as kernelShortfall, meetsInitial, meetsMaintenance } from '../kernel/margin.ts';
import type { Account, Params } from '../kernel/state.ts';
import { abs } from '../spec/arithmetic.ts';
import { MILLION, within } from '../spec/limits.ts';
import { shortfall } from '../spec/margin.ts';

export const moreCollateral = theorem('THM-26',
  'More collateral never makes an account liquidatable, nor costs it its initial margin.', {
    when: (_a: Account, more: bigint, _price: bigint, _p: Params) => more >= 0n,
    then: (a, more, price, p) => {
      const richer = { ...a, collateral: a.collateral + more };
      return (!meetsMaintenance(a, price, p) || meetsMaintenance(richer, price, p))
        && (!meetsInitial(a, price, p) || meetsInitial(richer, price, p));
    },
  });

export const longHealth = theorem('THM-27a',
  'A healthy account that is long or flat stays healthy when the price rises.', {
    when: (a: Account, price: bigint, higher: bigint, p: Params) =>
      a.size >= 0n && price > 0n && higher >= price
      && within(p.maintenanceRate, 0n, MILLION) && meetsMaintenance(a, price, p),
    then: (a, _price, higher, p) => meetsMaintenance(a, higher, p),
  });

export const shortHealth = theorem('THM-27b',
  'A healthy account that is short or flat stays healthy when the price falls.', {
    when: (a: Account, price: bigint, lower: bigint, p: Params) =>
      a.size <= 0n && lower > 0n && lower <= price
      && within(p.maintenanceRate, 0n, MILLION) && meetsMaintenance(a, price, p),
    then: (a, _price, lower, p) => meetsMaintenance(a, lower, p),
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

export const boundedGapWithReward = theorem('THM-28b',
  'Margined by the gap and the reward rate compounded, what is left covers the reward too.', {
    when: (
      a: Account, price: bigint, next: bigint, rate: bigint, gap: bigint, reward: bigint,
    ) =>
      price > 0n && next > 0n && gap >= 0n && reward >= 0n
      && (rate - gap - reward) * MILLION >= gap * reward
      && margined(a, price, rate) && movedAtMost(price, next, gap),
    then: (a, _price, next, _rate, _gap, reward) => margined(a, next, reward),
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

export const reducedHealth = lemma('LEM-13',
  'Where equity per lot does not fall, a margin rate that was met is still met.', {
    when: (worth: bigint, worth2: bigint, size: bigint, size2: bigint,
      price: bigint, rate: bigint) =>
      size !== 0n && price > 0n && rate >= 0n && shortfall(worth, size, price, rate) <= 0n
      && worth2 * abs(size) >= worth * abs(size2),
    then: (_worth, worth2, _size, size2, price, rate) =>
      shortfall(worth2, size2, price, rate) <= 0n,
    at: (worth, worth2, size, size2, price, rate) =>
      [shortfall(worth, size, price, rate), shortfall(worth2, size2, price, rate)],
  });

export const higherRate = lemma('LEM-14',
  'A higher rate on a lower worth falls short by no less.', {
    when: (worth: bigint, worth2: bigint, _size: bigint, price: bigint,
      rate: bigint, rate2: bigint) => price >= 0n && rate <= rate2 && worth >= worth2,
    then: (worth, worth2, size, price, rate, rate2) =>
      shortfall(worth, size, price, rate) <= kernelShortfall(worth2, size, price, rate2),
    at: (worth, worth2, size, price, rate, rate2) =>
      [shortfall(worth, size, price, rate), kernelShortfall(worth2, size, price, rate2)],
  });

export const requirementSign = lemma('LEM-15',
  'A requirement is never negative.', {
    when: (_worth: bigint, _size: bigint, price: bigint, rate: bigint) => price >= 0n && rate >= 0n,
    then: (worth, size, price, rate) =>
      shortfall(worth, size, price, rate) + worth * MILLION >= 0n,
    at: (worth, size, price, rate) => [shortfall(worth, size, price, rate)],
  });
