// The state of a book: a venue, which holds everything global, and accounts. It holds no rule and
// no arithmetic. Units and ranges: spec/README.md.

export type Params = {
  readonly feedWeights: FeedWeights;
  readonly outlierRate: bigint; // ppm of the median
  readonly quorum: bigint; // weight
  readonly maxIndexAge: bigint; // seconds
  readonly maxStrikes: bigint; // outliers in a row
  readonly quarantine: bigint; // seconds
  readonly breakerMove: bigint; // ppm of the index, and of the window's reference
  readonly breakerSigmas: bigint; // times the volatility
  readonly breakerFloor: bigint; // ppm of the index
  readonly breakerWindow: bigint; // seconds
  readonly volatilityPeriod: bigint; // seconds
  readonly volatilityWeight: bigint; // ppm: of the newest return
  readonly maxChainGap: bigint; // seconds
  readonly chainSettle: bigint; // seconds
  readonly maxSkip: bigint; // blocks
  readonly confirmations: bigint; // blocks
  readonly tradeBand: bigint; // ppm of the index
  readonly feeRate: bigint; // ppm of the notional, each side
  readonly minNotional: bigint; // quote
  readonly maintenanceRate: bigint; // ppm of the notional
  readonly initialRate: bigint; // ppm of the notional
  readonly gapBase: bigint; // ppm of the notional
  readonly gapPerSecond: bigint; // ppm of the notional for each second of the index's age
  readonly gapVolatility: bigint; // ppm of the volatility
  readonly gapCap: bigint; // ppm of the notional
  readonly rampRate: bigint; // ppm of the notional per second
  readonly adviceCap: bigint; // ppm of the notional
  readonly adviceMax: bigint; // seconds
  readonly liquidationRate: bigint; // ppm of the notional taken over
  readonly congestionSlope: bigint; // ppm of the base fee
  readonly congestionCap: bigint; // ppm of the notional taken over
  readonly closeFactor: bigint; // ppm of the size, per liquidation
  readonly fundingInterval: bigint; // seconds
  readonly fundingCap: bigint; // ppm of the index, per interval
  readonly maxIntervals: bigint; // charged at once
  readonly windowLength: bigint; // seconds: of payouts, insurance and fees drawn
  readonly payoutFloor: bigint; // quote per window
  readonly payoutCap: bigint; // ppm of the pool, per window
  readonly insuranceBudget: bigint; // ppm of the insurance, per window
  readonly feeBudget: bigint; // ppm of the fees, per window
  readonly exitDelay: bigint; // seconds
  readonly tripAfter: bigint; // seconds without an index or a block
  readonly cooldown: bigint; // seconds
  readonly reduceOnlyFor: bigint; // seconds
  readonly haltMemory: bigint; // seconds
  readonly maxHalt: bigint; // seconds
  readonly grace: bigint; // seconds
  readonly guardianPeriod: bigint; // seconds
  readonly maxDeficit: bigint; // seconds
  readonly approvalQuorum: bigint; // ppm of all approval weight
  readonly enactDelay: bigint; // seconds
  readonly proposalLife: bigint; // seconds
};

export type FeedWeights = readonly [bigint, bigint, bigint, bigint, bigint];
export type FeedName = 'first' | 'second' | 'third' | 'fourth' | 'fifth';
/**
 * A feed that has never reported has price 0. It votes from `until` on, and is judged by what a
 * quorum has reported since.
 */
export type Feed = {
  readonly price: bigint;
  readonly time: bigint;
  readonly strikes: bigint;
  readonly until: bigint;
};
export type Feeds = readonly [Feed, Feed, Feed, Feed, Feed];

/** `steadyFrom`: the time from which the chain counts as steady again after a gap. */
export type Chain = {
  readonly height: bigint;
  readonly hash: bigint;
  readonly time: bigint;
  readonly steadyFrom: bigint;
  readonly baseFee: bigint; // as the chain states it
};

export type HaltReason = 'none' | 'breaker' | 'reorg' | 'index' | 'chain' | 'guardian';
/** `served`: seconds spent in earlier halts that count towards the deadlines of this one. */
export type Mode = {
  readonly kind: 'active' | 'reduceOnly' | 'halted' | 'windingDown' | 'wound';
  readonly since: bigint;
  readonly served: bigint;
  readonly reason: HaltReason;
};

/** `since` is the time at which the amount last rose from zero; it means nothing at amount 0. */
export type BadDebt = { readonly amount: bigint; readonly since: bigint };
export type Index = { readonly price: bigint; readonly time: bigint };
/** `cumulative`: quote per lot since genesis; `rate`: per interval, paid by longs when positive. */
export type Funding = {
  readonly cumulative: bigint;
  readonly rate: bigint;
  readonly last: bigint;
};
/** The mean absolute return of the index in ppm, weighted towards the newest. */
export type Volatility = { readonly rate: bigint; readonly updated: bigint };
/** The index at the start of a window, from which moves within it are measured. */
export type Breaker = { readonly reference: bigint; readonly start: bigint };
/** What may leave one balance in one window, fixed at its start, and what has. */
export type Window = { readonly start: bigint; readonly cap: bigint; readonly used: bigint };
export type Advice = { readonly rate: bigint; readonly until: bigint };
/** What a raise of margin rates left out at `start`; it shrinks by `rampRate` every second. */
export type Ramp = { readonly discount: bigint; readonly start: bigint };

export type Action = 'none' | 'params' | 'windDown';
export type Proposal = {
  readonly action: Action;
  readonly params: Params;
  readonly hash: bigint;
  readonly weight: bigint; // ppm of all approval weight
  readonly approvedUntil: bigint;
  readonly from: bigint;
  readonly until: bigint;
};
/** `claims`: outstanding; the frozen pair is what every redemption is measured by. */
export type WindDown = {
  readonly mark: bigint;
  readonly claims: bigint;
  readonly frozenPool: bigint;
  readonly frozenClaims: bigint;
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
  readonly funding: Funding;
  readonly volatility: Volatility;
  readonly breaker: Breaker;
  readonly feeds: Feeds;
  readonly chain: Chain;
  readonly mode: Mode;
  readonly graceUntil: bigint; // seconds: accounts with equity are not liquidated before
  readonly guardianFrom: bigint; // seconds: the guardian may halt from then on
  readonly payouts: Window;
  readonly insuranceDraws: Window;
  readonly feeDraws: Window;
  readonly advice: Advice;
  readonly params: Params;
  readonly ramp: Ramp;
  readonly proposal: Proposal;
  readonly windDown: WindDown;
};

export type Account = {
  readonly collateral: bigint; // quote, never negative
  readonly size: bigint; // signed lots
  readonly cost: bigint; // signed quote: what the position cost, net of what has been realised
  readonly claim: bigint; // quote: a gain to be redeemed after winding down
};

/** `touched`: the accounts after, in the order of the transition's account parameters. */
export type Outcome<T extends readonly Account[], Code extends string> =
  | { readonly kind: 'accepted'; readonly venue: Venue; readonly touched: T }
  | { readonly kind: 'rejected'; readonly code: Code };

export const empty: Account = { collateral: 0n, size: 0n, cost: 0n, claim: 0n };
