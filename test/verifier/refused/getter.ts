// expect SUB-39 4:12
export type Account = { readonly balance: bigint };
export function make(x: bigint): Account {
  return { get balance() { return x; } };
}
