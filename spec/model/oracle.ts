// The model of what the book hears from outside: feeds, the chain, funding, advice, and the halts
// that follow. The votes are sorted here, which the kernel never does.
import type {
  AccrueFunding, Advise, Halt, Heartbeat, Report, Resume, Trip,
} from '../../kernel/event.ts';
import type { Feed, FeedName } from '../../kernel/state.ts';
import type { Book } from './book.ts';
import { ceiling, floor, less, over, plus, ratio, times, whole } from './fraction.ts';
import {
  halt as haltBook, haltedFor, isOpen, need, needFresh, needFreshChain, needTime, share, within,
} from './rules.ts';

const TIME = 2n ** 40n;
const PRICE = 2n ** 40n - 1n;
const HASH = 2n ** 120n;
const NAMES: readonly FeedName[] = ['first', 'second', 'third', 'fourth', 'fifth'];
const size = (x: bigint): bigint => (x < 0n ? -x : x);
type Vote = { readonly price: bigint; readonly time: bigint; readonly weight: bigint };

const weigh = (votes: readonly Vote[]): bigint => votes.reduce((sum, v) => sum + v.weight, 0n);
const strays = (price: bigint, middle: bigint, rate: bigint): boolean =>
  less(share(middle, rate), whole(size(price - middle)));

/** The lower weighted median of the votes, the average of those near it, and their common age. */
function said(book: Book, feeds: readonly Feed[], now: bigint) {
  const { params } = book;
  const votes = feeds.map((f, i) => ({ ...f, weight: params.feedWeights[i] ?? 0n }))
    .filter((f) => f.weight > 0n && f.price > 0n && now <= f.time + params.maxIndexAge
      && f.until <= now);
  const byPrice = [...votes].sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0));
  const upTo = (price: bigint): bigint => weigh(byPrice.filter((v) => v.price <= price));
  const middle = byPrice.find((v) => 2n * upTo(v.price) >= weigh(votes))?.price ?? PRICE;
  const near = votes.filter((v) => !strays(v.price, middle, params.outlierRate));
  const weight = weigh(near);
  const value = near.reduce((sum, v) => sum + v.price * v.weight, 0n);
  const times = near.map((v) => v.time).sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  const since = (time: bigint): bigint => weigh(near.filter((v) => v.time >= time));
  const time = times.find((t) => since(t) >= params.quorum) ?? 0n;
  return { price: weight > 0n ? value / weight : 0n, time, weight, middle };
}

function tripsBreaker(book: Book, price: bigint, reference: bigint): boolean {
  const { breakerMove, breakerFloor, breakerSigmas } = book.params;
  const old = book.index.price;
  const moved = (from: bigint) => ratio(size(price - from) * 1_000_000n, from);
  const sigmas = times(whole(breakerSigmas), whole(book.volatility.rate));
  return less(whole(breakerMove), moved(old)) || less(whole(breakerMove), moved(reference))
    || (less(whole(breakerFloor), moved(old)) && less(sigmas, moved(old)));
}

/** The reporter alone, and only once a quorum has spoken since it was judged last. */
function judge(
  book: Book, feeds: Feed[], at: number, heard: { middle: bigint; time: bigint }, now: bigint,
): void {
  const { maxStrikes, outlierRate, quarantine, quorum, feedWeights } = book.params;
  const feed = feeds[at];
  if (feed === undefined || heard.time < feed.until) return;
  const others = feeds.reduce((sum, f, i) =>
    (i !== at && f.until <= now ? sum + (feedWeights[i] ?? 0n) : sum), 0n);
  if (!strays(feed.price, heard.middle, outlierRate)) {
    feeds[at] = { ...feed, strikes: 0n, until: now };
  } else if (feed.strikes + 1n < maxStrikes) {
    feeds[at] = { ...feed, strikes: feed.strikes + 1n, until: now };
  } else if (others >= quorum) {
    feeds[at] = { ...feed, strikes: 0n, until: now + quarantine };
  } else feeds[at] = { ...feed, until: now };
}

function adopt(book: Book, price: bigint, time: bigint, now: bigint): void {
  const { volatilityPeriod, volatilityWeight } = book.params;
  const old = book.index.price;
  if (now >= book.volatility.updated + volatilityPeriod) {
    const move = ceiling(ratio(size(price - old) * 1_000_000n, old));
    const mean = plus(share(book.volatility.rate, 1_000_000n - volatilityWeight),
      share(move, volatilityWeight));
    book.volatility = { rate: ceiling(mean), updated: now };
  }
  book.index = { price, time };
}

type Heard = ReturnType<typeof said>;

/** What a quorum says in an open book: too old, too far, or the new index. */
function hear(book: Book, feeds: Feed[], at: number, heard: Heard, now: bigint): void {
  if (heard.time <= book.index.time) return judge(book, feeds, at, heard, now);
  const over = now >= book.breaker.start + book.params.breakerWindow;
  const breaker = over ? { reference: book.index.price, start: now } : book.breaker;
  if (tripsBreaker(book, heard.price, breaker.reference)) return haltBook(book, now, 'breaker');
  judge(book, feeds, at, heard, now);
  adopt(book, heard.price, heard.time, now);
  book.breaker = breaker;
}

