// expect SUB-14 2:1
export function keep(x: bigint): bigint;
export function keep(x: bigint): bigint {
  return x;
}
