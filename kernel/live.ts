// Whether the venue may act on its price: spec/live.md. Staleness is judged against the event's own
// time, so that it takes effect without any transaction.
import type { Venue } from './state.ts';

export function indexFresh(venue: Venue, now: bigint): boolean {
  return now - venue.index.time <= venue.params.maxIndexAge;
}

export function chainFresh(venue: Venue, now: bigint): boolean {
  return now - venue.chain.time <= venue.params.maxChainGap && now >= venue.chain.steadyFrom;
}

export function reduceOnly(venue: Venue): boolean {
  return venue.mode.kind === 'reduceOnly' || venue.badDebt.amount > 0n;
}
