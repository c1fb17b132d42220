// Guards and edges of accrueFunding: whole intervals, the cap, what is forgiven, who sets the rate.
import { expect, test } from 'vitest';
import type { AccrueFunding } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const MOST = 2n ** 40n - 1n;
const event: AccrueFunding = { kind: 'accrueFunding', by: 'anyone', rate: 20n, now: START };
const base = situation(event, {
  index: { price: 100_000n },
  funding: { cumulative: 7n, rate: 20n, last: START - 7_300n },
});

testGuards<AccrueFunding>('accrue-funding', base, [
  ...outside<AccrueFunding>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<AccrueFunding>('rate_out_of_range', 'rate', -MOST, MOST),
  ['not_open', { venue: { mode: { kind: 'halted' } } }],
  ['not_open', { venue: { mode: { kind: 'windingDown' } } }],
  ['index_stale', { venue: { index: { time: START - 61n } } }],
  ['chain_stale', { venue: { chain: { time: START - 61n } } }],
  ['chain_stale', { venue: { chain: { steadyFrom: START + 1n } } }],
  ['rate_not_yours', { event: { by: 'anyone', rate: 21n } }],
  ['nothing_to_accrue', { venue: { funding: { last: START - 3_599n } } }],
]);

test('whole intervals are charged at the old rate, and the rest of the time stays', () => {
  const outcome = outcomeFor(base, { event: { by: 'funder', rate: -3n } });
  expect(outcome).toMatchObject({
    venue: { funding: { cumulative: 47n, rate: -3n, last: START - 100n } },
  });
});

test('a new rate alone charges nothing', () => {
  const early = { venue: { funding: { last: START - 9n } } };
  expect(outcomeFor(base, early, { event: { by: 'funder', rate: 5n } })).toMatchObject({
    venue: { funding: { cumulative: 7n, rate: 5n, last: START - 9n } },
  });
});

test.each([
  ['both ways', 60n, 107n],
  ['for shorts as well', -60n, -93n],
])('the cap holds %s', (_name, rate, cumulative) => {
  const dear = { venue: { funding: { rate } }, event: { rate } };
  expect(outcomeFor(base, dear)).toMatchObject({ venue: { funding: { cumulative } } });
});

test('beyond maxIntervals the time is forgiven', () => {
  const long = { venue: { funding: { last: START - 36_050n } } };
  expect(outcomeFor(base, long)).toMatchObject({
    venue: { funding: { cumulative: 87n, last: START - 50n } },
  });
});

test('the cumulative funding stays in its range', () => {
  const edge = { venue: { funding: { cumulative: 2n ** 40n - 1n } } };
  expect(outcomeFor(base, edge)).toMatchObject({ venue: { funding: { cumulative: 2n ** 40n } } });
  expect(codeFor(base, edge)).toBe('accepted');
});
