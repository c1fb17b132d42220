// Venus and Blizz, LUNA, 12 and 13 May 2022: the feed stopped at its least answer of $0.107 while
// the market went to $0.01, and LUNA was lent against at ten times its value. Lost there: $11.2M
// (another source: 13.5M) and $8.3M.
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, equityIn, foundBook, fund, modeIn, must, open, pass, reopen, tell,
  venueIn,
} from './scenario.ts';

const [LONG, SHORT, NEWCOMER, SAVER] = [1n, 2n, 3n, 4n];
const LOTS = 1_000_000n; // thousands of LUNA: synthetic; prices in hundredths of a cent
const FLOOR = 1_070n;
const MARKET = 100n;

test('a feed that stops stops the book; loser, insurance, then winners bear the gap', () => {
  const s = foundBook(FLOOR, { payoutFloor: 1_000_000_000n });
  fund(s, [[LONG, 160_000_000n], [SHORT, 400_000_000n], [SAVER, 50_000_000n]]);
  must(s, { kind: 'fundInsurance', amount: 100_000_000n });
  open(s, LONG, SHORT, LOTS);

  pass(s, 61n, { chain: true, feeds: [] }); // the source has stopped answering
  fund(s, [[NEWCOMER, 200_000_000n]]);
  const buy = { kind: 'trade', buyer: NEWCOMER, seller: SHORT, lots: 1_000n } as const;
  expect(tell(s, { ...buy, price: FLOOR })).toBe('index_stale'); // not at ten times its value
  pass(s, 540n, { chain: true, feeds: [] });
  must(s, { kind: 'trip' });
  pass(s, 3_601n, { chain: true, feeds: [] });
  expect(tell(s, { kind: 'withdraw', account: SAVER, amount: 50_000_000n })).toBe('accepted');

  s.price = MARKET;
  reopen(s);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['reduceOnly', MARKET]);
  const owed = -equityIn(s, LONG);
  expect(owed).toBeGreaterThan(800_000_000n);

  // In grace: top-ups would come first; who is worth less than nothing is closed at once.
  must(s, { kind: 'deleverage', account: LONG, counterparty: SHORT, lots: LOTS });
  must(s, { kind: 'resolve', account: LONG });
  const { badDebt, insurance, pool } = venueIn(s);
  expect(insurance).toBe(50_000_000n);
  expect(badDebt.amount).toBe(owed - 50_000_000n);
  expect(modeIn(s)).toBe('reduceOnly');
  pass(s, 150n);
  const gain = { kind: 'settle', account: SHORT, by: SHORT, most: 2n ** 90n } as const;
  must(s, gain);
  const paid = accountIn(s, SHORT).collateral - (400_000_000n - 535_000n);
  expect(paid).toBe(pool); // all that there was, against a gain of 970,000,000
  expect(venueIn(s)).toMatchObject({ pool: 0n, badDebt: { amount: 0n } });
  expect(accountIn(s, NEWCOMER).collateral).toBe(200_000_000n);
  checkVault(s);
});

test('five feeds that go on repeating the floor are believed, and margin limits the harm', () => {
  const s = foundBook(FLOOR);
  fund(s, [[NEWCOMER, 107_000_000n], [SHORT, 400_000_000n]]);
  pass(s, 600n); // the market is at a tenth, the feeds say 0.107
  // There is no lending against LUNA: who buys at the false price pays margin in the currency.
  open(s, NEWCOMER, SHORT, 100_000n);
  expect(tell(s, { kind: 'withdraw', account: NEWCOMER, amount: 97_000_000n }))
    .toBe('margin_too_low');
  checkVault(s);
});
