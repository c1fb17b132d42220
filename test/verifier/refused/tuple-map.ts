// expect SUB-30 3:10
export function first(values: readonly [bigint, bigint]): boolean {
  return values.map((value) => value + 1n).every((value) => value > 0n);
}
