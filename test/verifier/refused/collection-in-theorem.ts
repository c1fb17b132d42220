// expect SUB-42 5:9
import { type Accounts, theorem } from 'plimsoll';
type Account = { readonly balance: bigint };
export const positive = theorem('THM-01', 'Positive.', {
  when: (accounts: Accounts<Account>) => accounts.every((a) => a.balance > 0n),
  then: () => true,
});
