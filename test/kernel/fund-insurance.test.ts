// Guards of fundInsurance.
import type { FundInsurance } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { outside, situation, testGuards } from './guards.ts';

const LIMIT = 2n ** 96n - 1n;
const event: FundInsurance = { kind: 'fundInsurance', amount: 50n, now: START };

testGuards<FundInsurance>('fund-insurance', situation(event, {}), [
  ...outside<FundInsurance>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ...outside<FundInsurance>('amount_out_of_range', 'amount', 1n, LIMIT),
  ['winding_down', { venue: { mode: { kind: 'windingDown' } } }],
  ['winding_down', { venue: { mode: { kind: 'wound' } } }],
  ['vault_full', { venue: { vault: LIMIT - 49n } }],
]);
