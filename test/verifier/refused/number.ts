// expect SUB-03 2:22
export function half(value: number): bigint {
  return value > 0.5 ? 1n : 0n;
}
