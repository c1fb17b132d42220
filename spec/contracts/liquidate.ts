// What a liquidation must do: its rejections in precedence order, its effect, what it may change.
// The account does not act; its liquidator does.
import { contract } from 'plimsoll';
import type { Liquidate } from '../../kernel/event.ts';
import type { Modules } from '../../kernel/modules.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { abs } from '../arithmetic.ts';
import { BUSY_LIMIT, LOTS_LIMIT, MILLION, outside, TIME_LIMIT } from '../limits.ts';
import { chainStale, fundingDue, inGrace, indexStale, open } from '../live.ts';
import {
  belowHalfMaintenance, belowInitial, belowMaintenance, equity, mark,
} from '../margin.ts';
import { busy, longLots, onlyReduces, tooLarge } from '../position.ts';
import { rewardRate } from '../reward.ts';

type Pair = readonly [Account, Account];

const reward = (modules: Modules, v: Venue, a: Account, e: Liquidate): bigint =>
  modules.reward(e.lots, v.index.price, rewardRate(v), equity(a, mark(v)), a.size);

/** The signed lots that the liquidator takes on. */
const taken = (a: Account, e: Liquidate): bigint => (a.size > 0n ? e.lots : -e.lots);

/** The cost that goes with them: the mark, less the reward. */
const takenCost = (modules: Modules, v: Venue, a: Account, e: Liquidate): bigint =>
  taken(a, e) * mark(v) - reward(modules, v, a, e);

const left = (modules: Modules, v: Venue, a: Account, e: Liquidate): Account => ({
  ...a,
  size: a.size - taken(a, e),
  cost: a.cost - takenCost(modules, v, a, e),
});

const grown = (
  modules: Modules, v: Venue, [account, liquidator]: Pair, e: Liquidate,
): Account => ({
  ...liquidator,
  size: liquidator.size + taken(account, e),
  cost: liquidator.cost + takenCost(modules, v, account, e),
});

const busyAfter = (
  modules: Modules, v: Venue, touched: Pair, e: Liquidate,
): bigint => {
  const [account, liquidator] = touched;
  return v.unsettled - busy(account) - busy(liquidator)
    + busy(left(modules, v, account, e)) + busy(grown(modules, v, touched, e));
};

export const liquidateContract = contract('liquidate', {
  actors: ['liquidator'],
  rejects: {
    time_out_of_range: (_v: Venue, _t: Pair, e: Liquidate, _modules: Modules) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    same_account: (_v, _t, e) => e.account === e.liquidator,
    lots_out_of_range: (_v, _t, e) => outside(e.lots, 1n, LOTS_LIMIT),
    not_open: (v, _t, _e) => !open(v),
    index_stale: (v, _t, e) => indexStale(v, e.now),
    chain_stale: (v, _t, e) => chainStale(v, e.now),
    funding_due: (v, _t, e) => fundingDue(v, e.now),
    maintenance_met: (v, [account], e, modules) => !belowMaintenance(modules, account, v, e.now),
    grace_running: (v, [account], e) => equity(account, mark(v)) >= 0n && inGrace(v, e.now),
    lots_above_size: (_v, [account], e) => e.lots > abs(account.size),
    lots_above_close_factor: (v, [account], e, modules) =>
      (e.lots - 1n) * MILLION >= abs(account.size) * v.params.closeFactor
      && !belowHalfMaintenance(modules, account, v, e.now),
    liquidator_position_too_large: (v, touched, e, modules) => {
      const [account, liquidator] = touched;
      return !onlyReduces(liquidator.size, taken(account, e))
        && tooLarge(grown(modules, v, touched, e));
    },
    too_many_accounts: (v, touched, e, modules) => busyAfter(modules, v, touched, e) > BUSY_LIMIT,
    liquidator_margin_too_low: (v, touched, e, modules) =>
      belowInitial(modules, grown(modules, v, touched, e), v, e.now),
  },
  ensures: (v, [account, liquidator], e, v2, [account2, liquidator2], modules) =>
    v2.clock === e.now
    && account2.size === account.size - taken(account, e)
    && account2.cost === account.cost - takenCost(modules, v, account, e)
    && liquidator2.size === liquidator.size + taken(account, e)
    && liquidator2.cost === liquidator.cost + takenCost(modules, v, account, e)
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
