// The kernel as one table, and the parameters and venue that the kernel's tests start from.
import { cover } from '../../kernel/cover.ts';
import { deposit } from '../../kernel/deposit.ts';
import { fundInsurance } from '../../kernel/fund-insurance.ts';
import { genesis } from '../../kernel/genesis.ts';
import { heartbeat } from '../../kernel/heartbeat.ts';
import { liquidate } from '../../kernel/liquidate.ts';
import { report } from '../../kernel/report.ts';
import { resolve } from '../../kernel/resolve.ts';
import { settle } from '../../kernel/settle.ts';
import {
  type Account,
  empty,
  type Event,
  type Outcome,
  type Params,
  type Venue,
} from '../../kernel/state.ts';
import { trade } from '../../kernel/trade.ts';
import { withdraw } from '../../kernel/withdraw.ts';

export const kernel = {
  empty,
  transitions: {
    deposit: { transition: deposit, roles: ['account'] },
    withdraw: { transition: withdraw, roles: ['account'] },
    fundInsurance: { transition: fundInsurance, roles: [] },
    trade: { transition: trade, roles: ['buyer', 'seller'] },
    settle: { transition: settle, roles: ['account'] },
    liquidate: { transition: liquidate, roles: ['account', 'liquidator'] },
    resolve: { transition: resolve, roles: ['account'] },
    cover: { transition: cover, roles: [] },
    report: { transition: report, roles: [] },
    heartbeat: { transition: heartbeat, roles: [] },
  },
} as const;

/** Calls the event's transition on the accounts given, in the order of its roles. */
export function call(
  venue: Venue,
  accounts: readonly Account[],
  event: Event,
): Outcome<readonly Account[], string> {
  const [first = empty, second = empty] = accounts;
  switch (event.kind) {
    case 'deposit':
      return deposit(venue, first, event);
    case 'withdraw':
      return withdraw(venue, first, event);
    case 'fundInsurance':
      return fundInsurance(venue, event);
    case 'trade':
      return trade(venue, first, second, event);
    case 'settle':
      return settle(venue, first, event);
    case 'liquidate':
      return liquidate(venue, first, second, event);
    case 'resolve':
      return resolve(venue, first, event);
    case 'cover':
      return cover(venue, event);
    case 'report':
      return report(venue, event);
    case 'heartbeat':
      return heartbeat(venue, event);
  }
}

/** spec/README.md's base: every page's example and every table row states what differs from it. */
export const params: Params = {
  feedWeights: [1n, 1n, 1n, 1n, 1n],
  outlierRate: 20_000n,
  quorum: 3n,
  maxIndexAge: 60n,
  maxChainGap: 60n,
  chainSettle: 120n,
  maxSkip: 10n,
  confirmations: 12n,
  tradeBand: 50_000n,
  feeRate: 500n,
  minNotional: 100n,
  maintenanceRate: 50_000n,
  initialRate: 100_000n,
  liquidationRate: 10_000n,
  closeFactor: 500_000n,
  exitDelay: 3_600n,
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
