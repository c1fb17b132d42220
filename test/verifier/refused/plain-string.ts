// expect SUB-04 4:3
export type Account = {
  readonly balance: bigint;
  readonly name: string;
};
export function balance(account: Account): bigint {
  return account.balance;
}
