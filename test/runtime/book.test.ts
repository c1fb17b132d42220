// The book over a kernel of its own, since it must know none: loading, storing, counting, refusing.
import { expect, test } from 'vitest';
import { apply, createBook } from '../../runtime/book.ts';

type Purse = { readonly balance: bigint };
type Move = {
  readonly kind: 'move';
  readonly from: bigint;
  readonly to: bigint;
  readonly n: bigint;
};
type Mint = { readonly kind: 'mint'; readonly who: bigint; readonly n: bigint };
type Tick = { readonly kind: 'tick' };
type Outcome<T extends readonly Purse[]> =
  | { readonly kind: 'accepted'; readonly venue: bigint; readonly touched: T }
  | { readonly kind: 'rejected'; readonly code: string };

const kernel = {
  empty: { balance: 0n },
  transitions: {
    mint: {
      roles: ['who'],
      transition: (venue: bigint, who: Purse, { n }: Mint): Outcome<readonly [Purse]> => ({
        kind: 'accepted',
        venue: venue + n,
        touched: [{ balance: who.balance + n }],
      }),
    },
    move: {
      roles: ['from', 'to'],
      transition: (
        venue: bigint,
        from: Purse,
        to: Purse,
        { n }: Move,
      ): Outcome<readonly [Purse, Purse]> =>
        from.balance < n
          ? { kind: 'rejected', code: 'balance_too_low' }
          : {
              kind: 'accepted',
              venue,
              touched: [{ balance: from.balance - n }, { balance: to.balance + n }],
            },
    },
    tick: {
      roles: [],
      transition: (venue: bigint, _event: Tick): Outcome<readonly []> => ({
        kind: 'accepted',
        venue,
        touched: [],
      }),
    },
    short: {
      roles: ['who'],
      transition: (venue: bigint, _who: Purse, _event: Tick): Outcome<readonly []> => ({
        kind: 'accepted',
        venue,
        touched: [],
      }),
    },
  },
};

test('an account that was never touched is empty; one that becomes empty is forgotten', () => {
  const book = createBook<bigint, Purse>(kernel, 0n);
  apply(book, { kind: 'mint', who: 1n, n: 5n });
  apply(book, { kind: 'move', from: 1n, to: 2n ** 200n, n: 2n });
  expect([...book.accounts.entries()]).toEqual([
    [1n, { balance: 3n }],
    [2n ** 200n, { balance: 2n }],
  ]);
  apply(book, { kind: 'move', from: 1n, to: 2n ** 200n, n: 3n });
  expect([...book.accounts.entries()]).toEqual([[2n ** 200n, { balance: 5n }]]);
  expect(book.venue).toBe(5n);
});

test('accepted and rejected events are counted, and a rejection stores nothing', () => {
  const book = createBook<bigint, Purse>(kernel, 0n);
  const outcome = apply(book, { kind: 'move', from: 1n, to: 2n, n: 1n });
  expect(outcome).toEqual({ kind: 'rejected', code: 'balance_too_low' });
  apply(book, { kind: 'tick' });
  expect([book.applied, book.rejected, book.accounts.size]).toEqual([1, 1, 0]);
});

test.each([
  ['an unknown kind', { kind: 'burn' }, "the kernel has no transition 'burn'"],
  ['a kind of Object.prototype', { kind: 'toString' }, "the kernel has no transition 'toString'"],
  ['a missing role', { kind: 'mint', n: 1n }, "has no account id in its field 'who'"],
  [
    'a role that is no bigint',
    { kind: 'mint', who: 1, n: 1n },
    "has no account id in its field 'who'",
  ],
])("%s is the host's fault and changes nothing", (_name, event, message) => {
  const book = createBook<bigint, Purse>(kernel, 0n);
  expect(() => apply(book, event)).toThrow(message);
  expect([book.applied, book.rejected, book.accounts.size]).toEqual([0, 0, 0]);
});

test('a kernel that returns too few accounts is refused before anything is stored', () => {
  const book = createBook<bigint, Purse>(kernel, 0n);
  expect(() => apply(book, { kind: 'short', who: 1n })).toThrow('returned 0 accounts for 1 roles');
  expect([book.applied, book.accounts.size]).toEqual([0, 0]);
});
