// What splitting, and going in and out again, gains: nothing, by calls of the transitions; in
// trades, by what their contract says that a call leaves. That no margin is freed is said of the
// composed engine alone: tiers free some by design (spec/risk.md).
import { lemma, theorem } from 'plimsoll';
import { mulDivDown } from '../kernel/arithmetic.ts';
import { deposit } from '../kernel/deposit.ts';
import type { Deposit, Liquidate, Settle, Trade, Withdraw } from '../kernel/event.ts';
import { liquidate } from '../kernel/liquidate.ts';
import type { Modules } from '../kernel/modules.ts';
import { shortfall } from '../kernel/risk.ts';
import { settle } from '../kernel/settle.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { withdraw } from '../kernel/withdraw.ts';
import { abs, max } from '../spec/arithmetic.ts';
import { traded } from '../spec/contracts/trade.ts';
import { AMOUNT_LIMIT, LOTS_LIMIT, MILLION, PRICE_LIMIT, within } from '../spec/limits.ts';
import { equity, mark, profit, secured } from '../spec/margin.ts';
import { rewardRate, shareLeft } from '../spec/reward.ts';

export const sharesInTwo = lemma('LEM-20',
  'Two shares rounded down, the second of what is left, are no more than one of both.', {
    when: (x: bigint, y: bigint, p: bigint, d: bigint, left: bigint, rest: bigint) =>
      x >= 0n && y >= 0n && x + y <= d && x < d && within(p, 0n, d)
      && left === p - mulDivDown(x, p, d) && rest === d - x,
    then: (x, y, p, d, left, rest) =>
      mulDivDown(x, p, d) + mulDivDown(y, left, rest) <= mulDivDown(x + y, p, d),
    at: (x, y, p, d, left, rest) => [mulDivDown(x, p, d), mulDivDown(y, left, rest)],
  });

