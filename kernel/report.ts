// Records one feed's price and adopts the aggregate when a quorum stands behind it and the breaker
// lets it pass: spec/report.md.
import { breakerWindow, trips, volatilityAfter } from './breaker.ts';
import type { Report } from './event.ts';
import { feedNamed, judged, recorded } from './feeds.ts';
import { MAX_PRICE, MAX_TIME } from './limits.ts';
import { isOpen } from './live.ts';
import { halted } from './mode.ts';
import type { Modules } from './modules.ts';
import type { Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'price_out_of_range' | 'report_time_out_of_range'
  | 'report_not_newer';

export function report(
  modules: Modules, venue: Venue, event: Report,
): Outcome<readonly [], Code> {
  const { price, time, now } = event;
  const { params } = venue;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (price < 1n || price > MAX_PRICE) return { kind: 'rejected', code: 'price_out_of_range' };
  if (time < 0n || time > now) return { kind: 'rejected', code: 'report_time_out_of_range' };
  if (time <= feedNamed(venue.feeds, event.feed).time)
    return { kind: 'rejected', code: 'report_not_newer' };
  const feeds = recorded(venue.feeds, event.feed, price, time);
  const heard = { ...venue, clock: now, feeds };
  const said = modules.aggregate(feeds, params, now);
  if (!isOpen(venue) || said.weight < params.quorum)
    return { kind: 'accepted', venue: heard, touched: [] };
  if (said.time <= venue.index.time) {
    const after = { ...heard, feeds: judged(feeds, event.feed, said, params, now) };
    return { kind: 'accepted', venue: after, touched: [] };
  }
  const breaker = breakerWindow(venue, now);
  if (trips(venue, breaker, said.price)) {
    const mode = halted(venue.mode, now, 'breaker', params.haltMemory);
    return { kind: 'accepted', venue: { ...heard, mode }, touched: [] };
  }
  const after = {
    ...heard,
    feeds: judged(feeds, event.feed, said, params, now),
    index: { price: said.price, time: said.time },
    volatility: volatilityAfter(venue, said.price, now),
    breaker,
  };
  return { kind: 'accepted', venue: after, touched: [] };
}
