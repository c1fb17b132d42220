// Guards and edges of settle, and that the ratio of payment never falls for those who come later.
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Settle } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Settle = { kind: 'settle', account: 7n, by: 7n, most: 10_000n, now: START };
const gain = situation(
  event,
  { vault: 2_300n, pool: 300n, badDebt: { amount: 100n }, unsettled: 2n },
  { collateral: 1_000n, size: 10n, cost: 9_799n },
);
const loss = { first: { cost: 10_250n } };
const unsecured = {
  first: { collateral: 0n, cost: 9_799n },
  venue: { pool: 0n, badDebt: { amount: 400n } },
};

testGuards<Settle>('settle', gain, [
  ...outside<Settle>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<Settle>('most_out_of_range', 'most', 1n, 2n ** 96n - 1n),
  ['not_open', { venue: { mode: { kind: 'halted' } } }],
  ['not_open', { venue: { mode: { kind: 'halted' } }, first: { size: 0n, cost: 5n } }],
  ['index_stale', { venue: { index: { time: START - 61n } }, first: { size: 10n } }],
  ['chain_stale', { venue: { chain: { time: START - 61n } }, first: { size: 10n } }],
  ['chain_stale', { venue: { chain: { steadyFrom: START + 1n } }, first: { size: 10n } }],
  ['funding_due', { venue: { funding: { last: START - 3_600n } }, first: { size: 10n } }],
  ['not_owner', { event: { by: 8n }, first: { size: 10n, cost: 9_799n } }],
  ['grace_running', { venue: { graceUntil: START + 1n }, first: { size: 10n, cost: 9_799n } }],
  ['nothing_to_settle', { first: { size: 10n, cost: 10_000n } }],
  ['nothing_to_settle', { venue: { pool: 0n, badDebt: { amount: 0n } }, first: { size: 10n } }],
  ['nothing_to_settle', { first: { collateral: 0n, cost: 10_250n } }],
  [
    'payout_window_full',
    {
      venue: {
        pool: 300n,
        badDebt: { amount: 100n },
        payouts: { start: START - 3_599n, cap: 200n, used: 51n },
      },
      first: { cost: 9_799n },
    },
  ],
  ['margin_too_low', unsecured],
]);

test('anyone settles a loss, and it takes no more than the collateral', () => {
  expect(outcomeFor(gain, loss, { event: { by: 8n }, first: { collateral: 200n } })).toMatchObject({
    venue: { pool: 500n, badDebt: { amount: 100n }, unsettled: 2n },
    touched: [{ collateral: 0n, size: 10n, cost: 10_050n }],
  });
});

test('a flat account settles without a price and ends idle', () => {
  const flat = { first: { size: 0n, cost: 40n }, event: { now: START + 10_000n } };
  expect(outcomeFor(gain, flat)).toMatchObject({
    venue: { pool: 340n, unsettled: 1n },
    touched: [{ collateral: 960n, size: 0n, cost: 0n }],
  });
});

test('a gain larger than all that is owed leaves pool and bad debt at zero', () => {
  expect(outcomeFor(gain, { first: { cost: 9_000n } })).toMatchObject({
    venue: { pool: 0n, badDebt: { amount: 0n } },
    touched: [{ collateral: 1_300n, cost: 9_400n }],
  });
});

test('an empty pool pays nothing: the owner gives the gain up against bad debt', () => {
  expect(outcomeFor(gain, { venue: { pool: 0n, badDebt: { amount: 90n } } })).toMatchObject({
    venue: { pool: 0n, badDebt: { amount: 0n } },
    touched: [{ collateral: 1_000n, cost: 9_889n }],
  });
});

test('a gain larger than the window can be realised in part', () => {
  const full = { venue: { payouts: { start: START - 1n, cap: 100n, used: 70n } } };
  expect(codeFor(gain, full)).toBe('payout_window_full');
  expect(outcomeFor(gain, full, { event: { most: 40n } })).toMatchObject({
    venue: { pool: 270n, badDebt: { amount: 90n }, payouts: { cap: 100n, used: 100n } },
    touched: [{ collateral: 1_030n, cost: 9_839n }],
  });
});

test('a window that is over is opened anew, by the pool of the moment', () => {
  const over = { venue: { payouts: { start: START - 3_600n, cap: 0n, used: 0n } } };
  expect(outcomeFor(gain, over)).toMatchObject({
    venue: { payouts: { start: START, cap: 1_000n, used: 150n } },
  });
  const large = { venue: { pool: 10_001n, badDebt: { amount: 0n } } };
  expect(outcomeFor(gain, over, large)).toMatchObject({
    venue: { payouts: { start: START, cap: 2_001n, used: 201n } },
  });
});

test('a gain counts the funding since the position was opened', () => {
  const paid = { venue: { funding: { cumulative: 15n } } };
  expect(outcomeFor(gain, paid)).toMatchObject({
    touched: [{ collateral: 1_038n, cost: 9_850n }],
  });
});

const money = fc.bigInt({ min: 0n, max: 10_000n });
property.prop([money, money, fc.bigInt({ min: 1n, max: 20_000n })])(
  'a gain settled leaves both sides non-negative and the ratio no lower',
  (pool, badDebt, due) => {
    const outcome = outcomeFor(gain, {
      venue: { pool, badDebt: { amount: badDebt }, params: { payoutFloor: 10n ** 6n } },
      first: { collateral: 100_000n, cost: 10_000n - due },
    });
    if (outcome.kind === 'rejected') {
      expect(pool + badDebt).toBe(0n);
      return;
    }
    const { pool: left, badDebt: debt } = outcome.venue;
    expect(left >= 0n && debt.amount >= 0n).toBe(true);
    expect(left * (pool + badDebt) >= pool * (left + debt.amount)).toBe(true);
  },
);
