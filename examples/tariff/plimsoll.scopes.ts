// A finite world in which the tariff is explored, composed as the configuration says.

import { scope } from 'plimsoll';
import { deposit, genesis, LIMIT, transfer } from './kernel/tariff.ts';

export const small = scope({ genesis, transitions: { deposit, transfer } }, {
  accounts: [1n, 2n],
  genesis: [{ rate: -1n }, { rate: 0n }, { rate: 250_000n }],
  events: {
    deposit: (venue) => ({ amount: venue.vault < 8n ? [0n, 1n, 3n, LIMIT] : [0n, LIMIT] }),
    transfer: () => ({ amount: [0n, 1n, 2n], speed: ['slow', 'fast'] }),
  },
  within: (venue) => venue.vault < 100n,
  check: 1,
});
