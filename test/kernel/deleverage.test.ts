// Guards and edges of deleverage: who, against whom, and that neither side's equity changes.
import { expect, test } from 'vitest';
import type { Deleverage } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const LOTS = 2n ** 40n;
const event: Deleverage = {
  kind: 'deleverage', account: 7n, counterparty: 8n, lots: 6n, now: START,
};
const base = situation(
  event,
  { vault: 900n, unsettled: 2n, openInterest: 10n },
  { collateral: 99n, size: 10n, cost: 10_100n },
  { collateral: 801n, size: -10n, cost: -10_100n },
);

testGuards<Deleverage>('deleverage', base, [
  ...outside<Deleverage>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['same_account', { event: { account: 8n, counterparty: 8n } }],
  ...outside<Deleverage>('lots_out_of_range', 'lots', 1n, LOTS),
  ['not_open', { venue: { mode: { kind: 'halted' } } }],
  ['index_stale', { venue: { index: { time: START - 61n } } }],
  ['chain_stale', { venue: { chain: { time: START - 61n } } }],
  ['chain_stale', { venue: { chain: { steadyFrom: START + 1n } } }],
  ['funding_due', { venue: { funding: { last: START - 3_600n } } }],
  ['equity_not_negative', { first: { collateral: 100n, size: 10n, cost: 10_100n } }],
  ['lots_above_size', { event: { lots: 11n } }],
  ['lots_above_size', { first: { collateral: 0n, size: 0n, cost: 1n } }],
  ['lots_above_counterparty', { second: { size: -5n } }],
  ['lots_above_counterparty', { second: { size: 10n } }],
]);

test('the lots close at the mark, and each side keeps its gain or loss', () => {
  expect(outcomeFor(base)).toMatchObject({
    venue: { openInterest: 4n, unsettled: 2n, pool: 0n },
    touched: [
      { collateral: 99n, size: 4n, cost: 4_100n },
      { collateral: 801n, size: -4n, cost: -4_100n },
    ],
  });
});

test('a short is closed against a long, at a mark that funding has moved', () => {
  const swapped = {
    venue: { funding: { cumulative: -20n } },
    first: { collateral: 0n, size: -6n, cost: -6_000n },
    second: { collateral: 0n, size: 6n, cost: 6_120n },
  };
  expect(outcomeFor(base, swapped)).toMatchObject({
    venue: { openInterest: 4n, unsettled: 1n },
    touched: [{ size: 0n, cost: 120n }, { size: 0n, cost: 0n }],
  });
});

test('grace and bad debt do not hold it up', () => {
  const grace = { venue: { graceUntil: START + 9n, badDebt: { amount: 5n } } };
  expect(codeFor(base, grace)).toBe('accepted');
});
