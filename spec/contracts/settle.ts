// What a settlement must do: its rejections in precedence order, its effect, what it may change. A
// loss may be settled by anyone, so nobody is its actor; a gain only by its owner.
import { contract } from 'plimsoll';
import type { Account, Settle, Venue } from '../../kernel/state.ts';
import { floorDiv, min } from '../arithmetic.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { chainStale, indexStale } from '../live.ts';
import { belowMaintenance, profit } from '../margin.ts';
import { busy } from '../position.ts';

/** What is realised of a gain: no more than winners together are still owed. */
const realised = (v: Venue, a: Account): bigint =>
  min(profit(a, v.index.price), v.pool + v.badDebt.amount);

/** What of it is paid, rounded down: those not yet paid gain. Asked only if something is owed. */
const paid = (v: Venue, a: Account): bigint =>
  floorDiv(realised(v, a) * v.pool, v.pool + v.badDebt.amount);

const gained = (v: Venue, a: Account): Account => ({
  collateral: a.collateral + paid(v, a),
  size: a.size,
  cost: a.cost + realised(v, a),
});

const lost = (v: Venue, a: Account): bigint =>
  min(a.cost - a.size * v.index.price, a.collateral);

const afterLoss = (v: Venue, a: Account, v2: Venue, a2: Account): boolean =>
  a2.collateral === a.collateral - lost(v, a) && a2.cost === a.cost - lost(v, a)
  && v2.pool === v.pool + lost(v, a) && v2.badDebt.amount === v.badDebt.amount;

const afterGain = (v: Venue, a: Account, v2: Venue, a2: Account): boolean =>
  a2.collateral === a.collateral + paid(v, a) && a2.cost === a.cost + realised(v, a)
  && v2.pool === v.pool - paid(v, a)
  && v2.badDebt.amount === v.badDebt.amount - (realised(v, a) - paid(v, a));

export const settleContract = contract('settle', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [Account], e: Settle) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    halted: (v, _t, _e) => v.mode.kind === 'halted',
    index_stale: (v, [account], e) => account.size !== 0n && indexStale(v, e.now),
    chain_stale: (v, [account], e) => account.size !== 0n && chainStale(v, e.now),
    not_owner: (v, [account], e) => profit(account, v.index.price) > 0n && e.by !== e.account,
    nothing_to_settle: (v, [account], _e) =>
      profit(account, v.index.price) === 0n
      || (profit(account, v.index.price) < 0n && account.collateral === 0n)
      || (profit(account, v.index.price) > 0n && v.pool + v.badDebt.amount === 0n),
    margin_too_low: (v, [account], _e) =>
      profit(account, v.index.price) > 0n
      && belowMaintenance(gained(v, account), v.index.price, v.params.maintenanceRate),
  },
  ensures: (v, [account], e, v2, [account2]) =>
    v2.clock === e.now && v2.badDebt.since === v.badDebt.since
    && v2.unsettled === v.unsettled - busy(account) + busy(account2)
    && (profit(account, v.index.price) < 0n
      ? afterLoss(v, account, v2, account2) : afterGain(v, account, v2, account2)),
  changes: {
    venue: ['clock', 'pool', 'badDebt', 'unsettled'],
    account: ['collateral', 'cost'],
  },
});
