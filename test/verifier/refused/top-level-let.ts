// expect SUB-15 2:5
let count = 0n;
export function get(): bigint {
  return 1n;
}
