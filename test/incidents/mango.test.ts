// Mango Markets, 11 October 2022: one hand bought and sold 483M MNGO of perpetual to itself at
// $0.0382, drove the spot price to $0.91 in about 20 minutes, and borrowed against the gain. Lost
// there: about $116M of other people's deposits.
import { expect, test } from 'vitest';
import {
  accountIn, checkVault, climb, equityIn, foundBook, fund, glide, modeIn, must, open, pass,
  reopen, type Scenario, tell, venueIn,
} from './scenario.ts';

const [SELLER, BUYER, DEPOSITORS] = [1n, 2n, 3n];
const LOTS = 483_000_000n; // MNGO; prices in hundredths of a cent
const FIVE_MILLION = 50_000_000_000n;
const OTHERS = 1_160_000_000_000n;
const INSURANCE = 10_000_000_000n;

function started(): Scenario {
  const s = foundBook(382n, { payoutFloor: 1_000_000_000n });
  fund(s, [[SELLER, FIVE_MILLION], [BUYER, FIVE_MILLION], [DEPOSITORS, OTHERS]]);
  must(s, { kind: 'fundInsurance', amount: INSURANCE });
  open(s, BUYER, SELLER, LOTS);
  return s;
}

const withdraw = { kind: 'withdraw', account: BUYER, amount: 49_000_000_000n } as const;

test('at the pace of the day the book is halted within the first minute', () => {
  const s = started();
  s.price = 415n; // 0.0382 to 0.91 in 20 minutes is 17 % a minute, 8 % a beat: synthetic
  pass(s, 30n);
  expect([modeIn(s), venueIn(s).index.price]).toEqual(['halted', 382n]);
  expect(tell(s, withdraw)).toBe('not_open');
});

test('below the breaker the gain stays on paper; the attacker takes out what it put in', () => {
  const s = started();
  climb(s, 670n, 14_000n); // 1.4 % a beat, as fast as the breaker lets pass: synthetic
  expect(modeIn(s)).toBe('active');
  expect(equityIn(s, BUYER)).toBeGreaterThan(3n * FIVE_MILLION);
  expect(tell(s, withdraw)).toBe('margin_too_low'); // gains on paper are not collateral
  const gain = { kind: 'settle', account: BUYER, by: BUYER, most: 2n ** 90n } as const;
  expect(tell(s, gain)).toBe('nothing_to_settle'); // the pool holds nothing yet

  // Nobody takes the short over; anyone deleverages it against the very account it dealt with.
  const close = { kind: 'deleverage', account: SELLER, counterparty: BUYER, lots: LOTS } as const;
  must(s, close);
  must(s, { kind: 'settle', account: SELLER, by: DEPOSITORS, most: 1n });
  must(s, { kind: 'resolve', account: SELLER });
  const { badDebt, insurance } = venueIn(s);
  expect(insurance).toBe(INSURANCE / 2n); // the budget of one window
  expect(badDebt.amount).toBeGreaterThan(0n);

  for (let hour = 0; hour < 24; hour += 1) {
    tell(s, { ...gain, most: 12_000_000_000n }); // as much as the window of the hour allows
    pass(s, 3_600n);
  }
  must(s, { ...withdraw, amount: accountIn(s, BUYER).collateral });
  const put = 2n * FIVE_MILLION;
  const took = INSURANCE + put + OTHERS - venueIn(s).vault;
  expect(took).toBeLessThan(put); // in a day; and never more than its own and the budgets drawn
  expect(took + venueIn(s).pool).toBeLessThanOrEqual(put + INSURANCE / 2n);
  expect(accountIn(s, DEPOSITORS).collateral).toBe(OTHERS);
  checkVault(s);
});

test('when the price returns before anyone acts, nothing has left the book', () => {
  const s = started();
  climb(s, 670n, 14_000n);
  glide(s, 200n, 7_200n);
  if (modeIn(s) === 'halted') reopen(s);
  expect(accountIn(s, DEPOSITORS).collateral).toBe(OTHERS);
  expect(venueIn(s).insurance).toBe(INSURANCE);
  checkVault(s);
});
