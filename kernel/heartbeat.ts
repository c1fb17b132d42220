// Follows the settlement chain's head: spec/heartbeat.md. A head that cannot follow the last one is
// a reorg and halts the book; a head that comes late leaves the chain unsteady, then a grace.
import type { Heartbeat } from './event.ts';
import { MAX_BASE_FEE, MAX_HASH, MAX_HEIGHT, MAX_TIME } from './limits.ts';
import { isOpen } from './live.ts';
import { halted } from './mode.ts';
import type { Chain, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'height_out_of_range' | 'hash_out_of_range'
  | 'parent_out_of_range' | 'base_fee_out_of_range' | 'block_time_out_of_range' | 'duplicate_block'
  | 'height_skipped' | 'block_time_not_newer';

/** Of a head that is not the known one. A lower head that is no newer is an old one sent again. */
function isReorg(chain: Chain, event: Heartbeat): boolean {
  return (
    event.height === chain.height ||
    (event.height < chain.height && event.time > chain.time) ||
    (event.height === chain.height + 1n && event.parent !== chain.hash)
  );
}

/** Late is what the book saw as late: a relay that catches up block by block is a gap as well. */
function followed(venue: Venue, event: Heartbeat): Venue {
  const { height, hash, time, baseFee, now } = event;
  const { chain, params } = venue;
  const late = now - chain.time > params.maxChainGap;
  const steadyFrom = late ? now + params.chainSettle : chain.steadyFrom;
  const graceUntil = late ? steadyFrom + params.grace : venue.graceUntil;
  return { ...venue, clock: now, chain: { height, hash, time, steadyFrom, baseFee }, graceUntil };
}

export function heartbeat(venue: Venue, event: Heartbeat): Outcome<readonly [], Code> {
  const { height, hash, parent, time, baseFee, now } = event;
  const { chain, params } = venue;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (height < 0n || height > MAX_HEIGHT) return { kind: 'rejected', code: 'height_out_of_range' };
  if (hash < 0n || hash > MAX_HASH) return { kind: 'rejected', code: 'hash_out_of_range' };
  if (parent < 0n || parent > MAX_HASH) return { kind: 'rejected', code: 'parent_out_of_range' };
  if (baseFee < 0n || baseFee > MAX_BASE_FEE)
    return { kind: 'rejected', code: 'base_fee_out_of_range' };
  if (time < 0n || time > now) return { kind: 'rejected', code: 'block_time_out_of_range' };
  if (height === chain.height && hash === chain.hash)
    return { kind: 'rejected', code: 'duplicate_block' };
  if (height > chain.height + params.maxSkip) return { kind: 'rejected', code: 'height_skipped' };
  if (isReorg(chain, event)) {
    if (!isOpen(venue))
      return { kind: 'accepted', venue: { ...venue, clock: now }, touched: [] };
    const mode = halted(venue.mode, now, 'reorg', params.haltMemory);
    return { kind: 'accepted', venue: { ...venue, clock: now, mode }, touched: [] };
  }
  if (time <= chain.time) return { kind: 'rejected', code: 'block_time_not_newer' };
  return { kind: 'accepted', venue: followed(venue, event), touched: [] };
}
