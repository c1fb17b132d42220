// expect SUB-28 3:10
export function isZero(x: bigint): boolean {
  return x == 0n;
}
