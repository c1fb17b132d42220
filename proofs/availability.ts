// What nobody can block: a due liquidation or deleveraging, the settling and writing off of losses,
// an exit without a position, and whatever only unwinds risk.
import { theorem } from 'plimsoll';
import { deleverage } from '../kernel/deleverage.ts';
import { liquidate } from '../kernel/liquidate.ts';
import type {
  Deleverage, Liquidate, Resolve, Settle, Trade, Withdraw,
} from '../kernel/event.ts';
import type { Modules } from '../kernel/modules.ts';
import { resolve } from '../kernel/resolve.ts';
import { settle } from '../kernel/settle.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { trade } from '../kernel/trade.ts';
import { withdraw } from '../kernel/withdraw.ts';
import { abs } from '../spec/arithmetic.ts';
import {
  AMOUNT_LIMIT, BUSY_LIMIT, LOTS_LIMIT, MILLION, TIME_LIMIT, within,
} from '../spec/limits.ts';
import { inGrace, live, open } from '../spec/live.ts';
import { belowMaintenance, equity, mark, profit } from '../spec/margin.ts';
import { haltedFor } from '../spec/modes.ts';
import { idle, onlyReduces } from '../spec/position.ts';

const timely = (v: Venue, now: bigint): boolean => within(now, v.clock, TIME_LIMIT) && now >= 0n;

export const dueLiquidation = theorem('THM-21',
  'A due liquidation of lots within the close factor fails only for its liquidator.', {
    when: (modules: Modules, v: Venue, account: Account, _liquidator: Account, e: Liquidate) =>
      timely(v, e.now) && live(v, e.now) && e.account !== e.liquidator
      && belowMaintenance(modules, account, v, e.now)
      && (!inGrace(v, e.now) || equity(account, mark(v)) < 0n)
      && within(e.lots, 1n, abs(account.size)) && e.lots <= LOTS_LIMIT
      && (e.lots - 1n) * MILLION < abs(account.size) * v.params.closeFactor,
    then: (modules, v, account, liquidator, e) => {
      const out = liquidate(modules, v, account, liquidator, e);
      return out.kind === 'accepted' || out.code === 'liquidator_position_too_large'
        || out.code === 'too_many_accounts' || out.code === 'liquidator_margin_too_low';
    },
  });

export const oneLotIsAllowed = theorem('THM-21b',
  'One lot of a position is always within the close factor.', {
    when: (size: bigint, closeFactor: bigint) => size !== 0n && closeFactor > 0n,
    then: (size, closeFactor) => (1n - 1n) * MILLION < abs(size) * closeFactor,
  });

/** That such a counterparty exists: INV-29b. */
export const dueDeleveraging = theorem('THM-29',
  'An account without equity can be deleveraged against any account that holds opposite lots.', {
    when: (v: Venue, account: Account, counterparty: Account, e: Deleverage) =>
      timely(v, e.now) && live(v, e.now) && e.account !== e.counterparty
      && equity(account, mark(v)) < 0n
      && within(e.lots, 1n, LOTS_LIMIT) && e.lots <= abs(account.size)
      && (account.size > 0n ? counterparty.size <= -e.lots : counterparty.size >= e.lots),
    then: (v, account, counterparty, e) =>
      deleverage(v, account, counterparty, e).kind === 'accepted',
  });

export const reducingFits = theorem('THM-10a',
  'A side of a trade that only reduces is never rejected for its size, its cost or its notional.', {
    when: (modules: Modules, v: Venue, buyer: Account, seller: Account, e: Trade) =>
      trade(modules, v, buyer, seller, e).kind === 'rejected',
    then: (modules, v, buyer, seller, e) => {
      const out = trade(modules, v, buyer, seller, e);
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
    when: (modules: Modules, v: Venue, account: Account, liquidator: Account, e: Liquidate) =>
      onlyReduces(liquidator.size, account.size > 0n ? e.lots : -e.lots)
      && liquidate(modules, v, account, liquidator, e).kind === 'rejected',
    then: (modules, v, account, liquidator, e) => {
      const out = liquidate(modules, v, account, liquidator, e);
      return out.kind === 'accepted' || out.code !== 'liquidator_position_too_large';
    },
  });

export const reducingAddsNobody = theorem('THM-10c',
  'A trade in which both sides only reduce is never rejected for the number of accounts.', {
    when: (_modules: Modules, v: Venue, buyer: Account, seller: Account, e: Trade) =>
      v.unsettled <= BUSY_LIMIT && e.lots >= 1n
      && onlyReduces(buyer.size, e.lots) && onlyReduces(seller.size, -e.lots),
    then: (modules, v, buyer, seller, e) => {
      const out = trade(modules, v, buyer, seller, e);
      return out.kind === 'accepted' || out.code !== 'too_many_accounts';
    },
  });

export const lossesSettle = theorem('THM-10d',
  'Anyone can have a loss paid, by whoever has collateral, at any time that has a valid mark.', {
    when: (_modules: Modules, v: Venue, account: Account, e: Settle) =>
      timely(v, e.now) && (account.size === 0n ? open(v) : live(v, e.now))
      && within(e.most, 1n, AMOUNT_LIMIT)
      && profit(account, mark(v)) < 0n && account.collateral > 0n,
    then: (modules, v, account, e) => settle(modules, v, account, e).kind === 'accepted',
  });

export const deficitsResolve = theorem('THM-10e',
  'Anyone can write off a flat account that owes more than it has, whenever the book is open.', {
    when: (v: Venue, account: Account, e: Resolve) =>
      timely(v, e.now) && open(v) && account.size === 0n && account.cost > account.collateral,
    then: (v, account, e) => resolve(v, account, e).kind === 'accepted',
  });

export const idleExit = theorem('THM-41',
  'An account with no size and no cost withdraws all it has, at any price, but in a fresh halt.', {
    when: (_modules: Modules, v: Venue, account: Account, e: Withdraw) =>
      timely(v, e.now) && idle(account) && within(e.amount, 1n, AMOUNT_LIMIT)
      && e.amount <= account.collateral
      && (v.mode.kind !== 'halted' || haltedFor(v, e.now) > v.params.exitDelay),
    then: (modules, v, account, e) => withdraw(modules, v, account, e).kind === 'accepted',
  });
