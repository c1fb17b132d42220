// expect SUB-29 5:12
export type Account = { readonly balance: bigint };
export type Marked = { readonly balance: bigint; readonly mark: bigint };
export function settle(account: Marked): Account {
  return { ...account, balance: 0n };
}
