// expect SUB-17 3:3
export function divide(x: bigint, y: bigint): bigint {
  try {
    return x / y;
  } catch {
    return 0n;
  }
}
