// expect SUB-07 2:23
export function first(values: readonly [bigint, ...bigint[]]): bigint {
  return values[0];
}
