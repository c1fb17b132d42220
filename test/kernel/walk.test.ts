// Random walks over an in-memory book of a few accounts: after every accepted event the identities
// of spec/README.md hold on the whole book, and no event, however hostile, makes a transition
// throw.
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Event } from '../../kernel/event.ts';
import { genesis } from '../../kernel/genesis.ts';
import { type Account, empty, type Venue } from '../../kernel/state.ts';
import { apply, createBook, type Book } from '../../runtime/book.ts';
import { hostileEvent } from '../properties/arbitrary.ts';
import { eventFor, type Move, move, PARAMS } from '../properties/moves.ts';
import { kernel, KINDS, START } from './fixture.ts';

type WholeBook = Book<Venue, Account>;
const IDS = [0n, 1n, 2n, 3n];

function eventOn(book: WholeBook, next: Move): Event {
  const accounts = IDS.map((id) => book.accounts.get(id) ?? empty);
  return eventFor({ venue: book.venue, accounts }, next);
}

function sum(book: WholeBook, f: (account: Account) => bigint): bigint {
  return [...book.accounts.entries()].reduce((total, [, account]) => total + f(account), 0n);
}

const positions = ['size', 'cost'] as const;

function checkBook(book: WholeBook): void {
  const { venue } = book;
  const { badDebt, windDown } = venue;
  const owned = sum(book, (a) => a.collateral) + venue.pool + venue.insurance + venue.fees;
  expect(venue.vault).toBe(owned);
  const [size, cost] = positions.map((field) => sum(book, (a) => a[field])) as [bigint, bigint];
  const ending = venue.mode.kind === 'windingDown' || venue.mode.kind === 'wound';
  if (!ending) expect(size).toBe(0n);
  if (venue.mode.kind !== 'wound')
    expect(cost - windDown.mark * size + venue.pool + badDebt.amount - windDown.claims).toBe(0n);
  expect(windDown.claims).toBe(sum(book, (a) => a.claim));
  expect(venue.openInterest).toBe(sum(book, (a) => (a.size > 0n ? a.size : 0n)));
  expect(venue.unsettled).toBe(sum(book, (a) => (a.size === 0n && a.cost === 0n ? 0n : 1n)));
  const kept = [...book.accounts.entries()].flatMap(([, a]) => [a.collateral, a.claim]);
  const amounts = [venue.pool, venue.insurance, venue.fees, badDebt.amount, ...kept];
  expect(amounts.filter((x) => x < 0n)).toEqual([]);
}

function newBook(): WholeBook {
  const out = genesis({ params: PARAMS, price: 10_000n, now: START, height: 100n, hash: 5n });
  if (out.kind === 'rejected') throw new Error(out.code);
  const book = createBook<Venue, Account>(kernel, out.venue);
  for (const account of IDS.slice(1))
    apply(book, { kind: 'deposit', account, amount: 5_000_000n, height: 0n, now: START });
  return book;
}

const seen = new Set<string>();

test.prop([fc.array(move, { minLength: 60, maxLength: 160 })], { numRuns: 300, seed: 2 })(
  'the identities hold after every step of a random walk',
  (moves) => {
    const book = newBook();
    for (const next of moves) {
      const event = eventOn(book, next);
      const before = { venue: book.venue, accounts: [...book.accounts.entries()] };
      const outcome = apply(book, event);
      if (outcome.kind === 'rejected') {
        expect({ venue: book.venue, accounts: [...book.accounts.entries()] }).toEqual(before);
        continue;
      }
      seen.add(event.kind);
      checkBook(book);
    }
  },
);

test('the walks accepted every kind of event', () => {
  expect([...seen].sort()).toEqual([...KINDS].sort());
});

test.prop([fc.array(fc.oneof(hostileEvent, move), { maxLength: 60 })], { numRuns: 300 })(
  'hostile events are accepted or rejected, never thrown, and keep the identities',
  (events) => {
    const book = newBook();
    for (const next of events) {
      apply(book, 'whim' in next ? eventOn(book, next) : next);
      checkBook(book);
    }
  },
);
