// What a withdrawal must do: its rejections in precedence order, its effect, what it may change.
import { contract } from 'plimsoll';
import type { Withdraw } from '../../kernel/event.ts';
import type { Modules } from '../../kernel/modules.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { AMOUNT_LIMIT, outside, TIME_LIMIT } from '../limits.ts';
import { chainStale, fundingDue, indexStale, open } from '../live.ts';
import { belowInitial } from '../margin.ts';
import { haltedFor } from '../modes.ts';
import { idle } from '../position.ts';

export const withdrawContract = contract('withdraw', {
  actors: ['account'],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [Account], e: Withdraw, _modules: Modules) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    amount_out_of_range: (_v, _t, e) => outside(e.amount, 1n, AMOUNT_LIMIT),
    collateral_too_low: (_v, [account], e) => account.collateral < e.amount,
    not_open: (v, [account], _e) => !open(v) && !idle(account),
    exit_delayed: (v, _t, e) =>
      v.mode.kind === 'halted' && haltedFor(v, e.now) <= v.params.exitDelay,
    index_stale: (v, [account], e) => account.size !== 0n && indexStale(v, e.now),
    chain_stale: (v, [account], e) => account.size !== 0n && chainStale(v, e.now),
    funding_due: (v, [account], e) => account.size !== 0n && fundingDue(v, e.now),
    margin_too_low: (v, [account], e, modules) =>
      belowInitial(modules, { ...account, collateral: account.collateral - e.amount }, v, e.now),
  },
  ensures: (v, [account], e, v2, [account2]) =>
    v2.clock === e.now && v2.vault === v.vault - e.amount
    && account2.collateral === account.collateral - e.amount,
  changes: { venue: ['clock', 'vault'], account: ['collateral'] },
});
