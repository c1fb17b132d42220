// What closing an account at the final mark must do: its rejections in precedence order, its
// effect, its frame. Anyone may call it for anyone: nobody is its actor.
import { contract } from 'plimsoll';
import type { Collect } from '../../kernel/event.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { max, min } from '../arithmetic.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { profit } from '../margin.ts';
import { idle, longLots } from '../position.ts';

const gain = (v: Venue, a: Account): bigint => max(profit(a, v.windDown.mark), 0n);

const loss = (v: Venue, a: Account): bigint => max(-profit(a, v.windDown.mark), 0n);

const paid = (v: Venue, a: Account): bigint => min(loss(v, a), a.collateral);

const unpaid = (v: Venue, a: Account): bigint => loss(v, a) - paid(v, a);

const venueFollows = (v: Venue, a: Account, now: bigint, v2: Venue): boolean =>
  v2.pool === v.pool + paid(v, a)
  && v2.badDebt.amount === v.badDebt.amount + unpaid(v, a)
  && v2.badDebt.since
    === (v.badDebt.amount === 0n && unpaid(v, a) > 0n ? now : v.badDebt.since)
  && v2.openInterest === v.openInterest - longLots(a)
  && v2.unsettled === v.unsettled - 1n
  && v2.windDown.claims === v.windDown.claims + gain(v, a)
  && v2.windDown.mark === v.windDown.mark
  && v2.windDown.frozenPool === v.windDown.frozenPool
  && v2.windDown.frozenClaims === v.windDown.frozenClaims;

export const collectContract = contract('collect', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [Account], e: Collect) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    not_winding_down: (v, _t, _e) => v.mode.kind !== 'windingDown',
    not_busy: (_v, [account], _e) => idle(account),
  },
  ensures: (v, [account], e, v2, [account2]) =>
    v2.clock === e.now && venueFollows(v, account, e.now, v2)
    && account2.collateral === account.collateral - paid(v, account)
    && account2.size === 0n && account2.cost === 0n
    && account2.claim === account.claim + gain(v, account),
  changes: {
    venue: ['clock', 'pool', 'badDebt', 'openInterest', 'unsettled', 'windDown'],
    account: ['collateral', 'size', 'cost', 'claim'],
  },
});
