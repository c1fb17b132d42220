// expect SUB-46 3:10
export function orOne(x: bigint): bigint {
  return x || 1n;
}
