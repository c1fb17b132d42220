// expect SUB-08 2:22
export function keep(amount: bigint | 'all'): boolean {
  return amount === 'all';
}
