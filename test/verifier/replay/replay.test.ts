// Replay on a ledger with a fault of every kind: each situation is run by the real functions, and
// what is reported is what the code did. A situation that shows nothing is not a counterexample.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readProject } from '../../../verifier/read/project.ts';
import { Disagreement } from '../../../verifier/replay/book.ts';
import { loadKernel } from '../../../verifier/replay/kernel.ts';
import type { Kernel } from '../../../verifier/replay/kernel.ts';
import { assumableInvariants, replay } from '../../../verifier/replay/replay.ts';
import { GENESIS } from '../../../verifier/replay/situation.ts';
import type { Situation } from '../../../verifier/replay/situation.ts';
import type { Counterexample, Value } from '../../../verifier/verdict.ts';

const CONFIG = fileURLToPath(new URL('leaky/plimsoll.config.ts', import.meta.url));

/** The line of a file of the leaky ledger that holds a text, moved by some lines. */
const lineWith = (text: string, moved = 0, file = 'kernel.ts'): number =>
  readFileSync(new URL(`leaky/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text))
  + 1
  + moved;

const basic = (balance: bigint): Value => ({ balance, tier: 'basic' });
const gold = (balance: bigint): Value => ({ balance, tier: 'gold' });
const venue = (vault: bigint, fees = 0n, moves = 0n): Value => ({ vault, fees, moves });

const quiet = { venue: {}, touched: [], event: {}, others: [], any: [], chosen: [] };
const moved: Omit<Situation, 'property'> = {
  ...quiet,
  transition: 'transfer',
  venue: venue(65n),
  touched: [basic(50n), basic(10n)],
  others: [gold(5n)],
  event: { kind: 'transfer', from: 1n, to: 2n, amount: 20n },
  chosen: [false, true],
};
const deposited = (
  vault: bigint,
  balance: bigint,
  amount: bigint,
): Omit<Situation, 'property'> => ({
  ...quiet,
  transition: 'deposit',
  venue: venue(vault),
  touched: [basic(balance)],
  chosen: [false],
  event: { kind: 'deposit', account: 1n, amount },
});
const shared = (balance: bigint, parts: bigint): Omit<Situation, 'property'> => ({
  ...quiet,
  transition: 'share',
  venue: venue(balance),
  touched: [basic(balance)],
  chosen: [false],
  event: { kind: 'share', account: 1n, parts },
});

const project = readProject(CONFIG);
const kernel = await loadKernel(project);

const run = (
  property: string,
  situation: Omit<Situation, 'property'>,
  assumed?: readonly string[],
) => replay(project, kernel, { ...situation, property }, assumed ?? assumableInvariants(project));

function violation(
  property: string,
  situation: Omit<Situation, 'property'>,
  assumed?: readonly string[],
): Counterexample {
  const replayed = run(property, situation, assumed);
  if (replayed.kind === 'violated') return replayed.counterexample;
  throw new Error(replayed.reason);
}

describe('a violated property is shown with the values that violate it', () => {
  test('an invariant: the conjunct that fails, its terms, the fields that matter', () => {
    const found = violation('INV-01', moved);
    expect(found.claim).toBe('v.vault === accounts.sum((a) => a.balance) + v.fees');
    expect(found.at).toMatchObject({
      file: 'properties.ts',
      line: lineWith('v.vault === accounts.sum', 0, 'properties.ts'),
    });
    expect(found.values).toEqual([
      ['v.vault', 65n],
      ['accounts.sum((a) => a.balance) + v.fees', 66n],
      ['accounts.sum((a) => a.balance)', 65n],
      ['v.fees', 1n],
    ]);
    expect(found.relevant).toEqual([
      'venue.fees',
      'venue.vault',
      'from.balance',
      'to.balance',
      'venue.moves',
    ]);
    expect(found.step).toEqual({
      transition: 'transfer',
      outcome: 'accepted',
      event: moved.event,
      venue: moved.venue,
      venueAfter: venue(65n, 1n, 1n),
      touched: { from: basic(50n), to: basic(10n) },
      touchedAfter: { from: basic(30n), to: basic(30n) },
    });
    expect(found.others).toEqual([gold(5n)]);
    expect(found.path).toMatchObject([
      {
        file: 'kernel.ts',
        line: lineWith('venue: { ...venue, fees: venue.fees + fee', -2),
      },
    ]);
  });

  test('an invariant over every account: the account that breaks it', () => {
    const found = violation('INV-02', shared(10n, -2n));
    expect(found).toMatchObject({ claim: 'a.balance >= 0n', values: [['a.balance', -5n]] });
    expect(found.relevant[0]).toBe('account.balance');
  });

  test('an invariant with an arbitrary value: that value is an input', () => {
    const found = violation('INV-03', { ...moved, venue: venue(0n), any: [10n] }, ['INV-02']);
    expect(found.inputs).toEqual({ claim: 10n });
    expect(found.claim).toBe('a.balance < claim || v.vault >= claim');
  });

  test('a step: who acts comes from the contract, and nobody acts without one', () => {
    const found = violation('STEP-01', shared(10n, 2n));
    expect(found.claim).toBe('acts || now.balance >= was.balance');
    expect(found.values).toEqual(
      expect.arrayContaining([
        ['acts', false],
        ['now.balance', 5n],
        ['was.balance', 10n],
      ]),
    );
    expect(run('STEP-01', { ...moved, others: [], venue: venue(60n) }).kind).toBe('not replayed');
  });

  test('a step over an arbitrary set of accounts: the set is an input', () => {
    const found = violation('STEP-02', moved);
    expect(found.inputs).toEqual({ 'from is in the set': false, 'to is in the set': true });
    expect(found.values[0]?.[1]).toBe(20n);
    expect(run('STEP-02', { ...moved, chosen: [true, true] }).kind).toBe('not replayed');
  });

  test('the base case: what genesis made of its parameters', () => {
    const found = violation('INV-01', { ...quiet, transition: GENESIS, event: { fees: 5n } });
    expect(found.step).toMatchObject({
      transition: 'genesis',
      venueAfter: venue(0n, 5n),
      outcome: 'accepted',
    });
    expect(found.values[0]).toEqual(['v.vault', 0n]);
  });

  test('a theorem and a lemma: the inputs, and no step', () => {
    const found = violation('THM-01', { ...quiet, transition: null, any: [gold(1n)] });
    expect(found).toMatchObject({
      claim: "a.tier === 'basic'",
      step: null,
      inputs: { a: gold(1n) },
    });
    const lemma = violation('LEM-01', { ...quiet, transition: null, any: [-1n, 3n] });
    expect(lemma.values.slice(0, 2)).toEqual([
      ['x / 2n * y', 0n],
      ['x * y / 2n', -1n],
    ]);
    expect(run('LEM-01', { ...quiet, transition: null, any: [-1n, -3n] }).kind).toBe(
      'not replayed',
    );
  });
});

describe('a contract', () => {
  test('rejected without cause', () => {
    const spent = { ...moved, venue: venue(21n), others: [], touched: [basic(21n), basic(0n)] };
    const found = violation('CON-transfer', spent);
    expect(found.claim).toBe('rejected with balance_too_low only where: from.balance < e.amount');
    expect(found.values).toEqual([
      ['from.balance', 21n],
      ['e.amount', 20n],
    ]);
    expect(found.step).toMatchObject({ outcome: 'balance_too_low', venueAfter: venue(21n) });
    expect(found.relevant).toEqual(['from.balance', 'event.amount']);
  });

  test('a field changed outside the frame', () => {
    expect(violation('CON-transfer', moved)).toMatchObject({
      claim: 'venue.moves is not among the changes, so it stays as it was',
      values: [
        ['before', 0n],
        ['after', 1n],
      ],
    });
  });

  test('accepted where a guard is violated', () => {
    const one = { ...moved, event: { kind: 'transfer', from: 1n, to: 2n, amount: 1n } };
    const found = violation('CON-transfer', one);
    expect(found).toMatchObject({
      claim: 'rejected with amount_not_positive where: e.amount < 2n',
    });
    expect(found.values).toEqual([['e.amount', 1n]]);
  });

  test('what its ensures says of the book after', () => {
    const free = { ...moved, touched: [gold(50n), basic(10n)] };
    const found = violation('CON-transfer', free);
    expect(found).toMatchObject({
      claim: 'v2.fees > v.fees',
      values: [
        ['v2.fees', 0n],
        ['v.fees', 0n],
      ],
    });
    expect(found.relevant[0]).toBe('venue.fees');
  });
});

describe('what every transition owes', () => {
  test('one account given twice', () => {
    const twice = {
      ...moved,
      venue: venue(50n),
      others: [],
      touched: [gold(50n), gold(50n)],
      event: { kind: 'transfer', from: 7n, to: 7n, amount: 20n },
    };
    expect(violation('ALIASING', twice).claim).toBe('event.from === event.to is rejected');
  });

  test('a division by zero, whatever was asked', () => {
    const found = violation('DEFINED', shared(10n, 0n));
    expect(found).toMatchObject({
      claim: 'no division by zero',
      at: { file: 'kernel.ts', line: lineWith('account.balance / event.parts') },
    });
    expect(found.step?.outcome).toBe('division by zero');
  });

  test('a stored value and an intermediate out of range', () => {
    expect(violation('STORED', deposited(600n, 600n, 600n)).values).toEqual([
      ['value', 1200n],
      ['limit', 1000n],
    ]);
    expect(violation('INTERMEDIATE', deposited(600n, 600n, 901n))).toMatchObject({
      values: [
        ['value', 1501n],
        ['limit', 1500n],
      ],
      at: { file: 'kernel.ts', line: lineWith('vault: venue.vault + event.amount') },
    });
    expect(run('INTERMEDIATE', deposited(600n, 600n, 900n)).kind).toBe('not replayed');
  });
});

describe('nothing is shown by', () => {
  const reasons: readonly (readonly [string, () => ReturnType<typeof run>, RegExp])[] = [
    [
      'a book that breaks an assumption',
      () => run('INV-01', { ...moved, venue: venue(64n) }),
      /does not satisfy INV-01/,
    ],
    [
      'one account in two states',
      () => run('INV-01', { ...moved, event: { kind: 'transfer', from: 1n, to: 1n, amount: 5n } }),
      /one account in two states/,
    ],
    ['an unknown property', () => run('INV-99', moved), /no property has the id INV-99/],
    [
      'an unknown transition',
      () => run('INV-01', { ...moved, transition: 'pay' }),
      /no transition pay/,
    ],
    ['a step of which it holds', () => run('INV-01', deposited(5n, 5n, 1n)), /the property holds/],
    ['a rejected step', () => run('INV-01', deposited(5n, 5n, 0n)), /the property holds/],
  ];
  test.each(reasons)('%s', (_name, replayed, reason) => {
    expect(replayed()).toMatchObject({
      kind: 'not replayed',
      reason: expect.stringMatching(reason) as unknown,
    });
  });
});

describe('the code and the evaluator must agree', () => {
  const other = (real: (...values: readonly unknown[]) => unknown): Kernel => ({
    ...kernel,
    transitions: new Map([...kernel.transitions, ['transfer', real]]),
  });

  test('another result is a disagreement, which is no verdict', () => {
    const rejecting = other(() => ({ kind: 'rejected', code: 'balance_too_low' }));
    expect(() => replay(project, rejecting, { ...moved, property: 'INV-01' }, [])).toThrow(
      Disagreement,
    );
  });
  test('so is an exception', () => {
    const throwing = other(() => {
      throw new TypeError('broken');
    });
    expect(() => replay(project, throwing, { ...moved, property: 'INV-01' }, [])).toThrow(
      /TypeError: broken/,
    );
  });
  test('so is a property that says otherwise', () => {
    const real = { kind: 'invariant', holds: () => true };
    const lying: Kernel = {
      ...kernel,
      properties: new Map([...kernel.properties, ['INV-01', real]]),
    };
    expect(() => replay(project, lying, { ...moved, property: 'INV-01' }, [])).toThrow(
      /the code gives true/,
    );
  });
});
