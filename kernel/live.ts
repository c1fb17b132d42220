// Whether the venue may act on its price: spec/live.md. Staleness is judged against the event's own
// time, so that it takes effect without any transaction.
import type { Venue } from './state.ts';

export function isOpen(venue: Venue): boolean {
  return venue.mode.kind === 'active' || venue.mode.kind === 'reduceOnly';
}

export function isEnding(venue: Venue): boolean {
  return venue.mode.kind === 'windingDown' || venue.mode.kind === 'wound';
}

export function indexFresh(venue: Venue, now: bigint): boolean {
  return now - venue.index.time <= venue.params.maxIndexAge;
}

export function chainFresh(venue: Venue, now: bigint): boolean {
  return now - venue.chain.time <= venue.params.maxChainGap && now >= venue.chain.steadyFrom;
}

/** No whole interval is left to charge: a position is never judged at a mark that is behind. */
export function fundingCurrent(venue: Venue, now: bigint): boolean {
  return now - venue.funding.last < venue.params.fundingInterval;
}

export function reduceOnly(venue: Venue): boolean {
  return venue.mode.kind === 'reduceOnly' || venue.badDebt.amount > 0n;
}

/** Top-ups come first: meanwhile only accounts with negative equity are liquidated. */
export function inGrace(venue: Venue, now: bigint): boolean {
  return now < venue.graceUntil;
}
