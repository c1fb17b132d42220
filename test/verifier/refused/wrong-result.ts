// expect SUB-01 3:3
export function total(a: bigint): bigint {
  return a > 0n;
}
