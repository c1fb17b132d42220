// expect SUB-17 3:15
export function verify(x: bigint): bigint {
  if (x < 0n) throw x;
  return x;
}
