// Guards and edges of cover.
import { expect, test } from 'vitest';
import type { Cover } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Cover = { kind: 'cover', now: START };
const base = situation(event, {
  vault: 80n,
  insurance: 80n,
  badDebt: { amount: 50n, since: 3n },
  params: { insuranceBudget: 1_000_000n },
});

testGuards<Cover>('cover', base, [
  ...outside<Cover>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['wound', { venue: { mode: { kind: 'wound' } } }],
  ['no_bad_debt', { venue: { badDebt: { amount: 0n } } }],
  ['no_insurance', { venue: { insurance: 0n } }],
  ['no_insurance', { venue: { insuranceDraws: { start: START, cap: 40n, used: 40n } } }],
]);

test('too little insurance pays what it has', () => {
  expect(outcomeFor(base, { venue: { insurance: 20n } })).toMatchObject({
    venue: { insurance: 0n, pool: 20n, badDebt: { amount: 30n, since: 3n } },
  });
});

test('no more than the budget leaves in one window', () => {
  const half = { venue: { params: { insuranceBudget: 500_000n } } };
  expect(outcomeFor(base, half)).toMatchObject({
    venue: { insurance: 40n, badDebt: { amount: 10n }, insuranceDraws: { cap: 40n, used: 40n } },
  });
});

test('the last unit of insurance can be drawn, however small the budget', () => {
  const last = { venue: { insurance: 1n, params: { insuranceBudget: 1n } } };
  expect(outcomeFor(base, last)).toMatchObject({ venue: { insurance: 0n, pool: 1n } });
});

test('bad debt is covered even while halted', () => {
  expect(codeFor(base, { venue: { mode: { kind: 'halted' } } })).toBe('accepted');
});
