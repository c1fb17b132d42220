// Hyperliquid, 26 March 2025: a short of 398M JELLY ($4M) against its own longs at $0.0095; the
// spot price pumped more than fourfold, and the short put upon a shared vault. Lost there: $10.6M
// to $13.5M unrealised, undone by delisting at the old price.
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, climb, equityIn, foundBook, fund, modeIn, must, open, pass, tell,
  venueIn,
} from './scenario.ts';

const [SHORT, LONG, VAULT_OWNER] = [1n, 2n, 3n];
const LOTS = 398_000_000n; // JELLY; prices in ten-thousandths of a cent
const PRICE = 9_500n;
const MARGIN = 400_000_000_000n;
const INSURANCE = 1_000_000_000_000n;

test('nobody is made to take the short; once worth nothing it is closed against the longs', () => {
  const s = foundBook(PRICE, { payoutFloor: 1_000_000_000_000n });
  fund(s, [[SHORT, MARGIN], [LONG, 10n * MARGIN], [VAULT_OWNER, 60n * MARGIN]]);
  must(s, { kind: 'fundInsurance', amount: INSURANCE });
  open(s, LONG, SHORT, LOTS);
  const taken = { kind: 'withdraw', account: SHORT, amount: 25_000_000_000n } as const;
  expect(tell(s, taken)).toBe('margin_too_low'); // it cannot force its own liquidation

  let closed = 0n;
  climb(s, 43_000n, 14_000n, () => { // as fast as the breaker lets pass: synthetic
    const close = { kind: 'deleverage', account: SHORT, counterparty: LONG, lots: LOTS } as const;
    if (closed === 0n && equityIn(s, SHORT) < 0n) {
      must(s, close);
      closed = venueIn(s).index.price;
    }
  });
  expect(modeIn(s)).toBe('active');
  const owed = accountIn(s, SHORT).cost - accountIn(s, SHORT).collateral;
  expect(owed * 1_000_000n).toBeLessThan(LOTS * closed * 14_001n); // at most one move too late
  must(s, { kind: 'resolve', account: SHORT });
  expect(venueIn(s).badDebt.amount).toBe(0n);
  expect(venueIn(s).insurance).toBe(INSURANCE - owed);
  pass(s, 30n);
  must(s, { kind: 'settle', account: LONG, by: LONG, most: 2n ** 90n });
  const took = accountIn(s, LONG).collateral - 11n * MARGIN;
  expect(took).toBeLessThanOrEqual(owed); // the two sides together gained no more than was drawn
  expect(accountIn(s, VAULT_OWNER).collateral).toBe(60n * MARGIN);
  checkVault(s);
});
