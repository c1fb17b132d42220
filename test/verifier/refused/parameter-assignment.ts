// expect SUB-24 3:15
export function clamp(x: bigint): bigint {
  if (x < 0n) x = 0n;
  return x;
}
