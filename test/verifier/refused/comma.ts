// expect SUB-37 3:10
export function last(a: bigint, b: bigint): bigint {
  return a, b;
}
