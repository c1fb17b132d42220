// Drift, 1 April 2026: two of five members of a council had signed in advance; without a delay the
// admin was replaced, a coin of the attacker's own listed as collateral and the guards raised. Lost
// there: about $285M in 31 withdrawals within 12 minutes.
import { expect, test } from 'vitest';
import type { Params } from '../../kernel/state.ts';
import { params } from '../kernel/fixture.ts';
import {
  accountIn, checkVault, foundBook, fund, modeIn, must, open, pass, type Scenario, tell, venueIn,
} from './scenario.ts';

const [LONG, SHORT, SAVER] = [1n, 2n, 3n];
const DAY = 86_400n;
const TWO_OF_FIVE = 400_000n;
const THREE_OF_FIVE = 600_000n;

function running(): Scenario {
  const s = foundBook(10_000n);
  fund(s, [[LONG, 2_000_000n], [SHORT, 2_000_000n], [SAVER, 309_000_000n]]);
  open(s, LONG, SHORT, 1_000n);
  return s;
}

function propose(s: Scenario, weight: bigint, change: Partial<Params>, approvedUntil = s.now) {
  const set = { ...params, ...change };
  const told = { kind: 'propose', action: 'params', params: set, hash: 9n } as const;
  return tell(s, { ...told, weight, approvedUntil });
}

test('two of five are no quorum, and what was signed long ago has ended', () => {
  const s = running();
  expect(propose(s, TWO_OF_FIVE, {})).toBe('quorum_missing');
  expect(propose(s, THREE_OF_FIVE, {}, s.now - 1n)).toBe('approvals_expired');
  expect(propose(s, THREE_OF_FIVE, {}, s.now + 8n * DAY)).toBe('approvals_too_long');
});

test('a captured quorum waits a day, within bounds it cannot change, and takes nothing', () => {
  const s = running();
  const before = [accountIn(s, LONG), accountIn(s, SHORT), accountIn(s, SAVER)];
  expect(propose(s, THREE_OF_FIVE, { maintenanceRate: 1n })).toBe('params_incoherent');
  expect(propose(s, THREE_OF_FIVE, { feeRate: 100_001n })).toBe('params_out_of_range');
  expect(propose(s, THREE_OF_FIVE, { approvalQuorum: 500_000n })).toBe('params_out_of_range');
  const loosest = { initialRate: 50_001n, payoutCap: 1_000_000n, exitDelay: 0n, feeRate: 100_000n };
  expect(propose(s, THREE_OF_FIVE, loosest)).toBe('accepted');
  expect(tell(s, { kind: 'enact', hash: 9n })).toBe('delay_running');

  // A day to see it: two of five others, with one more, could cancel it; savers can leave.
  expect(tell(s, { kind: 'cancel', hash: 9n, weight: TWO_OF_FIVE })).toBe('quorum_missing');
  expect(tell(s, { kind: 'withdraw', account: SAVER, amount: 309_000_000n })).toBe('accepted');
  must(s, { kind: 'trade', buyer: SHORT, seller: LONG, lots: 500n, price: 10_000n });
  pass(s, DAY);
  must(s, { kind: 'enact', hash: 9n });
  expect(venueIn(s).params.feeRate).toBe(100_000n);
  const after = [accountIn(s, LONG), accountIn(s, SHORT)].map((a) => a.collateral);
  expect(after).toEqual(before.slice(0, 2).map((a) => a.collateral - 2_500n)); // their own fees
  expect(modeIn(s)).toBe('active');
  checkVault(s);
});

test('a blocking minority ends it', () => {
  const s = running();
  propose(s, THREE_OF_FIVE, { feeRate: 100_000n });
  must(s, { kind: 'cancel', hash: 9n, weight: TWO_OF_FIVE + 1n });
  pass(s, DAY);
  expect(tell(s, { kind: 'enact', hash: 9n })).toBe('no_such_proposal');
  expect(venueIn(s).params).toEqual(params);
});
