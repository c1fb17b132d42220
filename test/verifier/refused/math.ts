// expect SUB-22 3:10
export function positive(x: bigint): boolean {
  return Math.sign(Number(x)) > 0;
}
