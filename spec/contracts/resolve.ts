// What writing off a loss must do: its rejections in precedence order, its effect, its frame.
// Anyone may call it: nobody is its actor.
import { contract } from 'plimsoll';
import type { Resolve } from '../../kernel/event.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { min } from '../arithmetic.ts';
import { outside, TIME_LIMIT } from '../limits.ts';
import { open } from '../live.ts';
import { drawFollows, insuranceCap, roomIn } from '../windows.ts';

/** What insurance pays: no more than it has, or than its budget leaves. */
const covered = (v: Venue, a: Account, now: bigint): bigint =>
  min(min(v.insurance, roomIn(v, v.insuranceDraws, insuranceCap(v), now)),
    a.cost - a.collateral);

const unpaid = (v: Venue, a: Account, now: bigint): bigint =>
  a.cost - a.collateral - covered(v, a, now);

export const resolveContract = contract('resolve', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [Account], e: Resolve) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    not_open: (v, _t, _e) => !open(v),
    not_flat: (_v, [account], _e) => account.size !== 0n,
    no_deficit: (_v, [account], _e) => account.collateral - account.cost >= 0n,
  },
  ensures: (v, [account], e, v2, [account2]) =>
    v2.clock === e.now
    && account2.collateral === 0n && account2.cost === 0n
    && v2.pool === v.pool + account.collateral + covered(v, account, e.now)
    && v2.insurance === v.insurance - covered(v, account, e.now)
    && v2.badDebt.amount === v.badDebt.amount + unpaid(v, account, e.now)
    && v2.badDebt.since
      === (v.badDebt.amount === 0n && unpaid(v, account, e.now) > 0n ? e.now : v.badDebt.since)
    && drawFollows(v, v.insuranceDraws, v2.insuranceDraws, insuranceCap(v),
      covered(v, account, e.now), e.now)
    && v2.unsettled === v.unsettled - 1n,
  changes: {
    venue: ['clock', 'pool', 'insurance', 'insuranceDraws', 'badDebt', 'unsettled'],
    account: ['collateral', 'cost'],
  },
});
