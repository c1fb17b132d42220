// What covering bad debt must do: its rejections in precedence order, its effect, what it may
// change.
import { contract } from 'plimsoll';
import type { Cover } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { min } from '../arithmetic.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { drawFollows, insuranceCap, roomIn } from '../windows.ts';

/** No more than is owed, than insurance has, or than its budget leaves. */
const covered = (v: Venue, now: bigint): bigint =>
  min(v.badDebt.amount,
    min(v.insurance, roomIn(v, v.insuranceDraws, insuranceCap(v), now)));

export const coverContract = contract('cover', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Cover) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    wound: (v, _t, _e) => v.mode.kind === 'wound',
    no_bad_debt: (v, _t, _e) => v.badDebt.amount === 0n,
    no_insurance: (v, _t, e) => covered(v, e.now) === 0n,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now
    && v2.pool === v.pool + covered(v, e.now)
    && v2.insurance === v.insurance - covered(v, e.now)
    && v2.badDebt.amount === v.badDebt.amount - covered(v, e.now)
    && v2.badDebt.since === v.badDebt.since
    && drawFollows(v, v.insuranceDraws, v2.insuranceDraws, insuranceCap(v), covered(v, e.now),
      e.now),
  changes: { venue: ['clock', 'pool', 'insurance', 'insuranceDraws', 'badDebt'] },
});
