// expect SUB-48 3:3
export function one(): bigint {
  debugger;
  return 1n;
}
