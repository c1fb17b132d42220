// expect SUB-03 3:26
export function isOne(value: bigint): boolean {
  return value === 1n && 1 > 0;
}
