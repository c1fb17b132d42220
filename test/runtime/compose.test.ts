// A book of composed transitions: the book hands on what it always did, and the modules are there.
import { expect, test } from 'vitest';
import { openAllowance, prudentAllowance } from '../../examples/tariff/kernel/allowances.ts';
import { proportionalFee, tieredFee } from '../../examples/tariff/kernel/fees.ts';
import {
  type Account, deposit, empty, genesis, type Modules, transfer, type Venue,
} from '../../examples/tariff/kernel/tariff.ts';
import { apply, createBook } from '../../runtime/book.ts';
import { compose } from '../../runtime/compose.ts';

const PLAIN: Modules = { fee: proportionalFee, allowance: openAllowance };
const PRUDENT: Modules = { fee: tieredFee, allowance: prudentAllowance };

function open(modules: Modules) {
  const made = genesis({ rate: 10_000n });
  if (made.kind === 'rejected') throw new Error(made.code);
  return createBook<Venue, Account>({
    empty,
    transitions: {
      deposit: { roles: ['account'], transition: deposit },
      transfer: { roles: ['from', 'to'], transition: compose(modules, transfer) },
    },
  }, made.venue);
}

const fill = { kind: 'deposit', account: 1n, amount: 9_000_000n } as const;
const send = {
  kind: 'transfer', from: 1n, to: 2n, amount: 4_000_000n, speed: 'fast',
} as const;

test('a transfer costs what the composed module says', () => {
  for (const [modules, cost] of [[PLAIN, 40_000n], [PRUDENT, 44_000n]] as const) {
    const book = open(modules);
    apply(book, fill);
    expect(apply(book, send).kind).toBe('accepted');
    expect(book.venue.fees).toBe(cost);
    expect(book.accounts.get(2n)).toEqual({ balance: 4_000_000n });
  }
});

test('and is allowed where it says so', () => {
  const large = { ...send, amount: 5_000_000n };
  const codes = [PLAIN, PRUDENT].map((modules) => {
    const book = open(modules);
    apply(book, fill);
    const outcome = apply(book, large);
    return outcome.kind === 'rejected' ? outcome.code : 'accepted';
  });
  expect(codes).toEqual(['accepted', 'not_allowed']);
});
