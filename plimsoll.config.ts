// This repository's own kernel: its transitions, its properties and its ranges. Every command of
// `plimsoll` that is run in this folder starts here.
import { defineConfig } from 'plimsoll';
import { cover } from './kernel/cover.ts';
import { deposit } from './kernel/deposit.ts';
import { fundInsurance } from './kernel/fund-insurance.ts';
import { genesis } from './kernel/genesis.ts';
import { heartbeat } from './kernel/heartbeat.ts';
import { liquidate } from './kernel/liquidate.ts';
import { report } from './kernel/report.ts';
import { resolve } from './kernel/resolve.ts';
import { settle } from './kernel/settle.ts';
import { empty } from './kernel/state.ts';
import { trade } from './kernel/trade.ts';
import { withdraw } from './kernel/withdraw.ts';

export default defineConfig({
  genesis,
  empty,
  transitions: {
    deposit,
    withdraw,
    fundInsurance,
    trade,
    settle,
    liquidate,
    resolve,
    cover,
    report,
    heartbeat,
  },
  properties: ['spec/contracts/*.ts', 'invariants/*.ts', 'proofs/*.ts'],
  ranges: { stored: 2n ** 127n - 1n, intermediate: 2n ** 255n - 1n },
});
