// expect SUB-42 5:15
import { type Accounts, invariant } from 'plimsoll';
type Account = { readonly balance: bigint };
export const bound = invariant('INV-01', 'Bound.', (_v: bigint, accounts: Accounts<Account>) => {
  const all = accounts;
  return true;
});
