// Guards and edges of liquidate, and that it never makes the account worse.
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Liquidate } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const LOTS = 2n ** 40n;
const event: Liquidate = { kind: 'liquidate', account: 7n, liquidator: 9n, lots: 5n, now: START };
const base = situation(
  event,
  { vault: 9_000n, unsettled: 2n, openInterest: 10n },
  { collateral: 400n, size: 10n, cost: 10_000n },
  { collateral: 1_000n },
);
const full = { collateral: 2n ** 95n, size: LOTS, cost: LOTS * 1_000n };

testGuards<Liquidate>('liquidate', base, [
  ...outside<Liquidate>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['same_account', { event: { account: 9n, liquidator: 9n } }],
  ...outside<Liquidate>('lots_out_of_range', 'lots', 1n, LOTS),
  ['not_open', { venue: { mode: { kind: 'halted' } } }],
  ['index_stale', { venue: { index: { time: START - 61n } } }],
  ['chain_stale', { venue: { chain: { time: START - 61n } } }],
  ['chain_stale', { venue: { chain: { steadyFrom: START + 1n } } }],
  ['funding_due', { venue: { funding: { last: START - 3_600n } } }],
  ['maintenance_met', { first: { collateral: 500n, size: 10n, cost: 10_000n } }],
  ['maintenance_met', { first: { collateral: 0n, size: 0n, cost: 0n } }],
  [
    'grace_running',
    {
      venue: { graceUntil: START + 1n },
      first: { collateral: 400n, size: 10n, cost: 10_000n },
    },
  ],
  ['lots_above_size', { event: { lots: 11n } }],
  ['lots_above_size', { first: { size: 0n, cost: 401n } }],
  ['lots_above_close_factor', { event: { lots: 6n } }],
  ['liquidator_position_too_large', { second: full, event: { lots: 5n } }],
  [
    'liquidator_position_too_large',
    {
      second: { collateral: 2n ** 95n, size: 0n, cost: 2n ** 88n - 5n * 2n ** 42n },
      event: { lots: 5n },
    },
  ],
  ['too_many_accounts', { venue: { unsettled: 2n ** 32n }, second: { size: 0n, cost: 0n } }],
  ['liquidator_margin_too_low', { second: { collateral: 499n, size: 0n, cost: 0n } }],
]);

test('any number of lots once equity is below half of the maintenance', () => {
  const thin = { first: { collateral: 249n }, event: { lots: 10n } };
  expect(codeFor(base, thin)).toBe('accepted');
  expect(codeFor(base, thin, { first: { collateral: 250n } })).toBe('lots_above_close_factor');
});

test('a short is taken over at the mark plus the reward', () => {
  expect(outcomeFor(base, { first: { size: -10n, cost: -10_000n } })).toMatchObject({
    venue: { openInterest: 10n, unsettled: 3n },
    touched: [
      { collateral: 400n, size: -5n, cost: -4_950n },
      { size: -5n, cost: -5_050n },
    ],
  });
});

test('no reward is paid by an account without equity', () => {
  expect(outcomeFor(base, { first: { collateral: 0n, cost: 11_000n } })).toMatchObject({
    touched: [
      { size: 5n, cost: 6_000n },
      { size: 5n, cost: 5_000n },
    ],
  });
});

test('in grace only an account worth less than nothing is liquidated', () => {
  const grace = { venue: { graceUntil: START + 1n } };
  expect(codeFor(base, grace, { first: { collateral: 0n } })).toBe('grace_running');
  expect(codeFor(base, grace, { first: { collateral: 0n, cost: 10_001n } })).toBe('accepted');
});

test.each([
  [0n, 4_950n],
  [10_000_000n, 4_945n],
  [50_000_000n, 4_925n],
  [2n ** 64n, 4_925n],
])('at a base fee of %s the liquidator pays %s for five lots', (baseFee, cost) => {
  expect(outcomeFor(base, { venue: { chain: { baseFee } } })).toMatchObject({
    touched: [{ size: 5n }, { size: 5n, cost }],
  });
});

test('volatility and age of the price raise what maintenance asks, up to the cap', () => {
  const safe = { first: { collateral: 999n } };
  expect(codeFor(base, safe)).toBe('maintenance_met');
  expect(codeFor(base, safe, { venue: { volatility: { rate: 49_900n } } })).toBe('maintenance_met');
  expect(codeFor(base, safe, { venue: { volatility: { rate: 49_901n } } })).toBe('accepted');
  const aged = { venue: { params: { gapPerSecond: 1_000n }, index: { time: START - 50n } } };
  expect(codeFor(base, safe, aged)).toBe('accepted');
  const capped = { first: { collateral: 1_500n }, venue: { volatility: { rate: 900_000n } } };
  expect(codeFor(base, capped)).toBe('maintenance_met');
});

test('a discount left over from a raise of margin holds the account off for as long', () => {
  const ramp = { venue: { ramp: { discount: 10_090n, start: START - 9n } } };
  expect(codeFor(base, ramp)).toBe('maintenance_met');
  expect(codeFor(base, ramp, { venue: { ramp: { start: START - 10n } } })).toBe('accepted');
});

test('the accounts can end each other: opposite sides close', () => {
  const outcome = outcomeFor(base, {
    first: { collateral: 0n, size: 5n, cost: 5_000n },
    second: { size: -5n, cost: -5_000n },
  });
  expect(outcome).toMatchObject({
    venue: { openInterest: 5n, unsettled: 0n },
    touched: [
      { size: 0n, cost: 0n },
      { collateral: 1_000n, size: 0n, cost: 0n },
    ],
  });
});

property.prop([
  fc.bigInt({ min: 0n, max: 600n }),
  fc.bigInt({ min: 9_000n, max: 11_000n }),
  fc.boolean(),
  fc.bigInt({ min: 1n, max: 10n }),
])(
  'the margin ratio never falls; without equity, equity does not fall',
  (collateral, paid, long, lots) => {
    const first = { collateral, size: long ? 10n : -10n, cost: long ? paid : -paid };
    const outcome = outcomeFor(base, { first, second: { collateral: 50_000n }, event: { lots } });
    fc.pre(outcome.kind === 'accepted');
    const equity = (a: typeof first): bigint => a.collateral + a.size * 1_000n - a.cost;
    const after = outcome.touched[0] as typeof first;
    const size = (a: typeof first): bigint => (a.size < 0n ? -a.size : a.size);
    if (equity(first) < 0n) expect(equity(after) >= equity(first)).toBe(true);
    else expect(equity(after) * size(first) >= equity(first) * size(after)).toBe(true);
  },
);
