// expect SUB-12 3:10
export function price(p: bigint): bigint {
  return p!;
}
