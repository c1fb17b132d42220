// Guards of trip: what counts as silence, and the reason that it leaves.
import { expect, test } from 'vitest';
import type { Trip } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Trip = { kind: 'trip', now: START };
const base = situation(event, { index: { time: START - 601n } });

testGuards<Trip>('trip', base, [
  ...outside<Trip>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['not_open', { venue: { mode: { kind: 'halted' } } }],
  ['not_open', { venue: { mode: { kind: 'windingDown' } } }],
  ['not_open', { venue: { mode: { kind: 'wound' } } }],
  ['nothing_silent', { venue: { index: { time: START - 600n } } }],
  [
    'nothing_silent',
    { venue: { index: { time: START - 600n }, chain: { time: START - 600n } } },
  ],
]);

const chainSilent = { chain: { time: START - 601n } };

test.each([
  ['index', {}],
  ['index', chainSilent],
  ['chain', { ...chainSilent, index: { time: START } }],
])('a silent %s halts by that reason', (reason, venue) => {
  expect(outcomeFor(base, { venue })).toMatchObject({
    venue: { mode: { kind: 'halted', since: START, served: 0n, reason } },
  });
});

test('a trip soon after a resumption goes on counting', () => {
  const mode = { kind: 'reduceOnly', since: START - 700n, served: 800n } as const;
  expect(outcomeFor(base, { venue: { mode } })).toMatchObject({
    venue: { mode: { kind: 'halted', served: 800n } },
  });
});
