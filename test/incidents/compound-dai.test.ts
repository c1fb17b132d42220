// Compound, 26 November 2020: DAI printed 1.30 on one exchange and on the anchor that should have
// checked it, for some minutes. Lost there: $89M of collateral liquidated (another count: $103M).
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, FEEDS, foundBook, fund, liquidateAll, modeIn, open, pass, reactivate,
  reopen, say, tell, venueIn,
} from './scenario.ts';

const [FARMER, OTHER, KEEPER] = [1n, 2n, 3n];
const DOLLAR = 10_000n;
const LOTS = 46_000n; // thousands of dollars: the largest account; its leverage is synthetic

function borrowed() {
  const s = foundBook(DOLLAR);
  fund(s, [[FARMER, 60_000_000n], [OTHER, 460_000_000n], [KEEPER, 460_000_000n]]);
  open(s, OTHER, FARMER, LOTS); // short DAI at 13 %: a rise of 30 % would end it
  return s;
}

test('two sources of five at 1.30 move nothing and liquidate nobody', () => {
  const s = borrowed();
  for (let i = 0; i < 6; i += 1) {
    pass(s, 30n, { chain: true, feeds: FEEDS.slice(2) });
    say(s, 13_000n, ['first', 'second']);
    expect(liquidateAll(s, [FARMER], KEEPER)).toBe('maintenance_met');
  }
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['active', DOLLAR]);
  expect(accountIn(s, FARMER).size).toBe(-LOTS);
});

test('three of five stop the book, and minutes later it goes on where it was', () => {
  const s = borrowed();
  s.now += 1n;
  say(s, 13_000n, ['first', 'second', 'third']);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['halted', DOLLAR]);
  const take = { kind: 'liquidate', account: FARMER, liquidator: KEEPER, lots: 1n } as const;
  expect(tell(s, take)).toBe('not_open');
  reopen(s);
  reactivate(s);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['active', DOLLAR]);
  expect(liquidateAll(s, [FARMER], KEEPER)).toBe('maintenance_met');
  expect(accountIn(s, FARMER)).toMatchObject({ size: -LOTS, collateral: 60_000_000n - 230_000n });
  checkVault(s);
});
