// Guards and edges of heartbeat: reorg, stall, replay, and the way back after a reorg.
import { expect, test } from 'vitest';
import type { Heartbeat } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Heartbeat = {
  kind: 'heartbeat',
  height: 5_001n,
  hash: 78n,
  parent: 77n,
  time: START + 12n,
  baseFee: 40n,
  now: START + 13n,
};
const base = situation(event, {});
const halted = { kind: 'halted', since: START + 13n, served: 0n, reason: 'reorg' };

testGuards<Heartbeat>('heartbeat', base, [
  ...outside<Heartbeat>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<Heartbeat>('height_out_of_range', 'height', 0n, 2n ** 40n),
  ...outside<Heartbeat>('hash_out_of_range', 'hash', 0n, 2n ** 120n),
  ...outside<Heartbeat>('parent_out_of_range', 'parent', 0n, 2n ** 120n),
  ...outside<Heartbeat>('base_fee_out_of_range', 'baseFee', 0n, 2n ** 64n),
  ['block_time_out_of_range', { event: { time: -1n } }],
  ['block_time_out_of_range', { event: { time: START + 14n } }],
  ['duplicate_block', { event: { height: 5_000n, hash: 77n } }],
  ['height_skipped', { event: { height: 5_011n } }],
  ['block_time_not_newer', { event: { time: START, height: 5_001n } }],
  ['block_time_not_newer', { event: { time: START, height: 4_999n, hash: 76n } }],
]);

test.each([
  ['a lower height', { height: 4_999n }],
  ['another hash at the known height', { height: 5_000n }],
  ['another parent', { parent: 76n }],
  ['another parent, with an old time', { parent: 76n, time: START - 5n }],
])('%s is a reorg: it halts and keeps the chain', (_name, change) => {
  const outcome = outcomeFor(base, { event: change });
  expect(outcome).toMatchObject({
    venue: { mode: halted, chain: base.venue.chain, clock: START + 13n },
  });
});

test('a second reorg does not renew the halt', () => {
  const mode = { kind: 'halted', since: START, served: 9n, reason: 'guardian' } as const;
  const outcome = outcomeFor(base, { venue: { mode } }, { event: { height: 4_999n } });
  expect(outcome).toMatchObject({ venue: { mode } });
});

test('the winning branch is followed again once a height is skipped, at the least maxSkip', () => {
  const least = { venue: { params: { maxSkip: 2n } } };
  const outcome = outcomeFor(base, least, { event: { height: 5_002n, hash: 5n, parent: 4n } });
  expect(outcome).toMatchObject({
    venue: { mode: { kind: 'active' }, chain: { height: 5_002n, hash: 5n } },
  });
});

test('a heartbeat just in time leaves the chain steady, a late one does not', () => {
  const inTime = outcomeFor(base, { event: { now: START + 60n } });
  expect(inTime).toMatchObject({ venue: { chain: { steadyFrom: START } } });
  const late = outcomeFor(base, { event: { now: START + 61n } });
  expect(late).toMatchObject({
    venue: {
      chain: { time: START + 12n, steadyFrom: START + 181n, baseFee: 40n },
      graceUntil: START + 301n,
    },
  });
});

test('the replay of the known head is a duplicate, whatever its other fields', () => {
  expect(codeFor(base, { event: { height: 5_000n, hash: 77n, parent: 1n, time: 0n } })).toBe(
    'duplicate_block',
  );
});

test.each([
  ['long after a resumption counts from nothing', START - 3_588n, 0n],
  ['soon after a resumption goes on counting', START - 3_587n, 500n],
])('a halt %s', (_name, since, served) => {
  const mode = { kind: 'active', since, served: 500n, reason: 'breaker' } as const;
  const outcome = outcomeFor(base, { venue: { mode } }, { event: { height: 4_999n } });
  expect(outcome).toMatchObject({ venue: { mode: { ...halted, served } } });
});

test.each(['windingDown', 'wound'] as const)('a reorg halts no book that is %s', (kind) => {
  const outcome = outcomeFor(base, { venue: { mode: { kind } } }, { event: { height: 4_999n } });
  expect(outcome).toMatchObject({ venue: { mode: { kind } } });
});
