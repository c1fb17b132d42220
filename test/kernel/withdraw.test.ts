// Guards and edges of withdraw: what a size needs, what a flat account needs, and that an
// idle account is held back by nothing but a halt.
import { expect, test } from 'vitest';
import type { Withdraw } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outside, situation, testGuards } from './guards.ts';

const LIMIT = 2n ** 96n - 1n;
const event: Withdraw = { kind: 'withdraw', account: 7n, amount: 1_000n, now: START };
const busy = situation(
  event,
  { vault: 9_000n, unsettled: 2n, openInterest: 10n },
  { collateral: 3_000n, size: 10n, cost: 10_000n },
);
const idle = situation(event, { vault: 3_000n }, { collateral: 3_000n });

testGuards<Withdraw>('withdraw', busy, [
  ...outside<Withdraw>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<Withdraw>('amount_out_of_range', 'amount', 1n, LIMIT),
  ['collateral_too_low', { event: { amount: 3_001n } }],
  ['not_open', { venue: { mode: { kind: 'halted', since: 0n } }, first: { size: 10n } }],
  ['not_open', { venue: { mode: { kind: 'halted', since: 0n } }, first: { size: 0n, cost: 1n } }],
  ['not_open', { venue: { mode: { kind: 'windingDown' } }, first: { size: 10n } }],
  [
    'exit_delayed',
    { venue: { mode: { kind: 'halted', since: START - 3_600n } }, first: { size: 0n, cost: 0n } },
  ],
  ['index_stale', { venue: { index: { time: START - 61n } }, first: { size: 10n } }],
  ['chain_stale', { venue: { chain: { time: START - 61n } }, first: { size: 10n } }],
  ['chain_stale', { venue: { chain: { steadyFrom: START + 1n } }, first: { size: 10n } }],
  ['funding_due', { venue: { funding: { last: START - 3_600n } }, first: { size: 10n } }],
  ['margin_too_low', { event: { amount: 2_001n } }],
  ['margin_too_low', { first: { size: -10n, cost: -10_000n }, event: { amount: 2_001n } }],
  ['margin_too_low', { first: { size: 0n, cost: 2_001n } }],
]);

test('gains on paper cannot be withdrawn', () => {
  const rich = { first: { cost: 5_000n } };
  expect(codeFor(busy, rich, { event: { amount: 2_000n } })).toBe('accepted');
  expect(codeFor(busy, rich, { event: { amount: 2_001n } })).toBe('margin_too_low');
});

test('a flat account leaves without a price, less what it owes', () => {
  const flat = { first: { size: 0n, cost: 2_000n }, event: { now: START + 10_000n } };
  expect(codeFor(busy, flat)).toBe('accepted');
});

test('an idle account takes all it has, whatever is stale', () => {
  const late = { event: { amount: 3_000n, now: 2n ** 40n } };
  expect(codeFor(idle, late)).toBe('accepted');
});

test('a halt holds an idle account for exitDelay seconds and not one more', () => {
  const halt = (since: bigint) => ({ venue: { mode: { kind: 'halted', since } } }) as const;
  expect(codeFor(idle, halt(START - 3_600n))).toBe('exit_delayed');
  expect(codeFor(idle, halt(START - 3_601n))).toBe('accepted');
});

test('halts one after another hold an idle account no longer than one', () => {
  const mode = { kind: 'halted', since: START - 600n, served: 3_000n } as const;
  const halt = { venue: { mode } };
  expect(codeFor(idle, halt)).toBe('exit_delayed');
  expect(codeFor(idle, halt, { venue: { mode: { served: 3_001n } } })).toBe('accepted');
});

test.each(['windingDown', 'wound'] as const)('an idle account leaves when %s', (kind) => {
  expect(codeFor(idle, { venue: { mode: { kind } } })).toBe('accepted');
});
