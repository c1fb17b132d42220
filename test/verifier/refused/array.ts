// expect SUB-07 2:22
export function size(values: readonly bigint[]): boolean {
  return values.every((value) => value > 0n);
}
