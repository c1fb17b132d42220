// What a trade must do: its rejections in precedence order, its effect, what it may change. A side
// is an account and the signed lots that it takes on.
import { contract } from 'plimsoll';
import type { Trade } from '../../kernel/event.ts';
import type { Modules } from '../../kernel/modules.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import { abs, ceilDiv, min } from '../arithmetic.ts';
import { BUSY_LIMIT, LOTS_LIMIT, MILLION, outside, PRICE_LIMIT, TIME_LIMIT } from '../limits.ts';
import { chainStale, fundingDue, indexStale, onlyReducing, open } from '../live.ts';
import { belowInitial, keepsRatio, mark } from '../margin.ts';
import { busy, longLots, onlyReduces, tooLarge } from '../position.ts';

type Pair = readonly [Account, Account];

/** ⌈lots × price × feeRate / 1e6⌉; a side that only reduces pays at most what it has. */
function fee(v: Venue, a: Account, lots: bigint, e: Trade): bigint {
  const charge = ceilDiv(e.lots * e.price * v.params.feeRate, MILLION);
  return onlyReduces(a.size, lots) ? min(charge, a.collateral) : charge;
}

export const traded = (v: Venue, a: Account, lots: bigint, e: Trade): Account => ({
  ...a,
  collateral: a.collateral - fee(v, a, lots, e),
  size: a.size + lots,
  cost: a.cost + lots * (e.price - v.funding.cumulative),
});

const smallNotional = (v: Venue, a: Account, lots: bigint, e: Trade): boolean =>
  !onlyReduces(a.size, lots) && abs(a.size + lots) * e.price < v.params.minNotional;

const largePosition = (v: Venue, a: Account, lots: bigint, e: Trade): boolean =>
  !onlyReduces(a.size, lots) && tooLarge(traded(v, a, lots, e));

/** A side that opens is below initial margin; one that only reduces is left worse per lot. */
const lowMargin = (modules: Modules, v: Venue, a: Account, lots: bigint, e: Trade): boolean => {
  const after = traded(v, a, lots, e);
  return onlyReduces(a.size, lots)
    ? !keepsRatio(a, after, mark(v))
    : belowInitial(modules, after, v, e.now);
};

const busyAfter = (v: Venue, [buyer, seller]: Pair, e: Trade): bigint =>
  v.unsettled - busy(buyer) - busy(seller)
  + busy(traded(v, buyer, e.lots, e)) + busy(traded(v, seller, -e.lots, e));

export const tradeContract = contract('trade', {
  actors: ['buyer', 'seller'],
  rejects: {
    time_out_of_range: (_v: Venue, _t: Pair, e: Trade, _modules: Modules) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    same_account: (_v, _t, e) => e.buyer === e.seller,
    lots_out_of_range: (_v, _t, e) => outside(e.lots, 1n, LOTS_LIMIT),
    price_out_of_range: (_v, _t, e) => outside(e.price, 1n, PRICE_LIMIT),
    not_open: (v, _t, _e) => !open(v),
    index_stale: (v, _t, e) => indexStale(v, e.now),
    chain_stale: (v, _t, e) => chainStale(v, e.now),
    funding_due: (v, _t, e) => fundingDue(v, e.now),
    price_outside_band: (v, _t, e) =>
      abs(e.price - v.index.price) * MILLION > v.index.price * v.params.tradeBand,
    reduce_only: (v, [buyer, seller], e) =>
      onlyReducing(v)
      && !(onlyReduces(buyer.size, e.lots) && onlyReduces(seller.size, -e.lots)),
    buyer_notional_too_low: (v, [buyer], e) => smallNotional(v, buyer, e.lots, e),
    seller_notional_too_low: (v, [, seller], e) => smallNotional(v, seller, -e.lots, e),
    buyer_position_too_large: (v, [buyer], e) => largePosition(v, buyer, e.lots, e),
    seller_position_too_large: (v, [, seller], e) => largePosition(v, seller, -e.lots, e),
    too_many_accounts: (v, touched, e) => busyAfter(v, touched, e) > BUSY_LIMIT,
    buyer_margin_too_low: (v, [buyer], e, modules) => lowMargin(modules, v, buyer, e.lots, e),
    seller_margin_too_low: (v, [, seller], e, modules) => lowMargin(modules, v, seller, -e.lots, e),
  },
  ensures: (v, [buyer, seller], e, v2, [buyer2, seller2]) =>
    v2.clock === e.now
    && buyer2.collateral === buyer.collateral - fee(v, buyer, e.lots, e)
    && buyer2.size === buyer.size + e.lots
    && buyer2.cost === buyer.cost + e.lots * (e.price - v.funding.cumulative)
    && seller2.collateral === seller.collateral - fee(v, seller, -e.lots, e)
    && seller2.size === seller.size - e.lots
    && seller2.cost === seller.cost - e.lots * (e.price - v.funding.cumulative)
    && v2.fees === v.fees + fee(v, buyer, e.lots, e) + fee(v, seller, -e.lots, e)
    && v2.openInterest === v.openInterest - longLots(buyer) - longLots(seller)
      + longLots(buyer2) + longLots(seller2)
    && v2.unsettled === v.unsettled - busy(buyer) - busy(seller) + busy(buyer2) + busy(seller2),
  changes: {
    venue: ['clock', 'fees', 'openInterest', 'unsettled'],
    buyer: ['collateral', 'size', 'cost'],
    seller: ['collateral', 'size', 'cost'],
  },
});
