// What a liquidation must do: its rejections in precedence order, its effect, what it may change.
// The account does not act; its liquidator does.
import { contract } from 'plimsoll';
import type { Account, Liquidate, Venue } from '../../kernel/state.ts';
import { abs, floorDiv, max, min } from '../arithmetic.ts';
import { BUSY_LIMIT, LOTS_LIMIT, MILLION, outside, TIME_LIMIT } from '../limits.ts';
import { chainStale, indexStale } from '../live.ts';
import { belowInitial, belowMaintenance, equity } from '../margin.ts';
import { busy, longLots, onlyReduces, tooLarge } from '../position.ts';

type Pair = readonly [Account, Account];

/** The lower of the rate and the equity's share, both rounded down: the account gains. */
const reward = (v: Venue, a: Account, e: Liquidate): bigint =>
  min(
    floorDiv(e.lots * v.index.price * v.params.liquidationRate, MILLION),
    floorDiv(max(equity(a, v.index.price), 0n) * e.lots, abs(a.size)),
  );

/** The signed lots that the liquidator takes on. */
const taken = (a: Account, e: Liquidate): bigint => (a.size > 0n ? e.lots : -e.lots);

/** The cost that goes with them: the mark, less the reward. */
const takenCost = (v: Venue, a: Account, e: Liquidate): bigint =>
  taken(a, e) * v.index.price - reward(v, a, e);

const left = (v: Venue, a: Account, e: Liquidate): Account => ({
  collateral: a.collateral,
  size: a.size - taken(a, e),
  cost: a.cost - takenCost(v, a, e),
});

const grown = (v: Venue, [account, liquidator]: Pair, e: Liquidate): Account => ({
  collateral: liquidator.collateral,
  size: liquidator.size + taken(account, e),
  cost: liquidator.cost + takenCost(v, account, e),
});

const busyAfter = (v: Venue, touched: Pair, e: Liquidate): bigint => {
  const [account, liquidator] = touched;
  return v.unsettled - busy(account) - busy(liquidator)
    + busy(left(v, account, e)) + busy(grown(v, touched, e));
};

export const liquidateContract = contract('liquidate', {
  actors: ['liquidator'],
  rejects: {
    time_out_of_range: (_v: Venue, _t: Pair, e: Liquidate) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    same_account: (_v, _t, e) => e.account === e.liquidator,
    lots_out_of_range: (_v, _t, e) => outside(e.lots, 1n, LOTS_LIMIT),
    halted: (v, _t, _e) => v.mode.kind === 'halted',
    index_stale: (v, _t, e) => indexStale(v, e.now),
    chain_stale: (v, _t, e) => chainStale(v, e.now),
    maintenance_met: (v, [account], _e) =>
      !belowMaintenance(account, v.index.price, v.params.maintenanceRate),
    lots_above_size: (_v, [account], e) => e.lots > abs(account.size),
    lots_above_close_factor: (v, [account], e) =>
      (e.lots - 1n) * MILLION >= abs(account.size) * v.params.closeFactor
      && equity(account, v.index.price) * 2n * MILLION
        >= abs(account.size) * v.index.price * v.params.maintenanceRate,
    liquidator_position_too_large: (v, touched, e) => {
      const [account, liquidator] = touched;
      return !onlyReduces(liquidator.size, taken(account, e)) && tooLarge(grown(v, touched, e));
    },
    too_many_accounts: (v, touched, e) => busyAfter(v, touched, e) > BUSY_LIMIT,
    liquidator_margin_too_low: (v, touched, e) =>
      belowInitial(grown(v, touched, e), v.index.price, v.params.initialRate),
  },
  ensures: (v, [account, liquidator], e, v2, [account2, liquidator2]) =>
    v2.clock === e.now
    && account2.size === account.size - taken(account, e)
    && account2.cost === account.cost - takenCost(v, account, e)
    && liquidator2.size === liquidator.size + taken(account, e)
    && liquidator2.cost === liquidator.cost + takenCost(v, account, e)
    && v2.openInterest === v.openInterest - longLots(account) - longLots(liquidator)
      + longLots(account2) + longLots(liquidator2)
    && v2.unsettled === v.unsettled - busy(account) - busy(liquidator)
      + busy(account2) + busy(liquidator2),
  changes: {
    venue: ['clock', 'openInterest', 'unsettled'],
    account: ['size', 'cost'],
    liquidator: ['size', 'cost'],
  },
});
