// Guards of advise: advice is raised, not lowered, and ends.
import { expect, test } from 'vitest';
import type { Advise } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Advise = { kind: 'advise', rate: 50_000n, until: START + 100n, now: START };
const base = situation(event, { advice: { rate: 50_000n, until: START + 100n } });

testGuards<Advise>('advise', base, [
  ...outside<Advise>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<Advise>('rate_out_of_range', 'rate', 0n, 200_000n),
  ...outside<Advise>('until_out_of_range', 'until', START, START + 3_600n),
  ['advice_not_raised', { event: { rate: 49_999n } }],
  ['advice_not_raised', { event: { until: START + 99n } }],
]);

test('advice that has ended may be followed by any', () => {
  const ended = { venue: { advice: { until: START } }, event: { rate: 0n, until: START } };
  expect(codeFor(base, ended)).toBe('accepted');
});

test.each(['active', 'reduceOnly', 'halted', 'windingDown', 'wound'] as const)(
  'advice is taken when %s, and changes nothing else',
  (kind) => {
    const outcome = outcomeFor(base, { venue: { mode: { kind } } }, { event: { rate: 60_000n } });
    expect(outcome).toEqual({
      kind: 'accepted',
      venue: {
        ...base.venue,
        mode: { ...base.venue.mode, kind },
        advice: { rate: 60_000n, until: START + 100n },
      },
      touched: [],
    });
  },
);
