// expect SUB-06 3:10
export function charge(amount: bigint): bigint {
  return amount ?? 0n;
}
