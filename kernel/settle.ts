// Realises an account's profit at the mark: spec/settle.md. A loss is paid into the pool out of the
// account's own collateral, by anyone's call; a gain is paid out of the pool, by its owner's call.
import { min, mulDivDown } from './arithmetic.ts';
import type { Settle } from './event.ts';
import { MAX_AMOUNT, MAX_TIME } from './limits.ts';
import { chainFresh, fundingCurrent, indexFresh, inGrace, isOpen } from './live.ts';
import { markPrice, meetsMaintenance, profit } from './margin.ts';
import type { Modules } from './modules.ts';
import { busy } from './position.ts';
import type { Account, Outcome, Venue, Window } from './state.ts';
import { drawn, payoutWindow, room } from './window.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'most_out_of_range' | 'not_open' | 'index_stale'
  | 'chain_stale' | 'funding_due' | 'not_owner' | 'grace_running' | 'nothing_to_settle'
  | 'payout_window_full' | 'margin_too_low';

/** Part `loss` of a loss is paid: collateral → pool. */
function afterLoss(account: Account, loss: bigint): Account {
  return { ...account, collateral: account.collateral - loss, cost: account.cost - loss };
}

/** Part `gain` of a gain is realised, of which `paid` reaches the account. */
function afterGain(account: Account, gain: bigint, paid: bigint): Account {
  return { ...account, collateral: account.collateral + paid, cost: account.cost + gain };
}

function unsettledAfter(venue: Venue, before: Account, after: Account): bigint {
  return venue.unsettled - busy(before) + busy(after);
}

function collected(venue: Venue, before: Account, after: Account, now: bigint): Venue {
  const pool = venue.pool + before.collateral - after.collateral;
  return { ...venue, clock: now, pool, unsettled: unsettledAfter(venue, before, after) };
}

/** What is realised and not paid is extinguished against bad debt. */
function paidOut(
  venue: Venue, before: Account, after: Account, window: Window, now: bigint,
): Venue {
  const paid = after.collateral - before.collateral;
  const extinguished = after.cost - before.cost - paid;
  return {
    ...venue,
    clock: now,
    pool: venue.pool - paid,
    payouts: drawn(window, paid),
    badDebt: { ...venue.badDebt, amount: venue.badDebt.amount - extinguished },
    unsettled: unsettledAfter(venue, before, after),
  };
}

export function settle(
  modules: Modules, venue: Venue, account: Account, event: Settle,
): Outcome<readonly [Account], Code> {
  const { most, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (most < 1n || most > MAX_AMOUNT) return { kind: 'rejected', code: 'most_out_of_range' };
  if (!isOpen(venue)) return { kind: 'rejected', code: 'not_open' };
  if (account.size !== 0n && !indexFresh(venue, now))
    return { kind: 'rejected', code: 'index_stale' };
  if (account.size !== 0n && !chainFresh(venue, now))
    return { kind: 'rejected', code: 'chain_stale' };
  if (account.size !== 0n && !fundingCurrent(venue, now))
    return { kind: 'rejected', code: 'funding_due' };
  const due = profit(account, markPrice(venue));
  if (due > 0n && event.by !== event.account) return { kind: 'rejected', code: 'not_owner' };
  if (due > 0n && inGrace(venue, now)) return { kind: 'rejected', code: 'grace_running' };
  if (due <= 0n) {
    const loss = min(-due, account.collateral);
    if (loss === 0n) return { kind: 'rejected', code: 'nothing_to_settle' };
    const rest = afterLoss(account, loss);
    return { kind: 'accepted', venue: collected(venue, account, rest, now), touched: [rest] };
  }
  const owed = venue.pool + venue.badDebt.amount;
  const gain = min(min(due, owed), most);
  if (gain === 0n) return { kind: 'rejected', code: 'nothing_to_settle' };
  const paid = mulDivDown(gain, venue.pool, owed); // rounds down: those not yet paid gain
  const richer = afterGain(account, gain, paid);
  const window = payoutWindow(venue, now);
  if (paid > room(window)) return { kind: 'rejected', code: 'payout_window_full' };
  if (!meetsMaintenance(modules, richer, venue, now))
    return { kind: 'rejected', code: 'margin_too_low' };
  const after = paidOut(venue, account, richer, window, now);
  return { kind: 'accepted', venue: after, touched: [richer] };
}
