// expect SUB-14 2:1
declare const FEE: bigint;
export function charge(amount: bigint): bigint {
  return amount;
}
