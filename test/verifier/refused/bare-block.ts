// expect SUB-48 3:3
export function one(): bigint {
  {
    return 1n;
  }
}
