// expect SUB-27 3:10
export function isSame(a: readonly [bigint], b: readonly [bigint]): boolean {
  return a !== b;
}
