// expect SUB-07 3:10
export function total(a: bigint, b: bigint): bigint {
  return [a, b].reduce((sum, value) => sum + value, 0n);
}
