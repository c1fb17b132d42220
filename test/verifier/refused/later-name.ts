// expect SUB-01 3:49
export function areAll(values: readonly [bigint, bigint]): boolean {
  const above = values.every((value) => value > least);
  const least = 0n;
  return above;
}
