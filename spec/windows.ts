// What may leave a balance within a window of time: the rules of spec/windows.md over raw fields.
import type { Venue, Window } from '../kernel/state.ts';
import { ceilDiv, floorDiv, max } from './arithmetic.ts';
import { MILLION } from './limits.ts';

const over = (w: Window, now: bigint, length: bigint): boolean => now - w.start >= length;

export const payoutCap = (v: Venue): bigint =>
  max(v.params.payoutFloor, ceilDiv(v.pool * v.params.payoutCap, MILLION));

export const insuranceCap = (v: Venue): bigint =>
  ceilDiv(v.insurance * v.params.insuranceBudget, MILLION);

export const feeCap = (v: Venue): bigint => floorDiv(v.fees * v.params.feeBudget, MILLION);

/** What may still leave, with the cap of a window that begins now if the last one is over. */
export const roomIn = (v: Venue, w: Window, cap: bigint, now: bigint): bigint =>
  over(w, now, v.params.windowLength) ? cap : w.cap - w.used;

/** The window after an amount left. */
export const drawFollows = (
  v: Venue, w: Window, w2: Window, cap: bigint, amount: bigint, now: bigint,
): boolean =>
  over(w, now, v.params.windowLength)
    ? w2.start === now && w2.cap === cap && w2.used === amount
    : w2.start === w.start && w2.cap === w.cap && w2.used === w.used + amount;
