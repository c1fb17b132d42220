// Makes proposed parameters the book's own, in one step: spec/enact.md. New risk meets them at
// once; for old risk a raise of maintenance margin begins as a discount that shrinks.
import { max } from './arithmetic.ts';
import type { Enact } from './event.ts';
import { MAX_TIME } from './limits.ts';
import { isEnding } from './live.ts';
import { maintenanceAt } from './margin.ts';
import type { Modules } from './modules.ts';
import { coversMove } from './params.ts';
import type { Outcome, Proposal, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'winding_down' | 'no_such_proposal' | 'delay_running'
  | 'proposal_expired' | 'halt_prolonged' | 'raise_too_steep';

/** With the discount, maintenance margin at this moment is not above what it was. */
function enacted(modules: Modules, venue: Venue, now: bigint): Venue {
  const { params } = venue.proposal;
  const plain = { ...venue, params, ramp: { discount: 0n, start: now } };
  const raise = maintenanceAt(modules, plain, now) - maintenanceAt(modules, venue, now);
  const discount = max(raise, 0n);
  const proposal: Proposal = { ...venue.proposal, action: 'none' };
  return { ...venue, clock: now, params, ramp: { discount, start: now }, proposal };
}

/** Whether a halt that runs would hold idle accounts, or everyone, longer than when it began. */
function prolongs(venue: Venue): boolean {
  const { exitDelay, maxHalt } = venue.proposal.params;
  return (
    venue.mode.kind === 'halted' &&
    (exitDelay > venue.params.exitDelay || maxHalt > venue.params.maxHalt)
  );
}

export function enact(
  modules: Modules, venue: Venue, event: Enact,
): Outcome<readonly [], Code> {
  const { hash, now } = event;
  const { proposal } = venue;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (isEnding(venue)) return { kind: 'rejected', code: 'winding_down' };
  if (proposal.action !== 'params' || proposal.hash !== hash)
    return { kind: 'rejected', code: 'no_such_proposal' };
  if (now < proposal.from) return { kind: 'rejected', code: 'delay_running' };
  if (now > proposal.until) return { kind: 'rejected', code: 'proposal_expired' };
  if (prolongs(venue)) return { kind: 'rejected', code: 'halt_prolonged' };
  const after = enacted(modules, venue, now);
  const { maintenanceRate, gapBase } = after.params;
  if (!coversMove(after.params, maintenanceRate + gapBase - after.ramp.discount))
    return { kind: 'rejected', code: 'raise_too_steep' };
  return { kind: 'accepted', venue: after, touched: [] };
}
