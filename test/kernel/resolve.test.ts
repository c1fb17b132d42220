// Guards and edges of resolve.
import { expect, test } from 'vitest';
import type { Resolve } from '../../kernel/state.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Resolve = { kind: 'resolve', account: 7n, now: START };
const base = situation(
  event,
  { vault: 350n, pool: 200n, insurance: 100n, unsettled: 2n },
  { collateral: 50n, cost: 200n },
);

testGuards<Resolve>('resolve', base, [
  ...outside<Resolve>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['halted', { venue: { mode: { kind: 'halted' } } }],
  ['not_flat', { first: { size: 1n } }],
  ['not_flat', { first: { size: -1n } }],
  ['no_deficit', { first: { collateral: 200n } }],
  ['no_deficit', { first: { cost: -1n } }],
]);

test('insurance that suffices leaves no bad debt and no time of it', () => {
  expect(outcomeFor(base, { venue: { insurance: 150n } })).toMatchObject({
    venue: { pool: 400n, insurance: 0n, badDebt: { amount: 0n, since: 0n }, unsettled: 1n },
  });
});

test('further bad debt keeps the time of the first', () => {
  expect(outcomeFor(base, { venue: { badDebt: { amount: 5n, since: 3n } } })).toMatchObject({
    venue: { badDebt: { amount: 55n, since: 3n } },
  });
});

test('a stale index does not hold it up', () => {
  expect(codeFor(base, { event: { now: START + 10_000n } })).toBe('accepted');
});
