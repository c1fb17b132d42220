// What a withdrawal must do: its rejections in precedence order, its effect, what it may change.
import { contract } from 'plimsoll';
import type { Account, Venue, Withdraw } from '../../kernel/state.ts';
import { abs } from '../arithmetic.ts';
import { AMOUNT_LIMIT, MILLION, outside, TIME_LIMIT } from '../limits.ts';
import { chainStale, indexStale } from '../live.ts';
import { secured } from '../margin.ts';
import { idle } from '../position.ts';

export const withdrawContract = contract('withdraw', {
  actors: ['account'],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [Account], e: Withdraw) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    amount_out_of_range: (_v, _t, e) => outside(e.amount, 1n, AMOUNT_LIMIT),
    collateral_too_low: (_v, [account], e) => account.collateral < e.amount,
    halted: (v, [account], _e) => v.mode.kind === 'halted' && !idle(account),
    exit_delayed: (v, _t, e) =>
      v.mode.kind === 'halted' && e.now - v.mode.since <= v.params.exitDelay,
    index_stale: (v, [account], e) => account.size !== 0n && indexStale(v, e.now),
    chain_stale: (v, [account], e) => account.size !== 0n && chainStale(v, e.now),
    margin_too_low: (v, [account], e) =>
      (secured(account, v.index.price) - e.amount) * MILLION
        < abs(account.size) * v.index.price * v.params.initialRate,
  },
  ensures: (v, [account], e, v2, [account2]) =>
    v2.clock === e.now && v2.vault === v.vault - e.amount
    && account2.collateral === account.collateral - e.amount,
  changes: { venue: ['clock', 'vault'], account: ['collateral'] },
});
