// expect SUB-30 3:23
export function areAll(values: readonly [bigint, bigint]): boolean {
  return values.every((value, index) => value > 0n);
}
