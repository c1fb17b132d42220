// Division and the choice of two, exactly, for contracts and properties; never imported from the
// kernel. The divisions assume n ≥ 0 and d > 0, where `/` on bigint is the floor.

/** The greatest q with q × d ≤ n. */
export const floorDiv = (n: bigint, d: bigint): bigint => n / d;

/** The least q with q × d ≥ n. */
export const ceilDiv = (n: bigint, d: bigint): bigint => (n + d - 1n) / d;

export const min = (x: bigint, y: bigint): bigint => (x < y ? x : y);
export const max = (x: bigint, y: bigint): bigint => (x > y ? x : y);
export const abs = (x: bigint): bigint => (x < 0n ? -x : x);

/** How far the part that x is of x and y together rises, times both wholes. */
export const partRise = (x: bigint, y: bigint, x2: bigint, y2: bigint): bigint =>
  x2 * (x + y) - x * (x2 + y2);
