// Every invariant, step property and contract on random walks over the real kernel: what the prover
// claims for all books, tried on concrete ones. Also events made to hurt.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { genesis } from '../../kernel/genesis.ts';
import type { Event } from '../../kernel/event.ts';
import { empty } from '../../kernel/state.ts';
import { KINDS } from '../kernel/fixture.ts';
import {
  accountsIn, type Book, changesIn, findBreach, type Step, stepOn, touchedIn, withModules,
} from './adapter.ts';
import { anyInteger, hostileEvent } from './arbitrary.ts';
import { contracts, invariants, steps } from './declared.ts';
import { eventFor, type Move, move, PARAMS } from './moves.ts';

const WALK = 120;
const seen = new Map<string, number>();
const note = (what: string): void => { seen.set(what, (seen.get(what) ?? 0) + 1); };

function start(price: bigint): Book {
  const out = genesis({ params: PARAMS, price, now: 1_000n, height: 100n, hash: 5n });
  if (out.kind === 'rejected') throw new Error(out.code);
  const { venue } = out;
  const rich = { ...empty, collateral: 5_000_000n };
  return { venue: { ...venue, vault: 15_000_000n }, accounts: [rich, rich, rich, empty] };
}

function falseInvariants(book: Book, price: bigint): readonly string[] {
  const accounts = accountsIn(book.accounts);
  return invariants.filter((p) =>
    Reflect.apply(p.holds, undefined, [book.venue, accounts, price]) !== true).map((p) => p.id);
}

function falseSteps(
  step: Step, chosen: readonly boolean[], any: bigint,
): readonly string[] {
  const changes = changesIn(step, chosen);
  const inputs = [step.before.venue, step.after.venue, changes, step.event, any];
  return steps.filter((p) => Reflect.apply(p.holds, undefined,
    withModules(p.holds, 4, inputs)) !== true).map((p) => p.id);
}

function wrong(book: Book, event: Event, chosen: readonly boolean[], price: bigint) {
  const contract = contracts.get(event.kind);
  const touched = touchedIn(book, event);
  const breach = contract === undefined ? [] : findBreach(contract, book.venue, touched, event);
  const step = stepOn(book, event, contract?.actors ?? []);
  if ('code' in step) {
    note(`${event.kind} ${step.code}`);
    return { next: book, faults: breach };
  }
  note(event.kind);
  const faults = [
    ...breach, ...falseSteps(step, chosen, price), ...falseInvariants(step.after, price),
  ];
  return { next: step.after, faults };
}

function walk(moves: readonly Move[], chosen: readonly boolean[], price: bigint): void {
  let book = start(10_000n);
  for (const next of moves) {
    const event = eventFor(book, next);
    const done = wrong(book, event, chosen, price);
    if (done.faults.length > 0) expect({ event, book, faults: done.faults }).toEqual({});
    book = done.next;
  }
}

const choice = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });

describe('a random walk', () => {
  test.prop([fc.array(move, { minLength: WALK, maxLength: WALK }), choice, anyInteger],
    { numRuns: 400, seed: 2 })('keeps every invariant, step property and contract', walk);

  test('has accepted every transition', () => {
    expect(KINDS.filter((kind) => (seen.get(kind) ?? 0) < 5)).toEqual([]);
  });
});

describe('a hostile event', () => {
  const moves = fc.array(move, { minLength: 40, maxLength: 40 });
  test.prop([moves, fc.array(hostileEvent), choice, anyInteger],
    { numRuns: 200, seed: 2 })('gets what the contract says', (first, events, who, price) => {
    const settled = first.reduce((book, next) =>
      wrong(book, eventFor(book, next), who, price).next, start(10_000n));
    events.reduce((book, event) => {
      const done = wrong(book, event, who, price);
      if (done.faults.length > 0) expect({ event, book, faults: done.faults }).toEqual({});
      return done.next;
    }, settled);
  });
});
