// Guards and edges of report.
import { expect, test } from 'vitest';
import type { FeedName, Feeds, Report } from '../../kernel/state.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const LOTS = 2n ** 40n;
const names: readonly FeedName[] = ['first', 'second', 'third', 'fourth', 'fifth'];
const feeds: Feeds = [
  { price: 1_000n, time: START - 5n },
  { price: 1_000n, time: START - 5n },
  { price: 1_000n, time: START - 5n },
  { price: 1_000n, time: START - 5n },
  { price: 1_000n, time: START - 5n },
];
const event: Report = {
  kind: 'report',
  feed: 'first',
  price: 1_010n,
  time: START - 4n,
  now: START,
};
const base = situation(event, { feeds });

testGuards<Report>('report', base, [
  ...outside<Report>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<Report>('price_out_of_range', 'price', 1n, LOTS - 1n),
  ...outside<Report>('report_time_out_of_range', 'time', 0n, START),
  ['report_not_newer', { event: { time: START - 5n } }],
]);

test.each(names.map((feed, i) => [feed, i] as const))(
  'the %s feed is stored in its place',
  (feed, i) => {
    const outcome = outcomeFor(base, { event: { feed } });
    const stored = feeds.map((old, at) => (at === i ? { price: 1_010n, time: START - 4n } : old));
    expect(outcome).toMatchObject({
      venue: { feeds: stored, index: { price: 1_000n, time: START } },
    });
  },
);

test('the index is adopted when the quorum is newer than it', () => {
  const outcome = outcomeFor(base, { venue: { index: { time: START - 6n } } });
  expect(outcome).toMatchObject({ venue: { index: { price: 1_002n, time: START - 5n } } });
});

test('a quorum as old as the index is not adopted, nor less than a quorum', () => {
  const old = { venue: { index: { time: START - 5n } } };
  expect(outcomeFor(base, old)).toMatchObject({
    venue: { index: { time: START - 5n, price: 1_000n } },
  });
  const heavy = {
    venue: { index: { time: START - 9n }, params: { feedWeights: [3n, 0n, 0n, 0n, 0n] } },
  } as const;
  expect(outcomeFor(base, heavy)).toMatchObject({ venue: { index: { time: START - 4n } } });
  const light = { venue: { params: { feedWeights: [2n, 0n, 0n, 0n, 0n] } } } as const;
  expect(outcomeFor(base, heavy, light)).toMatchObject({ venue: { index: { time: START - 9n } } });
});

test.each(['active', 'reduceOnly', 'halted'] as const)('a report is accepted when %s', (kind) => {
  expect(codeFor(base, { venue: { mode: { kind } } })).toBe('accepted');
});
