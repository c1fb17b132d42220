// expect SUB-24 4:47
export function count(values: readonly [bigint, bigint]): bigint {
  let n = 0n;
  for (const value of values) if (value > 0n) n++;
  return n;
}
