// Whether the venue may act on its price at a time: the conditions of spec/live.md over raw fields.
import type { Venue } from '../kernel/state.ts';

export const open = (v: Venue): boolean =>
  v.mode.kind === 'active' || v.mode.kind === 'reduceOnly';

/** The winding down has begun, and perhaps ended. */
export const ending = (v: Venue): boolean =>
  v.mode.kind === 'windingDown' || v.mode.kind === 'wound';

export const indexStale = (v: Venue, now: bigint): boolean =>
  now - v.index.time > v.params.maxIndexAge;

export const chainStale = (v: Venue, now: bigint): boolean =>
  now - v.chain.time > v.params.maxChainGap || now < v.chain.steadyFrom;

/** A whole interval of funding has passed and is not charged yet. */
export const fundingDue = (v: Venue, now: bigint): boolean =>
  now - v.funding.last >= v.params.fundingInterval;

export const inGrace = (v: Venue, now: bigint): boolean => now < v.graceUntil;

export const onlyReducing = (v: Venue): boolean =>
  v.mode.kind === 'reduceOnly' || v.badDebt.amount > 0n;

/** Open, on a fresh index, a fresh and steady chain, and a mark that is not behind. */
export const live = (v: Venue, now: bigint): boolean =>
  open(v) && !indexStale(v, now) && !chainStale(v, now) && !fundingDue(v, now);
