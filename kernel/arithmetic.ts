// Integer arithmetic, and every division of the kernel: elsewhere `/` and `%` do not occur. Each
// division assumes non-negative operands and a positive divisor; its name says where it rounds.
import { PPM } from './limits.ts';

/** ⌊n / d⌋ */
export function divDown(n: bigint, d: bigint): bigint {
  return n / d;
}

/** ⌈n / d⌉ */
export function divUp(n: bigint, d: bigint): bigint {
  return (n + d - 1n) / d;
}

/** ⌊x × y / d⌋ */
export function mulDivDown(x: bigint, y: bigint, d: bigint): bigint {
  return (x * y) / d;
}

/** ⌈x × y / d⌉ */
export function mulDivUp(x: bigint, y: bigint, d: bigint): bigint {
  return (x * y + d - 1n) / d;
}

export function min(x: bigint, y: bigint): bigint {
  return x < y ? x : y;
}

export function max(x: bigint, y: bigint): bigint {
  return x > y ? x : y;
}

export function abs(x: bigint): bigint {
  return x < 0n ? -x : x;
}

/** |to − from| × 1e6 − from × rate: positive where a move is above a rate. */
export function excess(from: bigint, to: bigint, rate: bigint): bigint {
  return abs(to - from) * PPM - from * rate;
}
