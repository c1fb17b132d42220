// Makes new risk dearer for a while, on the word of the advisor: spec/advise.md. It binds initial
// margin only, can be raised and not lowered, and ends by itself.
import type { Advise } from './event.ts';
import { MAX_TIME } from './limits.ts';
import type { Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'rate_out_of_range' | 'until_out_of_range'
  | 'advice_not_raised';

export function advise(venue: Venue, event: Advise): Outcome<readonly [], Code> {
  const { rate, until, now } = event;
  const { advice, params } = venue;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (rate < 0n || rate > params.adviceCap) return { kind: 'rejected', code: 'rate_out_of_range' };
  if (until < now || until > now + params.adviceMax)
    return { kind: 'rejected', code: 'until_out_of_range' };
  if (now < advice.until && (rate < advice.rate || until < advice.until))
    return { kind: 'rejected', code: 'advice_not_raised' };
  const after = { ...venue, clock: now, advice: { rate, until } };
  return { kind: 'accepted', venue: after, touched: [] };
}
