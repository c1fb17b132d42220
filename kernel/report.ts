// Records one feed's price and adopts the aggregate when a quorum stands behind it: spec/report.md.
import { aggregate } from './aggregate.ts';
import {
  type Feed, type FeedName, type Feeds, MAX_PRICE, MAX_TIME, type Outcome, type Report,
  type Venue,
} from './state.ts';

type Code =
  | 'time_out_of_range'
  | 'clock_behind'
  | 'price_out_of_range'
  | 'report_time_out_of_range'
  | 'report_not_newer';

function lastReport(feeds: Feeds, name: FeedName): Feed {
  const [first, second, third, fourth, fifth] = feeds;
  switch (name) {
    case 'first':
      return first;
    case 'second':
      return second;
    case 'third':
      return third;
    case 'fourth':
      return fourth;
    case 'fifth':
      return fifth;
  }
}

function withReport(feeds: Feeds, name: FeedName, feed: Feed): Feeds {
  const [first, second, third, fourth, fifth] = feeds;
  switch (name) {
    case 'first':
      return [feed, second, third, fourth, fifth];
    case 'second':
      return [first, feed, third, fourth, fifth];
    case 'third':
      return [first, second, feed, fourth, fifth];
    case 'fourth':
      return [first, second, third, feed, fifth];
    case 'fifth':
      return [first, second, third, fourth, feed];
  }
}

export function report(venue: Venue, event: Report): Outcome<readonly [], Code> {
  const { price, time, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (price < 1n || price > MAX_PRICE) return { kind: 'rejected', code: 'price_out_of_range' };
  if (time < 0n || time > now) return { kind: 'rejected', code: 'report_time_out_of_range' };
  if (time <= lastReport(venue.feeds, event.feed).time)
    return { kind: 'rejected', code: 'report_not_newer' };
  const feeds = withReport(venue.feeds, event.feed, { price, time });
  const said = aggregate(feeds, venue.params, now);
  if (said.weight < venue.params.quorum || said.time <= venue.index.time)
    return { kind: 'accepted', venue: { ...venue, clock: now, feeds }, touched: [] };
  const index = { price: said.price, time: said.time };
  return { kind: 'accepted', venue: { ...venue, clock: now, feeds, index }, touched: [] };
}
