// The purse: a complete small kernel with its properties. `plimsoll prove` in this folder proves
// it.

import { defineConfig } from 'plimsoll';
import { deposit, empty, genesis, transfer } from './kernel/purse.ts';
import { medium, small } from './plimsoll.scopes.ts';

export default defineConfig({
  genesis,
  empty,
  transitions: { deposit, transfer },
  properties: ['spec/*.ts', 'invariants/*.ts', 'proofs/*.ts'],
  ranges: {
    stored: 170_141_183_460_469_231_731_687_303_715_884_105_727n, // 2^127 - 1
    intermediate: 2n ** 255n - 1n,
  },
  scopes: { small, medium },
});
