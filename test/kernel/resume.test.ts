// Guards of resume, and what it sets: a quorum newer than the cooldown, grace, the reduced mode.
import { expect, test } from 'vitest';
import type { Resume } from '../../kernel/event.ts';
import type { Feed, Feeds } from '../../kernel/state.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Resume = { kind: 'resume', now: START };
const silent: Feed = { price: 0n, time: 0n, strikes: 0n, until: 0n };
const told: Feed = { ...silent, price: 900n, time: START - 10n };
const late: Feed = { ...told, time: START - 20n };
const mode = { kind: 'halted', since: START - 320n, served: 50n, reason: 'breaker' } as const;
const base = situation(event, { mode, feeds: [told, told, told, silent, silent] });
const away: Feed = { ...told, until: START + 1n };
const waited = { kind: 'reduceOnly', since: START - 300n } as const;
const two: Feeds = [told, told, late, late, late];

testGuards<Resume>('resume', base, [
  ...outside<Resume>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['not_halted', { venue: { mode: { kind: 'active' } } }],
  ['not_halted', { venue: { mode: { kind: 'windingDown' } } }],
  ['not_halted', { venue: { mode: { kind: 'wound' } } }],
  ['reduce_only_running', { venue: { mode: waited } }],
  ['cooldown_running', { venue: { mode: { kind: 'halted', since: START - 300n } } }],
  ['chain_stale', { venue: { mode, chain: { time: START - 61n } } }],
  ['chain_stale', { venue: { mode, chain: { steadyFrom: START + 1n } } }],
  ['quorum_missing', { venue: { feeds: two } }],
  ['quorum_missing', { venue: { feeds: [told, told, away, late, late] } }],
]);

test('a report that is not newer than the cooldown is not heard', () => {
  const shorter = { venue: { mode: { since: START - 321n } } };
  expect(codeFor(base, { venue: { feeds: two } }, shorter)).toBe('accepted');
});

test('the book resumes at the price of the quorum, however far it has gone', () => {
  expect(outcomeFor(base)).toMatchObject({
    venue: {
      index: { price: 900n, time: START - 10n },
      breaker: { reference: 900n, start: START },
      mode: { kind: 'reduceOnly', since: START, served: 370n, reason: 'breaker' },
      graceUntil: START + 120n,
    },
  });
});

test('nobody is charged funding for the halt', () => {
  const outcome = outcomeFor(base, { venue: { funding: { rate: 9n, last: START - 9_000n } } });
  expect(outcome).toMatchObject({ venue: { funding: { cumulative: 0n, rate: 9n, last: START } } });
});

test('the reduced mode ends by a second resume, without a price', () => {
  const over = { venue: { mode: { ...waited, since: START - 301n } } };
  const dead = { venue: { chain: { time: 0n }, feeds: [late, late, late, late, late] } } as const;
  expect(outcomeFor(base, over, dead)).toMatchObject({
    venue: { mode: { kind: 'active', since: START, served: 50n }, index: base.venue.index },
  });
});
