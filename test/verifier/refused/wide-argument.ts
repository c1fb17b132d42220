// expect SUB-29 6:16
export type Account = { readonly balance: bigint };
export type Marked = { readonly balance: bigint; readonly mark: bigint };
export const empty = (account: Account): Account => ({ ...account, balance: 0n });
export function settle(account: Marked): Account {
  return empty(account);
}
