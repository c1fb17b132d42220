// What beginning the end of a book must do: its rejections in precedence order, its effect, its
// frame. Anyone may call it once it is due.
import { contract } from 'plimsoll';
import type { WindDownNow } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { ending, fundingDue, indexStale, open } from '../live.ts';
import { mark } from '../margin.ts';
import { haltedFor } from '../modes.ts';

const proposed = (v: Venue, now: bigint): boolean =>
  v.proposal.action === 'windDown' && now >= v.proposal.from && now <= v.proposal.until;

const haltedTooLong = (v: Venue, now: bigint): boolean =>
  v.mode.kind === 'halted' && haltedFor(v, now) > v.params.maxHalt;

const owedTooLong = (v: Venue, now: bigint): boolean =>
  v.badDebt.amount > 0n && now - v.badDebt.since > v.params.maxDeficit;

export const windDownContract = contract('windDown', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: WindDownNow) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    winding_down: (v, _t, _e) => ending(v),
    not_due: (v, _t, e) =>
      !proposed(v, e.now) && !haltedTooLong(v, e.now) && !owedTooLong(v, e.now),
    index_stale: (v, _t, e) => open(v) && indexStale(v, e.now),
    funding_due: (v, _t, e) => open(v) && fundingDue(v, e.now),
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now
    && v2.mode.kind === 'windingDown' && v2.mode.since === e.now
    && v2.mode.served === v.mode.served && v2.mode.reason === v.mode.reason
    && v2.windDown.mark === mark(v) && v2.windDown.claims === v.windDown.claims
    && v2.windDown.frozenPool === v.windDown.frozenPool
    && v2.windDown.frozenClaims === v.windDown.frozenClaims,
  changes: { venue: ['clock', 'mode', 'windDown'] },
});
