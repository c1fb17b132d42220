// Every event that a book can be told: what crosses into a transition. The host has authenticated
// who sends it; the kernel bounds every field before it is used.
import type { FeedName, Params } from './state.ts';

export type Genesis = {
  readonly params: Params;
  readonly price: bigint;
  readonly now: bigint;
  readonly height: bigint;
  readonly hash: bigint;
};
export type Deposit = {
  readonly kind: 'deposit';
  readonly account: bigint;
  readonly amount: bigint;
  readonly height: bigint; // of the block that holds the transfer
  readonly now: bigint;
};
export type Withdraw = {
  readonly kind: 'withdraw';
  readonly account: bigint;
  readonly amount: bigint;
  readonly now: bigint;
};
export type FundInsurance = {
  readonly kind: 'fundInsurance';
  readonly amount: bigint;
  readonly now: bigint;
};
export type CollectFees = {
  readonly kind: 'collectFees';
  readonly amount: bigint;
  readonly now: bigint;
};
export type Trade = {
  readonly kind: 'trade';
  readonly buyer: bigint;
  readonly seller: bigint;
  readonly lots: bigint;
  readonly price: bigint;
  readonly now: bigint;
};
/** `by`: who acts; a loss may be settled by anyone. `most`: what a gain may realise at most. */
export type Settle = {
  readonly kind: 'settle';
  readonly account: bigint;
  readonly by: bigint;
  readonly most: bigint;
  readonly now: bigint;
};
export type Liquidate = {
  readonly kind: 'liquidate';
  readonly account: bigint;
  readonly liquidator: bigint;
  readonly lots: bigint;
  readonly now: bigint;
};
export type Deleverage = {
  readonly kind: 'deleverage';
  readonly account: bigint;
  readonly counterparty: bigint;
  readonly lots: bigint;
  readonly now: bigint;
};
export type Resolve = { readonly kind: 'resolve'; readonly account: bigint; readonly now: bigint };
export type Cover = { readonly kind: 'cover'; readonly now: bigint };
export type Report = {
  readonly kind: 'report';
  readonly feed: FeedName;
  readonly price: bigint;
  readonly time: bigint;
  readonly now: bigint;
};
export type Heartbeat = {
  readonly kind: 'heartbeat';
  readonly height: bigint;
  readonly hash: bigint;
  readonly parent: bigint;
  readonly time: bigint;
  readonly baseFee: bigint;
  readonly now: bigint;
};
export type Trip = { readonly kind: 'trip'; readonly now: bigint };
export type Halt = { readonly kind: 'halt'; readonly now: bigint };
export type Resume = { readonly kind: 'resume'; readonly now: bigint };
/** `rate`: quote per lot and interval from now on; only the funding role may send a new one. */
export type AccrueFunding = {
  readonly kind: 'accrueFunding';
  readonly by: 'funder' | 'anyone';
  readonly rate: bigint;
  readonly now: bigint;
};
export type Advise = {
  readonly kind: 'advise';
  readonly rate: bigint;
  readonly until: bigint;
  readonly now: bigint;
};
/** `weight`: of those who approved this hash, in ppm of all; their approvals end at that time. */
export type Propose = {
  readonly kind: 'propose';
  readonly action: 'params' | 'windDown';
  readonly params: Params;
  readonly hash: bigint;
  readonly weight: bigint;
  readonly approvedUntil: bigint;
  readonly now: bigint;
};
export type Cancel = {
  readonly kind: 'cancel';
  readonly hash: bigint;
  readonly weight: bigint;
  readonly now: bigint;
};
export type Enact = { readonly kind: 'enact'; readonly hash: bigint; readonly now: bigint };
export type WindDownNow = { readonly kind: 'windDown'; readonly now: bigint };
export type Collect = { readonly kind: 'collect'; readonly account: bigint; readonly now: bigint };
export type Finalise = { readonly kind: 'finalise'; readonly now: bigint };
export type Redeem = { readonly kind: 'redeem'; readonly account: bigint; readonly now: bigint };

export type Event =
  | Deposit | Withdraw | FundInsurance | CollectFees | Trade | Settle | Liquidate | Deleverage
  | Resolve | Cover | Report | Heartbeat | Trip | Halt | Resume | AccrueFunding | Advise | Propose
  | Cancel | Enact | WindDownNow | Collect | Finalise | Redeem;
