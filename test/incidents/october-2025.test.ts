// The cascade of 10 October 2025: BTC from 122,500 to 104,800, other coins down by 40 % to 80 %
// within the hour, a stable coin at 0.65 on one venue only. Lost there: $19.1B liquidated, and
// queues of automatic deleveraging that closed $45M to $51.7M more than was needed.
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, equityIn, FEEDS, foundBook, fund, glide, liquidateAll, modeIn, must,
  open, pass, reopen, say, tell, venueIn,
} from './scenario.ts';

const LONGS = [1n, 2n, 3n, 4n]; // at 3, 5, 7 and 9 times
const [MAKER, KEEPER] = [8n, 9n];

function book(price: bigint, keeper: bigint) {
  const s = foundBook(price, { payoutFloor: 1_000_000_000n });
  const notional = 1_000n * price;
  fund(s, LONGS.map((id) => [id, notional / (1n + 2n * id)]));
  fund(s, [[MAKER, 6n * notional], [KEEPER, keeper]]);
  must(s, { kind: 'fundInsurance', amount: notional / 10n });
  for (const id of LONGS) open(s, id, MAKER, 1_000n);
  return s;
}

test('BTC loses 14 % in half an hour: keepers take over, nobody is deleveraged', () => {
  const s = book(122_500n, 900_000_000n);
  s.baseFee = 50_000_000n;
  glide(s, 104_800n, 1_800n, () => void liquidateAll(s, LONGS, KEEPER));
  expect(modeIn(s)).toBe('active');
  expect(LONGS.map((id) => accountIn(s, id).size < 1_000n)).toEqual([false, false, true, true]);
  expect(LONGS.every((id) => equityIn(s, id) > 0n)).toBe(true);
  expect(venueIn(s).badDebt.amount).toBe(0n);
  checkVault(s);
});

test('a coin loses 60 % between two prices: only what is worth nothing is deleveraged', () => {
  const s = book(10_000n, 1n); // and no keeper has the means
  s.price = 4_000n;
  pass(s, 30n);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['halted', 10_000n]); // used by nothing
  reopen(s);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['reduceOnly', 4_000n]);
  const maker = equityIn(s, MAKER);
  const insolvent = LONGS.filter((id) => equityIn(s, id) < 0n);
  expect(insolvent).toEqual(LONGS);
  for (const account of insolvent) {
    const close = { kind: 'deleverage', account, counterparty: MAKER } as const;
    expect(tell(s, { ...close, lots: 1_001n })).toBe('lots_above_size'); // never more than needed
    must(s, { ...close, lots: 1_000n });
  }
  expect(equityIn(s, MAKER)).toBe(maker); // closed at the mark: what it had gained, it has
  for (const account of insolvent) tell(s, { kind: 'resolve', account });
  // 24,000,000 gained; the losers' margin, half the insurance, and no more, is there to pay it
  const { pool, badDebt } = venueIn(s);
  expect(pool + badDebt.amount).toBe(24_000_000n);
  expect(badDebt.amount).toBeGreaterThan(0n);
  pass(s, 150n);
  must(s, { kind: 'settle', account: MAKER, by: MAKER, most: 2n ** 90n });
  expect(venueIn(s)).toMatchObject({ pool: 0n, badDebt: { amount: 0n }, unsettled: 0n });
  checkVault(s);
});

test('one venue at 0.65 is an outlier', () => {
  const s = foundBook(10_000n);
  pass(s, 30n, { chain: true, feeds: FEEDS.slice(1) });
  say(s, 6_500n, ['first']);
  s.now += 1n;
  say(s, 10_000n, FEEDS.slice(1));
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['active', 10_000n]);
});
