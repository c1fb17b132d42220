// Guards and edges of collectFees.
import { expect, test } from 'vitest';
import type { CollectFees } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: CollectFees = { kind: 'collectFees', amount: 40n, now: START };
const base = situation(event, { vault: 300n, fees: 101n });

testGuards<CollectFees>('collect-fees', base, [
  ...outside<CollectFees>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<CollectFees>('amount_out_of_range', 'amount', 1n, 2n ** 96n - 1n),
  ['winding_down', { venue: { mode: { kind: 'windingDown' } } }],
  ['bad_debt', { venue: { badDebt: { amount: 1n } } }],
  ['fees_too_low', { event: { amount: 102n } }],
  ['fee_window_full', { event: { amount: 51n } }],
  ['fee_window_full', { venue: { feeDraws: { start: START - 3_599n, cap: 50n, used: 11n } } }],
]);

test('fees leave the vault within the window, which is opened by the first draw', () => {
  expect(outcomeFor(base)).toMatchObject({
    venue: { vault: 260n, fees: 61n, feeDraws: { start: START, cap: 50n, used: 40n } },
  });
  const open = { venue: { feeDraws: { start: START - 3_599n, cap: 50n, used: 10n } } };
  expect(outcomeFor(base, open)).toMatchObject({
    venue: { feeDraws: { start: START - 3_599n, cap: 50n, used: 50n } },
  });
});

test('what the end of a book left in the fees can be collected', () => {
  expect(codeFor(base, { venue: { mode: { kind: 'wound' } } })).toBe('accepted');
});
