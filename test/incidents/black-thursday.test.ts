// Black Thursday, MakerDAO, 12 March 2020: ETH fell by half within a day, keepers' transactions
// were stuck and the oracle an hour behind; 36 % of the liquidations were won by bids of zero. Lost
// there: 62,890 ETH ($8.32M) taken for about 0 DAI, and 5.67M DAI of the system's own.
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, equityIn, foundBook, fund, glide, liquidateAll, modeIn, must, open, pass,
  reactivate, reopen, tell, venueIn,
} from './scenario.ts';

const [VAULT, SHORT, KEEPER, SAVER] = [1n, 2n, 3n, 4n];
const LOTS = 1_000n; // ETH; prices in cents

test('half the price in a day, an hour of it unheard: nothing is taken for nothing', () => {
  const s = foundBook(20_000n);
  // a vault at 150 % is a long whose equity is a third of its notional
  fund(s, [[VAULT, 6_666_700n], [SHORT, 30_000_000n], [KEEPER, 9_000_000n], [SAVER, 500_000n]]);
  must(s, { kind: 'fundInsurance', amount: 400_000n });
  open(s, VAULT, SHORT, LOTS);

  pass(s, 61n, { chain: true, feeds: [] }); // the oracle falls behind
  const take = { kind: 'liquidate', account: VAULT, liquidator: KEEPER, lots: 1n } as const;
  expect(tell(s, take)).toBe('index_stale');
  expect(tell(s, { kind: 'withdraw', account: SAVER, amount: 100_000n })).toBe('accepted');
  pass(s, 540n, { chain: true, feeds: [] });
  must(s, { kind: 'trip' });
  expect(modeIn(s)).toBe('halted');
  pass(s, 2_999n, { chain: true, feeds: [] }); // an hour in all
  expect(venueIn(s).index.price).toBe(20_000n);

  s.price = 17_100n; // what the market had come to meanwhile
  reopen(s);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['reduceOnly', 17_100n]);
  reactivate(s);
  expect(modeIn(s)).toBe('active');

  s.baseFee = 50_000_000n; // the congestion of the day: the reward rises to its cap of 1.5 %
  let taken = 0n;
  glide(s, 9_900n, 20n * 3_600n, () => {
    liquidateAll(s, [VAULT], KEEPER);
    if (taken === 0n && accountIn(s, VAULT).size < LOTS) taken = venueIn(s).index.price;
  });
  expect(taken).toBeGreaterThan(14_000n); // equity was left, so that the keeper was paid out of it
  expect(accountIn(s, VAULT).size).toBeLessThan(LOTS / 4n);
  expect(equityIn(s, VAULT)).toBeGreaterThan(0n); // its margin paid for it all
  expect(venueIn(s)).toMatchObject({ badDebt: { amount: 0n }, insurance: 400_000n });
  expect(accountIn(s, SAVER).collateral).toBe(400_000n);
  checkVault(s);
});
