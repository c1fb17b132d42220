// expect SUB-16 3:3
export function spin(x: bigint): bigint {
  while (x > 0n) return x;
  return 0n;
}
