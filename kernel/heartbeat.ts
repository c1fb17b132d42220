// Follows the settlement chain's head: spec/heartbeat.md. A head that cannot follow the last one is
// a reorg and halts the book; a head that comes late leaves the chain unsteady for `chainSettle`.
import {
  type Chain, type Heartbeat, MAX_HASH, MAX_HEIGHT, MAX_TIME, type Mode, type Outcome, type Venue,
} from './state.ts';

type Code =
  | 'time_out_of_range'
  | 'clock_behind'
  | 'height_out_of_range'
  | 'hash_out_of_range'
  | 'parent_out_of_range'
  | 'block_time_out_of_range'
  | 'duplicate_block'
  | 'height_skipped'
  | 'block_time_not_newer';

/** Asked only of a head that is not the known one. */
function isReorg(chain: Chain, event: Heartbeat): boolean {
  return (
    event.height <= chain.height ||
    (event.height === chain.height + 1n && event.parent !== chain.hash)
  );
}

/** A halt keeps its beginning: a second reorg does not renew it. */
function halted(mode: Mode, now: bigint): Mode {
  return mode.kind === 'halted' ? mode : { kind: 'halted', since: now };
}

/** Late is what the book saw as late: a relay that catches up block by block is a gap as well. */
function followed(venue: Venue, event: Heartbeat): Chain {
  const { height, hash, time, now } = event;
  const late = now - venue.chain.time > venue.params.maxChainGap;
  const steadyFrom = late ? now + venue.params.chainSettle : venue.chain.steadyFrom;
  return { height, hash, time, steadyFrom };
}

export function heartbeat(venue: Venue, event: Heartbeat): Outcome<readonly [], Code> {
  const { height, hash, parent, time, now } = event;
  const { chain, mode, params } = venue;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (height < 0n || height > MAX_HEIGHT) return { kind: 'rejected', code: 'height_out_of_range' };
  if (hash < 0n || hash > MAX_HASH) return { kind: 'rejected', code: 'hash_out_of_range' };
  if (parent < 0n || parent > MAX_HASH) return { kind: 'rejected', code: 'parent_out_of_range' };
  if (time < 0n || time > now) return { kind: 'rejected', code: 'block_time_out_of_range' };
  if (height === chain.height && hash === chain.hash)
    return { kind: 'rejected', code: 'duplicate_block' };
  if (height > chain.height + params.maxSkip) return { kind: 'rejected', code: 'height_skipped' };
  if (isReorg(chain, event))
    return {
      kind: 'accepted',
      venue: { ...venue, clock: now, mode: halted(mode, now) },
      touched: [],
    };
  if (time <= chain.time) return { kind: 'rejected', code: 'block_time_not_newer' };
  const after = { ...venue, clock: now, chain: followed(venue, event) };
  return { kind: 'accepted', venue: after, touched: [] };
}
