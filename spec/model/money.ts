// The model of everything that moves money or lots, one function per transition, as its page says.
import type {
  CollectFees, Cover, Deleverage, Deposit, FundInsurance, Liquidate, Resolve, Settle, Trade,
  Withdraw,
} from '../../kernel/event.ts';
import {
  type Book, bookMark, busyCount, isBusy, type Owner, ownerNamed, profitAt, worthAt,
} from './book.ts';
import {
  ceiling, equal, type Fraction, floor, least, less, minus, most, none, over, plus, times, whole,
} from './fraction.ts';
import {
  haltedFor, inGrace, isEnding, isHealthy, isNoWorse, isOpen, isSecured, maintenance, need,
  needLive, needPriced, needTime, roomLeft, share, windowAt, withDrawn, within,
} from './rules.ts';

const AMOUNT = 2n ** 96n - 1n;
const LOTS = 2n ** 40n;
const BUSY = 2n ** 32n;
const size = (x: bigint): bigint => (x < 0n ? -x : x);

export function deposit(book: Book, e: Deposit): void {
  needTime(book, e.now);
  need(within(e.amount, 1n, AMOUNT), 'amount_out_of_range');
  need(within(e.height, 0n, 2n ** 40n), 'height_out_of_range');
  need(book.mode.kind !== 'wound', 'wound');
  need(e.height + book.params.confirmations <= book.chain.height, 'not_confirmed');
  book.vault = plus(book.vault, whole(e.amount));
  need(!less(whole(AMOUNT), book.vault), 'vault_full');
  const account = ownerNamed(book, e.account);
  account.collateral = plus(account.collateral, whole(e.amount));
}

export function withdraw(book: Book, e: Withdraw): void {
  needTime(book, e.now);
  need(within(e.amount, 1n, AMOUNT), 'amount_out_of_range');
  const account = ownerNamed(book, e.account);
  need(!less(account.collateral, whole(e.amount)), 'collateral_too_low');
  need(isOpen(book) || !isBusy(account), 'not_open');
  need(book.mode.kind !== 'halted' || haltedFor(book, e.now) > book.params.exitDelay,
    'exit_delayed');
  if (account.size !== 0n) needPriced(book, e.now);
  account.collateral = minus(account.collateral, whole(e.amount));
  need(isSecured(book, account, e.now), 'margin_too_low');
  book.vault = minus(book.vault, whole(e.amount));
}

export function fundInsurance(book: Book, e: FundInsurance): void {
  needTime(book, e.now);
  need(within(e.amount, 1n, AMOUNT), 'amount_out_of_range');
  need(!isEnding(book), 'winding_down');
  book.vault = plus(book.vault, whole(e.amount));
  need(!less(whole(AMOUNT), book.vault), 'vault_full');
  book.insurance = plus(book.insurance, whole(e.amount));
}

export function collectFees(book: Book, e: CollectFees): void {
  needTime(book, e.now);
  need(within(e.amount, 1n, AMOUNT), 'amount_out_of_range');
  need(book.mode.kind !== 'windingDown', 'winding_down');
  need(book.badDebt.amount.n === 0n, 'bad_debt');
  need(!less(book.fees, whole(e.amount)), 'fees_too_low');
  const cap = floor(share(book.fees.n, book.params.feeBudget));
  const window = windowAt(book, book.feeDraws, cap, e.now);
  need(!less(roomLeft(window), whole(e.amount)), 'fee_window_full');
  book.feeDraws = withDrawn(window, whole(e.amount));
  book.fees = minus(book.fees, whole(e.amount));
  book.vault = minus(book.vault, whole(e.amount));
}

/** Towards zero and not across it. */
const onlyShrinks = (was: bigint, is: bigint): boolean =>
  size(is) <= size(was) && (is === 0n || is > 0n === was > 0n);

const isTooLarge = (a: Owner): boolean =>
  size(a.size) > LOTS
  || less(whole(2n ** 88n - size(a.size) * 2n ** 42n), most(a.cost, minus(none, a.cost)));

