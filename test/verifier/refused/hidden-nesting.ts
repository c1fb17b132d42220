// expect SUB-42 6:51
import { type Accounts, invariant } from 'plimsoll';
type Account = { readonly balance: bigint };
const areAll = (accounts: Accounts<Account>): boolean => accounts.every((a) => a.balance >= 0n);
export const nested = invariant('INV-01', 'Nested.', (_v: bigint, accounts: Accounts<Account>) =>
  accounts.every((a) => a.balance >= 0n && areAll(accounts)));
