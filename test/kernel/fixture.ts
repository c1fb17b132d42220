// The kernel as one table, composed, and the parameters and venue that its tests start from.
import { accrueFunding } from '../../kernel/accrue-funding.ts';
import { advise } from '../../kernel/advise.ts';
import { aggregate } from '../../kernel/aggregate.ts';
import { cancel } from '../../kernel/cancel.ts';
import { collect } from '../../kernel/collect.ts';
import { collectFees } from '../../kernel/collect-fees.ts';
import { cover } from '../../kernel/cover.ts';
import { deleverage } from '../../kernel/deleverage.ts';
import { deposit } from '../../kernel/deposit.ts';
import { enact } from '../../kernel/enact.ts';
import type { Event } from '../../kernel/event.ts';
import { finalise } from '../../kernel/finalise.ts';
import { fundInsurance } from '../../kernel/fund-insurance.ts';
import { genesis } from '../../kernel/genesis.ts';
import { halt } from '../../kernel/halt.ts';
import { heartbeat } from '../../kernel/heartbeat.ts';
import { liquidate } from '../../kernel/liquidate.ts';
import type { Modules } from '../../kernel/modules.ts';
import { propose } from '../../kernel/propose.ts';
import { redeem } from '../../kernel/redeem.ts';
import { report } from '../../kernel/report.ts';
import { resolve } from '../../kernel/resolve.ts';
import { resume } from '../../kernel/resume.ts';
import { reward } from '../../kernel/reward.ts';
import { gap, shortfall } from '../../kernel/risk.ts';
import { settle } from '../../kernel/settle.ts';
import { type Account, empty, type Outcome, type Params, type Venue } from '../../kernel/state.ts';
import { trade } from '../../kernel/trade.ts';
import { trip } from '../../kernel/trip.ts';
import { windDown } from '../../kernel/wind-down.ts';
import { withdraw } from '../../kernel/withdraw.ts';
import { compose } from '../../runtime/compose.ts';

/** What the configuration composes: the first of each of its modules. */
export const modules: Modules = { gap, shortfall, reward, aggregate };

export const kernel = {
  empty,
  transitions: {
    deposit: { transition: deposit, roles: ['account'] },
    withdraw: { transition: compose(modules, withdraw), roles: ['account'] },
    fundInsurance: { transition: fundInsurance, roles: [] },
    collectFees: { transition: collectFees, roles: [] },
    trade: { transition: compose(modules, trade), roles: ['buyer', 'seller'] },
    settle: { transition: compose(modules, settle), roles: ['account'] },
    liquidate: { transition: compose(modules, liquidate), roles: ['account', 'liquidator'] },
    deleverage: { transition: deleverage, roles: ['account', 'counterparty'] },
    resolve: { transition: resolve, roles: ['account'] },
    cover: { transition: cover, roles: [] },
    report: { transition: compose(modules, report), roles: [] },
    heartbeat: { transition: heartbeat, roles: [] },
    trip: { transition: trip, roles: [] },
    halt: { transition: halt, roles: [] },
    resume: { transition: compose(modules, resume), roles: [] },
    accrueFunding: { transition: accrueFunding, roles: [] },
    advise: { transition: advise, roles: [] },
    propose: { transition: propose, roles: [] },
    cancel: { transition: cancel, roles: [] },
    enact: { transition: compose(modules, enact), roles: [] },
    windDown: { transition: windDown, roles: [] },
    collect: { transition: collect, roles: ['account'] },
    finalise: { transition: finalise, roles: [] },
    redeem: { transition: redeem, roles: ['account'] },
  },
} as const satisfies {
  readonly empty: Account;
  readonly transitions: Readonly<Record<Event['kind'], object>>;
};

export const KINDS = Object.keys(kernel.transitions) as readonly Event['kind'][];

type Result = Outcome<readonly Account[], string>;
type Transition = (venue: Venue, ...accountsAndEvent: readonly (Account | Event)[]) => Result;

/** Calls the event's transition on the accounts given, in the order of its roles. */
export function call(venue: Venue, accounts: readonly Account[], event: Event): Result {
  const { transition, roles } = kernel.transitions[event.kind];
  const touched = roles.map((_, i) => accounts[i] ?? empty);
  return (transition as unknown as Transition)(venue, ...touched, event);
}

/** spec/README.md's base: every page's example and every table row states what differs from it. */
export const params: Params = {
  feedWeights: [1n, 1n, 1n, 1n, 1n],
  outlierRate: 10_000n,
  quorum: 3n,
  maxIndexAge: 60n,
  maxStrikes: 3n,
  quarantine: 600n,
  breakerMove: 30_000n,
  breakerSigmas: 6n,
  breakerFloor: 25_000n,
  breakerWindow: 60n,
  volatilityPeriod: 10n,
  volatilityWeight: 100_000n,
  maxChainGap: 60n,
  chainSettle: 120n,
  maxSkip: 10n,
  confirmations: 12n,
  tradeBand: 50_000n,
  feeRate: 500n,
  minNotional: 100n,
  maintenanceRate: 50_000n,
  initialRate: 100_000n,
  gapBase: 0n,
  gapPerSecond: 0n,
  gapVolatility: 1_000_000n,
  gapCap: 100_000n,
  rampRate: 10n,
  adviceCap: 200_000n,
  adviceMax: 3_600n,
  liquidationRate: 10_000n,
  congestionSlope: 100n,
  congestionCap: 5_000n,
  closeFactor: 500_000n,
  fundingInterval: 3_600n,
  fundingCap: 500n,
  maxIntervals: 4n,
  windowLength: 3_600n,
  payoutFloor: 1_000n,
  payoutCap: 200_000n,
  insuranceBudget: 500_000n,
  feeBudget: 500_000n,
  exitDelay: 3_600n,
  tripAfter: 600n,
  cooldown: 300n,
  reduceOnlyFor: 300n,
  haltMemory: 3_600n,
  maxHalt: 86_400n,
  grace: 120n,
  guardianPeriod: 7_200n,
  maxDeficit: 604_800n,
  approvalQuorum: 600_000n,
  enactDelay: 86_400n,
  proposalLife: 604_800n,
};

export const START = 1_000_000n;

export function founded(changes: Partial<Params> = {}): Venue {
  const outcome = genesis({
    params: { ...params, ...changes },
    price: 1_000n,
    now: START,
    height: 5_000n,
    hash: 77n,
  });
  if (outcome.kind === 'rejected') throw new Error(`no genesis: ${outcome.code}`);
  return outcome.venue;
}
