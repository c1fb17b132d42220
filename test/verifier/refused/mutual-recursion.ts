// expect SUB-20 6:22
export function isEven(n: bigint): boolean {
  return n === 0n || isOdd(n - 1n);
}
export function isOdd(n: bigint): boolean {
  return n !== 0n && isEven(n - 1n);
}
