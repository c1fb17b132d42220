// expect SUB-09 4:23
const isPositive = (x: bigint): boolean => x > 0n;
export function areAll(values: readonly [bigint, bigint]): boolean {
  return values.every(isPositive);
}
