// expect SUB-05 3:16
export function isMissing(p: bigint): boolean {
  return p === undefined;
}
