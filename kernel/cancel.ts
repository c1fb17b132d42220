// Withdraws a proposal on the word of those whose weight could have blocked it: spec/cancel.md.
import type { Cancel } from './event.ts';
import { MAX_TIME, PPM } from './limits.ts';
import type { Outcome, Proposal, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'weight_out_of_range' | 'no_such_proposal'
  | 'quorum_missing';

export function cancel(venue: Venue, event: Cancel): Outcome<readonly [], Code> {
  const { hash, weight, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (weight < 0n || weight > PPM) return { kind: 'rejected', code: 'weight_out_of_range' };
  if (venue.proposal.action === 'none' || venue.proposal.hash !== hash)
    return { kind: 'rejected', code: 'no_such_proposal' };
  if (weight <= PPM - venue.params.approvalQuorum)
    return { kind: 'rejected', code: 'quorum_missing' };
  const proposal: Proposal = { ...venue.proposal, action: 'none' };
  return { kind: 'accepted', venue: { ...venue, clock: now, proposal }, touched: [] };
}
