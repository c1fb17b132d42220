// Euler, 13 March 2023: an account gave its collateral away without a health check, and its owner's
// second account liquidated it at a discount of 20 %. Lost there: about $197M.
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, equityIn, foundBook, fund, liquidateAll, modeIn, must, open, pass,
  tell, venueIn,
} from './scenario.ts';

const [FIRST, SECOND, LENDER] = [1n, 2n, 3n];
const PRICE = 10_000n;
const MILLION = 1_000_000n;

test('nobody can make an account of their own liquidatable by an act', () => {
  const s = foundBook(PRICE);
  fund(s, [[FIRST, 30n * MILLION], [SECOND, 30n * MILLION], [LENDER, 200n * MILLION]]);
  open(s, FIRST, SECOND, 20_000n); // $200M on 30M: almost seven times
  const give = (amount: bigint) => tell(s, { kind: 'withdraw', account: FIRST, amount });
  expect(give(15n * MILLION)).toBe('margin_too_low');
  // The worst price at which it may deal with itself: what it loses counts at once.
  const worst = (lots: bigint) =>
    tell(s, { kind: 'trade', buyer: FIRST, seller: SECOND, lots, price: 10_500n });
  expect(worst(7_000n)).toBe('buyer_margin_too_low');
  expect(worst(5_000n)).toBe('accepted');
  expect(liquidateAll(s, [FIRST], SECOND)).toBe('maintenance_met');
  // A payment into insurance is a transfer of tokens: it takes nothing from an account.
  const before = accountIn(s, FIRST);
  must(s, { kind: 'fundInsurance', amount: 10n * MILLION });
  expect(accountIn(s, FIRST)).toEqual(before);
  expect(modeIn(s)).toBe('active');
  checkVault(s);
});

test('liquidating oneself after a move takes no more than the two accounts had', () => {
  const s = foundBook(PRICE);
  fund(s, [[FIRST, 21n * MILLION], [SECOND, 60n * MILLION], [LENDER, 200n * MILLION]]);
  open(s, LENDER, FIRST, 20_000n); // the lender is long, the attacker short
  s.price = 10_250n;
  pass(s, 60n);
  s.price = 10_500n;
  pass(s, 120n);
  const own = equityIn(s, FIRST) + equityIn(s, SECOND);
  expect(liquidateAll(s, [FIRST], SECOND)).not.toBe('accepted');
  expect(accountIn(s, SECOND).size).toBeLessThan(0n);
  expect(equityIn(s, FIRST) + equityIn(s, SECOND)).toBe(own); // the reward came out of its own
  expect(equityIn(s, FIRST)).toBeGreaterThanOrEqual(0n);
  expect(venueIn(s).badDebt.amount).toBe(0n);
  checkVault(s);
});
