// expect SUB-36 2:1
export function clamp(x: bigint): bigint {
  if (x < 0n) return 0n;
}
