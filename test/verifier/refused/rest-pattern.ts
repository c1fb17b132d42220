// expect SUB-26 4:20
export type Account = { readonly balance: bigint; readonly claim: bigint };
export function claim(account: Account): bigint {
  const { balance, ...others } = account;
  return balance;
}
