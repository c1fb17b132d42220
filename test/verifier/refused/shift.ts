// expect SUB-32 3:10
export function top(): bigint {
  return 1n << 96n;
}
