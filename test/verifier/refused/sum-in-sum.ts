// expect SUB-42 5:41
import { type Accounts, invariant } from 'plimsoll';
type Account = { readonly balance: bigint };
export const squared = invariant('INV-01', 'The square.', (v: bigint, accounts: Accounts<Account>) =>
  v === accounts.sum((a) => a.balance * accounts.sum((b) => b.balance)));
