// What the concrete evaluator says of each construct, on values worked out by hand. That it agrees
// with Node on random programs is the semantics test; here are the rules one by one, and the
// ghosts.

import { describe, expect, test } from 'vitest';
import { applyLambda, callFunction, Undefined } from '../../../verifier/evaluate/evaluate.ts';
import { TreeFault } from '../../../verifier/evaluate/scope.ts';
import { readSource } from '../../../verifier/read/snippet.ts';
import type { Expression, Lambda, Position, Program } from '../../../verifier/read/tree.ts';
import type { Value } from '../../../verifier/verdict.ts';

const FILE = 'kernel.ts';
const read = (text: string, ...roots: readonly string[]): Program => readSource(FILE, text, roots);
const call = (text: string, name: string, ...values: readonly Value[]): Value =>
  callFunction(read(text, name), `${FILE}#${name}`, values);

describe("arithmetic is JavaScript's", () => {
  const text = `
    export function quotient(n: bigint, d: bigint): bigint { return n / d; }
    export function remainder(n: bigint, d: bigint): bigint { return n % d; }
    export const guarded = (n: bigint, d: bigint): boolean => d !== 0n && n / d > 0n;
    export const either = (n: bigint, d: bigint): boolean => d === 0n || n / d > 0n;
  `;
  test.each([
    [7n, 2n, 3n, 1n],
    [-7n, 2n, -3n, -1n],
    [7n, -2n, -3n, 1n],
    [-7n, -2n, 3n, -1n],
    [-1n, 2n, 0n, -1n],
    [6n, 3n, 2n, 0n],
    [-6n, 3n, -2n, 0n],
    [0n, -5n, 0n, 0n],
  ])('%i / %i truncates to %i, and the remainder %i has the sign of the dividend', (n, d, q, r) => {
    expect(call(text, 'quotient', n, d)).toBe(q);
    expect(call(text, 'remainder', n, d)).toBe(r);
    expect(q * d + r).toBe(n);
  });

  test('a division by zero has no value, and says where', () => {
    for (const name of ['quotient', 'remainder']) {
      expect(() => call(text, name, 1n, 0n)).toThrow(Undefined);
    }
    expect(() => call(text, 'quotient', 1n, 0n)).toThrow(/kernel\.ts:2:\d+ division by zero/);
  });

  test('the right operand is not reached where the left decides', () => {
    expect(call(text, 'guarded', 1n, 0n)).toBe(false);
    expect(call(text, 'either', 1n, 0n)).toBe(true);
    expect(call(text, 'guarded', 4n, 2n)).toBe(true);
  });
});

describe('control', () => {
  test('folds stop where JavaScript stops', () => {
    const text = `
      export const all = (t: readonly [bigint, bigint]): boolean => t.every((x) => 6n / x > 1n);
      export const any = (t: readonly [bigint, bigint]): boolean => t.some((x) => 6n / x > 1n);
      export const difference = (t: readonly [bigint, bigint, bigint]): bigint =>
        t.reduce((soFar, x) => soFar - x, 10n);
    `;
    expect(call(text, 'all', [6n, 0n])).toBe(false);
    expect(call(text, 'any', [1n, 0n])).toBe(true);
    expect(() => call(text, 'all', [1n, 0n])).toThrow(Undefined);
    expect(() => call(text, 'any', [6n, 0n])).toThrow(Undefined);
    expect(call(text, 'difference', [1n, 2n, 3n])).toBe(4n);
  });

  test('a loop assigns the variable around it, and each round has locals of its own', () => {
    const text = `
      export function weigh(t: readonly [bigint, bigint, bigint]): bigint {
        let total = 0n;
        for (const x of t) {
          const twice = x * 2n;
          if (twice > 2n) total = total + twice;
        }
        return total;
      }
    `;
    expect(call(text, 'weigh', [1n, 2n, 3n])).toBe(10n);
  });

  test('a switch takes the one arm, a narrowed record its own fields', () => {
    const text = `
      type Shape = { readonly kind: 'square'; readonly side: bigint }
        | { readonly kind: 'box'; readonly a: bigint; readonly b: bigint }
        | { readonly kind: 'point' };
      export function area(s: Shape): bigint {
        switch (s.kind) {
          case 'square': return s.side * s.side;
          case 'box': return s.a * s.b;
          default: return 0n;
        }
      }
    `;
    expect(call(text, 'area', { kind: 'square', side: 3n })).toBe(9n);
    expect(call(text, 'area', { kind: 'box', a: 2n, b: 5n })).toBe(10n);
    expect(call(text, 'area', { kind: 'point' })).toBe(0n);
  });

  test('a spread copies, later fields win, and the original is untouched', () => {
    const text = `
      type Pair = { readonly a: bigint; readonly b: bigint };
      export const raised = (p: Pair): Pair => ({ ...p, b: p.b + 1n });
    `;
    const given = Object.freeze({ a: 1n, b: 2n });
    expect(call(text, 'raised', given)).toEqual({ a: 1n, b: 3n });
  });
});

