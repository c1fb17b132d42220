// Guards and edges of cover.
import { expect, test } from 'vitest';
import type { Cover } from '../../kernel/state.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Cover = { kind: 'cover', now: START };
const base = situation(event, { vault: 80n, insurance: 80n, badDebt: { amount: 50n, since: 3n } });

testGuards<Cover>('cover', base, [
  ...outside<Cover>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['no_bad_debt', { venue: { badDebt: { amount: 0n } } }],
  ['no_insurance', { venue: { insurance: 0n } }],
]);

test('too little insurance pays what it has', () => {
  expect(outcomeFor(base, { venue: { insurance: 20n } })).toMatchObject({
    venue: { insurance: 0n, pool: 20n, badDebt: { amount: 30n, since: 3n } },
  });
});

test('bad debt is covered even while halted', () => {
  expect(codeFor(base, { venue: { mode: { kind: 'halted' } } })).toBe('accepted');
});
