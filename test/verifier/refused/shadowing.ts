// expect SUB-34 3:32
export function sum(x: bigint, values: readonly [bigint, bigint]): bigint {
  return values.reduce((total, x) => total + x, x);
}
