// expect SUB-09 2:23
export function apply(f: (x: bigint) => bigint, x: bigint): bigint {
  return f(x);
}
