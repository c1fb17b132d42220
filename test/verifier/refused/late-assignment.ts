// expect SUB-24 5:3
export function count(values: readonly [bigint, bigint]): bigint {
  let n = 0n;
  for (const value of values) n = n + value;
  n = n + 1n;
  return n;
}
