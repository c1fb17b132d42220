// expect SUB-01 3:14
export function total(a: bigint): bigint {
  return a + missing;
}
