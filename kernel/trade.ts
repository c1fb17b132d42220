// Exchanges lots between two accounts at an agreed price near the index: spec/trade.md. Each side
// pays its own fee and answers for its own margin; gains and losses stay unrealised.
import { abs, min, mulDivUp } from './arithmetic.ts';
import type { Trade } from './event.ts';
import { MAX_BUSY, MAX_LOTS, MAX_PRICE, MAX_TIME, PPM } from './limits.ts';
import { chainFresh, fundingCurrent, indexFresh, isOpen, reduceOnly } from './live.ts';
import { keepsRatio, markPrice, meetsInitial } from './margin.ts';
import type { Modules } from './modules.ts';
import { busy, costAt, openInterestAfter, reduces, withinLimits } from './position.ts';
import type { Account, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'same_account' | 'lots_out_of_range'
  | 'price_out_of_range' | 'not_open' | 'index_stale' | 'chain_stale' | 'funding_due'
  | 'price_outside_band' | 'reduce_only' | 'buyer_notional_too_low' | 'seller_notional_too_low'
  | 'buyer_position_too_large' | 'seller_position_too_large' | 'too_many_accounts'
  | 'buyer_margin_too_low' | 'seller_margin_too_low';

/** The account after it takes on `lots` (signed). A side that only reduces pays what fee it can. */
function filled(
  account: Account, lots: bigint, reducing: boolean, event: Trade, venue: Venue,
): Account {
  const exact = event.lots * event.price;
  const fee = mulDivUp(exact, venue.params.feeRate, PPM); // rounds up: the book gains
  return {
    ...account,
    collateral: account.collateral - (reducing ? min(fee, account.collateral) : fee),
    size: account.size + lots,
    cost: account.cost + costAt(lots, event.price, venue.funding.cumulative),
  };
}

/** Opening needs the initial margin; reducing needs only that the account is not left worse. */
function marginAllows(
  modules: Modules, before: Account, after: Account, reducing: boolean, venue: Venue, now: bigint,
): boolean {
  return reducing
    ? keepsRatio(before, after, markPrice(venue))
    : meetsInitial(modules, after, venue, now);
}

export function trade(
  modules: Modules, venue: Venue, buyer: Account, seller: Account, event: Trade,
): Outcome<readonly [Account, Account], Code> {
  const { lots, price, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (event.buyer === event.seller) return { kind: 'rejected', code: 'same_account' };
  if (lots < 1n || lots > MAX_LOTS) return { kind: 'rejected', code: 'lots_out_of_range' };
  if (price < 1n || price > MAX_PRICE) return { kind: 'rejected', code: 'price_out_of_range' };
  if (!isOpen(venue)) return { kind: 'rejected', code: 'not_open' };
  if (!indexFresh(venue, now)) return { kind: 'rejected', code: 'index_stale' };
  if (!chainFresh(venue, now)) return { kind: 'rejected', code: 'chain_stale' };
  if (!fundingCurrent(venue, now)) return { kind: 'rejected', code: 'funding_due' };
  if (abs(price - venue.index.price) * PPM > venue.index.price * venue.params.tradeBand)
    return { kind: 'rejected', code: 'price_outside_band' };
  const buyerReduces = reduces(buyer.size, lots);
  const sellerReduces = reduces(seller.size, -lots);
  if (reduceOnly(venue) && !(buyerReduces && sellerReduces))
    return { kind: 'rejected', code: 'reduce_only' };
  const bought = filled(buyer, lots, buyerReduces, event, venue);
  const sold = filled(seller, -lots, sellerReduces, event, venue);
  if (!buyerReduces && abs(bought.size) * price < venue.params.minNotional)
    return { kind: 'rejected', code: 'buyer_notional_too_low' };
  if (!sellerReduces && abs(sold.size) * price < venue.params.minNotional)
    return { kind: 'rejected', code: 'seller_notional_too_low' };
  if (!buyerReduces && !withinLimits(bought))
    return { kind: 'rejected', code: 'buyer_position_too_large' };
  if (!sellerReduces && !withinLimits(sold))
    return { kind: 'rejected', code: 'seller_position_too_large' };
  const unsettled = venue.unsettled - busy(buyer) - busy(seller) + busy(bought) + busy(sold);
  if (unsettled > MAX_BUSY) return { kind: 'rejected', code: 'too_many_accounts' };
  if (!marginAllows(modules, buyer, bought, buyerReduces, venue, now))
    return { kind: 'rejected', code: 'buyer_margin_too_low' };
  if (!marginAllows(modules, seller, sold, sellerReduces, venue, now))
    return { kind: 'rejected', code: 'seller_margin_too_low' };
  const paid = buyer.collateral - bought.collateral + seller.collateral - sold.collateral;
  const openInterest = openInterestAfter(venue.openInterest, buyer, bought, seller, sold);
  const after = { ...venue, clock: now, fees: venue.fees + paid, openInterest, unsettled };
  return { kind: 'accepted', venue: after, touched: [bought, sold] };
}
