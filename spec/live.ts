// Whether the venue may act on its price at a time: the conditions of spec/live.md over raw fields.
import type { Venue } from '../kernel/state.ts';

export const indexStale = (v: Venue, now: bigint): boolean =>
  now - v.index.time > v.params.maxIndexAge;

export const chainStale = (v: Venue, now: bigint): boolean =>
  now - v.chain.time > v.params.maxChainGap || now < v.chain.steadyFrom;

/** Not halted, on a fresh index and a fresh, steady chain. */
export const live = (v: Venue, now: bigint): boolean =>
  v.mode.kind !== 'halted' && !indexStale(v, now) && !chainStale(v, now);
