// expect SUB-44 4:25
export type Account = { readonly balance: bigint };
export function make(other: Account): Account {
  return { balance: 1n, __proto__: other };
}
