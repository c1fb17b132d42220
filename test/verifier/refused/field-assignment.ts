// expect SUB-24 4:3
export type Account = { balance: bigint };
export function pay(account: Account, amount: bigint): Account {
  account.balance = account.balance + amount;
  return account;
}
