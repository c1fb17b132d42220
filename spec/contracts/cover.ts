// What covering bad debt must do: its rejections in precedence order, its effect, what it may
// change.
import { contract } from 'plimsoll';
import type { Cover, Venue } from '../../kernel/state.ts';
import { min } from '../arithmetic.ts';
import { outside, TIME_LIMIT } from '../limits.ts';

const covered = (v: Venue): bigint => min(v.badDebt.amount, v.insurance);

export const coverContract = contract('cover', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Cover) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    no_bad_debt: (v, _t, _e) => v.badDebt.amount === 0n,
    no_insurance: (v, _t, _e) => v.insurance === 0n,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now
    && v2.pool === v.pool + covered(v)
    && v2.insurance === v.insurance - covered(v)
    && v2.badDebt.amount === v.badDebt.amount - covered(v)
    && v2.badDebt.since === v.badDebt.since,
  changes: { venue: ['clock', 'pool', 'insurance', 'badDebt'] },
});
