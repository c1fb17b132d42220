// dYdX v3, YFI, 17 and 18 November 2023: more than a hundred wallets long at five times, the gains
// used again as margin while the price rose by 215 %, then 30 % lost within an hour ($14,500 to
// $8,300 over the day). Lost there: $9M, 40 % of the insurance fund.
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, equityIn, foundBook, fund, glide, liquidateAll, modeIn, must, open,
  reopen, tell, venueIn,
} from './scenario.ts';

const LONGS = [1n, 2n, 3n, 4n, 5n]; // for a hundred wallets
const [MAKER, KEEPER] = [8n, 9n];
const LOTS = 500n; // YFI each: synthetic; prices in dollars
const INSURANCE = 22_500_000n;

test('gains on paper buy nothing, and the fall is liquidated on the way down', () => {
  const s = foundBook(4_600n, { payoutFloor: 1_000_000n });
  fund(s, LONGS.map((id) => [id, 460_000n])); // five times
  fund(s, [[MAKER, 90_000_000n], [KEEPER, 20_000_000n]]);
  must(s, { kind: 'fundInsurance', amount: INSURANCE });
  for (const id of LONGS) open(s, id, MAKER, LOTS);

  glide(s, 14_500n, 24n * 3_600n); // +215 %; the pace is synthetic
  expect(modeIn(s)).toBe('active');
  const more = { kind: 'trade', buyer: 1n, seller: MAKER, lots: LOTS, price: 14_500n } as const;
  expect(tell(s, more)).toBe('buyer_margin_too_low'); // gains of 4,950,000, collateral of 460,000

  // New longs at the top, at five times: $50M of open interest.
  fund(s, [[6n, 1_450_000n], [7n, 1_450_000n]]);
  open(s, 6n, MAKER, LOTS);
  open(s, 7n, MAKER, LOTS);
  const all = [...LONGS, 6n, 7n];
  const watch = () => {
    if (modeIn(s) === 'halted') reopen(s);
    liquidateAll(s, all, KEEPER);
  };
  glide(s, 10_150n, 3_600n, watch); // −30 % within the hour
  glide(s, 8_300n, 20n * 3_600n, watch);
  for (const id of [6n, 7n]) {
    expect(accountIn(s, id).size).toBeLessThan(LOTS / 2n);
    expect(equityIn(s, id)).toBeGreaterThan(0n); // out, with something left
  }
  expect(venueIn(s)).toMatchObject({ badDebt: { amount: 0n }, insurance: INSURANCE });
  checkVault(s);
});
