// bZx, 15 and 18 February 2020: one thin market pumped threefold within a transaction, a fill at
// its price with the health check skipped, and a loan against it. Lost there: about $318,000 and
// $636,000 of lenders' money.
import { expect, test } from 'vitest';
import {
  checkVault, FEEDS, foundBook, fund, modeIn, pass, reopen, say, tell, venueIn,
} from './scenario.ts';

const [TRADER, LENDER] = [1n, 2n];
const MARKET = 38_000n; // an ETH in millionths of a WBTC: synthetic
const PUMPED = 3n * MARKET;
const HONEST = FEEDS.slice(0, 4);

test('a fill at three times the market is refused, whatever one market says', () => {
  const s = foundBook(MARKET);
  fund(s, [[TRADER, 1_300n * MARKET], [LENDER, 90_000n * MARKET]]);
  for (let i = 0; i < 3; i += 1) {
    pass(s, 30n, { chain: true, feeds: HONEST });
    s.now += 1n; // the pumped market is heard just before the next of the others
    say(s, MARKET, HONEST.slice(0, 2));
    say(s, PUMPED, ['fifth']);
    say(s, MARKET, HONEST.slice(2));
    expect(venueIn(s).index.price).toBe(MARKET);
  }
  const fill = { kind: 'trade', buyer: LENDER, seller: TRADER, lots: 6_500n } as const;
  expect(tell(s, { ...fill, price: PUMPED })).toBe('price_outside_band');
  expect(tell(s, { ...fill, price: MARKET })).toBe('accepted'); // five times, and not six:
  const sixth = { kind: 'trade', buyer: LENDER, seller: TRADER, lots: 7_000n } as const;
  expect(tell(s, { ...sixth, price: MARKET })).toBe('seller_margin_too_low');
  checkVault(s);
});

test('a feed that goes on saying it is quarantined', () => {
  const s = foundBook(MARKET);
  for (let i = 0; i < 3; i += 1) {
    s.now += 1n;
    say(s, MARKET, ['first', 'second']);
    s.now += 1n;
    say(s, PUMPED, ['fifth']);
    say(s, MARKET, ['third', 'fourth']);
    s.now += 1n;
    say(s, MARKET, ['first', 'second', 'third']);
  }
  expect(venueIn(s).index.price).toBe(MARKET);
  expect(venueIn(s).feeds[4]).toMatchObject({ price: PUMPED });
});

test('a price that even a quorum says trips the breaker, and nobody trades at it', () => {
  const s = foundBook(MARKET);
  fund(s, [[TRADER, 1_300n * MARKET], [LENDER, 90_000n * MARKET]]);
  s.now += 1n;
  say(s, PUMPED, ['first', 'second', 'third']);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['halted', MARKET]);
  const fill = { kind: 'trade', buyer: LENDER, seller: TRADER, lots: 1n, price: MARKET } as const;
  expect(tell(s, fill)).toBe('not_open');
  reopen(s); // the pool is rebalanced within the block, long before the cooldown is over
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['reduceOnly', MARKET]);
  checkVault(s);
});
