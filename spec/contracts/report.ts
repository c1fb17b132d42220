// What a price report must do: its rejections in precedence order, its effect, what it may change.
// The index is the aggregate of the feeds after the report, or stays as it was; what trips the
// breaker halts the book and is used by nothing.
import { contract } from 'plimsoll';
import type { Said } from '../../kernel/aggregate.ts';
import type { Report } from '../../kernel/event.ts';
import type { Modules } from '../../kernel/modules.ts';
import type { Feeds, Venue } from '../../kernel/state.ts';
import {
  breakerFollows, breakerKept, trips, volatilityFollows, volatilityKept,
} from '../breaker.ts';
import { feedNamed, feedsAre, judged, recorded } from '../feeds.ts';
import { outside, PRICE_LIMIT, TIME_LIMIT } from '../limits.ts';
import { open } from '../live.ts';
import { haltBegins, modeKept } from '../modes.ts';

const indexKept = (v: Venue, v2: Venue): boolean =>
  v2.index.price === v.index.price && v2.index.time === v.index.time
  && breakerKept(v, v2) && volatilityKept(v, v2);

/** A report of a halted or ending book, or without a quorum behind the aggregate. */
const afterRecord = (v: Venue, v2: Venue, heard: Feeds): boolean =>
  feedsAre(heard, v2.feeds) && indexKept(v, v2) && modeKept(v, v2);

const afterOld = (v: Venue, v2: Venue, after: Feeds): boolean =>
  feedsAre(after, v2.feeds) && indexKept(v, v2) && modeKept(v, v2);

const afterTrip = (v: Venue, v2: Venue, heard: Feeds, now: bigint): boolean =>
  feedsAre(heard, v2.feeds) && indexKept(v, v2) && haltBegins(v, v2, now, 'breaker');

const afterAdoption = (v: Venue, v2: Venue, after: Feeds, said: Said, now: bigint): boolean =>
  feedsAre(after, v2.feeds) && modeKept(v, v2)
  && v2.index.price === said.price && v2.index.time === said.time
  && breakerFollows(v, v2, now) && volatilityFollows(v, v2, said.price, now);

export const reportContract = contract('report', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Report, _modules: Modules) =>
      outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    price_out_of_range: (_v, _t, e) => outside(e.price, 1n, PRICE_LIMIT),
    report_time_out_of_range: (_v, _t, e) => outside(e.time, 0n, e.now),
    report_not_newer: (v, _t, e) => e.time <= feedNamed(v.feeds, e.feed).time,
  },
  ensures: (v, _t, e, v2, _t2, modules) => {
    const heard = recorded(v.feeds, e.feed, e.price, e.time);
    const said = modules.aggregate(heard, v.params, e.now);
    const after = judged(heard, e.feed, said.middle, said.time, v.params, e.now);
    const quorum = said.weight >= v.params.quorum;
    const newer = said.time > v.index.time;
    const trip = trips(v, said.price, e.now);
    return v2.clock === e.now
      && ((open(v) && quorum) || afterRecord(v, v2, heard))
      && (!open(v) || !quorum || newer || afterOld(v, v2, after))
      && (!open(v) || !quorum || !newer || !trip || afterTrip(v, v2, heard, e.now))
      && (!open(v) || !quorum || !newer || trip || afterAdoption(v, v2, after, said, e.now));
  },
  changes: { venue: ['clock', 'feeds', 'index', 'mode', 'breaker', 'volatility'] },
});
