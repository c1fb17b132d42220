// Trades per second through the pure function and through the in-memory book at a million accounts,
// and the memory of one account. Prints figures; asserts nothing.
import { empty, type Account, type Trade, type Venue } from '../kernel/state.ts';
import { trade } from '../kernel/trade.ts';
import { apply, createBook } from '../runtime/book.ts';
import { founded, kernel, START } from '../test/kernel/fixture.ts';

const ACCOUNTS = 1_000_000;
const TRADES = 400_000;
const ROUNDS = 5;
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

/** Two accounts step through all the trades, each side by turns, as a book of two would. */
function pure(venue: Venue, list: readonly Trade[]): void {
  let state = venue;
  let a: Account = { ...empty, collateral: COLLATERAL };
  let b: Account = a;
  let buys = true;
  for (const event of list) {
    const outcome = buys ? trade(state, a, b, event) : trade(state, b, a, event);
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

function main(): void {
  const list = events(TRADES);
  const pureTime = best(() => pure(founded(), list));
  const { book, bytes } = filledBook();
  const bookTime = best(() => list.forEach((event) => requireAccepted(apply(book, event).kind)));
  const rate = (time: number): string => Math.round(TRADES / time).toLocaleString('en');
  console.log(`kernel: accepted trades per second, pure         ${rate(pureTime)}`);
  console.log(`kernel: through the book at 1,000,000 accounts   ${rate(bookTime)}`);
  console.log(
    `kernel: book ÷ pure time                         ${(bookTime / pureTime).toFixed(2)}`,
  );
  console.log(`kernel: bytes per account                        ${Math.round(bytes / ACCOUNTS)}`);
}

main();
