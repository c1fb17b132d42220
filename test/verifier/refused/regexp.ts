// expect SUB-40 3:10
export function isCode(code: 'a' | 'b'): boolean {
  return /a/.test(code);
}
