// expect SUB-06 4:3
export type Account = {
  readonly balance: bigint;
  readonly claim?: bigint;
};
export function balance(account: Account): bigint {
  return account.balance;
}
