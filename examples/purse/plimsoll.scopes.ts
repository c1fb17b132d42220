// Finite worlds in which the purse is explored: every sequence of their events. Amounts are chosen
// so that each fee rounds, and that every rejection occurs.

import { scope } from 'plimsoll';
import { deposit, genesis, LIMIT, transfer } from './kernel/purse.ts';

const kernel = { genesis, transitions: { deposit, transfer } };

/** Two accounts, a vault of at most 8 and one event that fills it: some seconds. */
export const small = scope(kernel, {
  accounts: [1n, 2n],
  genesis: [{ rate: -1n }, { rate: 0n }, { rate: 250_000n }],
  events: {
    deposit: (venue) => ({ amount: venue.vault < 8n ? [0n, 1n, 3n, LIMIT] : [0n, LIMIT] }),
    transfer: () => ({ amount: [0n, 1n, 2n] }),
  },
  within: (venue) => venue.vault < 100n,
  check: 1,
});

/** Three accounts and a vault of at most 40. */
export const medium = scope(kernel, {
  accounts: [1n, 2n, 3n],
  genesis: [{ rate: 0n }, { rate: 100_000n }],
  events: {
    deposit: (venue) => ({ amount: venue.vault < 40n ? [1n, 7n] : [] }),
    transfer: () => ({ amount: [1n, 5n, 11n] }),
  },
});
