// expect SUB-05 2:23
export function price(p: bigint | null): bigint {
  return p === null ? 0n : p;
}
