// expect SUB-24 6:7
export function total(values: readonly [bigint, bigint]): bigint {
  let sum = 0n;
  for (const value of values) {
    const all = values.every((other) => {
      sum = sum + other;
      return value > 0n;
    });
  }
  return sum;
}
