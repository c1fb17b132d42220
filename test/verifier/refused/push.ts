// expect SUB-30 3:18
export function grow(values: [bigint, bigint]): readonly [bigint, bigint] {
  const length = values.push(1n);
  return values;
}
