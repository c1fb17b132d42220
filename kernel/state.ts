// The state of a book, its events and its limits: every type that crosses a transition. It holds no
// rule and no arithmetic. Units and ranges: spec/README.md.

export type Params = {
  readonly feedWeights: FeedWeights;
  readonly outlierRate: bigint; // ppm of the median
  readonly quorum: bigint; // weight
  readonly maxIndexAge: bigint; // seconds
  readonly maxChainGap: bigint; // seconds
  readonly chainSettle: bigint; // seconds
  readonly maxSkip: bigint; // blocks
  readonly confirmations: bigint; // blocks
  readonly tradeBand: bigint; // ppm of the index
  readonly feeRate: bigint; // ppm of the notional, each side
  readonly minNotional: bigint; // quote
  readonly maintenanceRate: bigint; // ppm of the notional
  readonly initialRate: bigint; // ppm of the notional
  readonly liquidationRate: bigint; // ppm of the notional taken over
  readonly closeFactor: bigint; // ppm of the size, per liquidation
  readonly exitDelay: bigint; // seconds
};

export type FeedWeights = readonly [bigint, bigint, bigint, bigint, bigint];
export type FeedName = 'first' | 'second' | 'third' | 'fourth' | 'fifth';
/** A feed that has never reported has price 0 and does not vote. */
export type Feed = { readonly price: bigint; readonly time: bigint };
export type Feeds = readonly [Feed, Feed, Feed, Feed, Feed];

/** `steadyFrom`: the time from which the chain counts as steady again after a gap. */
export type Chain = {
  readonly height: bigint;
  readonly hash: bigint;
  readonly time: bigint;
  readonly steadyFrom: bigint;
};
export type Mode = {
  readonly kind: 'active' | 'reduceOnly' | 'halted';
  readonly since: bigint;
};

export type Venue = {
  readonly clock: bigint; // seconds: `now` of the last accepted event
  readonly vault: bigint; // quote: tokens held
  readonly pool: bigint; // quote: losses collected, not yet claimed by winners
  readonly insurance: bigint; // quote
  readonly fees: bigint; // quote
  readonly badDebt: BadDebt;
  readonly openInterest: bigint; // lots: Σ max(size, 0)
  readonly unsettled: bigint; // number of accounts with size ≠ 0 or cost ≠ 0
  readonly index: Index;
  readonly feeds: Feeds;
  readonly chain: Chain;
  readonly mode: Mode;
  readonly params: Params;
};

/** `since` is the time at which the amount last rose from zero; it means nothing at amount 0. */
export type BadDebt = { readonly amount: bigint; readonly since: bigint };
export type Index = { readonly price: bigint; readonly time: bigint };

export type Account = {
  readonly collateral: bigint; // quote, never negative
  readonly size: bigint; // signed lots
  readonly cost: bigint; // signed quote: what the position cost, net of what has been realised
};

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
export type Trade = {
  readonly kind: 'trade';
  readonly buyer: bigint;
  readonly seller: bigint;
  readonly lots: bigint;
  readonly price: bigint;
  readonly now: bigint;
};
/** `by` names who acts, authenticated by the host: a loss may be settled by anyone. */
export type Settle = {
  readonly kind: 'settle';
  readonly account: bigint;
  readonly by: bigint;
  readonly now: bigint;
};
export type Liquidate = {
  readonly kind: 'liquidate';
  readonly account: bigint;
  readonly liquidator: bigint;
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
  readonly now: bigint;
};
export type Event =
  | Deposit
  | Withdraw
  | FundInsurance
  | Trade
  | Settle
  | Liquidate
  | Resolve
  | Cover
  | Report
  | Heartbeat;

/** `touched`: the accounts after, in the order of the transition's account parameters. */
export type Outcome<T extends readonly Account[], Code extends string> =
  | { readonly kind: 'accepted'; readonly venue: Venue; readonly touched: T }
  | { readonly kind: 'rejected'; readonly code: Code };

export const empty: Account = { collateral: 0n, size: 0n, cost: 0n };

export const PPM = 1_000_000n;
export const MAX_AMOUNT = 79_228_162_514_264_337_593_543_950_335n; // 2^96 − 1
export const MAX_LOTS = 1_099_511_627_776n; // 2^40
export const MAX_PRICE = 1_099_511_627_775n; // 2^40 − 1
export const MAX_TIME = 1_099_511_627_776n; // 2^40
export const MAX_HEIGHT = 1_099_511_627_776n; // 2^40
export const MAX_HASH = 1_329_227_995_784_915_872_903_807_060_280_344_576n; // 2^120
export const MAX_BUSY = 4_294_967_296n; // 2^32 accounts with size ≠ 0 or cost ≠ 0
export const MAX_EXPOSURE = 309_485_009_821_345_068_724_781_056n; // 2^88
export const EXIT_PRICE = 2_199_023_255_552n; // 2^41: no lot ever closes at a price as high
