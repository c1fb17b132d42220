// This repository's own kernel: its transitions, its properties and its ranges. Every command of
// `plimsoll` that is run in this folder starts here.
import { defineConfig } from 'plimsoll';
import { accrueFunding } from './kernel/accrue-funding.ts';
import { advise } from './kernel/advise.ts';
import { aggregate } from './kernel/aggregate.ts';
import { cancel } from './kernel/cancel.ts';
import { collect } from './kernel/collect.ts';
import { collectFees } from './kernel/collect-fees.ts';
import { cover } from './kernel/cover.ts';
import { deleverage } from './kernel/deleverage.ts';
import { deposit } from './kernel/deposit.ts';
import { enact } from './kernel/enact.ts';
import { finalise } from './kernel/finalise.ts';
import { fundInsurance } from './kernel/fund-insurance.ts';
import { genesis } from './kernel/genesis.ts';
import { halt } from './kernel/halt.ts';
import { heartbeat } from './kernel/heartbeat.ts';
import { liquidate } from './kernel/liquidate.ts';
import { plainMedian } from './kernel/plain-median.ts';
import { propose } from './kernel/propose.ts';
import { redeem } from './kernel/redeem.ts';
import { report } from './kernel/report.ts';
import { resolve } from './kernel/resolve.ts';
import { resume } from './kernel/resume.ts';
import { reward } from './kernel/reward.ts';
import { gap, shortfall } from './kernel/risk.ts';
import { settle } from './kernel/settle.ts';
import { empty } from './kernel/state.ts';
import { steppedGap, tieredShortfall } from './kernel/tiered-risk.ts';
import { trade } from './kernel/trade.ts';
import { trip } from './kernel/trip.ts';
import { windDown } from './kernel/wind-down.ts';
import { withdraw } from './kernel/withdraw.ts';
import { model } from './spec/model/agreement.ts';
import { large, medium, small } from './plimsoll.scopes.ts';

export default defineConfig({
  genesis,
  empty,
  transitions: {
    deposit,
    withdraw,
    fundInsurance,
    collectFees,
    trade,
    settle,
    liquidate,
    deleverage,
    resolve,
    cover,
    report,
    heartbeat,
    trip,
    halt,
    resume,
    accrueFunding,
    advise,
    propose,
    cancel,
    enact,
    windDown,
    collect,
    finalise,
    redeem,
  },
  modules: {
    gap: [gap, steppedGap],
    shortfall: [shortfall, tieredShortfall],
    reward: [reward],
    aggregate: [aggregate, plainMedian],
  },
  properties: ['spec/contracts/*.ts', 'spec/modules/*.ts', 'invariants/*.ts', 'proofs/*.ts'],
  ranges: { stored: 2n ** 127n - 1n, intermediate: 2n ** 255n - 1n },
  model,
  scopes: { small, medium, large },
});
