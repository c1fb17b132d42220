// Every construct that the subset accepts, and the tree that is read of it.

import { describe, expect, it } from 'vitest';
import { readSource } from '../../../verifier/read/snippet.ts';
import type { FunctionTree } from '../../../verifier/read/tree.ts';
import { print, printBody, printLambda, printType } from './print.ts';

const TYPES = `
type Feed = 'a' | 'b' | 'c';
type Mode =
  | { readonly kind: 'on'; readonly at: bigint } | { readonly kind: 'off' }
  | { readonly kind: 'wound'; readonly at: bigint };
type Account = { readonly balance: bigint; readonly claim: bigint };
type Venue = { readonly vault: bigint; readonly mode: Mode };
type Box<T> = { readonly value: T };
`;

function readF(text: string): FunctionTree {
  const tree = readSource('k.ts', `${TYPES}${text}`, ['f']).functions.get('k.ts#f');
  if (tree === undefined) throw new Error('f was not read');
  return tree;
}

/** The body that is read of `f`. */
const body = (text: string): string => printBody(readF(text).body);

/**
 * The tree of an expression over x, y: bigint, p, q: boolean, c: Feed, m: Mode, a: Account, t: a
 * tuple.
 */
const expression = (text: string, result = 'bigint'): string =>
  body(
    `function f(x: bigint, y: bigint, p: boolean, q: boolean, c: Feed, m: Mode, a: Account,` +
      ` t: readonly [bigint, bigint]): ${result} { return ${text}; }`,
  ).replace(/^return /, '');

describe('expressions', () => {
  it.each([
    ['1_000n', 'bigint', '1000n'],
    ['0xffn', 'bigint', '255n'],
    ['true', 'boolean', 'true'],
    ['x + y * 2n', 'bigint', '(x + (y * 2n))'],
    ['x / y - x % y', 'bigint', '((x / y) - (x % y))'],
    ['-x', 'bigint', '-x'],
    ['!p', 'boolean', '!p'],
    ['(x < y) === q', 'boolean', '((x < y) === q)'],
    ['p && q || x >= y', 'boolean', '((p && q) || (x >= y))'],
    ['x !== y', 'boolean', '(x !== y)'],
    ["c === 'a'", 'boolean', "(c === 'a')"],
    ["'a' === c", 'boolean', "('a' === c)"],
    ['p ? x : y', 'bigint', '(p ? x : y)'],
    ['a.balance', 'bigint', 'a.balance'],
    ['t[1]', 'bigint', 't[1]'],
    ['[y, x]', 'readonly [bigint, bigint]', '[y, x]'],
    ['[...t]', 'readonly [bigint, bigint]', '[t[0], t[1]]'],
    ['{ balance: x, claim: y }', 'Account', '{balance: x, claim: y}'],
    ['{ ...a, claim: y }', 'Account', '{...a, claim: y}'],
    ["m.kind === 'off'", 'boolean', "(tag(m) === 'off')"],
    ["m.kind === 'on' ? m.at : 0n", 'bigint', "((tag(m) === 'on') ? m:on.at : 0n)"],
    ['t.every((v) => v > x)', 'boolean', 'every(t, (v) => return (v > x))'],
    ['t.some((v) => v > x)', 'boolean', 'some(t, (v) => return (v > x))'],
    ['t.reduce((s, v) => s + v, 0n)', 'bigint', 'reduce(t, (s, v) => return (s + v), 0n)'],
    ['t.reduce((s, v) => s + v)', 'bigint', 'reduce(t, (s, v) => return (s + v))'],
  ])('%s', (text, result, tree) => {
    expect(expression(text, result)).toBe(tree);
  });

  it('reads a field that every variant has as a choice by the tag', () => {
    expect(expression("m.kind === 'off' ? 0n : m.at")).toBe(
      "((tag(m) === 'off') ? 0n : " +
        "((tag(m:on|wound) === 'on') ? m:on|wound:on.at : m:on|wound:wound.at))",
    );
  });

  it('reads a record literal in the order of fields of its declared type', () => {
    const [statement] = readF(
      'function f(x: bigint): Account { return { claim: x, balance: 0n }; }',
    ).body;
    expect(statement?.kind === 'return' && printType(statement.value.type)).toBe(
      '{balance: bigint, claim: bigint}',
    );
  });

  it('gives a record literal the union that is expected of it', () => {
    const [statement] = readF("function f(x: bigint): Mode { return { kind: 'on', at: x }; }").body;
    const value = statement?.kind === 'return' ? statement.value : null;
    expect(value?.type.kind).toBe('union');
    expect(value !== null && print(value)).toBe("{kind: 'on', at: x}");
  });

  it('reads a narrowed record where its union is expected as a literal of the union', () => {
    const text =
      "function f(m: Mode): Mode { if (m.kind !== 'on') return m; const n = m; return n; }";
    expect(body(text)).toBe(
      "if (tag(m) !== 'on') {return m} else {}; const n = m:on; return {kind: 'on', ...n}",
    );
  });
});

