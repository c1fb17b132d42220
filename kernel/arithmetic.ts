// Integer arithmetic, and every division of the kernel: elsewhere `/` and `%` do not occur. Each
// division assumes non-negative operands and a positive divisor; its name says where it rounds.

/** ⌊n / d⌋ */
export function divDown(n: bigint, d: bigint): bigint {
  return n / d;
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
