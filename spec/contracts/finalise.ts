// What fixing the worth of all claims must do: its rejections in precedence order, its effect, its
// frame. Anyone may call it.
import { contract } from 'plimsoll';
import type { Finalise } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { min } from '../arithmetic.ts';
import { outside, TIME_LIMIT } from '../limits.ts';

/** Insurance pays all it can: no budget holds it back at the end. */
const covered = (v: Venue): bigint => min(v.insurance, v.badDebt.amount);

export const finaliseContract = contract('finalise', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Finalise) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    not_winding_down: (v, _t, _e) => v.mode.kind !== 'windingDown',
    accounts_unsettled: (v, _t, _e) => v.unsettled > 0n,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now
    && v2.pool === v.pool + covered(v)
    && v2.insurance === 0n && v2.fees === v.fees + v.insurance - covered(v)
    && v2.badDebt.amount === 0n && v2.badDebt.since === v.badDebt.since
    && v2.mode.kind === 'wound' && v2.mode.since === e.now
    && v2.mode.served === v.mode.served && v2.mode.reason === v.mode.reason
    && v2.windDown.mark === v.windDown.mark && v2.windDown.claims === v.windDown.claims
    && v2.windDown.frozenPool === v.pool + covered(v)
    && v2.windDown.frozenClaims === v.windDown.claims,
  changes: {
    venue: ['clock', 'pool', 'insurance', 'fees', 'badDebt', 'mode', 'windDown'],
  },
});
