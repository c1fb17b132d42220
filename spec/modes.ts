// How long a halt has lasted, and the mode that a halt leaves: the rules of spec/modes.md over raw
// fields.
import type { HaltReason, Venue } from '../kernel/state.ts';

/** Seconds halted, this time and the times before that still count. */
export const haltedFor = (v: Venue, now: bigint): bigint => now - v.mode.since + v.mode.served;

export const modeKept = (v: Venue, v2: Venue): boolean =>
  v2.mode.kind === v.mode.kind && v2.mode.since === v.mode.since
  && v2.mode.served === v.mode.served && v2.mode.reason === v.mode.reason;

/** A halt begins: earlier ones count if the last change of mode is within memory. */
export const haltBegins = (v: Venue, v2: Venue, now: bigint, reason: HaltReason): boolean =>
  v2.mode.kind === 'halted' && v2.mode.since === now && v2.mode.reason === reason
  && v2.mode.served === (now - v.mode.since <= v.params.haltMemory ? v.mode.served : 0n);
