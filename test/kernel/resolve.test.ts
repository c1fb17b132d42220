// Guards and edges of resolve.
import { expect, test } from 'vitest';
import type { Resolve } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Resolve = { kind: 'resolve', account: 7n, now: START };
const base = situation(
  event,
  {
    vault: 350n,
    pool: 200n,
    insurance: 100n,
    unsettled: 2n,
    params: { insuranceBudget: 1_000_000n },
  },
  { collateral: 50n, cost: 200n },
);

testGuards<Resolve>('resolve', base, [
  ...outside<Resolve>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['not_open', { venue: { mode: { kind: 'halted' } } }],
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

test('insurance pays no more than its budget; the rest is bad debt', () => {
  const spent = { venue: { insuranceDraws: { start: START, cap: 50n, used: 30n } } };
  expect(outcomeFor(base, spent)).toMatchObject({
    venue: {
      pool: 270n, insurance: 80n, badDebt: { amount: 130n, since: START },
      insuranceDraws: { start: START, cap: 50n, used: 50n },
    },
  });
});

test('a stale index does not hold it up', () => {
  expect(codeFor(base, { event: { now: START + 10_000n } })).toBe('accepted');
});
