// expect SUB-26 2:23
export function first(...values: readonly [bigint, bigint]): bigint {
  return values[0];
}
