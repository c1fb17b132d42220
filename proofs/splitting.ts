// What splitting, and going in and out again, gains: nothing. Where two calls of a transition are
// beyond the solver, a charge, payout or reward is stated by its exact formula; that the kernel
// charges and pays by it is what the contracts of trade, settle and liquidate say.
import { lemma, theorem } from 'plimsoll';
import { mulDivDown } from '../kernel/arithmetic.ts';
import { deposit } from '../kernel/deposit.ts';
import type { Deposit, Trade, Withdraw } from '../kernel/event.ts';
import type { Modules } from '../kernel/modules.ts';
import { shortfall } from '../kernel/risk.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { withdraw } from '../kernel/withdraw.ts';
import { abs, min } from '../spec/arithmetic.ts';
import { traded } from '../spec/contracts/trade.ts';
import { AMOUNT_LIMIT, MILLION, within } from '../spec/limits.ts';
import { equity, profit, secured } from '../spec/margin.ts';

export const sharesInTwo = lemma('LEM-20',
  'Two shares rounded down, the second of what is left, are no more than one of both.', {
    when: (x: bigint, y: bigint, p: bigint, d: bigint, left: bigint, rest: bigint) =>
      x >= 0n && y >= 0n && x + y <= d && x < d && within(p, 0n, d)
      && left === p - mulDivDown(x, p, d) && rest === d - x,
    then: (x, y, p, d, left, rest) =>
      mulDivDown(x, p, d) + mulDivDown(y, left, rest) <= mulDivDown(x + y, p, d),
    at: (x, y, p, d, left, rest) => [mulDivDown(x, p, d), mulDivDown(y, left, rest)],
  });

export const withdrawnInTwo = theorem('HYP-50a',
  'Two withdrawals leave exactly what one of both amounts leaves, and are allowed only if it is.', {
    when: (modules: Modules, v: Venue, a: Account, e: Withdraw, more: bigint) => {
      const once = withdraw(modules, v, a, e);
      if (once.kind === 'rejected' || a.collateral > AMOUNT_LIMIT) return false;
      const [rest] = once.touched;
      return withdraw(modules, once.venue, rest, { ...e, amount: more }).kind === 'accepted';
    },
    then: (modules, v, a, e, more) => {
      const once = withdraw(modules, v, a, e);
      const whole = withdraw(modules, v, a, { ...e, amount: e.amount + more });
      if (once.kind === 'rejected' || whole.kind === 'rejected') return false;
      const [rest] = once.touched;
      const twice = withdraw(modules, once.venue, rest, { ...e, amount: more });
      if (twice.kind === 'rejected') return false;
      const [left] = twice.touched;
      const [leftAtOnce] = whole.touched;
      return left.collateral === leftAtOnce.collateral
        && twice.venue.vault === whole.venue.vault;
    },
  });

/** `part` and `more` are realised one after the other; the pool and what is owed fall between. */
export const gainSettledInTwo = theorem('HYP-50b',
  'A gain settled in two parts is paid no more than when it is settled at once.', {
    when: (part: bigint, more: bigint, pool: bigint, owed: bigint) =>
      part >= 0n && more >= 0n && part < owed && part + more <= owed && within(pool, 0n, owed),
    then: (part, more, pool, owed) => {
      const paid = mulDivDown(part, pool, owed);
      return paid + mulDivDown(more, pool - paid, owed - part)
        <= mulDivDown(part + more, pool, owed);
    },
  });

export const lotsTradedInTwo = theorem('HYP-50c',
  'Lots traded in two parts at one price cost no less in fees than when they are traded at once.', {
    when: (v: Venue, a: Account, lots: bigint, more: bigint, e: Trade, e1: Trade, e2: Trade) =>
      lots !== 0n && (lots > 0n ? more > 0n : more < 0n) && v.params.feeRate >= 0n
      && e.price >= 1n && e1.price === e.price && e2.price === e.price
      && e1.lots === abs(lots) && e2.lots === abs(more) && e.lots === e1.lots + e2.lots
      && a.collateral >= 0n
      && traded(v, traded(v, a, lots, e1), more, e2).collateral >= 0n,
    then: (v, a, lots, more, e, e1, e2) => {
      const twice = traded(v, traded(v, a, lots, e1), more, e2);
      const once = traded(v, a, lots + more, e);
      return twice.collateral <= once.collateral
        && twice.size === once.size && twice.cost === once.cost;
    },
  });

/**
 * Of each reward only what spec/reward.md promises (CON-reward). `charge` is price × rate, `size`
 * in lots, either side; the second reward finds the worth and the lots that the first has left.
 */
