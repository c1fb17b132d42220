// expect SUB-42 5:57
import { type Accounts, invariant } from 'plimsoll';
type Account = { readonly balance: bigint };
export const bounded = invariant('INV-01', 'Bounded.', (_v: bigint, accounts: Accounts<Account>) =>
  accounts.every((a) => accounts.sum((b) => b.balance * a.balance) >= 0n));
