// expect SUB-46 3:10
export function sign(x: bigint): bigint {
  return x ? 1n : 0n;
}
