// The tariff: a kernel that is composed of modules, with two implementations of each.

import { defineConfig } from 'plimsoll';
import { openAllowance, prudentAllowance } from './kernel/allowances.ts';
import { proportionalFee, tieredFee } from './kernel/fees.ts';
import { deposit, empty, genesis, transfer } from './kernel/tariff.ts';
import { small } from './plimsoll.scopes.ts';

export default defineConfig({
  genesis,
  empty,
  transitions: { deposit, transfer },
  modules: {
    fee: [proportionalFee, tieredFee],
    allowance: [openAllowance, prudentAllowance],
  },
  properties: ['spec/*.ts', 'invariants/*.ts', 'proofs/*.ts'],
  ranges: { stored: 2n ** 127n - 1n, intermediate: 2n ** 255n - 1n },
  scopes: { small },
});
