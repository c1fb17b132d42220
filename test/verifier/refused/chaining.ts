// expect SUB-06 3:10
export function balance(account: { readonly balance: bigint }): bigint {
  return account?.balance;
}
