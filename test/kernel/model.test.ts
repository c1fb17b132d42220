// The model against the kernel on random walks: the same decisions, the same exact values, and
// amounts that differ by rounding alone. And that it would notice: a kernel that decides otherwise.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Event } from '../../kernel/event.ts';
import { genesis } from '../../kernel/genesis.ts';
import { type Account, empty, type Outcome, type Venue } from '../../kernel/state.ts';
import { modelBook } from '../../spec/model/book.ts';
import { disagreements, model } from '../../spec/model/agreement.ts';
import { hostileEvent } from '../properties/arbitrary.ts';
import { eventFor, type Move, move, PARAMS } from '../properties/moves.ts';
import { call, kernel, KINDS, START } from './fixture.ts';

type Accounts = Map<bigint, Account>;
type Result = Outcome<readonly Account[], string>;
const IDS = [0n, 1n, 2n, 3n];
const RICH = { ...empty, collateral: 5_000_000n };

function idsIn(event: Event): readonly bigint[] {
  const { roles } = kernel.transitions[event.kind];
  return roles.map((role: string) => Reflect.get(event, role) as bigint);
}

function found(): Venue {
  const out = genesis({ params: PARAMS, price: 10_000n, now: START, height: 100n, hash: 5n });
  if (out.kind === 'rejected') throw new Error(out.code);
  return { ...out.venue, vault: 15_000_000n };
}

const seen = new Set<Event['kind']>();

/** The venue after the event; what the model has against it ends the walk. */
function taken(venue: Venue, accounts: Accounts, event: Event): Venue {
  const ids = idsIn(event);
  const outcome: Result = call(venue, ids.map((id) => accounts.get(id) ?? empty), event);
  const told = disagreements(modelBook(venue, accounts), event, outcome, ids);
  if (told.length > 0) expect({ event, told }).toEqual({});
  if (outcome.kind === 'rejected') return venue;
  seen.add(event.kind);
  ids.forEach((id, i) => accounts.set(id, outcome.touched[i] ?? empty));
  return outcome.venue;
}

function walk(moves: readonly (Move | Event)[]): void {
  const accounts: Accounts = new Map(IDS.slice(1).map((id) => [id, RICH]));
  let venue = found();
  for (const next of moves) {
    const book = { venue, accounts: IDS.map((id) => accounts.get(id) ?? empty) };
    venue = taken(venue, accounts, 'whim' in next ? eventFor(book, next) : next);
  }
}

describe('kernel and model agree', () => {
  test.prop([fc.array(move, { minLength: 100, maxLength: 160 })], { numRuns: 300, seed: 2 })(
    'on every step of a random walk', walk);

  test.each([-3n, -2n, -1n, 0n])('on a book that an account called %s joins', (account) => {
    const venue = { ...found(), openInterest: 1n, unsettled: 2n };
    const others = [1n, -1n].map((size) => ({ ...RICH, size, cost: size * 10_000n }));
    const event: Event = { kind: 'deposit', account, amount: 5n, height: 0n, now: START };
    const outcome = call(venue, [empty], event);
    expect(outcome.kind).toBe('accepted');
    expect(model({ venue, touched: [[account, empty]], others, event, outcome })).toEqual([]);
  });

  test('having accepted every kind of event', () => {
    expect(KINDS.filter((kind) => !seen.has(kind))).toEqual([]);
  });

  test.prop([fc.array(fc.oneof(hostileEvent, move), { maxLength: 80 })], { numRuns: 200, seed: 2 })(
    'on hostile events', walk);
});

describe('the model', () => {
  const venue = found();
  const event: Event = { kind: 'withdraw', account: 1n, amount: 7n, now: START };
  const outcome = call(venue, [RICH], event);
  if (outcome.kind === 'rejected') throw new Error(outcome.code);
  const { venue: after, touched: [account = empty] } = outcome;
  const paid = (more: bigint): Result =>
    ({ ...outcome, touched: [{ ...account, collateral: account.collateral + more }] });
  const tell = (said: Result): readonly string[] =>
    model({ venue, touched: [[1n, RICH]], others: [RICH, RICH], event, outcome: said });

  test('has nothing against what the kernel does', () => {
    expect(tell(outcome)).toEqual([]);
  });

  test.each<[string, Result]>([
    ['a withdrawal refused', { kind: 'rejected', code: 'margin_too_low' }],
    ['another code', { kind: 'rejected', code: 'not_open' }],
    ['a unit too much', paid(1n)],
    ['a unit lost', paid(-1n)],
    ['a vault that kept it', { ...outcome, venue: { ...after, vault: venue.vault } }],
    ['another clock', { ...outcome, venue: { ...after, clock: START + 1n } }],
  ])('sees %s', (_what, said) => {
    expect(tell(said)).toHaveLength(1);
  });
});
