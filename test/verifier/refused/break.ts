// expect SUB-38 6:21
export function firstPositive(values: readonly [bigint, bigint]): bigint {
  let found = 0n;
  for (const value of values) {
    found = value;
    if (value > 0n) break;
  }
  return found;
}
