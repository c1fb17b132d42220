// expect SUB-22 3:10
export function now(): bigint {
  return BigInt(Date.now());
}
