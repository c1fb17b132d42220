// A scripted book for the replays of incidents: the real kernel behind the in-memory book, a chain
// and five feeds that follow a market price, and a clock. A scenario may make the feeds lie, fall
// silent or lag, and tells the book every event itself; the script checks no property of its own.
import { expect } from 'vitest';
import type { Event } from '../../kernel/event.ts';
import { genesis } from '../../kernel/genesis.ts';
import { equity, markPrice } from '../../kernel/margin.ts';
import type { Account, FeedName, Params, Venue } from '../../kernel/state.ts';
import { empty } from '../../kernel/state.ts';
import { apply, type Book, createBook } from '../../runtime/book.ts';
import { kernel, params, START } from '../kernel/fixture.ts';

type WithoutNow<E> = E extends Event ? Omit<E, 'now'> : never;
/** An event whose time is the scenario's. */
export type Told = WithoutNow<Event>;

export const FEEDS: readonly FeedName[] = ['first', 'second', 'third', 'fourth', 'fifth'];
const BEAT = 30n; // seconds between blocks, and between two reports of a feed

/** Changed by the functions below only. */
export type Scenario = {
  readonly book: Book<Venue, Account>;
  now: bigint;
  price: bigint; // what the honest feeds say
  baseFee: bigint;
};

export function foundBook(price: bigint, changes: Partial<Params> = {}): Scenario {
  const set = { ...params, ...changes };
  const outcome = genesis({ params: set, price, now: START, height: 5_000n, hash: 77n });
  if (outcome.kind === 'rejected') throw new Error(`no genesis: ${outcome.code}`);
  const book = createBook<Venue, Account>(kernel, outcome.venue);
  const s: Scenario = { book, now: START, price, baseFee: 0n };
  pass(s, BEAT);
  return s;
}

/** The code of a rejection, or `accepted`. */
export function tell(s: Scenario, told: Told): string {
  const outcome = apply(s.book, { ...told, now: s.now });
  return outcome.kind === 'rejected' ? outcome.code : 'accepted';
}

/** Tells what the script needs accepted; a rejection there is a fault of the script. */
export function must(s: Scenario, told: Told): void {
  const code = tell(s, told);
  if (code !== 'accepted') throw new Error(`${told.kind} at ${s.now - START} s: ${code}`);
}

export const venueIn = (s: Scenario): Venue => s.book.venue;
export const modeIn = (s: Scenario): string => s.book.venue.mode.kind;
export const accountIn = (s: Scenario, id: bigint): Account => s.book.accounts.get(id) ?? empty;
export const equityIn = (s: Scenario, id: bigint): bigint =>
  equity(accountIn(s, id), markPrice(s.book.venue));

export function fund(s: Scenario, deposits: readonly (readonly [bigint, bigint])[]): void {
  for (const [account, amount] of deposits)
    must(s, { kind: 'deposit', account, amount, height: 0n });
}

/** A trade at the index. */
export function open(s: Scenario, buyer: bigint, seller: bigint, lots: bigint): void {
  must(s, { kind: 'trade', buyer, seller, lots, price: s.book.venue.index.price });
}

export function beat(s: Scenario): void {
  const { height, hash } = s.book.venue.chain;
  const { baseFee, now } = s;
  must(s, {
    kind: 'heartbeat', height: height + 1n, hash: hash + 1n, parent: hash, time: now, baseFee,
  });
}

/** Each feed named reports the price now. */
export function say(s: Scenario, price: bigint, feeds: readonly FeedName[] = FEEDS): void {
  for (const feed of feeds) must(s, { kind: 'report', feed, price, time: s.now });
}

/** Anyone charges the funding that is due, where the book may. */
function keepFunding(s: Scenario): void {
  tell(s, { kind: 'accrueFunding', by: 'anyone', rate: s.book.venue.funding.rate });
}

type World = { readonly chain: boolean; readonly feeds: readonly FeedName[] };
const WELL: World = { chain: true, feeds: FEEDS };

/** Time passes, in a world in which the chain and some of the feeds may be silent. */
export function pass(s: Scenario, seconds: bigint, world: World = WELL): void {
  const end = s.now + seconds;
  while (s.now < end) {
    s.now = s.now + BEAT < end ? s.now + BEAT : end;
    if (world.chain) beat(s);
    say(s, s.price, world.feeds);
    keepFunding(s);
  }
}

/** The price moves in equal steps, one a beat, and is heard out; `meanwhile` is done after each. */
export function glide(
  s: Scenario, to: bigint, seconds: bigint, meanwhile: () => void = () => {},
): void {
  const from = s.price;
  const steps = seconds / BEAT;
  for (let i = 1n; i <= steps; i += 1n) {
    s.price = from + ((to - from) * i) / steps;
    pass(s, BEAT);
    meanwhile();
  }
  s.now += 1n;
  say(s, s.price);
}

/** The price moves by a share of itself each beat: what an attacker does who knows the breaker. */
export function climb(
  s: Scenario, to: bigint, ppm: bigint, meanwhile: () => void = () => {},
): void {
  while (s.price < to) {
    const next = s.price + (s.price * ppm) / 1_000_000n;
    s.price = next < to ? next : to;
    pass(s, BEAT);
    meanwhile();
  }
}

/** A keeper takes over what may be taken over of each account; the last code that stopped it. */
export function liquidateAll(s: Scenario, ids: readonly bigint[], liquidator: bigint): string {
  let code = 'maintenance_met';
  for (const account of ids) {
    do {
      const { size } = accountIn(s, account);
      const held = size < 0n ? -size : size;
      const half = (held * params.closeFactor + 999_999n) / 1_000_000n;
      const all = tell(s, { kind: 'liquidate', account, liquidator, lots: held });
      code = all === 'lots_above_close_factor'
        ? tell(s, { kind: 'liquidate', account, liquidator, lots: half }) : all;
    } while (code === 'accepted');
  }
  return code;
}

/** Cooldown, a quorum newer than it, and then the reduced mode is over. */
export function reopen(s: Scenario): void {
  pass(s, s.book.venue.params.cooldown + 2n * BEAT);
  must(s, { kind: 'resume' });
}

export function reactivate(s: Scenario): void {
  pass(s, s.book.venue.params.reduceOnlyFor + BEAT);
  must(s, { kind: 'resume' });
}

/** What all accounts hold, and the vault's identity with it. */
export function checkVault(s: Scenario): void {
  const { vault, pool, insurance, fees } = s.book.venue;
  const held = [...s.book.accounts.entries()].reduce((sum, [, a]) => sum + a.collateral, 0n);
  expect(vault).toBe(held + pool + insurance + fees);
}
