// Pays collateral out to its owner: spec/withdraw.md. Needs a price only for an account with a
// size; an idle account is held back only by a halt, by all together no longer than `exitDelay`.
import type { Withdraw } from './event.ts';
import { MAX_AMOUNT, MAX_TIME } from './limits.ts';
import { chainFresh, fundingCurrent, indexFresh, isOpen } from './live.ts';
import { meetsInitial } from './margin.ts';
import { haltedFor } from './mode.ts';
import type { Modules } from './modules.ts';
import { busy } from './position.ts';
import type { Account, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'amount_out_of_range' | 'collateral_too_low'
  | 'not_open' | 'exit_delayed' | 'index_stale' | 'chain_stale' | 'funding_due' | 'margin_too_low';

export function withdraw(
  modules: Modules, venue: Venue, account: Account, event: Withdraw,
): Outcome<readonly [Account], Code> {
  const { amount, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (amount < 1n || amount > MAX_AMOUNT)
    return { kind: 'rejected', code: 'amount_out_of_range' };
  if (amount > account.collateral) return { kind: 'rejected', code: 'collateral_too_low' };
  if (!isOpen(venue) && busy(account) === 1n) return { kind: 'rejected', code: 'not_open' };
  if (venue.mode.kind === 'halted' && haltedFor(venue.mode, now) <= venue.params.exitDelay)
    return { kind: 'rejected', code: 'exit_delayed' };
  if (account.size !== 0n && !indexFresh(venue, now))
    return { kind: 'rejected', code: 'index_stale' };
  if (account.size !== 0n && !chainFresh(venue, now))
    return { kind: 'rejected', code: 'chain_stale' };
  if (account.size !== 0n && !fundingCurrent(venue, now))
    return { kind: 'rejected', code: 'funding_due' };
  const after = { ...account, collateral: account.collateral - amount };
  if (!meetsInitial(modules, after, venue, now))
    return { kind: 'rejected', code: 'margin_too_low' };
  return {
    kind: 'accepted',
    venue: { ...venue, clock: now, vault: venue.vault - amount },
    touched: [after],
  };
}