describe('narrowing', () => {
  it('follows early returns, paths and shorthand', () => {
    expect(
      body(
        "function f(v: Venue): bigint { if (v.mode.kind !== 'on') return 0n; return v.mode.at; }",
      ),
    ).toBe("if (tag(v.mode) !== 'on') {return 0n} else {}; return v.mode:on.at");
    const short =
      "function f(mode: Mode): bigint { if (mode.kind !== 'on') return 0n;" +
      ' const box = { mode }; return box.mode.at; }';
    expect(body(short)).toContain('const box = {mode: mode:on}; return box.mode.at');
  });

  it('leaves the declared type on a string that the checker knows more of', () => {
    const text =
      "function f(c: Feed): boolean { if (c === 'a') { const d = c; return g(d); }" +
      ' return false; }' +
      " function g(c: 'a'): boolean { return c === 'a'; }";
    expect(body(text)).toBe("if (c === 'a') {const d = c; return k.ts#g(d)} else {}; return false");
  });
});

describe('statements', () => {
  it('reads destructuring of records, tuples, nested and with holes', () => {
    const text =
      'function f([x, , y]: readonly [bigint, bigint, Box<Account>]): bigint' +
      ' { const { value: { balance: b, claim } } = y; return x + b + claim; }';
    expect(body(text)).toBe(
      'const {value: {balance: b, claim: claim}} = y; return ((x + b) + claim)',
    );
    expect(printLambda(readF(text))).toMatch(/^\(\[x, _, y\]\) =>/);
  });

  it('reads a loop with its accumulators', () => {
    const text =
      'function f(t: readonly [bigint, bigint]): bigint' +
      ' { let sum = 0n; let top: bigint = 0n; for (const v of t)' +
      ' { sum += v; if (v > top) top = v; } return sum * top; }';
    expect(body(text)).toBe(
      'let sum = 0n; let top = 0n; for v of t {sum = (sum + v);' +
        ' if (v > top) {top = v} else {}}; return (sum * top)',
    );
  });

  it('expands default and joins the empty cases above an arm', () => {
    const text =
      "function f(c: Feed): bigint { switch (c) { case 'b': return 1n; default: return 2n; } }";
    expect(body(text)).toBe('switch c [b: return 1n] [a|c: return 2n]');
    const joined =
      "function f(c: Feed): bigint { switch (c) { case 'b': case 'a': return 1n;" +
      " case 'c': { return 2n; } } }";
    expect(body(joined)).toBe('switch c [b|a: return 1n] [c: return 2n]');
  });

  it('narrows in each arm of a switch over a tag', () => {
    const text =
      "function f(m: Mode): bigint { switch (m.kind) { case 'on': return m.at;" +
      " case 'off': return 0n; case 'wound': return -m.at; } }";
    expect(body(text)).toBe(
      'switch tag(m) [on: return m:on.at] [off: return 0n] [wound: return -m:wound.at]',
    );
  });

  it('reads if, else and else if', () => {
    const text =
      'function f(x: bigint): bigint { if (x > 1n) return 1n;' +
      ' else if (x < 0n) { return 2n; } else return 3n; }';
    expect(body(text)).toBe(
      'if (x > 1n) {return 1n} else {if (x < 0n) {return 2n} else {return 3n}}',
    );
  });
});

