// expect SUB-02 2:23
export function first(value: any): bigint {
  return value;
}
