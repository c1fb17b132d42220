// The judgements of the model: what is open, fresh and due, what margin asks, what a window lets
// through. A rule that is not met ends the step with its code.
import type { Params } from '../../kernel/state.ts';
import { type Book, bookMark, type Draws, type Owner, profitAt, worthAt } from './book.ts';
import {
  ceiling, type Fraction, least, less, minus, none, plus, ratio, times, whole,
} from './fraction.ts';

/** Carries a rejection code out of a step. No `Error`: nobody looks at where it was thrown. */
export class Rejected {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

export function need(met: boolean, code: string): void {
  if (!met) throw new Rejected(code);
}

export const within = (x: bigint, low: bigint, high: bigint): boolean => low <= x && x <= high;

export function needTime(book: Book, now: bigint): void {
  need(within(now, 0n, 2n ** 40n), 'time_out_of_range');
  need(now >= book.clock, 'clock_behind');
}

export const isOpen = (book: Book): boolean => ['active', 'reduceOnly'].includes(book.mode.kind);
export const isEnding = (book: Book): boolean => ['windingDown', 'wound'].includes(book.mode.kind);

export function needFreshChain(book: Book, now: bigint): void {
  const { chain, params } = book;
  need(now <= chain.time + params.maxChainGap && chain.steadyFrom <= now, 'chain_stale');
}

export function needFreshIndex(book: Book, now: bigint): void {
  need(now <= book.index.time + book.params.maxIndexAge, 'index_stale');
}

export function needCharged(book: Book, now: bigint): void {
  need(now < book.funding.last + book.params.fundingInterval, 'funding_due');
}

export function needFresh(book: Book, now: bigint): void {
  needFreshIndex(book, now);
  needFreshChain(book, now);
}

export function needLive(book: Book, now: bigint): void {
  need(isOpen(book), 'not_open');
  needPriced(book, now);
}

export function needPriced(book: Book, now: bigint): void {
  needFresh(book, now);
  needCharged(book, now);
}

export const inGrace = (book: Book, now: bigint): boolean => now < book.graceUntil;
export const haltedFor = (book: Book, now: bigint): bigint =>
  book.mode.served + now - book.mode.since;

const MILLION = 1_000_000n;
export const share = (x: bigint, ppm: bigint): Fraction => ratio(x * ppm, MILLION);

function gapOfParams(book: Book, p: Params, now: bigint): bigint {
  const age = (now - book.index.time) * p.gapPerSecond;
  const volatile = ceiling(share(book.volatility.rate, p.gapVolatility));
  const sum = p.gapBase + age + volatile;
  return sum > p.gapCap ? p.gapCap : sum;
}

export const gap = (book: Book, now: bigint): bigint => gapOfParams(book, book.params, now);

/** In ppm, with what a raise still leaves out. */
export function maintenanceRate(book: Book, now: bigint): bigint {
  const left = book.ramp.discount - book.params.rampRate * (now - book.ramp.start);
  return book.params.maintenanceRate + gap(book, now) - (left > 0n ? left : 0n);
}

function initialRate(book: Book, now: bigint): bigint {
  const advised = now < book.advice.until ? book.advice.rate : 0n;
  const buffer = gap(book, now);
  return book.params.initialRate + (advised > buffer ? advised : buffer);
}

const notional = (book: Book, a: Owner): bigint =>
  (a.size < 0n ? -a.size : a.size) * book.index.price;

export const maintenance = (book: Book, a: Owner, now: bigint): Fraction =>
  share(notional(book, a), maintenanceRate(book, now));

/** Losses count, gains on paper do not. */
export function isSecured(book: Book, a: Owner, now: bigint): boolean {
  const secured = plus(a.collateral, least(profitAt(a, bookMark(book)), none));
  return !less(secured, share(notional(book, a), initialRate(book, now)));
}

export const isHealthy = (book: Book, a: Owner, now: bigint): boolean =>
  !less(worthAt(a, bookMark(book)), maintenance(book, a, now));

/** Equity per lot is no lower, or where it is below nothing, equity is no lower. */
export function isNoWorse(book: Book, was: Owner, is: Owner): boolean {
  const [then, now] = [worthAt(was, bookMark(book)), worthAt(is, bookMark(book))];
  const lots = (a: Owner): Fraction => whole(a.size < 0n ? -a.size : a.size);
  return less(then, none) ? !less(now, then) : !less(times(now, lots(was)), times(then, lots(is)));
}

/** The window in force at a time: the last one, or a new one with this cap. */
export const windowAt = (book: Book, last: Draws, cap: bigint, now: bigint): Draws =>
  now >= last.start + book.params.windowLength ? { start: now, cap, used: none } : last;

export const roomLeft = (w: Draws): Fraction => minus(whole(w.cap), w.used);
export const withDrawn = (w: Draws, amount: Fraction): Draws =>
  ({ ...w, used: plus(w.used, amount) });

export function halt(book: Book, now: bigint, reason: Book['mode']['reason']): void {
  if (!isOpen(book)) return;
  const remembered = now - book.mode.since <= book.params.haltMemory;
  book.mode = { kind: 'halted', since: now, served: remembered ? book.mode.served : 0n, reason };
}