export function report(book: Book, e: Report): void {
  needTime(book, e.now);
  need(within(e.price, 1n, PRICE), 'price_out_of_range');
  need(within(e.time, 0n, e.now), 'report_time_out_of_range');
  const at = NAMES.indexOf(e.feed);
  const feeds: Feed[] = [...book.feeds];
  const last = feeds[at];
  need(last !== undefined && e.time > last.time, 'report_not_newer');
  if (last !== undefined) feeds[at] = { ...last, price: e.price, time: e.time };
  const heard = said(book, feeds, e.now);
  if (isOpen(book) && heard.weight >= book.params.quorum) hear(book, feeds, at, heard, e.now);
  book.feeds = feeds as unknown as Book['feeds'];
}

export function heartbeat(book: Book, e: Heartbeat): void {
  const { chain, params } = book;
  needTime(book, e.now);
  need(within(e.height, 0n, TIME), 'height_out_of_range');
  need(within(e.hash, 0n, HASH), 'hash_out_of_range');
  need(within(e.parent, 0n, HASH), 'parent_out_of_range');
  need(within(e.baseFee, 0n, 2n ** 64n), 'base_fee_out_of_range');
  need(within(e.time, 0n, e.now), 'block_time_out_of_range');
  need(e.height !== chain.height || e.hash !== chain.hash, 'duplicate_block');
  need(e.height - chain.height <= params.maxSkip, 'height_skipped');
  const newer = e.time > chain.time;
  const below = e.height < chain.height && newer;
  const beside = e.height === chain.height;
  const orphan = e.height === chain.height + 1n && e.parent !== chain.hash;
  if (below || beside || orphan) return haltBook(book, e.now, 'reorg');
  need(newer, 'block_time_not_newer');
  const late = e.now > chain.time + params.maxChainGap;
  const steadyFrom = late ? e.now + params.chainSettle : chain.steadyFrom;
  if (late) book.graceUntil = steadyFrom + params.grace;
  const { height, hash, time, baseFee } = e;
  book.chain = { height, hash, time, steadyFrom, baseFee };
}

export function trip(book: Book, e: Trip): void {
  needTime(book, e.now);
  need(isOpen(book), 'not_open');
  const silent = (time: bigint): boolean => e.now > time + book.params.tripAfter;
  need(silent(book.index.time) || silent(book.chain.time), 'nothing_silent');
  haltBook(book, e.now, silent(book.index.time) ? 'index' : 'chain');
}

export function halt(book: Book, e: Halt): void {
  needTime(book, e.now);
  need(isOpen(book), 'not_open');
  need(e.now >= book.guardianFrom, 'guardian_too_soon');
  haltBook(book, e.now, 'guardian');
  book.guardianFrom = e.now + book.params.guardianPeriod;
}

export function resume(book: Book, e: Resume): void {
  const { mode, params } = book;
  needTime(book, e.now);
  need(mode.kind === 'halted' || mode.kind === 'reduceOnly', 'not_halted');
  if (mode.kind === 'reduceOnly') {
    need(e.now > mode.since + params.reduceOnlyFor, 'reduce_only_running');
    book.mode = { ...mode, kind: 'active', since: e.now };
    return;
  }
  const from = mode.since + params.cooldown;
  need(e.now > from, 'cooldown_running');
  needFreshChain(book, e.now);
  const fresh = book.feeds.map((f) => (f.time > from ? f : { ...f, price: 0n }));
  const heard = said(book, fresh, e.now);
  need(heard.weight >= params.quorum && heard.time > from, 'quorum_missing');
  book.index = { price: heard.price, time: heard.time };
  book.breaker = { reference: heard.price, start: e.now };
  book.funding = { ...book.funding, last: e.now };
  book.graceUntil = e.now + params.grace;
  book.mode = { ...mode, kind: 'reduceOnly', since: e.now, served: haltedFor(book, e.now) };
}

export function accrueFunding(book: Book, e: AccrueFunding): void {
  const { funding, params } = book;
  needTime(book, e.now);
  need(size(e.rate) <= PRICE, 'rate_out_of_range');
  need(isOpen(book), 'not_open');
  needFresh(book, e.now);
  need(e.by === 'funder' || e.rate === funding.rate, 'rate_not_yours');
  const passed = floor(over(whole(e.now - funding.last), whole(params.fundingInterval)));
  need(passed > 0n || e.rate !== funding.rate, 'nothing_to_accrue');
  const charged = passed < params.maxIntervals ? passed : params.maxIntervals;
  const bound = floor(share(book.index.price, params.fundingCap));
  const clamp = (x: bigint, b: bigint): bigint => (x > b ? b : x < -b ? -b : x);
  book.funding = {
    cumulative: clamp(funding.cumulative + clamp(funding.rate, bound) * charged, TIME),
    rate: e.rate,
    last: funding.last + passed * params.fundingInterval,
  };
}

export function advise(book: Book, e: Advise): void {
  const { advice, params } = book;
  needTime(book, e.now);
  need(within(e.rate, 0n, params.adviceCap), 'rate_out_of_range');
  need(within(e.until, e.now, e.now + params.adviceMax), 'until_out_of_range');
  const raises = e.rate >= advice.rate && e.until >= advice.until;
  need(raises || advice.until <= e.now, 'advice_not_raised');
  book.advice = { rate: e.rate, until: e.until };
}
