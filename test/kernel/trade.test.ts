// Guards and edges of trade: fees, opening and reducing, limits, and who may reduce below margin.
import { expect, test } from 'vitest';
import type { Trade } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const LOTS = 2n ** 40n;
const event: Trade = {
  kind: 'trade',
  buyer: 7n,
  seller: 8n,
  lots: 20n,
  price: 1_010n,
  now: START,
};
const base = situation(
  event,
  { vault: 2n ** 96n - 1n },
  { collateral: 10_000n },
  { collateral: 10_000n },
);
const wealth = 2n ** 90n;
const large = { collateral: wealth, size: LOTS, cost: LOTS * 1_000n };
const small = { collateral: wealth, size: -LOTS, cost: -LOTS * 1_000n };
const costly = 2n ** 88n - 20n * 2n ** 42n - 20n * 1_010n;

testGuards<Trade>('trade', base, [
  ...outside<Trade>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['same_account', { event: { buyer: 8n, seller: 8n } }],
  ...outside<Trade>('lots_out_of_range', 'lots', 1n, LOTS),
  ...outside<Trade>('price_out_of_range', 'price', 1n, LOTS - 1n),
  ['not_open', { venue: { mode: { kind: 'halted' } } }],
  ['index_stale', { venue: { index: { time: START - 61n } } }],
  ['chain_stale', { venue: { chain: { time: START - 61n } } }],
  ['chain_stale', { venue: { chain: { steadyFrom: START + 1n } } }],
  ['funding_due', { venue: { funding: { last: START - 3_600n } } }],
  ['price_outside_band', { event: { price: 1_051n } }],
  ['price_outside_band', { event: { price: 949n } }],
  ['reduce_only', { venue: { mode: { kind: 'reduceOnly' } }, first: { size: 0n } }],
  [
    'reduce_only',
    { venue: { badDebt: { amount: 1n } }, first: { size: -20n }, second: { size: 0n } },
  ],
  [
    'reduce_only',
    { venue: { badDebt: { amount: 1n } }, first: { size: 0n }, second: { size: 20n } },
  ],
  [
    'reduce_only',
    { venue: { badDebt: { amount: 1n } }, first: { size: -19n }, second: { size: 20n } },
  ],
  ['buyer_notional_too_low', { venue: { params: { minNotional: 20_201n } }, first: { size: 0n } }],
  [
    'seller_notional_too_low',
    { venue: { params: { minNotional: 20_201n } }, first: { size: 20n }, second: { size: 0n } },
  ],
  ['buyer_position_too_large', { first: large }],
  ['buyer_position_too_large', { first: { size: 0n, cost: costly + 1n, collateral: wealth } }],
  ['seller_position_too_large', { second: small }],
  ['seller_position_too_large', { second: { size: 0n, cost: -costly - 1n, collateral: wealth } }],
  ['too_many_accounts', { venue: { unsettled: 2n ** 32n - 1n } }],
  ['buyer_margin_too_low', { first: { collateral: 2_210n } }],
  ['seller_margin_too_low', { second: { collateral: 2_010n } }],
]);

test('the margin is met exactly: fee, loss to the mark, and the initial margin', () => {
  const exact = { first: { collateral: 2_211n }, second: { collateral: 2_011n } };
  expect(codeFor(base, exact)).toBe('accepted');
});

test('advice and volatility raise the initial margin, the greater of the two', () => {
  const exact = { first: { collateral: 2_211n }, second: { collateral: 9_000n } };
  const advice = { venue: { advice: { rate: 1_000n, until: START + 1n } } };
  expect(codeFor(base, exact, advice)).toBe('buyer_margin_too_low');
  expect(codeFor(base, exact, advice, { first: { collateral: 2_231n } })).toBe('accepted');
  expect(codeFor(base, exact, { venue: { advice: { rate: 1_000n, until: START } } })).toBe(
    'accepted',
  );
  const lower = { rate: 900n, until: START + 1n };
  const both = { venue: { advice: lower, volatility: { rate: 1_000n } } };
  expect(codeFor(base, exact, both)).toBe('buyer_margin_too_low');
  expect(codeFor(base, exact, both, { first: { collateral: 2_231n } })).toBe('accepted');
});

test('lots change hands free of the funding charged before', () => {
  expect(outcomeFor(base, { venue: { funding: { cumulative: 30n } } })).toMatchObject({
    touched: [{ cost: 19_600n }, { cost: -19_600n }],
  });
});

test('the limits are reached exactly', () => {
  expect(codeFor(base, { first: { ...large, size: LOTS - 20n } })).toBe('accepted');
  const outcome = codeFor(base, { first: { size: 0n, cost: costly, collateral: 2n ** 95n } });
  expect(outcome).toBe('accepted');
  expect(codeFor(base, { venue: { unsettled: 2n ** 32n - 2n } })).toBe('accepted');
});

const closing = {
  venue: { badDebt: { amount: 1n }, openInterest: 20n, unsettled: 2n },
  first: { collateral: 5n, size: -20n, cost: -20_200n },
  second: { size: 20n, cost: 20_200n },
} as const;

test('a side that only reduces pays what fee it can and may end with nothing', () => {
  expect(outcomeFor(base, closing)).toMatchObject({
    venue: { fees: 16n, openInterest: 0n, unsettled: 0n },
    touched: [
      { collateral: 0n, size: 0n, cost: 0n },
      { collateral: 9_989n, size: 0n, cost: 0n },
    ],
  });
});

test('a reduction to size 0 with cost left keeps the account busy', () => {
  expect(outcomeFor(base, closing, { second: { cost: 20_100n } })).toMatchObject({
    venue: { unsettled: 1n },
    touched: [
      { size: 0n, cost: 0n },
      { size: 0n, cost: -100n },
    ],
  });
});

test('crossing zero opens: it needs the margin of the new side', () => {
  const crossing = { first: { collateral: 100n, size: -19n, cost: -19_000n } };
  expect(codeFor(base, crossing)).toBe('buyer_margin_too_low');
  expect(codeFor(base, crossing, { event: { lots: 19n, price: 1_000n } })).toBe('accepted');
});

test('an account below margin may reduce, not at a price that lowers its ratio', () => {
  const thin = { first: { collateral: 1_000n, size: -20n, cost: -20_000n }, event: { lots: 10n } };
  expect(codeFor(base, thin, { event: { price: 1_000n } })).toBe('accepted');
  expect(codeFor(base, thin, { event: { price: 1_049n } })).toBe('accepted');
  expect(codeFor(base, thin, { event: { price: 1_050n } })).toBe('buyer_margin_too_low');
});

test('an account under water may reduce at the mark without a fee to pay, not above it', () => {
  const under = { first: { collateral: 0n, size: -20n, cost: -19_000n }, event: { lots: 10n } };
  expect(codeFor(base, under, { event: { price: 1_000n } })).toBe('accepted');
  expect(codeFor(base, under, { event: { price: 1_001n } })).toBe('buyer_margin_too_low');
});

test('a healthy account cannot reduce at a price worse than its equity per lot', () => {
  const loose = { venue: { params: { initialRate: 20_000n, maintenanceRate: 10_000n } } };
  const healthy = { first: { collateral: 900n, size: -20n, cost: -20_000n } };
  const at = (price: bigint): string =>
    codeFor(base, loose, healthy, { event: { lots: 10n, price } });
  expect(at(1_044n)).toBe('accepted');
  expect(at(1_045n)).toBe('buyer_margin_too_low');
});
