// What a settlement must do: its rejections in precedence order, its effect, what it may change. A
// loss may be settled by anyone, so nobody is its actor; a gain only by its owner.
import { contract } from 'plimsoll';
import type { Settle } from '../../kernel/event.ts';
import type { Modules } from '../../kernel/modules.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { floorDiv, min } from '../arithmetic.ts';
import { AMOUNT_LIMIT, outside, TIME_LIMIT } from '../limits.ts';
import { chainStale, fundingDue, inGrace, indexStale, open } from '../live.ts';
import { belowMaintenance, mark, profit } from '../margin.ts';
import { busy } from '../position.ts';
import { drawFollows, payoutCap, roomIn } from '../windows.ts';

/** What is realised of a gain: no more than is asked, or than winners together are still owed. */
const realised = (v: Venue, a: Account, e: Settle): bigint =>
  min(min(profit(a, mark(v)), v.pool + v.badDebt.amount), e.most);

/** What of it is paid, rounded down: those not yet paid gain. Asked only if something is owed. */
const paid = (v: Venue, a: Account, e: Settle): bigint =>
  floorDiv(realised(v, a, e) * v.pool, v.pool + v.badDebt.amount);

const gained = (v: Venue, a: Account, e: Settle): Account => ({
  ...a,
  collateral: a.collateral + paid(v, a, e),
  cost: a.cost + realised(v, a, e),
});

const lost = (v: Venue, a: Account): bigint =>
  min(a.cost - a.size * mark(v), a.collateral);

const afterLoss = (v: Venue, a: Account, v2: Venue, a2: Account): boolean =>
  a2.collateral === a.collateral - lost(v, a) && a2.cost === a.cost - lost(v, a)
  && v2.pool === v.pool + lost(v, a) && v2.badDebt.amount === v.badDebt.amount
  && v2.payouts.start === v.payouts.start && v2.payouts.cap === v.payouts.cap
  && v2.payouts.used === v.payouts.used;

const afterGain = (v: Venue, a: Account, e: Settle, v2: Venue, a2: Account): boolean =>
  a2.collateral === a.collateral + paid(v, a, e) && a2.cost === a.cost + realised(v, a, e)
  && v2.pool === v.pool - paid(v, a, e)
  && v2.badDebt.amount === v.badDebt.amount - (realised(v, a, e) - paid(v, a, e))
  && drawFollows(v, v.payouts, v2.payouts, payoutCap(v), paid(v, a, e), e.now);

export const settleContract = contract('settle', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [Account], e: Settle, _modules: Modules) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    most_out_of_range: (_v, _t, e) => outside(e.most, 1n, AMOUNT_LIMIT),
    not_open: (v, _t, _e) => !open(v),
    index_stale: (v, [account], e) => account.size !== 0n && indexStale(v, e.now),
    chain_stale: (v, [account], e) => account.size !== 0n && chainStale(v, e.now),
    funding_due: (v, [account], e) => account.size !== 0n && fundingDue(v, e.now),
    not_owner: (v, [account], e) => profit(account, mark(v)) > 0n && e.by !== e.account,
    grace_running: (v, [account], e) => profit(account, mark(v)) > 0n && inGrace(v, e.now),
    nothing_to_settle: (v, [account], _e) =>
      profit(account, mark(v)) === 0n
      || (profit(account, mark(v)) < 0n && account.collateral === 0n)
      || (profit(account, mark(v)) > 0n && v.pool + v.badDebt.amount === 0n),
    payout_window_full: (v, [account], e) =>
      profit(account, mark(v)) > 0n
      && paid(v, account, e) > roomIn(v, v.payouts, payoutCap(v), e.now),
    margin_too_low: (v, [account], e, modules) =>
      profit(account, mark(v)) > 0n && belowMaintenance(modules, gained(v, account, e), v, e.now),
  },
  ensures: (v, [account], e, v2, [account2]) =>
    v2.clock === e.now && v2.badDebt.since === v.badDebt.since
    && v2.unsettled === v.unsettled - busy(account) + busy(account2)
    && (profit(account, mark(v)) < 0n
      ? afterLoss(v, account, v2, account2) : afterGain(v, account, e, v2, account2)),
  changes: {
    venue: ['clock', 'pool', 'badDebt', 'payouts', 'unsettled'],
    account: ['collateral', 'cost'],
  },
});
