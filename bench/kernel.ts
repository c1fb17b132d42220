// Accepted steps per second of each transition through the pure function, of trades through the
// in-memory book at a million accounts, and the memory of one account. Prints figures; it asserts
// only that what it counts was accepted.
import type { Trade } from '../kernel/event.ts';
import { type Account, empty, type Venue } from '../kernel/state.ts';
import { apply, createBook } from '../runtime/book.ts';
import { founded, kernel, KINDS, START } from '../test/kernel/fixture.ts';
import { SITUATIONS } from './situations.ts';

const ACCOUNTS = 1_000_000;
const TRADES = 400_000;
const ROUNDS = 5;
const STEPS = 50_000;
const COLLATERAL = 1_000_000_000n;

/** The same events for both: every account in turn buys and sells, so that sizes stay bounded. */
function events(count: number): Trade[] {
  let seed = 1;
  const next = (bound: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * bound);
  };
  return Array.from({ length: count }, () => {
    const buyer = next(ACCOUNTS);
    const seller = (buyer + 1 + next(ACCOUNTS - 1)) % ACCOUNTS;
    return {
      kind: 'trade',
      buyer: BigInt(buyer),
      seller: BigInt(seller),
      lots: BigInt(1 + next(100)),
      price: BigInt(980 + next(41)),
      now: START,
    };
  });
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1_000;
}

function requireAccepted(kind: string): void {
  if (kind !== 'accepted') throw new Error('the benchmark counts accepted trades only');
}

const filled = kernel.transitions.trade.transition;

/** Two accounts step through all the trades, each side by turns, as a book of two would. */
function pure(venue: Venue, list: readonly Trade[]): void {
  let state = venue;
  let a: Account = { ...empty, collateral: COLLATERAL };
  let b: Account = a;
  let buys = true;
  for (const event of list) {
    const outcome = buys ? filled(state, a, b, event) : filled(state, b, a, event);
    requireAccepted(outcome.kind);
    if (outcome.kind === 'rejected') return;
    const [bought, sold] = outcome.touched;
    state = outcome.venue;
    a = buys ? bought : sold;
    b = buys ? sold : bought;
    buys = !buys;
  }
}

function best(work: () => void): number {
  let least = Infinity;
  for (let i = 0; i < ROUNDS; i += 1) least = Math.min(least, seconds(work));
  return least;
}

/** Of the heap and of typed arrays; exact only under `--expose-gc`. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function filledBook(): {
  readonly book: ReturnType<typeof createBook<Venue, Account>>;
  readonly bytes: number;
} {
  const before = memory();
  const book = createBook<Venue, Account>(kernel, founded());
  for (let id = 0n; id < BigInt(ACCOUNTS); id += 1n)
    requireAccepted(
      apply(book, { kind: 'deposit', account: id, amount: COLLATERAL, height: 0n, now: START })
        .kind,
    );
  return { book, bytes: memory() - before };
}

type Step = (venue: Venue, ...rest: readonly unknown[]) => { readonly kind: string };

/** The same step again and again: the function is pure, so that only its own work is measured. */
function repeat(kind: (typeof KINDS)[number]): void {
  const { venue, accounts, event } = SITUATIONS[kind];
  const step = kernel.transitions[kind].transition as unknown as Step;
  const [first, second] = accounts;
  for (let i = 0; i < STEPS; i += 1) {
    const outcome = first === undefined ? step(venue, event)
      : second === undefined ? step(venue, first, event) : step(venue, first, second, event);
    requireAccepted(outcome.kind);
  }
}

function perSecond(count: number, time: number): string {
  return Math.round(count / time).toLocaleString('en').padStart(10);
}

function printEach(): void {
  console.log('kernel: accepted steps per second, pure, of');
  for (const kind of KINDS)
    console.log(`kernel:   ${kind.padEnd(14)} ${perSecond(STEPS, best(() => repeat(kind)))}`);
}

function main(): void {
  const list = events(TRADES);
  const pureTime = best(() => pure(founded(), list));
  const { book, bytes } = filledBook();
  const bookTime = best(() => list.forEach((event) => requireAccepted(apply(book, event).kind)));
  const rate = (time: number): string => perSecond(TRADES, time);
  console.log(`kernel: trades per second, pure, one after another ${rate(pureTime)}`);
  console.log(`kernel: trades through the book, 1,000,000 accounts ${rate(bookTime)}`);
  console.log(
    `kernel: book ÷ pure time                         ${(bookTime / pureTime).toFixed(2)}`,
  );
  console.log(`kernel: bytes per account                        ${Math.round(bytes / ACCOUNTS)}`);
  printEach();
}

main();
