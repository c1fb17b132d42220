// That every halt ends: past its deadlines anyone can resume the book or wind it down, and a chain
// that stalled is not trusted at its first block.
import { theorem } from 'plimsoll';
import type { Heartbeat, Resume, WindDownNow } from '../kernel/event.ts';
import { heartbeat } from '../kernel/heartbeat.ts';
import type { Modules } from '../kernel/modules.ts';
import { resume } from '../kernel/resume.ts';
import type { Feeds, Venue } from '../kernel/state.ts';
import { windDown } from '../kernel/wind-down.ts';
import { hearable } from '../spec/aggregate.ts';
import { since } from '../spec/feeds.ts';
import { TIME_LIMIT, within } from '../spec/limits.ts';
import { chainStale, live } from '../spec/live.ts';
import { haltedFor } from '../spec/modes.ts';

const timely = (v: Venue, now: bigint): boolean => within(now, v.clock, TIME_LIMIT) && now >= 0n;

export const haltHasDeadline = theorem('THM-40a',
  'Once the halts of a book add up to more than maxHalt, anyone can begin to wind it down.', {
    when: (v: Venue, e: WindDownNow) =>
      timely(v, e.now) && v.mode.kind === 'halted' && haltedFor(v, e.now) > v.params.maxHalt,
    then: (v, e) => windDown(v, e).kind === 'accepted',
  });

/** What has been reported since the cooldown ended. */
const heard = (v: Venue): Feeds => since(v.feeds, v.mode.since + v.params.cooldown);

export const haltCanEnd = theorem('THM-40b',
  'Past its cooldown, on a steady chain and a quorum of newer reports, anyone can end a halt.', {
    when: (modules: Modules, v: Venue, e: Resume) =>
      timely(v, e.now) && v.mode.kind === 'halted'
      && e.now - v.mode.since > v.params.cooldown && !chainStale(v, e.now)
      && v.mode.since >= 0n && hearable(heard(v), v.params, e.now)
      && modules.aggregate(heard(v), v.params, e.now).weight >= v.params.quorum,
    then: (modules, v, e) => resume(modules, v, e).kind === 'accepted',
  });

export const reducingCanEnd = theorem('THM-40c',
  'After reduceOnlyFor seconds of reducing only, anyone can make the book active again.', {
    when: (_modules: Modules, v: Venue, e: Resume) =>
      timely(v, e.now) && v.mode.kind === 'reduceOnly'
      && e.now - v.mode.since > v.params.reduceOnlyFor,
    then: (modules, v, e) => resume(modules, v, e).kind === 'accepted',
  });

export const stalledIsNotLive = theorem('THM-47c',
  'After a late block the book is not live before chainSettle is over.', {
    when: (v: Venue, e: Heartbeat, now: bigint) =>
      heartbeat(v, e).kind === 'accepted' && e.now - v.chain.time > v.params.maxChainGap
      && now >= e.now && now < e.now + v.params.chainSettle,
    then: (v, e, now) => {
      const out = heartbeat(v, e);
      return out.kind === 'rejected' || !live(out.venue, now);
    },
  });
