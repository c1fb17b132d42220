// Puts a set of parameters, or the winding down, before everyone for `enactDelay`: spec/propose.md.
// The approvals name its hash, have an end and count once; more weight replaces less.
import type { Propose } from './event.ts';
import { MAX_HASH, MAX_TIME, PPM } from './limits.ts';
import { isEnding } from './live.ts';
import { coherent, withinBounds } from './params.ts';
import type { Outcome, Proposal, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'hash_out_of_range' | 'weight_out_of_range'
  | 'winding_down' | 'approvals_expired' | 'approvals_too_long' | 'approvals_used'
  | 'quorum_missing' | 'proposal_outweighed' | 'params_out_of_range' | 'params_incoherent';

function pending(proposal: Proposal, now: bigint): boolean {
  return proposal.action !== 'none' && now <= proposal.until;
}

function proposed(venue: Venue, event: Propose): Proposal {
  const { action, params, hash, weight, approvedUntil, now } = event;
  const from = now + venue.params.enactDelay;
  const until = from + venue.params.proposalLife;
  return { action, params, hash, weight, approvedUntil, from, until };
}

export function propose(venue: Venue, event: Propose): Outcome<readonly [], Code> {
  const { params, hash, weight, approvedUntil, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (hash < 0n || hash > MAX_HASH) return { kind: 'rejected', code: 'hash_out_of_range' };
  if (weight < 0n || weight > PPM) return { kind: 'rejected', code: 'weight_out_of_range' };
  if (isEnding(venue)) return { kind: 'rejected', code: 'winding_down' };
  if (approvedUntil < now) return { kind: 'rejected', code: 'approvals_expired' };
  if (approvedUntil > now + venue.params.proposalLife)
    return { kind: 'rejected', code: 'approvals_too_long' };
  if (approvedUntil <= venue.proposal.approvedUntil)
    return { kind: 'rejected', code: 'approvals_used' };
  if (weight < venue.params.approvalQuorum) return { kind: 'rejected', code: 'quorum_missing' };
  if (pending(venue.proposal, now) && weight <= venue.proposal.weight)
    return { kind: 'rejected', code: 'proposal_outweighed' };
  if (!withinBounds(params)) return { kind: 'rejected', code: 'params_out_of_range' };
  if (!coherent(params)) return { kind: 'rejected', code: 'params_incoherent' };
  const after = { ...venue, clock: now, proposal: proposed(venue, event) };
  return { kind: 'accepted', venue: after, touched: [] };
}
