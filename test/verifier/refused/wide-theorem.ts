// expect SUB-29 7:9
import { theorem } from 'plimsoll';
type Account = { readonly balance: bigint };
type Marked = { readonly balance: bigint; readonly mark: bigint };
export const kept = theorem('THM-01', 'Kept.', {
  when: (a: Marked) => a.mark > 0n,
  then: (a: Account) => a.balance === a.balance,
});
