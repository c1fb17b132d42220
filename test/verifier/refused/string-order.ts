// expect SUB-04 3:10
export function isBefore(a: 'a' | 'b', b: 'a' | 'b'): boolean {
  return a < b;
}
