// What a heartbeat must do: its rejections in precedence order, its effect, what it may change. A
// head that cannot follow the known one halts the book and leaves the chain as it was.
import { contract } from 'plimsoll';
import type { Heartbeat, Venue } from '../../kernel/state.ts';
import { HASH_LIMIT, HEIGHT_LIMIT, outside, TIME_LIMIT } from '../limits.ts';

/** Asked of a head that is not the known one: not above it, or above it with another parent. */
const reorg = (v: Venue, e: Heartbeat): boolean =>
  e.height <= v.chain.height
  || (e.height === v.chain.height + 1n && e.parent !== v.chain.hash);

const chainKept = (v: Venue, v2: Venue): boolean =>
  v2.chain.height === v.chain.height && v2.chain.hash === v.chain.hash
  && v2.chain.time === v.chain.time && v2.chain.steadyFrom === v.chain.steadyFrom;

const afterReorg = (v: Venue, e: Heartbeat, v2: Venue): boolean =>
  chainKept(v, v2) && v2.mode.kind === 'halted'
  && v2.mode.since === (v.mode.kind === 'halted' ? v.mode.since : e.now);

const afterBlock = (v: Venue, e: Heartbeat, v2: Venue): boolean =>
  v2.mode.kind === v.mode.kind && v2.mode.since === v.mode.since
  && v2.chain.height === e.height && v2.chain.hash === e.hash && v2.chain.time === e.time
  && v2.chain.steadyFrom === (e.now - v.chain.time > v.params.maxChainGap
    ? e.now + v.params.chainSettle : v.chain.steadyFrom);

export const heartbeatContract = contract('heartbeat', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Heartbeat) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    height_out_of_range: (_v, _t, e) => outside(e.height, 0n, HEIGHT_LIMIT),
    hash_out_of_range: (_v, _t, e) => outside(e.hash, 0n, HASH_LIMIT),
    parent_out_of_range: (_v, _t, e) => outside(e.parent, 0n, HASH_LIMIT),
    block_time_out_of_range: (_v, _t, e) => outside(e.time, 0n, e.now),
    duplicate_block: (v, _t, e) => e.height === v.chain.height && e.hash === v.chain.hash,
    height_skipped: (v, _t, e) => e.height > v.chain.height + v.params.maxSkip,
    block_time_not_newer: (v, _t, e) => !reorg(v, e) && e.time <= v.chain.time,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now && (reorg(v, e) ? afterReorg(v, e, v2) : afterBlock(v, e, v2)),
  changes: { venue: ['clock', 'chain', 'mode'] },
});
