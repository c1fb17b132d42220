// Guards and edges of deposit.
import { expect, test } from 'vitest';
import type { Deposit } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const LIMIT = 2n ** 96n - 1n;
const event: Deposit = { kind: 'deposit', account: 7n, amount: 500n, height: 4_988n, now: START };
const base = situation(event, { vault: 100n, fees: 100n });

testGuards<Deposit>('deposit', base, [
  ...outside<Deposit>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<Deposit>('amount_out_of_range', 'amount', 1n, LIMIT),
  ...outside<Deposit>('height_out_of_range', 'height', 0n, 2n ** 40n),
  ['wound', { venue: { mode: { kind: 'wound' } } }],
  ['not_confirmed', { event: { height: 4_989n } }],
  ['vault_full', { venue: { vault: LIMIT - 499n } }],
]);

test('a deposit fills the vault to its limit exactly', () => {
  expect(codeFor(base, { venue: { vault: LIMIT - 500n } })).toBe('accepted');
});

const modes = ['active', 'reduceOnly', 'halted', 'windingDown'] as const;
test.each(modes)('a deposit is accepted when %s', (kind) => {
  expect(codeFor(base, { venue: { mode: { kind } } })).toBe('accepted');
});

test('a deposit needs no fresh index or chain', () => {
  const outcome = outcomeFor(base, { event: { now: START + 10_000n } });
  expect(outcome).toMatchObject({
    kind: 'accepted',
    venue: { vault: 600n, clock: START + 10_000n },
  });
});
