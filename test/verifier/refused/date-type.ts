// expect SUB-22 2:24
export function isLate(at: Date): boolean {
  return true;
}