export const liquidatedInTwo = theorem('HYP-50d',
  'Two rewards one after the other keep together to both bounds of one for all their lots.', {
    when: (
      lots: bigint, more: bigint, charge: bigint, worth: bigint, size: bigint,
      first: bigint, second: bigint,
    ) =>
      lots >= 0n && more >= 0n && lots + more <= size && lots < size
      && first * MILLION <= lots * charge && second * MILLION <= more * charge
      && first * size <= lots * worth && second * (size - lots) <= more * (worth - first),
    then: (lots, more, charge, worth, size, first, second) =>
      (first + second) * MILLION <= (lots + more) * charge
      && (first + second) * size <= (lots + more) * worth,
  });

const together = (a: Account, b: Account): Account => ({
  collateral: a.collateral + b.collateral, size: a.size + b.size, cost: a.cost + b.cost,
  claim: a.claim + b.claim,
});

/** Of the composed engine, in proportion or not: a split that keeps the sums frees no margin. */
export const splitFreesNoMargin = theorem('HYP-51a',
  'What two parts of an account meet of the composed margin requirement, the whole meets.', {
    when: (a: Account, b: Account, price: bigint, marked: bigint, rate: bigint) =>
      price >= 0n && rate >= 0n
      && shortfall(secured(a, marked), a.size, price, rate) <= 0n
      && shortfall(secured(b, marked), b.size, price, rate) <= 0n,
    then: (a, b, price, marked, rate) => {
      const whole = together(a, b);
      return shortfall(secured(whole, marked), whole.size, price, rate) <= 0n;
    },
  });

export const splitIsNoHealthier = theorem('HYP-51b',
  'By the composed engine two healthy parts make a healthy whole: splitting escapes nothing.', {
    when: (a: Account, b: Account, price: bigint, marked: bigint, rate: bigint) =>
      price >= 0n && rate >= 0n
      && shortfall(equity(a, marked), a.size, price, rate) <= 0n
      && shortfall(equity(b, marked), b.size, price, rate) <= 0n,
    then: (a, b, price, marked, rate) => {
      const whole = together(a, b);
      return shortfall(equity(whole, marked), whole.size, price, rate) <= 0n;
    },
  });

/** Size and cost in proportion; lots are whole, so that not every split is possible. */
const proportionate = (part: Account, whole: Account): boolean =>
  part.size * whole.cost === whole.size * part.cost
  && (whole.size > 0n ? within(part.size, 0n, whole.size) : within(part.size, whole.size, 0n));

export const splitKeepsSign = theorem('HYP-51c',
  'A part of an account in proportion has a gain only if the whole account has one.', {
    when: (part: Account, whole: Account, marked: bigint) =>
      whole.size !== 0n && proportionate(part, whole) && profit(whole, marked) <= 0n,
    then: (part, _whole, marked) => profit(part, marked) <= 0n,
  });

/** With HYP-51c: the parts of a gain are gains. Each asks for all, the second after the first. */
export const splitGainsNoPayout = theorem('HYP-51d',
  'Two parts of a gain, settled one after the other, are paid no more than the whole.', {
    when: (gain: bigint, other: bigint, pool: bigint, owed: bigint) =>
      gain >= 0n && other >= 0n && within(pool, 0n, owed) && gain < owed,
    then: (gain, other, pool, owed) => {
      const paid = mulDivDown(gain, pool, owed);
      return paid + mulDivDown(min(other, owed - gain), pool - paid, owed - gain)
        <= mulDivDown(min(gain + other, owed), pool, owed);
    },
  });

export const inAndOut = theorem('HYP-52a',
  'What a depositor withdraws and keeps is together just what it had and put in.', {
    when: (modules: Modules, v: Venue, a: Account, e: Deposit, w: Withdraw) => {
      const into = deposit(v, a, e);
      if (into.kind === 'rejected') return false;
      const [richer] = into.touched;
      return withdraw(modules, into.venue, richer, w).kind === 'accepted';
    },
    then: (modules, v, a, e, w) => {
      const into = deposit(v, a, e);
      if (into.kind === 'rejected') return false;
      const [richer] = into.touched;
      const out = withdraw(modules, into.venue, richer, w);
      if (out.kind === 'rejected') return false;
      const [left] = out.touched;
      return left.collateral + w.amount === a.collateral + e.amount && left.collateral >= 0n
        && out.venue.vault + w.amount === v.vault + e.amount;
    },
  });

export const openAndClose = theorem('HYP-52b',
  'Lots taken and given back at one price leave the position as it was, and no more collateral.', {
    when: (v: Venue, a: Account, lots: bigint, e: Trade) =>
      v.params.feeRate >= 0n && e.lots >= 0n && e.price >= 0n && a.collateral >= 0n
      && abs(lots) === e.lots && traded(v, a, lots, e).collateral >= 0n,
    then: (v, a, lots, e) => {
      const opened = traded(v, a, lots, e);
      const closed = traded(v, opened, -lots, e);
      return closed.size === a.size && closed.cost === a.cost
        && closed.collateral <= opened.collateral && opened.collateral <= a.collateral;
    },
  });
