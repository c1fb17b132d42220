// expect SUB-22 3:10
export function seed(): boolean {
  return process.pid === 1n;
}
