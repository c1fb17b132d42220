// Guards and edges of report.
import { describe, expect, test } from 'vitest';
import type { Report } from '../../kernel/event.ts';
import type { Feed, FeedName, Feeds } from '../../kernel/state.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const LOTS = 2n ** 40n;
const names: readonly FeedName[] = ['first', 'second', 'third', 'fourth', 'fifth'];
const told: Feed = { price: 1_000n, time: START - 5n, strikes: 0n, until: 0n };
const feeds: Feeds = [told, told, told, told, told];
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
    const said = { price: 1_010n, time: START - 4n, until: START };
    const stored = feeds.map((old, at) => (at === i ? { ...old, ...said } : old));
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

const modes = ['active', 'reduceOnly', 'halted', 'windingDown', 'wound'] as const;
test.each(modes)('a report is accepted when %s', (kind) => {
  expect(codeFor(base, { venue: { mode: { kind } } })).toBe('accepted');
});

/** The feeds all say a price; the first one's report of it completes what the index is made of. */
function adopting(price: bigint, venue: object = {}): ReturnType<typeof outcomeFor> {
  const saying: Feed = { ...told, price };
  const said: Feeds = [told, saying, saying, saying, saying];
  const older = { venue: { index: { time: START - 9n }, feeds: said } };
  return outcomeFor(base, older, { venue }, { event: { price } });
}

const kept = { index: { price: 1_000n, time: START - 9n }, volatility: { rate: 0n } };
const broken = { mode: { kind: 'halted', since: START, served: 0n, reason: 'breaker' } };

describe('the breaker', () => {
  test.each<readonly [string, bigint, object]>([
    ['beyond breakerMove', 1_031n, { volatility: { rate: 9_000n } }],
    ['below by more than breakerMove', 969n, { volatility: { rate: 9_000n } }],
    [
      'beyond breakerMove from where the window began',
      1_000n,
      { breaker: { reference: 970n, start: START - 59n } },
    ],
    ['beyond the floor and the sigmas', 1_026n, { volatility: { rate: 4_333n } }],
  ])('stops a price %s, and nothing uses it', (_name, price, venue) => {
    const outcome = adopting(price, venue);
    const { volatility } = { ...kept, ...venue };
    expect(outcome).toMatchObject({ venue: { ...kept, volatility, ...broken } });
  });
  test.each<readonly [string, bigint, object]>([
    ['of breakerMove', 1_030n, { volatility: { rate: 9_000n } }],
    ['of the floor, however calm it was', 1_025n, {}],
    ['within the sigmas', 1_026n, { volatility: { rate: 4_334n } }],
    [
      'of breakerMove from where the window began',
      1_000n,
      { breaker: { reference: 971n, start: START - 59n } },
    ],
    [
      'far from where the last window began',
      1_000n,
      { breaker: { reference: 970n, start: START - 60n } },
    ],
  ])('lets a move %s pass', (_name, price, venue) => {
    expect(adopting(price, venue)).toMatchObject({
      venue: { index: { price, time: START - 5n }, mode: { kind: 'active' } },
    });
  });
  test('measures a new window from the index that it begins with', () => {
    const over = { breaker: { reference: 970n, start: START - 60n } };
    expect(adopting(1_010n, over)).toMatchObject({
      venue: { breaker: { reference: 1_000n, start: START } },
    });
  });
});

describe('volatility', () => {
  test('takes in the return with its weight, both rounded up', () => {
    const before = { volatility: { rate: 1_001n, updated: START - 10n } };
    expect(adopting(1_010n, before)).toMatchObject({
      venue: { volatility: { rate: 1_901n, updated: START } },
    });
  });
  test('is not worn down by an unchanged price within the period', () => {
    const before = { volatility: { rate: 1_001n, updated: START - 9n } };
    expect(adopting(1_000n, before)).toMatchObject({ venue: before });
  });
});

/** The first feed says a price of its own; the others agree, and the index is adopted. */
function straying(price: bigint, venue: object): ReturnType<typeof outcomeFor> {
  return outcomeFor(base, { venue: { index: { time: START - 9n } } }, { venue }, {
    event: { price },
  });
}

const withFirst = (change: Partial<Feed>): { readonly feeds: Feeds } =>
  ({ feeds: [{ ...told, ...change }, told, told, told, told] });
const first = (outcome: ReturnType<typeof outcomeFor>): Feed | null =>
  outcome.kind === 'accepted' ? outcome.venue.feeds[0] : null;

describe('a feed', () => {
  test('that strays is struck, one that does not is cleared', () => {
    expect(first(straying(1_011n, withFirst({ strikes: 1n })))?.strikes).toBe(2n);
    expect(first(straying(1_010n, withFirst({ strikes: 2n })))?.strikes).toBe(0n);
  });
  test('that strays for the third time in a row is quarantined', () => {
    expect(first(straying(1_011n, withFirst({ strikes: 2n })))).toMatchObject({
      strikes: 0n, until: START + 600n,
    });
  });
  test('that the quorum needs is not quarantined', () => {
    const gone: Feed = { ...told, until: START + 50n };
    const few: Feeds = [{ ...told, strikes: 2n }, gone, gone, told, told];
    const light = { quorum: 3n, feedWeights: [1n, 0n, 0n, 1n, 2n] } as const;
    expect(first(straying(1_011n, { feeds: few, params: { ...light } }))).toMatchObject({
      strikes: 0n, until: START + 600n,
    });
    const needed = { ...light, feedWeights: [1n, 0n, 0n, 1n, 1n], outlierRate: 20_000n } as const;
    expect(first(straying(1_021n, { feeds: few, params: needed }))).toMatchObject({ until: 0n });
  });
  test('that is quarantined is recorded, not heard and not judged', () => {
    const outcome = straying(1_011n, withFirst({ strikes: 0n, until: START + 1n }));
    const said = { price: 1_011n, time: START - 4n };
    expect(first(outcome)).toEqual({ ...said, strikes: 0n, until: START + 1n });
    expect(outcome).toMatchObject({ venue: { index: { price: 1_000n, time: START - 5n } } });
  });
  test('is not judged while nothing is adopted', () => {
    const halted = { ...withFirst({ strikes: 2n }), mode: { kind: 'halted' } };
    expect(first(straying(1_011n, halted))).toMatchObject({ strikes: 2n, until: 0n });
  });
});

test('while halted, reports are recorded and the index does not move', () => {
  const halted = { mode: { kind: 'halted', since: START } };
  expect(adopting(1_010n, halted)).toMatchObject({
    venue: { ...kept, ...halted, feeds: feeds.map(() => ({ price: 1_010n })) },
  });
});
