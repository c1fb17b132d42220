// Random walks over a book of a few accounts: after every accepted event the identities of
// spec/README.md hold on the whole book, and no event, however hostile, makes a transition throw.
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Account, Event, FeedName, Venue } from '../../kernel/state.ts';
import { apply, createBook, type Book } from '../../runtime/book.ts';
import { founded, kernel, START } from './fixture.ts';

const IDS = 4n;
const names: readonly FeedName[] = ['first', 'second', 'third', 'fourth', 'fifth'];

/** What happens, without times and prices: those follow the book's own clock and index. */
type Move = {
  readonly kind: Event['kind'];
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly drift: bigint;
  readonly wait: bigint;
};

const id = fc.bigInt({ min: 0n, max: IDS - 1n });
const kinds = Object.keys(kernel.transitions) as Event['kind'][];
const often: readonly Event['kind'][] = [
  'trade',
  'trade',
  'trade',
  'liquidate',
  'settle',
  'settle',
  'report',
  'resolve',
  'resolve',
  'cover',
];
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...kinds, ...often),
  a: id,
  b: id,
  n: fc.bigInt({ min: 1n, max: 60n }),
  drift: fc.bigInt({ min: -9n, max: 9n }),
  wait: fc.bigInt({ min: 0n, max: 3n }),
});

function eventFor({ venue, accounts }: Book<Venue, Account>, move: Move): Event {
  const { kind, a, b, n, drift } = move;
  const now = venue.clock + move.wait;
  const price = venue.index.price + (venue.index.price * drift) / 200n;
  const { height, hash } = venue.chain;
  switch (kind) {
    case 'deposit':
      return { kind, account: a, amount: n * 100n, height: height - 12n, now };
    case 'withdraw':
      return { kind, account: a, amount: n * 20n, now };
    case 'fundInsurance':
      return { kind, amount: n, now };
    case 'trade':
      return { kind, buyer: a, seller: b, lots: (n % 12n) + 1n, price, now };
    case 'settle':
      return { kind, account: a, by: n % 3n === 0n ? b : a, now };
    case 'liquidate': {
      const size = accounts.get(a)?.size ?? 0n;
      const all = size < 0n ? -size : size;
      return { kind, account: a, liquidator: b, lots: n % 2n === 0n ? all : (all + 1n) / 2n, now };
    }
    case 'resolve':
      return { kind, account: a, now };
    case 'cover':
      return { kind, now };
    case 'report':
      return {
        kind,
        feed: names[Number(n % 5n)] as FeedName,
        price: price + drift * 25n,
        time: now,
        now,
      };
    case 'heartbeat':
      return { kind, height: height + 1n, hash: hash + 1n, parent: hash, time: now, now };
  }
}

function sum(book: Book<Venue, Account>, f: (account: Account) => bigint): bigint {
  return [...book.accounts.entries()].reduce((total, [, account]) => total + f(account), 0n);
}

function checkBook(book: Book<Venue, Account>): void {
  const { venue } = book;
  const owned = sum(book, (a) => a.collateral) + venue.pool + venue.insurance + venue.fees;
  expect(venue.vault).toBe(owned);
  expect(sum(book, (a) => a.size)).toBe(0n);
  expect(sum(book, (a) => a.cost) + venue.pool + venue.badDebt.amount).toBe(0n);
  expect(venue.openInterest).toBe(sum(book, (a) => (a.size > 0n ? a.size : 0n)));
  expect(venue.unsettled).toBe(sum(book, (a) => (a.size === 0n && a.cost === 0n ? 0n : 1n)));
  const amounts = [venue.pool, venue.insurance, venue.fees, venue.badDebt.amount];
  expect(
    [...amounts, ...[...book.accounts.entries()].map(([, a]) => a.collateral)].every(
      (x) => x >= 0n,
    ),
  ).toBe(true);
}

function newBook(): Book<Venue, Account> {
  const loose = {
    feedWeights: [1n, 0n, 0n, 0n, 0n],
    quorum: 1n,
    maxIndexAge: 1_000n,
    maxChainGap: 1_000n,
  } as const;
  const book = createBook<Venue, Account>(kernel, founded({ ...loose, minNotional: 0n }));
  for (let account = 0n; account < IDS; account += 1n)
    apply(book, { kind: 'deposit', account, amount: 3_000n, height: 0n, now: START });
  return book;
}

const seen = new Map<string, number>();

test.prop([fc.array(move, { minLength: 60, maxLength: 160 })], { numRuns: 250, seed: 2 })(
  'the identities hold after every step of a random walk',
  (moves) => {
    const book = newBook();
    for (const one of moves) {
      const event = eventFor(book, one);
      const before = { venue: book.venue, accounts: [...book.accounts.entries()] };
      const outcome = apply(book, event);
      if (outcome.kind === 'rejected') {
        expect({ venue: book.venue, accounts: [...book.accounts.entries()] }).toEqual(before);
        continue;
      }
      seen.set(event.kind, (seen.get(event.kind) ?? 0) + 1);
      checkBook(book);
    }
  },
);

test('the walks accepted every kind of event', () => {
  expect([...seen.keys()].sort()).toEqual([...kinds].sort());
});

const hostile = fc.oneof(
  fc.bigInt(),
  fc.bigInt({ min: -2n, max: 2n }),
  fc.constantFrom(2n ** 40n, 2n ** 96n, -(2n ** 96n), 2n ** 300n, -(2n ** 300n)),
  fc.bigInt({ min: START - 2n, max: START + 200n }),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant('deposit'),
    account: id,
    amount: hostile,
    height: hostile,
    now: hostile,
  }),
  fc.record({ kind: fc.constant('withdraw'), account: id, amount: hostile, now: hostile }),
  fc.record({ kind: fc.constant('fundInsurance'), amount: hostile, now: hostile }),
  fc.record({
    kind: fc.constant('trade'),
    buyer: id,
    seller: hostile,
    lots: hostile,
    price: hostile,
    now: hostile,
  }),
  fc.record({ kind: fc.constant('settle'), account: id, by: hostile, now: hostile }),
  fc.record({
    kind: fc.constant('liquidate'),
    account: id,
    liquidator: hostile,
    lots: hostile,
    now: hostile,
  }),
  fc.record({ kind: fc.constant('resolve'), account: hostile, now: hostile }),
  fc.record({ kind: fc.constant('cover'), now: hostile }),
  fc.record({
    kind: fc.constant('report'),
    feed: fc.constantFrom(...names),
    price: hostile,
    time: hostile,
    now: hostile,
  }),
  fc.record({
    kind: fc.constant('heartbeat'),
    height: hostile,
    hash: hostile,
    parent: hostile,
    time: hostile,
    now: hostile,
  }),
) as fc.Arbitrary<Event>;

test.prop([fc.array(fc.oneof(event, move), { maxLength: 60 })], { numRuns: 300 })(
  'hostile events are accepted or rejected, never thrown, and keep the identities',
  (events) => {
    const book = newBook();
    for (const one of events) {
      apply(book, 'drift' in one ? eventFor(book, one) : one);
      checkBook(book);
    }
  },
);
