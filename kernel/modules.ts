// What may be replaced when a book is composed: the risk engine (gap, shortfall), the liquidation
// reward and the oracle aggregate. All proofs of the rest use only their contracts, and the state
// has the same layout under any of them.
import type { Said } from './aggregate.ts';
import type { Feeds, Params } from './state.ts';

export type Modules = {
  readonly gap: (
    age: bigint, volatility: bigint, base: bigint, perSecond: bigint, byVolatility: bigint,
    cap: bigint,
  ) => bigint;
  readonly shortfall: (worth: bigint, size: bigint, price: bigint, rate: bigint) => bigint;
  readonly reward: (
    lots: bigint, price: bigint, rate: bigint, equity: bigint, size: bigint,
  ) => bigint;
  readonly aggregate: (feeds: Feeds, params: Params, now: bigint) => Said;
};
