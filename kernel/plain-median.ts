// Another aggregate: the median of the votes itself, without an average: spec/aggregate.md. It is
// for a book that would rather follow one feed exactly than all of them closely.
import { aggregate, type Said } from './aggregate.ts';
import type { Feeds, Params } from './state.ts';

export function plainMedian(feeds: Feeds, params: Params, now: bigint): Said {
  const said = aggregate(feeds, params, now);
  return { ...said, price: said.weight > 0n ? said.middle : 0n };
}
