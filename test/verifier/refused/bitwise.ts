// expect SUB-32 3:10
export function low(x: bigint): bigint {
  return x & 255n;
}
