// Synthetix, 25 June 2019: of the sources of the Korean won two were left, one said a thousand
// times the price, and the aggregate was the mean of both. Lost there: over $1B on paper, given
// back by agreement.
import { expect, test } from 'vitest';
import {
  checkVault, FEEDS, foundBook, fund, modeIn, must, open, pass, say, tell, venueIn,
} from './scenario.ts';

const [BOT, OTHER] = [1n, 2n];
const WON = 1_157n; // to the dollar: synthetic

test('two sources are no quorum, whatever they say', () => {
  const s = foundBook(WON);
  fund(s, [[BOT, 10_000_000n], [OTHER, 10_000_000n]]);
  open(s, BOT, OTHER, 1_000n);
  pass(s, 30n, { chain: true, feeds: ['first', 'second'] });
  for (let i = 0; i < 3; i += 1) {
    pass(s, 30n, { chain: true, feeds: ['first'] });
    say(s, WON * 1_000n, ['second']);
    expect(venueIn(s).index.price).toBe(WON);
  }
  const turn = { kind: 'trade', buyer: OTHER, seller: BOT, lots: 1_000n, price: WON } as const;
  expect(tell(s, turn)).toBe('index_stale');
  pass(s, 600n, { chain: true, feeds: ['first'] });
  must(s, { kind: 'trip' });
  expect(modeIn(s)).toBe('halted');
  checkVault(s);
});

test('with all five heard, the one is dropped', () => {
  const s = foundBook(WON);
  pass(s, 30n, { chain: true, feeds: FEEDS.slice(1) });
  say(s, WON * 1_000n, ['first']);
  s.now += 1n;
  say(s, WON, FEEDS.slice(1));
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['active', WON]);
});