describe('ghost collections', () => {
  const { properties, ...program } = readSource(
    'laws.ts',
    `
    import { invariant, step, type Accounts, type Changes } from 'plimsoll';
    type Venue = { readonly vault: bigint; readonly least: bigint };
    type Account = { readonly balance: bigint };
    type Event = { readonly account: bigint };
    export const solvent = invariant('INV-01', 'Solvent.',
      (v: Venue, accounts: Accounts<Account>) =>
      v.vault === accounts.sum((a) => a.balance) && accounts.every((a) => a.balance >= v.least));
    export const kept = step('STEP-01', 'Kept.',
      (_b: Venue, _a: Venue, accounts: Changes<Account>, _e: Event) =>
      accounts.change((a, chosen) => (chosen ? a.balance : 0n)) <= 0n
      && accounts.every((was, now, acts) => acts || was.balance === now.balance));
  `,
    [],
  );
  const law = (id: string): Lambda => {
    const found = properties.find((property) => property.id === id);
    if (found?.kind !== 'invariant' && found?.kind !== 'step') throw new Error(`no ${id}`);
    return found.holds;
  };
  const accounts = [{ balance: 2n }, { balance: 5n }];

  test.each([
    [7n, 2n, true],
    [8n, 2n, false],
    [7n, 3n, false],
  ])('sum and every range over the list: vault %i, least %i: %s', (vault, least, holds) => {
    expect(applyLambda(program, law('INV-01'), [{ vault, least }, accounts])).toBe(holds);
  });

  const change = (was: bigint, now: bigint, acts: boolean, chosen: boolean): Value => ({
    was: { balance: was },
    now: { balance: now },
    acts,
    chosen,
  });
  test.each([
    [[change(5n, 3n, true, true), change(1n, 3n, true, false)], true],
    [[change(5n, 3n, true, false), change(1n, 3n, true, true)], false],
    [[change(5n, 3n, true, true), change(1n, 3n, true, true)], true],
    [[change(5n, 3n, false, true)], false],
  ])('change sums now - was over the set, every pairs them: case %#', (changes, holds) => {
    const venue = { vault: 0n, least: 0n };
    expect(applyLambda(program, law('STEP-01'), [venue, venue, changes, { account: 1n }])).toBe(
      holds,
    );
  });
});

describe('an observer', () => {
  const text = `
    const twice = (x: bigint): bigint => x * 2n;
    export function clamp(x: bigint): bigint {
      if (x < 0n) return 0n;
      if (twice(x) > 10n) {
        return -5n;
      }
      return x;
    }
  `;
  test('hears of the branches and the return of the outermost body only', () => {
    const program = read(text, 'clamp');
    const lines = (x: bigint): readonly number[] => {
      const path: Position[] = [];
      callFunction(program, `${FILE}#clamp`, [x], { branch: (at) => void path.push(at) });
      return path.map(({ line }) => line);
    };
    expect(lines(-1n)).toEqual([4, 4]);
    expect(lines(9n)).toEqual([5, 6]);
    expect(lines(1n)).toEqual([8]);
  });

  test('hears of every integer computed, in callees too', () => {
    const seen: bigint[] = [];
    callFunction(read(text, 'clamp'), `${FILE}#clamp`, [9n], {
      integer: (value) => void seen.push(value),
    });
    expect(seen).toEqual(expect.arrayContaining([18n]));
  });
});

describe("a tree that breaks the reader's promises is a fault, never a value", () => {
  const at: Position = { file: 'x.ts', line: 1, column: 1 };
  const bigint = { kind: 'bigint' } as const;
  const returning = (value: Expression): Lambda => ({
    modules: null,
    parameters: [],
    result: bigint,
    body: [{ kind: 'return', value, at }],
    at,
  });
  const nothing: Program = { functions: new Map(), globals: new Map(), modules: new Map() };
  const one: Expression = { kind: 'bigint', value: 1n, type: bigint, at };
  const faults: readonly (readonly [string, Expression])[] = [
    ['an unknown local', { kind: 'local', name: 'x', type: bigint, at }],
    ['an unknown constant', { kind: 'global', id: 'x', type: bigint, at }],
    ['an unknown function', { kind: 'call', callee: 'x', arguments: [], type: bigint, at }],
    ['a field of a bigint', { kind: 'field', object: one, name: 'a', type: bigint, at }],
    ['a negated bigint', { kind: 'unary', operator: '!', operand: one, type: bigint, at }],
    [
      'a condition that is no boolean',
      { kind: 'conditional', condition: one, then: one, otherwise: one, type: bigint, at },
    ],
  ];
  test.each(faults)('%s', (_name, expression) => {
    expect(() => applyLambda(nothing, returning(expression), [])).toThrow(TreeFault);
  });
  test('a body without a return, a missing argument', () => {
    expect(() => applyLambda(nothing, { ...returning(one), body: [] }, [])).toThrow(TreeFault);
    expect(() => call('export const same = (x: bigint): bigint => x;', 'same')).toThrow(TreeFault);
  });
});
