// expect SUB-19 2:22
export function same<T extends bigint>(x: T): bigint {
  return x;
}
