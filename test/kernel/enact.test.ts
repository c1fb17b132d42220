// Guards of enact, and the ramp: no raise takes maintenance margin with it in the step.
import { expect, test } from 'vitest';
import type { Enact } from '../../kernel/event.ts';
import type { Params } from '../../kernel/state.ts';
import { params, START } from './fixture.ts';
import { codeFor, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Enact = { kind: 'enact', hash: 5n, now: START };
const proposal = {
  action: 'params', hash: 5n, weight: 600_000n, from: START, until: START,
} as const;

function proposing(change: Partial<Params>): { readonly venue: object } {
  return { venue: { proposal: { ...proposal, params: { ...params, ...change } } } };
}

const steep = { maintenanceRate: 60_000n, initialRate: 120_000n, breakerMove: 38_000n };
const base = situation(event, { proposal: { ...proposal, params: { ...params, feeRate: 400n } } });

testGuards<Enact>('enact', base, [
  ...outside<Enact>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['winding_down', { venue: { mode: { kind: 'windingDown' } } }],
  ['winding_down', { venue: { mode: { kind: 'wound' } } }],
  ['no_such_proposal', { event: { hash: 6n } }],
  ['no_such_proposal', { venue: { proposal: { action: 'none' } } }],
  ['no_such_proposal', { venue: { proposal: { action: 'windDown' } } }],
  ['delay_running', { venue: { proposal: { from: START + 1n } } }],
  ['proposal_expired', { venue: { proposal: { from: START - 9n, until: START - 1n } } }],
  ['halt_prolonged', {
    venue: { mode: { kind: 'halted' }, params: { maxHalt: params.maxHalt - 1n } },
  }],
  ['raise_too_steep', proposing(steep)],
]);

test('the proposed set becomes the book of rules, and the proposal is spent', () => {
  expect(outcomeFor(base)).toMatchObject({
    venue: {
      params: { ...params, feeRate: 400n },
      ramp: { discount: 0n, start: START },
      proposal: { action: 'none' },
    },
  });
});

test.each<readonly [string, Partial<Params>, bigint]>([
  ['of the maintenance rate', { maintenanceRate: 60_000n }, 10_000n],
  ['of the base gap', { gapBase: 3_000n }, 3_000n],
  ['of the weight of volatility', { gapVolatility: 2_000_000n }, 2_000n],
  ['of the weight of age', { gapPerSecond: 80n }, 2_400n],
  ['of both that cancels', { maintenanceRate: 48_000n, gapBase: 2_000n }, 0n],
])('a raise %s begins with a discount of its size', (_name, change, discount) => {
  const aged = { venue: { volatility: { rate: 2_000n }, index: { time: START - 30n } } };
  expect(outcomeFor(base, aged, proposing(change))).toMatchObject({
    venue: { ramp: { discount, start: START } },
  });
});

test('a raise during a ramp counts from what is in force, a lowering ends it', () => {
  const running = { venue: { ramp: { discount: 3_000n, start: START - 100n } } };
  expect(outcomeFor(base, running, proposing({ maintenanceRate: 51_000n }))).toMatchObject({
    venue: { ramp: { discount: 3_000n, start: START } },
  });
  expect(outcomeFor(base, running, proposing({ maintenanceRate: 47_600n }))).toMatchObject({
    venue: { ramp: { discount: 0n, start: START } },
  });
});

test('a discount may not leave less than a move and a reward need', () => {
  const aged = { venue: { index: { time: START - 30n } } };
  expect(codeFor(base, aged, proposing({ gapPerSecond: 81n }))).toBe('accepted');
  expect(codeFor(base, aged, proposing({ gapPerSecond: 82n }))).toBe('raise_too_steep');
});
