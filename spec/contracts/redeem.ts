// What redeeming a claim must do: its rejections in precedence order, its effect, its frame. Anyone
// may call it for anyone: nobody is its actor.
import { contract } from 'plimsoll';
import type { Redeem } from '../../kernel/event.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { floorDiv } from '../arithmetic.ts';
import { outside, TIME_LIMIT } from '../limits.ts';

/** The claim's share of the frozen pool, rounded down. */
const share = (v: Venue, a: Account): bigint =>
  floorDiv(a.claim * v.windDown.frozenPool, v.windDown.frozenClaims);

export const redeemContract = contract('redeem', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [Account], e: Redeem) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    not_wound: (v, _t, _e) => v.mode.kind !== 'wound',
    no_claim: (_v, [account], _e) => account.claim === 0n,
  },
  ensures: (v, [account], e, v2, [account2]) =>
    v2.clock === e.now
    && v2.pool === v.pool - share(v, account)
    && v2.windDown.claims === v.windDown.claims - account.claim
    && v2.windDown.mark === v.windDown.mark
    && v2.windDown.frozenPool === v.windDown.frozenPool
    && v2.windDown.frozenClaims === v.windDown.frozenClaims
    && account2.collateral === account.collateral + share(v, account) && account2.claim === 0n,
  changes: { venue: ['clock', 'pool', 'windDown'], account: ['collateral', 'claim'] },
});
