// expect SUB-10 2:22
export function keep(a: symbol): boolean {
  return true;
}
