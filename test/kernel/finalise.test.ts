// Guards and edges of finalise: insurance pays first, the claims bear the rest.
import { expect, test } from 'vitest';
import type { Finalise } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Finalise = { kind: 'finalise', now: START };
const base = situation(event, {
  mode: { kind: 'windingDown', since: 5n, reason: 'index' },
  vault: 900n, pool: 100n, insurance: 30n, fees: 7n,
  badDebt: { amount: 50n, since: 3n },
  windDown: { mark: 970n, claims: 150n },
});

testGuards<Finalise>('finalise', base, [
  ...outside<Finalise>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['not_winding_down', { venue: { mode: { kind: 'active' } } }],
  ['not_winding_down', { venue: { mode: { kind: 'halted' } } }],
  ['not_winding_down', { venue: { mode: { kind: 'wound' } } }],
  ['accounts_unsettled', { venue: { unsettled: 1n } }],
]);

test('all insurance goes to the pool before the claims bear anything', () => {
  expect(outcomeFor(base)).toMatchObject({
    venue: {
      pool: 130n, insurance: 0n, fees: 7n, badDebt: { amount: 0n },
      mode: { kind: 'wound', since: START, reason: 'index' },
      windDown: { mark: 970n, claims: 150n, frozenPool: 130n, frozenClaims: 150n },
    },
  });
});

test('insurance that nobody needs goes to the fees', () => {
  expect(outcomeFor(base, { venue: { insurance: 80n } })).toMatchObject({
    venue: { pool: 150n, insurance: 0n, fees: 37n, windDown: { frozenPool: 150n } },
  });
});
