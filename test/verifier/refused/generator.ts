// expect SUB-21 2:1
export function* count(): Generator<bigint> {
  yield 1n;
}
