// Guards of windDown: the three ways in which the end falls due.
import { expect, test } from 'vitest';
import type { WindDownNow } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: WindDownNow = { kind: 'windDown', now: START };
const proposal = { action: 'windDown', from: START, until: START } as const;
const base = situation(event, { proposal, funding: { cumulative: 30n } });
const none = { action: 'none' } as const;

testGuards<WindDownNow>('wind-down', base, [
  ...outside<WindDownNow>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['winding_down', { venue: { mode: { kind: 'windingDown' } } }],
  ['winding_down', { venue: { mode: { kind: 'wound' } } }],
  ['not_due', { venue: { proposal: none } }],
  ['not_due', { venue: { proposal: { action: 'params' } } }],
  ['not_due', { venue: { proposal: { from: START + 1n } } }],
  ['not_due', { venue: { proposal: { until: START - 1n } } }],
  ['index_stale', { venue: { index: { time: START - 61n } } }],
  ['funding_due', { venue: { funding: { last: START - 3_600n } } }],
]);

test.each<readonly [string, object, string]>([
  ['a halt as long as maxHalt', { mode: { kind: 'halted', since: START - 86_400n } }, 'not_due'],
  ['a halt longer than it', { mode: { kind: 'halted', since: START - 86_401n } }, 'accepted'],
  [
    'halts together longer than it',
    { mode: { kind: 'halted', since: START - 1n, served: 86_400n } },
    'accepted',
  ],
  ['an open book that was halted long', { mode: { served: 90_000n } }, 'not_due'],
  ['a bad debt of maxDeficit', { badDebt: { amount: 1n, since: START - 604_800n } }, 'not_due'],
  ['a bad debt older than it', { badDebt: { amount: 1n, since: START - 604_801n } }, 'accepted'],
  ['a bad debt that is paid', { badDebt: { amount: 0n, since: 0n } }, 'not_due'],
])('%s', (_name, venue, code) => {
  expect(codeFor(base, { venue: { proposal: none } }, { venue })).toBe(code);
});

test('the last mark is fixed, and the book says why it ended', () => {
  const halted = { kind: 'halted', since: 5n, served: 2n, reason: 'index' } as const;
  expect(outcomeFor(base, { venue: { mode: halted } })).toMatchObject({
    venue: {
      windDown: { mark: 970n, claims: 0n },
      mode: { kind: 'windingDown', since: START, served: 2n, reason: 'index' },
    },
  });
});
