// The dYdX chain, 10 October 2025: no block for about eight hours; after the restart prices came
// late and trades and liquidations used the old ones. Lost there: $462,097.79 of 27 wallets. And a
// sequencer's outage of 78 minutes (Arbitrum, 15 December 2023), with everyone's top-ups queued.
import { expect, test } from 'vitest';
import {
  accountIn, beat, checkVault, foundBook, fund, liquidateAll, modeIn, must, open, pass,
  reactivate, say, tell, venueIn,
} from './scenario.ts';

const [LONG, SHORT, KEEPER, SAVER] = [1n, 2n, 3n, 4n];
const PRICE = 12_250n;

function running() {
  const s = foundBook(PRICE);
  fund(s, [[LONG, 1_500_000n], [SHORT, 9_000_000n], [KEEPER, 9_000_000n], [SAVER, 700n]]);
  open(s, LONG, SHORT, 1_000n);
  return s;
}

test('eight hours without a block: nothing happens at an old price, and savers leave', () => {
  const s = running();
  const dead = { chain: false, feeds: [] } as const;
  pass(s, 61n, dead);
  const sell = { kind: 'trade', buyer: SHORT, seller: LONG, lots: 1n, price: PRICE } as const;
  expect(tell(s, sell)).toBe('index_stale');
  pass(s, 540n, dead);
  must(s, { kind: 'trip' });
  expect(modeIn(s)).toBe('halted');
  expect(tell(s, { kind: 'withdraw', account: SAVER, amount: 700n })).toBe('exit_delayed');
  pass(s, 3_601n, dead);
  expect(tell(s, { kind: 'withdraw', account: SAVER, amount: 700n })).toBe('accepted');
  pass(s, 8n * 3_600n - 4_202n, dead);

  beat(s); // blocks again; the oracle is late
  expect(tell(s, { kind: 'resume' })).toBe('chain_stale');
  pass(s, 150n, { chain: true, feeds: [] });
  expect(tell(s, { kind: 'resume' })).toBe('quorum_missing');
  s.price = 11_400n;
  pass(s, 60n);
  must(s, { kind: 'resume' });
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['reduceOnly', 11_400n]);
  expect(tell(s, sell)).toBe('price_outside_band'); // the old price is no price
  reactivate(s);
  expect([modeIn(s), venueIn(s).badDebt.amount]).toEqual(['active', 0n]);
  checkVault(s);
});

test('78 minutes, then 8 % down: who tops up in the grace is not liquidated', () => {
  const s = running();
  pass(s, 78n * 60n, { chain: false, feeds: [] }); // nobody even trips it
  beat(s);
  s.price = (PRICE * 92n) / 100n; // synthetic
  s.now += 1n;
  say(s, s.price);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['halted', PRICE]); // 8 % at once
  pass(s, 360n);
  must(s, { kind: 'resume' });
  expect(liquidateAll(s, [LONG], KEEPER)).toBe('grace_running'); // 5 % of margin left, below it
  fund(s, [[LONG, 500_000n]]); // the queue
  pass(s, 180n);
  expect(liquidateAll(s, [LONG], KEEPER)).toBe('maintenance_met');
  expect(accountIn(s, LONG).size).toBe(1_000n);
  checkVault(s);
});
