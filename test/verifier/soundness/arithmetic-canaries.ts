// Canaries of division, definedness, ranges and the encodings that a solver is asked in.

import { idle } from './canary.ts';
import type { Canary } from './canary.ts';

/** SND-07: JavaScript truncates, so that -1n / 2n is 0n. */
export const roundsUpBelowZero: Canary = {
  ...idle,
  name: 'halving rounds down below zero too',
  properties: `export const down = theorem('THM-01', 'A canary.', {
  when: (x: bigint) => x >= -9n, then: (x) => x / 2n * 2n <= x });`,
  fails: [['THM-01', 'disproved']],
};

export const negativeDivisor: Canary = {
  ...idle,
  name: 'a quotient of a positive number is positive whatever the sign of the divisor',
  properties: `export const sign = theorem('THM-01', 'A canary.', {
  when: (x: bigint, d: bigint) => x >= 0n && d !== 0n, then: (x, d) => x / d >= 0n });`,
  fails: [['THM-01', 'disproved']],
};

/** SND-08: equal terms fold, but a division by 0 has no value that could be equal. */
export const undefinedProperty: Canary = {
  ...idle,
  name: 'a quotient equals itself although its divisor may be zero',
  properties: `export const self = theorem('THM-01', 'A canary.', {
  when: (x: bigint, d: bigint) => x >= d, then: (x, d) => x / d === x / d });`,
  fails: [['THM-01/defined-1', 'disproved'], ['THM-01/defined-2', 'disproved']],
};

export const undefinedKernel: Canary = {
  name: 'a kernel divides before it looks at the divisor',
  event: ['amount', 'divisor'],
  transitions: { split: { roles: '', body: `
  if (event.amount < 0n || event.amount > 9n) return { kind: 'rejected', code: 'first' };
  const share = event.amount / event.divisor;
  if (event.divisor <= 0n) return { kind: 'rejected', code: 'second' };
  return { kind: 'accepted', venue: { vault: share }, touched: [] };` } },
  properties: `export const sign = invariant('INV-01', 'A canary.',
  (v: Venue, _accounts: Accounts<Account>) => 0n <= v.vault && v.vault <= 9n);`,
  fails: [['DEFINED/split/1', 'disproved']],
};

export const shortCircuit: Canary = {
  ...idle,
  name: 'a guard to the right of a division protects it',
  properties: `export const guarded = theorem('THM-01', 'A canary.', {
  when: (x: bigint, d: bigint) => x > 0n && d >= 0n,
  then: (x, d) => x / d >= 0n || d === 0n });`,
  fails: [['THM-01/defined-1', 'disproved']],
};

/** SND-11: the guard comes after the product that it should have bounded. */
export const lateGuard: Canary = {
  name: 'a product of unbounded factors is in range although its guard comes later',
  event: ['amount'],
  transitions: { square: { roles: '', body: `
  const area = event.amount * event.amount;
  if (event.amount < 0n || event.amount > 9n) return { kind: 'rejected', code: 'first' };
  return { kind: 'accepted', venue: { vault: area }, touched: [] };` } },
  properties: `export const small = invariant('INV-01', 'A canary.',
  (v: Venue, _accounts: Accounts<Account>) => 0n <= v.vault && v.vault <= 81n);`,
  fails: [['INTERMEDIATE/square/1', 'disproved']],
};

export const unboundedStore: Canary = {
  name: 'a vault that may exceed the stored range by one step stays inside it',
  event: ['amount'],
  transitions: { grow: { roles: '', body: `
  if (event.amount < 1n || event.amount > 9n) return { kind: 'rejected', code: 'first' };
  const limit = 170141183460469231731687303715884105727n; // 2^127 - 1
  if (venue.vault > limit) return { kind: 'rejected', code: 'second' };
  return { kind: 'accepted', venue: { vault: venue.vault + event.amount }, touched: [] };` } },
  properties: `export const sign = invariant('INV-01', 'A canary.',
  (v: Venue, _accounts: Accounts<Account>) => v.vault >= 0n);`,
  fails: [['STORED/grow/accepted/1', 'disproved']],
};

/** SND-15: abstract products say less than products, so they may not be confused. */
export const confusedProducts: Canary = {
  ...idle,
  name: 'the products of unrelated factors are equal',
  properties: `export const equal = theorem('THM-01', 'A canary.', {
  when: (x: bigint, y: bigint, z: bigint) => x > 0n && y > 0n && z > 0n,
  then: (x, y, z) => x * y === y * z });`,
  fails: [['THM-01', 'disproved']],
};

/** SND-15, the other way round: true, and refuted only by a product that is none. */
export const trueProduct: Canary = {
  ...idle,
  name: 'a square is not negative',
  properties: `export const square = theorem('THM-01', 'A truth.', {
  when: (x: bigint) => x <= 9n || x > 9n, then: (x) => x * x >= 0n });`,
  fails: [],
};