/** The same of three calls: what the second finds, and both shares, are found by equations. */
export const sharesInTwoCalls = lemma('LEM-40',
  'Two shares rounded down, the second of what is left, are no more than one of at least both.', {
    when: (
      x: bigint, y: bigint, both: bigint, p: bigint, d: bigint, left: bigint, rest: bigint,
    ) =>
      x >= 0n && y >= 0n && both >= x + y && both <= d && x < d && within(p, 0n, d)
      && left === p - mulDivDown(x, p, d) && rest === d - x,
    then: (x, y, both, p, d, left, rest) =>
      mulDivDown(x, p, d) + mulDivDown(y, left, rest) <= mulDivDown(both, p, d),
    at: (x, y, both, p, d, left, rest) =>
      [mulDivDown(x, p, d), mulDivDown(y, left, rest), mulDivDown(both, p, d)],
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

/** Nothing is assumed of the margin; that neither is negative is INV-02. */
const solventPool = (v: Venue): boolean => v.pool >= 0n && v.badDebt.amount >= 0n;

/** Of a loss, or of a gain with nothing left of it, the second call is rejected. */
export const gainSettledInTwo = theorem('HYP-50b',
  'A gain settled in two parts is paid no more than when it is settled at once.', {
    when: (modules: Modules, v: Venue, a: Account, e: Settle, e2: Settle) => {
      const first = settle(modules, v, a, e);
      if (first.kind === 'rejected' || !solventPool(v)) return false;
      const [rest] = first.touched;
      const second = settle(modules, first.venue, rest, e2);
      return profit(rest, mark(v)) > 0n && second.kind === 'accepted' && profit(a, mark(v)) > 0n
        && settle(modules, v, a, { ...e, most: e.most + e2.most }).kind === 'accepted';
    },
    then: (modules, v, a, e, e2) => {
      const first = settle(modules, v, a, e);
      const once = settle(modules, v, a, { ...e, most: e.most + e2.most });
      if (first.kind === 'rejected' || once.kind === 'rejected') return false;
      const [rest] = first.touched;
      const second = settle(modules, first.venue, rest, e2);
      if (second.kind === 'rejected') return false;
      const [parts] = second.touched;
      const [whole] = once.touched;
      return parts.collateral <= whole.collateral && parts.cost === whole.cost
        && parts.size === whole.size;
    },
  });

/** Of a side as CON-trade says that a trade leaves it: three whole trades are too dear to ask. */
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

export const shareIsPart = lemma('LEM-41',
  'A reward within the share of lots in all lots is within the worth.', {
    when: (lots: bigint, worth: bigint, size: bigint, reward: bigint) =>
      size > 0n && lots <= size && worth >= 0n && shareLeft(lots, worth, size, reward) >= 0n,
    then: (_lots, worth, _size, reward) => reward <= worth,
    at: (lots, worth, size, reward) => [shareLeft(lots, worth, size, reward)],
  });

export const rewardsInTwo = lemma('LEM-42',
  'Two rewards within the share of their lots, one after the other, are within that of all lots.', {
    when: (
      lots: bigint, more: bigint, both: bigint, worth: bigint, left: bigint, size: bigint,
      rest: bigint, first: bigint, second: bigint, sum: bigint,
    ) =>
      lots >= 0n && more >= 0n && both === lots + more && both <= size && lots < size
      && rest === size - lots && left === worth - first && sum === first + second
      && shareLeft(lots, worth, size, first) >= 0n && shareLeft(more, left, rest, second) >= 0n,
    then: (_lots, _more, both, worth, _left, size, _rest, _first, _second, sum) =>
      shareLeft(both, worth, size, sum) >= 0n,
    at: (lots, more, both, worth, left, size, rest, first, second, sum) => [
      shareLeft(lots, worth, size, first), shareLeft(more, left, rest, second),
      shareLeft(both, worth, size, sum),
    ],
  });

/** Facts of any reachable book: INV-10c, INV-10d, INV-10k, INV-25a and INV-36. */
const liquidatable = (v: Venue, a: Account): boolean =>
  within(v.index.price, 0n, PRICE_LIMIT) && within(rewardRate(v), 0n, MILLION)
  && within(a.size, -LOTS_LIMIT, LOTS_LIMIT)
  && within(equity(a, mark(v)), -2n * AMOUNT_LIMIT, 2n * AMOUNT_LIMIT);

/** What the account pays is what its equity at the mark falls by, whatever reward is composed. */
export const liquidatedInTwo = theorem('HYP-50d',
  'Two rewards one after the other keep together to both bounds of one for all their lots.', {
    when: (
      modules: Modules, v: Venue, a: Account, b: Account, e: Liquidate, e2: Liquidate,
    ) => {
      const first = liquidate(modules, v, a, b, e);
      if (first.kind === 'rejected' || !liquidatable(v, a)) return false;
      const [rest, taker] = first.touched;
      return liquidate(modules, first.venue, rest, taker, e2).kind === 'accepted';
    },
    then: (modules, v, a, b, e, e2) => {
      const first = liquidate(modules, v, a, b, e);
      if (first.kind === 'rejected') return false;
      const [rest, taker] = first.touched;
      const second = liquidate(modules, first.venue, rest, taker, e2);
      if (second.kind === 'rejected') return false;
      const [last] = second.touched;
      const [worth, left] = [equity(a, mark(v)), equity(rest, mark(v))];
      const [paid, paid2] = [worth - left, left - equity(last, mark(v))];
      return (paid + paid2) * MILLION <= (e.lots + e2.lots) * v.index.price * rewardRate(v)
        && shareLeft(e.lots, max(worth, 0n), abs(a.size), paid) >= 0n
        && shareLeft(e2.lots, max(left, 0n), abs(rest.size), paid2) >= 0n
        && shareLeft(e.lots + e2.lots, max(worth, 0n), abs(a.size), paid + paid2) >= 0n;
    },
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

/** With HYP-51c: the parts of a gain are gains. The whole asks for what both ask for. */
export const splitGainsNoPayout = theorem('HYP-51d',
  'Two parts of an account that has a gain, each settled, are paid no more than the whole.', {
    when: (modules: Modules, v: Venue, a: Account, b: Account, e: Settle, e2: Settle) => {
      const first = settle(modules, v, a, e);
      if (first.kind === 'rejected' || !solventPool(v)) return false;
      const whole = together(a, b);
      return profit(a, mark(v)) > 0n && profit(b, mark(v)) > 0n
        && settle(modules, first.venue, b, e2).kind === 'accepted'
        && settle(modules, v, whole, { ...e, most: e.most + e2.most }).kind === 'accepted';
    },
    then: (modules, v, a, b, e, e2) => {
      const first = settle(modules, v, a, e);
      const once = settle(modules, v, together(a, b), { ...e, most: e.most + e2.most });
      if (first.kind === 'rejected' || once.kind === 'rejected') return false;
      const second = settle(modules, first.venue, b, e2);
      if (second.kind === 'rejected') return false;
      const [one] = first.touched;
      const [other] = second.touched;
      const [whole] = once.touched;
      return one.collateral + other.collateral <= whole.collateral
        && one.cost + other.cost <= whole.cost;
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
