// expect SUB-21 2:8
export async function wait(): Promise<bigint> {
  return 1n;
}
