// Moves lots of an account below maintenance to a liquidator, at the mark less a reward that only
// the account's own equity pays: spec/liquidate.md. Insurance never pays a reward.
import { abs, min, mulDivDown } from './arithmetic.ts';
import type { Liquidate } from './event.ts';
import { MAX_BUSY, MAX_LOTS, MAX_TIME, PPM } from './limits.ts';
import { chainFresh, fundingCurrent, indexFresh, inGrace, isOpen } from './live.ts';
import {
  equity, markPrice, meetsHalfMaintenance, meetsInitial, meetsMaintenance,
} from './margin.ts';
import type { Modules } from './modules.ts';
import { busy, costAt, moved, openInterestAfter, reduces, withinLimits } from './position.ts';
import type { Account, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'same_account' | 'lots_out_of_range' | 'not_open'
  | 'index_stale' | 'chain_stale' | 'funding_due' | 'maintenance_met' | 'grace_running'
  | 'lots_above_size' | 'lots_above_close_factor' | 'liquidator_position_too_large'
  | 'too_many_accounts' | 'liquidator_margin_too_low';

/** The dearer a transaction, the higher the reward, up to a cap. Rounds down: the account gains. */
function rewardRate(venue: Venue): bigint {
  const { liquidationRate, congestionSlope, congestionCap } = venue.params;
  const congestion = mulDivDown(venue.chain.baseFee, congestionSlope, PPM);
  return liquidationRate + min(congestionCap, congestion);
}

function rewardFor(modules: Modules, venue: Venue, account: Account, lots: bigint): bigint {
  const worth = equity(account, markPrice(venue));
  return modules.reward(lots, venue.index.price, rewardRate(venue), worth, account.size);
}

/** ⌈|size| × closeFactor / 1e6⌉ lots, or any number once 2 × equity is below maintenance. */
function withinCloseFactor(
  modules: Modules, venue: Venue, account: Account, lots: bigint, now: bigint,
): boolean {
  return (
    (lots - 1n) * PPM < abs(account.size) * venue.params.closeFactor ||
    !meetsHalfMaintenance(modules, account, venue, now)
  );
}

export function liquidate(
  modules: Modules, venue: Venue, account: Account, liquidator: Account, event: Liquidate,
): Outcome<readonly [Account, Account], Code> {
  const { lots, now } = event;
  const mark = markPrice(venue);
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (event.account === event.liquidator) return { kind: 'rejected', code: 'same_account' };
  if (lots < 1n || lots > MAX_LOTS) return { kind: 'rejected', code: 'lots_out_of_range' };
  if (!isOpen(venue)) return { kind: 'rejected', code: 'not_open' };
  if (!indexFresh(venue, now)) return { kind: 'rejected', code: 'index_stale' };
  if (!chainFresh(venue, now)) return { kind: 'rejected', code: 'chain_stale' };
  if (!fundingCurrent(venue, now)) return { kind: 'rejected', code: 'funding_due' };
  if (meetsMaintenance(modules, account, venue, now))
    return { kind: 'rejected', code: 'maintenance_met' };
  if (equity(account, mark) >= 0n && inGrace(venue, now))
    return { kind: 'rejected', code: 'grace_running' };
  if (lots > abs(account.size)) return { kind: 'rejected', code: 'lots_above_size' };
  if (!withinCloseFactor(modules, venue, account, lots, now))
    return { kind: 'rejected', code: 'lots_above_close_factor' };
  const taken = account.size > 0n ? lots : -lots;
  const exact = costAt(taken, venue.index.price, venue.funding.cumulative);
  const cost = exact - rewardFor(modules, venue, account, lots);
  const rest = moved(account, -taken, -cost);
  const grown = moved(liquidator, taken, cost);
  if (!reduces(liquidator.size, taken) && !withinLimits(grown))
    return { kind: 'rejected', code: 'liquidator_position_too_large' };
  const unsettled = venue.unsettled - busy(account) - busy(liquidator) + busy(rest) + busy(grown);
  if (unsettled > MAX_BUSY) return { kind: 'rejected', code: 'too_many_accounts' };
  if (!meetsInitial(modules, grown, venue, now))
    return { kind: 'rejected', code: 'liquidator_margin_too_low' };
  const openInterest = openInterestAfter(venue.openInterest, account, rest, liquidator, grown);
  const after = { ...venue, clock: now, openInterest, unsettled };
  return { kind: 'accepted', venue: after, touched: [rest, grown] };
}
