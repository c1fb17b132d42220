// Closes lots of an account that is worth less than nothing against an opposite account, at the
// mark: spec/deleverage.md. Neither side's equity changes.
import { abs } from './arithmetic.ts';
import type { Deleverage } from './event.ts';
import { MAX_LOTS, MAX_TIME } from './limits.ts';
import { chainFresh, fundingCurrent, indexFresh, isOpen } from './live.ts';
import { equity, markPrice } from './margin.ts';
import { busy, costAt, moved, openInterestAfter, reduces } from './position.ts';
import type { Account, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'same_account' | 'lots_out_of_range' | 'not_open'
  | 'index_stale' | 'chain_stale' | 'funding_due' | 'equity_not_negative' | 'lots_above_size'
  | 'lots_above_counterparty';

export function deleverage(
  venue: Venue, account: Account, counterparty: Account, event: Deleverage,
): Outcome<readonly [Account, Account], Code> {
  const { lots, now } = event;
  const mark = markPrice(venue);
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (event.account === event.counterparty) return { kind: 'rejected', code: 'same_account' };
  if (lots < 1n || lots > MAX_LOTS) return { kind: 'rejected', code: 'lots_out_of_range' };
  if (!isOpen(venue)) return { kind: 'rejected', code: 'not_open' };
  if (!indexFresh(venue, now)) return { kind: 'rejected', code: 'index_stale' };
  if (!chainFresh(venue, now)) return { kind: 'rejected', code: 'chain_stale' };
  if (!fundingCurrent(venue, now)) return { kind: 'rejected', code: 'funding_due' };
  if (equity(account, mark) >= 0n) return { kind: 'rejected', code: 'equity_not_negative' };
  if (lots > abs(account.size)) return { kind: 'rejected', code: 'lots_above_size' };
  const taken = account.size > 0n ? lots : -lots;
  if (!reduces(counterparty.size, taken))
    return { kind: 'rejected', code: 'lots_above_counterparty' };
  const cost = costAt(taken, venue.index.price, venue.funding.cumulative);
  const rest = moved(account, -taken, -cost);
  const met = moved(counterparty, taken, cost);
  const unsettled =
    venue.unsettled - busy(account) - busy(counterparty) + busy(rest) + busy(met);
  const openInterest = openInterestAfter(venue.openInterest, account, rest, counterparty, met);
  const after = { ...venue, clock: now, openInterest, unsettled };
  return { kind: 'accepted', venue: after, touched: [rest, met] };
}
