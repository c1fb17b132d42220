// What a price report must do: its rejections in precedence order, its effect, what it may change.
// The index is the aggregate of the feeds after the report, or stays as it was.
import { contract } from 'plimsoll';
import type { Feed, FeedName, Feeds, Report, Venue } from '../../kernel/state.ts';
import { indexVote } from '../aggregate.ts';
import { outside, PRICE_LIMIT, TIME_LIMIT } from '../limits.ts';

/** The time of a feed's last report. */
function lastTime([f1, f2, f3, f4, f5]: Feeds, name: FeedName): bigint {
  switch (name) {
    case 'first': return f1.time;
    case 'second': return f2.time;
    case 'third': return f3.time;
    case 'fourth': return f4.time;
    case 'fifth': return f5.time;
  }
}

/** The named feed says what the event says; any other says what it said. */
const follows = (was: Feed, now: Feed, name: FeedName, e: Report): boolean =>
  e.feed === name
    ? now.price === e.price && now.time === e.time
    : now.price === was.price && now.time === was.time;

function feedsFollow(v: Venue, v2: Venue, e: Report): boolean {
  const [f1, f2, f3, f4, f5] = v.feeds;
  const [g1, g2, g3, g4, g5] = v2.feeds;
  return follows(f1, g1, 'first', e) && follows(f2, g2, 'second', e)
    && follows(f3, g3, 'third', e) && follows(f4, g4, 'fourth', e) && follows(f5, g5, 'fifth', e);
}

function indexFollows(v: Venue, v2: Venue, e: Report): boolean {
  const said = indexVote(v2.feeds, v.params, e.now);
  return said.weight >= v.params.quorum && said.time > v.index.time
    ? v2.index.price === said.price && v2.index.time === said.time
    : v2.index.price === v.index.price && v2.index.time === v.index.time;
}

export const reportContract = contract('report', {
  actors: [],
  rejects: {
    time_out_of_range: (_v: Venue, _t: readonly [], e: Report) => outside(e.now, 0n, TIME_LIMIT),
    clock_behind: (v, _t, e) => e.now < v.clock,
    price_out_of_range: (_v, _t, e) => outside(e.price, 1n, PRICE_LIMIT),
    report_time_out_of_range: (_v, _t, e) => outside(e.time, 0n, e.now),
    report_not_newer: (v, _t, e) => e.time <= lastTime(v.feeds, e.feed),
  },
  ensures: (v, _t, e, v2, _t2) =>
    v2.clock === e.now && feedsFollow(v, v2, e) && indexFollows(v, v2, e),
  changes: { venue: ['clock', 'feeds', 'index'] },
});
