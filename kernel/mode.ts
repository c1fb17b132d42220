// How a halt begins: spec/modes.md. Only time spent halted counts towards the deadlines of a halt,
// and a halt soon after a resumption goes on where the last one ended: it cannot be renewed.
import type { HaltReason, Mode } from './state.ts';

/** Of an open book alone: what halts one that is not open renews nothing. */
export function halted(mode: Mode, now: bigint, reason: HaltReason, haltMemory: bigint): Mode {
  const served = now - mode.since <= haltMemory ? mode.served : 0n;
  return { kind: 'halted', since: now, served, reason };
}

/** Seconds halted, this time and the times before that count. */
export function haltedFor(mode: Mode, now: bigint): bigint {
  return now - mode.since + mode.served;
}
