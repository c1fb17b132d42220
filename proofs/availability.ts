// What nobody can block: a due liquidation, an exit without a position, and whatever only unwinds
// risk.
import { theorem } from 'plimsoll';
import { liquidate } from '../kernel/liquidate.ts';
import type { Account, Liquidate, Trade, Venue, Withdraw } from '../kernel/state.ts';
import { trade } from '../kernel/trade.ts';
import { withdraw } from '../kernel/withdraw.ts';
import { abs } from '../spec/arithmetic.ts';
import { AMOUNT_LIMIT, LOTS_LIMIT, MILLION, TIME_LIMIT, within } from '../spec/limits.ts';
import { live } from '../spec/live.ts';
import { belowMaintenance } from '../spec/margin.ts';
import { idle, onlyReduces } from '../spec/position.ts';

const timely = (v: Venue, now: bigint): boolean => within(now, v.clock, TIME_LIMIT) && now >= 0n;

export const dueLiquidation = theorem('THM-21',
  'A due liquidation of allowed lots, one lot always among them, fails only for its liquidator.', {
    when: (v: Venue, account: Account, _liquidator: Account, e: Liquidate) =>
      timely(v, e.now) && live(v, e.now) && e.account !== e.liquidator
      && v.params.closeFactor > 0n
      && belowMaintenance(account, v.index.price, v.params.maintenanceRate)
      && within(e.lots, 1n, abs(account.size)) && e.lots <= LOTS_LIMIT
      && (e.lots === 1n || (e.lots - 1n) * MILLION < abs(account.size) * v.params.closeFactor),
    then: (v, account, liquidator, e) => {
      const out = liquidate(v, account, liquidator, e);
      return out.kind === 'accepted' || out.code === 'liquidator_position_too_large'
        || out.code === 'too_many_accounts' || out.code === 'liquidator_margin_too_low';
    },
  });

export const reducingFits = theorem('THM-10a',
  'A side of a trade that only reduces is never rejected for its size, its cost or its notional.', {
    when: (v: Venue, buyer: Account, seller: Account, e: Trade) =>
      trade(v, buyer, seller, e).kind === 'rejected',
    then: (v, buyer, seller, e) => {
      const out = trade(v, buyer, seller, e);
      if (out.kind === 'accepted') return true;
      const buyerBlocked = out.code === 'buyer_position_too_large'
        || out.code === 'buyer_notional_too_low';
      const sellerBlocked = out.code === 'seller_position_too_large'
        || out.code === 'seller_notional_too_low';
      return !(buyerBlocked && onlyReduces(buyer.size, e.lots))
        && !(sellerBlocked && onlyReduces(seller.size, -e.lots));
    },
  });

export const takingOverFits = theorem('THM-10b',
  'A liquidator whose own size only shrinks is never rejected for it.', {
    when: (v: Venue, account: Account, liquidator: Account, e: Liquidate) =>
      onlyReduces(liquidator.size, account.size > 0n ? e.lots : -e.lots)
      && liquidate(v, account, liquidator, e).kind === 'rejected',
    then: (v, account, liquidator, e) => {
      const out = liquidate(v, account, liquidator, e);
      return out.kind === 'accepted' || out.code !== 'liquidator_position_too_large';
    },
  });

export const idleExit = theorem('THM-41',
  'An account with no size and no cost withdraws all it has, at any price, but in a fresh halt.', {
    when: (v: Venue, account: Account, e: Withdraw) =>
      timely(v, e.now) && idle(account) && within(e.amount, 1n, AMOUNT_LIMIT)
      && e.amount <= account.collateral
      && (v.mode.kind !== 'halted' || e.now - v.mode.since > v.params.exitDelay),
    then: (v, account, e) => withdraw(v, account, e).kind === 'accepted',
  });
