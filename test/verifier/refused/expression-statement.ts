// expect SUB-41 4:3
const square = (x: bigint): bigint => x * x;
export function twice(x: bigint): bigint {
  square(x);
  return x;
}
