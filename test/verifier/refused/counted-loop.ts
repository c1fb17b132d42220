// expect SUB-16 3:3
export function sum(values: readonly [bigint, bigint]): bigint {
  for (;;) return values[0];
}
