// Guards of cancel: a blocking minority, and only of the proposal that it names.
import { expect, test } from 'vitest';
import type { Cancel } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Cancel = { kind: 'cancel', hash: 5n, weight: 400_001n, now: START };
const proposal = { action: 'params', hash: 5n, weight: 700_000n, until: START } as const;
const base = situation(event, { proposal });

testGuards<Cancel>('cancel', base, [
  ...outside<Cancel>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<Cancel>('weight_out_of_range', 'weight', 0n, 1_000_000n),
  ['no_such_proposal', { event: { hash: 6n } }],
  ['no_such_proposal', { venue: { proposal: { action: 'none' } } }],
  ['quorum_missing', { event: { weight: 400_000n } }],
]);

test('a proposal that is cancelled is none, and nothing else has changed', () => {
  expect(outcomeFor(base)).toEqual({
    kind: 'accepted',
    venue: { ...base.venue, proposal: { ...base.venue.proposal, action: 'none' } },
    touched: [],
  });
});

test('a winding down can be cancelled while it is only proposed', () => {
  expect(codeFor(base, { venue: { proposal: { action: 'windDown' } } })).toBe('accepted');
});
