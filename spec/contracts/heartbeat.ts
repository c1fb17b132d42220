// What a heartbeat must do: its rejections in precedence order, its effect, what it may change. A
// head that cannot follow the known one halts the book and leaves the chain as it was.
import { contract } from 'plimsoll';
import type { Heartbeat } from '../../kernel/event.ts';
import type { Venue } from '../../kernel/state.ts';
import { BASE_FEE_LIMIT, HASH_LIMIT, HEIGHT_LIMIT, outside, TIME_LIMIT } from '../limits.ts';
import { open } from '../live.ts';
import { haltBegins, modeKept } from '../modes.ts';

/**
 * Asked of a head that is not the known one: as high, lower and newer, or above it with another
 * parent. A lower head that is no newer is an old one sent again.
 */
const reorg = (v: Venue, e: Heartbeat): boolean =>
  e.height === v.chain.height
  || (e.height < v.chain.height && e.time > v.chain.time)
  || (e.height === v.chain.height + 1n && e.parent !== v.chain.hash);

const chainKept = (v: Venue, v2: Venue): boolean =>
  v2.chain.height === v.chain.height && v2.chain.hash === v.chain.hash
  && v2.chain.time === v.chain.time && v2.chain.steadyFrom === v.chain.steadyFrom
  && v2.chain.baseFee === v.chain.baseFee && v2.graceUntil === v.graceUntil;

const afterReorg = (v: Venue, e: Heartbeat, v2: Venue): boolean =>
  chainKept(v, v2)
  && (open(v) ? haltBegins(v, v2, e.now, 'reorg') : modeKept(v, v2));

const afterBlock = (v: Venue, e: Heartbeat, v2: Venue): boolean => {
  const late = e.now - v.chain.time > v.params.maxChainGap;
  return modeKept(v, v2)
    && v2.chain.height === e.height && v2.chain.hash === e.hash && v2.chain.time === e.time
    && v2.chain.baseFee === e.baseFee
    && v2.chain.steadyFrom === (late ? e.now + v.params.chainSettle : v.chain.steadyFrom)
    && v2.graceUntil
      === (late ? e.now + v.params.chainSettle + v.params.grace : v.graceUntil);
};

export const heartbeatContract = contract('heartbeat', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Heartbeat) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    height_out_of_range: (_v, _t, e) => outside(e.height, 0n, HEIGHT_LIMIT),
    hash_out_of_range: (_v, _t, e) => outside(e.hash, 0n, HASH_LIMIT),
    parent_out_of_range: (_v, _t, e) => outside(e.parent, 0n, HASH_LIMIT),
    base_fee_out_of_range: (_v, _t, e) => outside(e.baseFee, 0n, BASE_FEE_LIMIT),
    block_time_out_of_range: (_v, _t, e) => outside(e.time, 0n, e.now),
    duplicate_block: (v, _t, e) => e.height === v.chain.height && e.hash === v.chain.hash,
    height_skipped: (v, _t, e) => e.height > v.chain.height + v.params.maxSkip,
    block_time_not_newer: (v, _t, e) => !reorg(v, e) && e.time <= v.chain.time,
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now && (reorg(v, e) ? afterReorg(v, e, v2) : afterBlock(v, e, v2)),
  changes: { venue: ['clock', 'chain', 'mode', 'graceUntil'] },
});
