// expect SUB-15 3:3
export function clamp(x: bigint): bigint {
  let result = x;
  if (x < 0n) return 0n;
  return result;
}
