// expect SUB-36 2:1
export function nothing(x: bigint) {
  return;
}