function fill(book: Book, a: Owner, lots: bigint, e: Trade, shrinks: boolean): void {
  const charge = share(e.lots * e.price, book.params.feeRate);
  const fee = shrinks ? least(charge, a.collateral) : charge;
  a.collateral = minus(a.collateral, fee);
  a.size += lots;
  a.cost = plus(a.cost, whole(lots * (e.price - book.funding.cumulative)));
  book.fees = plus(book.fees, fee);
}

export function trade(book: Book, e: Trade): void {
  needTime(book, e.now);
  need(e.buyer !== e.seller, 'same_account');
  need(within(e.lots, 1n, LOTS), 'lots_out_of_range');
  need(within(e.price, 1n, 2n ** 40n - 1n), 'price_out_of_range');
  needLive(book, e.now);
  const away = whole(size(e.price - book.index.price));
  need(!less(share(book.index.price, book.params.tradeBand), away), 'price_outside_band');
  const sides = [
    { name: 'buyer', a: ownerNamed(book, e.buyer), lots: e.lots },
    { name: 'seller', a: ownerNamed(book, e.seller), lots: -e.lots },
  ].map((s) => ({ ...s, was: { ...s.a }, shrinks: onlyShrinks(s.a.size, s.a.size + s.lots) }));
  const reducing = book.mode.kind === 'reduceOnly' || book.badDebt.amount.n > 0n;
  need(!reducing || sides.every((s) => s.shrinks), 'reduce_only');
  for (const s of sides) fill(book, s.a, s.lots, e, s.shrinks);
  for (const s of sides) {
    const enough = size(s.a.size) * e.price >= book.params.minNotional;
    need(s.shrinks || enough, `${s.name}_notional_too_low`);
  }
  for (const s of sides) need(s.shrinks || !isTooLarge(s.a), `${s.name}_position_too_large`);
  need(busyCount(book) <= BUSY, 'too_many_accounts');
  for (const s of sides) {
    const kept = s.shrinks ? isNoWorse(book, s.was, s.a) : isSecured(book, s.a, e.now);
    need(kept, `${s.name}_margin_too_low`);
  }
}

export function settle(book: Book, e: Settle): void {
  needTime(book, e.now);
  need(within(e.most, 1n, AMOUNT), 'most_out_of_range');
  need(isOpen(book), 'not_open');
  const account = ownerNamed(book, e.account);
  if (account.size !== 0n) needPriced(book, e.now);
  const due = profitAt(account, bookMark(book));
  if (due.n > 0n) settleGain(book, account, due, e);
  else settleLoss(book, account, minus(none, due));
}

function settleLoss(book: Book, account: Owner, loss: Fraction): void {
  const paid = least(loss, account.collateral);
  need(paid.n > 0n, 'nothing_to_settle');
  account.collateral = minus(account.collateral, paid);
  account.cost = minus(account.cost, paid);
  book.pool = plus(book.pool, paid);
}

function settleGain(book: Book, account: Owner, gain: Fraction, e: Settle): void {
  need(e.by === e.account, 'not_owner');
  need(!inGrace(book, e.now), 'grace_running');
  const owed = plus(book.pool, book.badDebt.amount);
  const realised = least(least(gain, owed), whole(e.most));
  need(realised.n > 0n, 'nothing_to_settle');
  const paid = times(realised, over(book.pool, owed));
  const room = ceiling(share(book.pool.n, book.params.payoutCap));
  const floorCap = book.params.payoutFloor;
  const window = windowAt(book, book.payouts, room > floorCap ? room : floorCap, e.now);
  need(!less(roomLeft(window), whole(floor(paid))), 'payout_window_full');
  account.collateral = plus(account.collateral, paid);
  account.cost = plus(account.cost, realised);
  need(isHealthy(book, account, e.now), 'margin_too_low');
  book.payouts = withDrawn(window, paid);
  book.pool = minus(book.pool, paid);
  book.badDebt.amount = minus(book.badDebt.amount, minus(realised, paid));
}

/** The lots go at the mark, less a reward that the account's own equity pays. */
function handOver(book: Book, from: Owner, to: Owner, lots: bigint, reward: Fraction): void {
  const taken = from.size > 0n ? lots : -lots;
  const cost = minus(whole(taken * bookMark(book)), reward);
  from.size -= taken;
  from.cost = minus(from.cost, cost);
  to.size += taken;
  to.cost = plus(to.cost, cost);
}

