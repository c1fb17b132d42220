// Realises an account's profit at the mark: spec/settle.md. A loss is paid into the pool out of the
// account's own collateral, by anyone's call; a gain is paid out of the pool, by its owner's call.
import { min, mulDivDown } from './arithmetic.ts';
import { chainFresh, indexFresh } from './live.ts';
import { meetsMaintenance, profit } from './margin.ts';
import { busy } from './position.ts';
import { type Account, MAX_TIME, type Outcome, type Settle, type Venue } from './state.ts';

type Code =
  | 'time_out_of_range'
  | 'clock_behind'
  | 'halted'
  | 'index_stale'
  | 'chain_stale'
  | 'not_owner'
  | 'nothing_to_settle'
  | 'margin_too_low';

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
function paidOut(venue: Venue, before: Account, after: Account, now: bigint): Venue {
  const paid = after.collateral - before.collateral;
  const extinguished = after.cost - before.cost - paid;
  return {
    ...venue,
    clock: now,
    pool: venue.pool - paid,
    badDebt: { ...venue.badDebt, amount: venue.badDebt.amount - extinguished },
    unsettled: unsettledAfter(venue, before, after),
  };
}

export function settle(
  venue: Venue, account: Account, event: Settle,
): Outcome<readonly [Account], Code> {
  const { now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (venue.mode.kind === 'halted') return { kind: 'rejected', code: 'halted' };
  if (account.size !== 0n && !indexFresh(venue, now))
    return { kind: 'rejected', code: 'index_stale' };
  if (account.size !== 0n && !chainFresh(venue, now))
    return { kind: 'rejected', code: 'chain_stale' };
  const due = profit(account, venue.index.price);
  if (due > 0n && event.by !== event.account) return { kind: 'rejected', code: 'not_owner' };
  const owed = venue.pool + venue.badDebt.amount;
  const part = due > 0n ? min(due, owed) : min(-due, account.collateral);
  if (part === 0n) return { kind: 'rejected', code: 'nothing_to_settle' };
  if (due < 0n) {
    const rest = afterLoss(account, part);
    return { kind: 'accepted', venue: collected(venue, account, rest, now), touched: [rest] };
  }
  const paid = mulDivDown(part, venue.pool, owed); // rounds down: those not yet paid gain
  const rest = afterGain(account, part, paid);
  if (!meetsMaintenance(rest, venue.index.price, venue.params))
    return { kind: 'rejected', code: 'margin_too_low' };
  return { kind: 'accepted', venue: paidOut(venue, account, rest, now), touched: [rest] };
}
