// expect SUB-25 2:40
export function charge(amount: bigint, fee: bigint = 1n): bigint {
  return amount + fee;
}
