// expect SUB-13 3:3
export function total(a: bigint): bigint {
  // @ts-ignore the checker is wrong here
  return a;
}
