// expect SUB-42 5:25
import { type Accounts, invariant } from 'plimsoll';
type Account = { readonly balance: bigint };
export const sorted = invariant('INV-01', 'No two accounts differ.', (_v: bigint, accounts: Accounts<Account>) =>
  accounts.every((a) => accounts.every((b) => a.balance <= b.balance)));
