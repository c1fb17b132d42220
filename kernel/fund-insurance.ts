// Adds tokens that arrived at the vault to the insurance fund: spec/fund-insurance.md.
import type { FundInsurance } from './event.ts';
import { MAX_AMOUNT, MAX_TIME } from './limits.ts';
import { isEnding } from './live.ts';
import type { Outcome, Venue } from './state.ts';

type Code =
  | 'time_out_of_range' | 'clock_behind' | 'amount_out_of_range' | 'winding_down' | 'vault_full';

export function fundInsurance(venue: Venue, event: FundInsurance): Outcome<readonly [], Code> {
  const { amount, now } = event;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (amount < 1n || amount > MAX_AMOUNT)
    return { kind: 'rejected', code: 'amount_out_of_range' };
  if (isEnding(venue)) return { kind: 'rejected', code: 'winding_down' };
  const vault = venue.vault + amount;
  if (vault > MAX_AMOUNT) return { kind: 'rejected', code: 'vault_full' };
  const insurance = venue.insurance + amount;
  return { kind: 'accepted', venue: { ...venue, clock: now, vault, insurance }, touched: [] };
}
