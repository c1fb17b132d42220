// Credits tokens that arrived at the vault: spec/deposit.md. The host credits each transfer once;
// the kernel only sees to it that its block is deep enough.
import type { Deposit } from './event.ts';
import { MAX_AMOUNT, MAX_HEIGHT, MAX_TIME } from './limits.ts';
import type { Account, Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'amount_out_of_range' | 'height_out_of_range' | 'wound'
  | 'not_confirmed' | 'vault_full';

export function deposit(
  venue: Venue, account: Account, event: Deposit,
): Outcome<readonly [Account], Code> {
  const { amount, height, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (amount < 1n || amount > MAX_AMOUNT)
    return { kind: 'rejected', code: 'amount_out_of_range' };
  if (height < 0n || height > MAX_HEIGHT)
    return { kind: 'rejected', code: 'height_out_of_range' };
  if (venue.mode.kind === 'wound') return { kind: 'rejected', code: 'wound' };
  if (height + venue.params.confirmations > venue.chain.height)
    return { kind: 'rejected', code: 'not_confirmed' };
  const vault = venue.vault + amount;
  if (vault > MAX_AMOUNT) return { kind: 'rejected', code: 'vault_full' };
  return {
    kind: 'accepted',
    venue: { ...venue, clock: now, vault },
    touched: [{ ...account, collateral: account.collateral + amount }],
  };
}
