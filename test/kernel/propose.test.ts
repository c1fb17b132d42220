// Guards of propose: approvals, what may replace what, and only sets that could be enacted.
import { expect, test } from 'vitest';
import type { Propose } from '../../kernel/event.ts';
import { params, START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const DAY = 86_400n;
const event: Propose = {
  kind: 'propose',
  action: 'params',
  params: { ...params, feeRate: 400n },
  hash: 5n,
  weight: 600_000n,
  approvedUntil: START,
  now: START,
};
const base = situation(event, {});
const pending = { action: 'params', hash: 4n, weight: 600_000n, until: START } as const;

testGuards<Propose>('propose', base, [
  ...outside<Propose>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<Propose>('hash_out_of_range', 'hash', 0n, 2n ** 120n),
  ...outside<Propose>('weight_out_of_range', 'weight', 0n, 1_000_000n),
  ['winding_down', { venue: { mode: { kind: 'windingDown' } } }],
  ['winding_down', { venue: { mode: { kind: 'wound' } } }],
  ['approvals_expired', { event: { approvedUntil: START - 1n } }],
  ['approvals_too_long', { event: { approvedUntil: START + 604_801n } }],
  ['approvals_used', { venue: { proposal: { approvedUntil: START } } }],
  ['quorum_missing', { event: { weight: 599_999n } }],
  ['proposal_outweighed', { venue: { proposal: pending }, event: { weight: 600_000n } }],
  ['params_out_of_range', { event: { params: { ...params, quorum: 0n } } }],
  ['params_incoherent', { event: { params: { ...params, quorum: 2n } } }],
]);

test('a proposal waits for the delay and then lives for its life', () => {
  expect(outcomeFor(base)).toMatchObject({
    venue: {
      params,
      proposal: {
        action: 'params', params: event.params, hash: 5n, weight: 600_000n,
        from: START + DAY, until: START + 8n * DAY,
      },
    },
  });
});

test('more weight replaces a proposal, and so does any once it has expired', () => {
  const more = { venue: { proposal: pending }, event: { weight: 600_001n } };
  expect(codeFor(base, more)).toBe('accepted');
  const expired = { venue: { proposal: { ...pending, until: START - 1n } } };
  expect(codeFor(base, expired)).toBe('accepted');
  expect(codeFor(base, { venue: { proposal: { ...pending, action: 'none' } } })).toBe('accepted');
});

test('a halt does not stop governance', () => {
  expect(codeFor(base, { venue: { mode: { kind: 'halted' } } })).toBe('accepted');
});
