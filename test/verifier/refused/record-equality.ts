// expect SUB-27 4:10
export type Account = { readonly balance: bigint };
export function isSame(a: Account, b: Account): boolean {
  return a === b;
}
