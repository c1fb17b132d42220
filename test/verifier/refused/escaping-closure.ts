// expect SUB-09 3:17
export function double(x: bigint): bigint {
  const twice = (y: bigint): bigint => y * 2n;
  return twice(x);
}
