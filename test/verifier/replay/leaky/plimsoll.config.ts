// The leaky ledger, with narrow ranges: a small book leaves them. Fixture of the replay tests.

import { defineConfig } from 'plimsoll';
import { deposit, empty, genesis, share, transfer } from './kernel.ts';

export default defineConfig({
  genesis,
  empty,
  transitions: { deposit, transfer, share },
  properties: ['properties.ts'],
  ranges: { stored: 1_000n, intermediate: 1_500n },
});
