// Guards of halt: the guardian's turn, and how long until the next.
import { expect, test } from 'vitest';
import type { Halt } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Halt = { kind: 'halt', now: START };
const base = situation(event, {});

testGuards<Halt>('halt', base, [
  ...outside<Halt>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['not_open', { venue: { mode: { kind: 'halted' } } }],
  ['not_open', { venue: { mode: { kind: 'windingDown' } } }],
  ['not_open', { venue: { mode: { kind: 'wound' } } }],
  ['guardian_too_soon', { venue: { guardianFrom: START + 1n } }],
]);

test('the guardian halts once per period, in the reduced mode as well', () => {
  expect(codeFor(base, { venue: { mode: { kind: 'reduceOnly' } } })).toBe('accepted');
  expect(outcomeFor(base)).toMatchObject({
    venue: {
      mode: { kind: 'halted', since: START, served: 0n, reason: 'guardian' },
      guardianFrom: START + 7_200n,
    },
  });
});

test.each([
  [3_600n, 40n],
  [3_601n, 0n],
])('%s seconds after a resumption, %s seconds of earlier halts count', (ago, served) => {
  const mode = { since: START - ago, served: 40n };
  expect(outcomeFor(base, { venue: { mode } })).toMatchObject({ venue: { mode: { served } } });
});
