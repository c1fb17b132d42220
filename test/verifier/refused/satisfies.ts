// expect SUB-11 3:10
export function one(): bigint {
  return 1n satisfies bigint;
}
