// expect SUB-37 3:10
export function isBig(x: bigint): boolean {
  return typeof x === 'bigint';
}
