// expect SUB-32 3:10
export function top(): bigint {
  return 2n ** 96n;
}
