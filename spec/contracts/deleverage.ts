// What deleveraging must do: its rejections in precedence order, its effect, what it may change.
// Anyone may call it, so nobody is its actor.
import { contract } from 'plimsoll';
import type { Deleverage } from '../../kernel/event.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { abs } from '../arithmetic.ts';
import { LOTS_LIMIT, outside, TIME_LIMIT } from '../limits.ts';
import { chainStale, fundingDue, indexStale, open } from '../live.ts';
import { equity, mark } from '../margin.ts';
import { busy, longLots, onlyReduces } from '../position.ts';

type Pair = readonly [Account, Account];

/** The signed lots that go from the account to its counterparty. */
const taken = (a: Account, e: Deleverage): bigint => (a.size > 0n ? e.lots : -e.lots);

export const deleverageContract = contract('deleverage', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: Pair, e: Deleverage) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    same_account: (_v, _t, e) => e.account === e.counterparty,
    lots_out_of_range: (_v, _t, e) => outside(e.lots, 1n, LOTS_LIMIT),
    not_open: (v, _t, _e) => !open(v),
    index_stale: (v, _t, e) => indexStale(v, e.now),
    chain_stale: (v, _t, e) => chainStale(v, e.now),
    funding_due: (v, _t, e) => fundingDue(v, e.now),
    equity_not_negative: (v, [account], _e) => equity(account, mark(v)) >= 0n,
    lots_above_size: (_v, [account], e) => e.lots > abs(account.size),
    lots_above_counterparty: (_v, [account, counterparty], e) =>
      !onlyReduces(counterparty.size, taken(account, e)),
  },
  ensures: (v, [account, counterparty], e, v2, [account2, counterparty2]) =>
    v2.clock === e.now
    && account2.size === account.size - taken(account, e)
    && account2.cost === account.cost - taken(account, e) * mark(v)
    && counterparty2.size === counterparty.size + taken(account, e)
    && counterparty2.cost === counterparty.cost + taken(account, e) * mark(v)
    && v2.openInterest === v.openInterest - longLots(account) - longLots(counterparty)
      + longLots(account2) + longLots(counterparty2)
    && v2.unsettled === v.unsettled - busy(account) - busy(counterparty)
      + busy(account2) + busy(counterparty2),
  changes: {
    venue: ['clock', 'openInterest', 'unsettled'],
    account: ['size', 'cost'],
    counterparty: ['size', 'cost'],
  },
});
