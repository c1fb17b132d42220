// Aave, 10 March 2026: an update of a capped price moved its time by seven days and its ratio by
// three days' worth, so that wstETH stood 2.85 % low. Lost there: 34 accounts with 10,938 wstETH
// ($26M to $27M) liquidated, 499 ETH of bonuses; no bad debt.
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, equityIn, foundBook, fund, glide, liquidateAll, modeIn, open,
  pass, reactivate, reopen, venueIn,
} from './scenario.ts';

const [BORROWER, OTHER, KEEPER] = [1n, 2n, 3n];
const FAIR = 1_000_000n;
const LOW = 971_500n;
const LOTS = 10_938n;

function levered() {
  const s = foundBook(FAIR);
  const margin = (LOTS * FAIR * 110n) / 1_000n;
  fund(s, [[BORROWER, margin], [OTHER, 20n * margin], [KEEPER, 20n * margin]]);
  open(s, BORROWER, OTHER, LOTS);
  glide(s, 965_000n, 7_200n); // close to its maintenance margin by a fall that is real: synthetic
  return s;
}

test('all five feeds 2.85 % low at once, in a calm market: the breaker stops it', () => {
  const s = levered();
  s.price = 965_000n - (965_000n * 28_500n) / 1_000_000n;
  pass(s, 30n);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['halted', 965_000n]);
  s.price = 965_000n; // mended before the cooldown is over
  reopen(s);
  reactivate(s);
  expect(liquidateAll(s, [BORROWER], KEEPER)).toBe('maintenance_met');
  expect(accountIn(s, BORROWER).size).toBe(LOTS);
  checkVault(s);
});

test('the same crept in is believed: it costs the reward on what is taken, and no one else', () => {
  const s = levered();
  glide(s, (965_000n * LOW) / FAIR, 3_600n); // synthetic
  expect(modeIn(s)).toBe('active');
  const before = equityIn(s, BORROWER);
  expect(liquidateAll(s, [BORROWER], KEEPER)).toBe('maintenance_met');
  const taken = LOTS - accountIn(s, BORROWER).size;
  expect(taken > 0n && taken <= LOTS).toBe(true);
  const lost = before - equityIn(s, BORROWER);
  const reward = (taken * venueIn(s).index.price * 10_000n) / 1_000_000n;
  expect(lost > 0n && lost <= reward).toBe(true);
  glide(s, 965_000n, 3_600n); // the price comes back; the lots do not
  expect(venueIn(s)).toMatchObject({ badDebt: { amount: 0n }, insurance: 0n });
  checkVault(s);
});
