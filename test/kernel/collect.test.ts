// Guards and edges of collect: losses as far as the collateral goes, gains as claims.
import { expect, test } from 'vitest';
import type { Collect } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Collect = { kind: 'collect', account: 7n, now: START };
const base = situation(
  event,
  {
    mode: { kind: 'windingDown' },
    windDown: { mark: 970n, claims: 60n },
    vault: 900n, pool: 100n, openInterest: 12n, unsettled: 3n,
  },
  { collateral: 500n, size: 10n, cost: 10_000n },
);

testGuards<Collect>('collect', base, [
  ...outside<Collect>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['not_winding_down', { venue: { mode: { kind: 'active' } } }],
  ['not_winding_down', { venue: { mode: { kind: 'halted' } } }],
  ['not_winding_down', { venue: { mode: { kind: 'wound' } } }],
  ['not_busy', { first: { size: 0n, cost: 0n } }],
]);

test('a loss is paid out of the collateral, whatever the index says since', () => {
  expect(outcomeFor(base, { venue: { index: { price: 5n, time: 0n } } })).toMatchObject({
    venue: { pool: 400n, openInterest: 2n, unsettled: 2n, badDebt: { amount: 0n } },
    touched: [{ collateral: 200n, size: 0n, cost: 0n, claim: 0n }],
  });
});

test('what a loser cannot pay is bad debt, of the time at which there was none before', () => {
  const poor = { first: { collateral: 120n } };
  expect(outcomeFor(base, poor)).toMatchObject({
    venue: { pool: 220n, badDebt: { amount: 180n, since: START } },
    touched: [{ collateral: 0n }],
  });
  expect(outcomeFor(base, poor, { venue: { badDebt: { amount: 1n, since: 3n } } })).toMatchObject({
    venue: { badDebt: { amount: 181n, since: 3n } },
  });
});

test('a gain is a claim and moves no money', () => {
  expect(outcomeFor(base, { first: { size: -2n, cost: -2_000n } })).toMatchObject({
    venue: { pool: 100n, openInterest: 12n, windDown: { mark: 970n, claims: 120n } },
    touched: [{ collateral: 500n, size: 0n, cost: 0n, claim: 60n }],
  });
});

test('a flat account with an open loss is closed as well', () => {
  expect(outcomeFor(base, { first: { size: 0n, cost: 70n } })).toMatchObject({
    venue: { pool: 170n, unsettled: 2n },
    touched: [{ collateral: 430n, cost: 0n }],
  });
});