export function liquidate(book: Book, e: Liquidate): void {
  needTime(book, e.now);
  need(e.account !== e.liquidator, 'same_account');
  need(within(e.lots, 1n, LOTS), 'lots_out_of_range');
  needLive(book, e.now);
  const account = ownerNamed(book, e.account);
  const liquidator = ownerNamed(book, e.liquidator);
  const worth = worthAt(account, bookMark(book));
  need(!isHealthy(book, account, e.now), 'maintenance_met');
  need(less(worth, none) || !inGrace(book, e.now), 'grace_running');
  need(e.lots <= size(account.size), 'lots_above_size');
  const half = less(times(worth, whole(2n)), maintenance(book, account, e.now));
  const part = ceiling(share(size(account.size), book.params.closeFactor));
  need(half || e.lots <= part, 'lots_above_close_factor');
  const { liquidationRate, congestionSlope, congestionCap } = book.params;
  const congestion = floor(share(book.chain.baseFee, congestionSlope));
  const rate = liquidationRate + (congestion < congestionCap ? congestion : congestionCap);
  const own = over(times(most(worth, none), whole(e.lots)), whole(size(account.size)));
  const held = liquidator.size;
  handOver(book, account, liquidator, e.lots, least(share(e.lots * book.index.price, rate), own));
  need(onlyShrinks(held, liquidator.size) || !isTooLarge(liquidator),
    'liquidator_position_too_large');
  need(busyCount(book) <= BUSY, 'too_many_accounts');
  need(isSecured(book, liquidator, e.now), 'liquidator_margin_too_low');
}

export function deleverage(book: Book, e: Deleverage): void {
  needTime(book, e.now);
  need(e.account !== e.counterparty, 'same_account');
  need(within(e.lots, 1n, LOTS), 'lots_out_of_range');
  needLive(book, e.now);
  const account = ownerNamed(book, e.account);
  const other = ownerNamed(book, e.counterparty);
  need(less(worthAt(account, bookMark(book)), none), 'equity_not_negative');
  need(e.lots <= size(account.size), 'lots_above_size');
  const taken = account.size > 0n ? e.lots : -e.lots;
  need(onlyShrinks(other.size, other.size + taken), 'lots_above_counterparty');
  handOver(book, account, other, e.lots, none);
}

/** What insurance pays of a loss within its budget. */
function insured(book: Book, loss: Fraction, now: bigint): Fraction {
  const cap = ceiling(share(book.insurance.n, book.params.insuranceBudget));
  const window = windowAt(book, book.insuranceDraws, cap, now);
  const paid = least(least(book.insurance, roomLeft(window)), loss);
  book.insuranceDraws = withDrawn(window, paid);
  book.insurance = minus(book.insurance, paid);
  book.pool = plus(book.pool, paid);
  return paid;
}

export function addBadDebt(book: Book, loss: Fraction, now: bigint): void {
  if (book.badDebt.amount.n === 0n && loss.n > 0n) book.badDebt.since = now;
  book.badDebt.amount = plus(book.badDebt.amount, loss);
}

export function resolve(book: Book, e: Resolve): void {
  needTime(book, e.now);
  need(isOpen(book), 'not_open');
  const account = ownerNamed(book, e.account);
  need(account.size === 0n, 'not_flat');
  const loss = minus(account.cost, account.collateral);
  need(loss.n > 0n, 'no_deficit');
  book.pool = plus(book.pool, account.collateral);
  addBadDebt(book, minus(loss, insured(book, loss, e.now)), e.now);
  Object.assign(account, { collateral: none, cost: none, claim: none });
}

export function cover(book: Book, e: Cover): void {
  needTime(book, e.now);
  need(book.mode.kind !== 'wound', 'wound');
  need(book.badDebt.amount.n > 0n, 'no_bad_debt');
  const paid = insured(book, book.badDebt.amount, e.now);
  need(!equal(paid, none), 'no_insurance');
  book.badDebt.amount = minus(book.badDebt.amount, paid);
}