describe('types', () => {
  it.each([
    ['Box<Box<bigint>>', '{value: {value: bigint}}'],
    ["'b' | 'a'", "'a'|'b'"],
    ['Readonly<Account>', '{balance: bigint, claim: bigint}'],
    ["Readonly<Record<'p' | 'q', bigint>>", '{p: bigint, q: bigint}'],
    ["Omit<Account, 'claim'>", '{balance: bigint}'],
    ['readonly [bigint, readonly [boolean]]', '[bigint, [boolean]]'],
    ["Extract<Mode, { readonly kind: 'on' }>", "{kind: 'on', at: bigint}"],
    ["{ readonly side: 'l' } | { readonly side: 's' }", "<side> l{side: 'l'} | s{side: 's'}"],
    [
      'Mode',
      "<kind> on{kind: 'on', at: bigint} | off{kind: 'off'} | wound{kind: 'wound', at: bigint}",
    ],
  ])('%s', (type, tree) => {
    const [parameter] = readF(`function f(x: ${type}): boolean { return true; }`).parameters;
    expect(parameter !== undefined && printType(parameter.type)).toBe(tree);
  });
});

describe('functions and constants', () => {
  it('reads what the roots reach, under ids of file and name', () => {
    const text =
      'export const RATE = 3n; const unused = 4n;' +
      ' export const twice = (x: bigint): bigint => x * RATE;' +
      ' export function f(x: bigint): bigint { return twice(x); }' +
      ' export function other(): bigint { return unused; }';
    const { functions, globals } = readSource('k.ts', text, ['f']);
    expect([...functions.keys()].sort()).toEqual(['k.ts#f', 'k.ts#twice']);
    expect([...globals.values()].map((g) => `${g.id} = ${print(g.value)}`)).toEqual([
      'k.ts#RATE = 3n',
    ]);
  });

  it('checks also what no root reaches', () => {
    const text =
      'export function f(): bigint { return 1n; }' +
      ' export function other(x: number): bigint { return 1n; }';
    expect(() => readSource('k.ts', text, ['f'])).toThrow('SUB-03 k.ts:1:66');
  });

  it('keeps the position of every node', () => {
    const [statement] = readF('\nfunction f(x: bigint): bigint {\n  return x + 1n;\n}').body;
    expect(statement?.at).toEqual({ file: 'k.ts', line: 11, column: 3 });
    expect(statement?.kind === 'return' && statement.value.at).toEqual({
      file: 'k.ts',
      line: 11,
      column: 10,
    });
  });
});

describe('account collections', () => {
  const text = `
import { type Accounts, type Changes, invariant, step } from 'plimsoll';
type Account = { readonly balance: bigint };
type Venue = { readonly vault: bigint };
const total = (accounts: Accounts<Account>): bigint => accounts.sum((a) => a.balance);
export const solvency = invariant('INV-01', 'One.', (v: Venue, accounts: Accounts<Account>) =>
  v.vault === total(accounts)
  && accounts.every((a) => a.balance >= 0n && accounts.sum(({ balance }) => balance) > 0n));
type Event = { readonly kind: 'x' };
export const kept = step('STEP-01', 'Two.',
  (_b: Venue, _a: Venue, accounts: Changes<Account>, _e: Event, n: bigint) =>
    accounts.change((a, chosen) => chosen ? a.balance : n) >= 0n
    && accounts.every((was, now, acts) => acts || now.balance >= was.balance));
`;

  it('reads sums, a sum inside every, and a collection handed to a function', () => {
    const [solvency, kept] = readSource('p.ts', text, []).properties;
    expect(solvency?.kind === 'invariant' && printBody(solvency.holds.body)).toBe(
      'return ((v.vault === p.ts#total(accounts))' +
        ' && every!(accounts, (a) => return ((a.balance >= 0n)' +
        ' && (sum!(accounts, ({balance: balance}) => return balance) > 0n))))',
    );
    expect(kept?.kind === 'step' && printLambda(kept.holds)).toBe(
      '(_b, _a, accounts, _e, n) => ' +
        'return ((change!(accounts, (a, chosen) => return (chosen ? a.balance : n)) >= 0n)' +
        ' && every!(accounts, (was, now, acts) => return (acts || (now.balance >= was.balance))))',
    );
    expect(kept?.kind === 'step' && kept.holds.parameters.map((p) => printType(p.type))[2]).toBe(
      'changes of {balance: bigint}',
    );
  });
});
