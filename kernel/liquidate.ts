// Moves lots of an account below maintenance to a liquidator, at the mark less a reward that only
// the account's own equity pays: spec/liquidate.md. Insurance never pays a reward.
import { abs, max, min, mulDivDown } from './arithmetic.ts';
import { chainFresh, indexFresh } from './live.ts';
import { equity, meetsHalfMaintenance, meetsInitial, meetsMaintenance } from './margin.ts';
import { busy, openInterestAfter, reduces, withinLimits } from './position.ts';
import {
  type Account, type Liquidate, MAX_BUSY, MAX_LOTS, MAX_TIME, type Outcome, PPM, type Venue,
} from './state.ts';

type Code =
  | 'time_out_of_range'
  | 'clock_behind'
  | 'same_account'
  | 'lots_out_of_range'
  | 'halted'
  | 'index_stale'
  | 'chain_stale'
  | 'maintenance_met'
  | 'lots_above_size'
  | 'lots_above_close_factor'
  | 'liquidator_position_too_large'
  | 'too_many_accounts'
  | 'liquidator_margin_too_low';

/** Rounds down twice: the account gains. At most its equity's share of the lots, at least 0. */
function rewardFor(venue: Venue, account: Account, lots: bigint): bigint {
  const mark = venue.index.price;
  const quoted = mulDivDown(lots * mark, venue.params.liquidationRate, PPM);
  return min(quoted, mulDivDown(max(equity(account, mark), 0n), lots, abs(account.size)));
}

function moved(account: Account, lots: bigint, cost: bigint): Account {
  return { ...account, size: account.size + lots, cost: account.cost + cost };
}

/** ⌈|size| × closeFactor / 1e6⌉ lots, or any number once 2 × equity is below maintenance. */
function withinCloseFactor(venue: Venue, account: Account, lots: bigint): boolean {
  return (
    (lots - 1n) * PPM < abs(account.size) * venue.params.closeFactor ||
    !meetsHalfMaintenance(account, venue.index.price, venue.params)
  );
}

export function liquidate(
  venue: Venue, account: Account, liquidator: Account, event: Liquidate,
): Outcome<readonly [Account, Account], Code> {
  const { lots, now } = event;
  const mark = venue.index.price;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (event.account === event.liquidator) return { kind: 'rejected', code: 'same_account' };
  if (lots < 1n || lots > MAX_LOTS) return { kind: 'rejected', code: 'lots_out_of_range' };
  if (venue.mode.kind === 'halted') return { kind: 'rejected', code: 'halted' };
  if (!indexFresh(venue, now)) return { kind: 'rejected', code: 'index_stale' };
  if (!chainFresh(venue, now)) return { kind: 'rejected', code: 'chain_stale' };
  if (meetsMaintenance(account, mark, venue.params))
    return { kind: 'rejected', code: 'maintenance_met' };
  if (lots > abs(account.size)) return { kind: 'rejected', code: 'lots_above_size' };
  if (!withinCloseFactor(venue, account, lots))
    return { kind: 'rejected', code: 'lots_above_close_factor' };
  const taken = account.size > 0n ? lots : -lots;
  const cost = taken * mark - rewardFor(venue, account, lots);
  const rest = moved(account, -taken, -cost);
  const grown = moved(liquidator, taken, cost);
  if (!reduces(liquidator.size, taken) && !withinLimits(grown))
    return { kind: 'rejected', code: 'liquidator_position_too_large' };
  const unsettled = venue.unsettled - busy(account) - busy(liquidator) + busy(rest) + busy(grown);
  if (unsettled > MAX_BUSY) return { kind: 'rejected', code: 'too_many_accounts' };
  if (!meetsInitial(grown, mark, venue.params))
    return { kind: 'rejected', code: 'liquidator_margin_too_low' };
  const openInterest = openInterestAfter(venue.openInterest, account, rest, liquidator, grown);
  const after = { ...venue, clock: now, openInterest, unsettled };
  return { kind: 'accepted', venue: after, touched: [rest, grown] };
}
