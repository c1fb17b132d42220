// Pays a claim its share of the frozen pool: spec/redeem.md. Everyone's share is measured by the
// same frozen pair, so that the order of redemptions does not matter. Anyone may call it.
import { mulDivDown } from './arithmetic.ts';
import type { Redeem } from './event.ts';
import { MAX_TIME } from './limits.ts';
import type { Account, Outcome, Venue } from './state.ts';

type Code = 'time_out_of_range' | 'clock_behind' | 'not_wound' | 'no_claim';

export function redeem(
  venue: Venue, account: Account, event: Redeem,
): Outcome<readonly [Account], Code> {
  const { now } = event;
  const { windDown } = venue;
  const { claim } = account;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (venue.mode.kind !== 'wound') return { kind: 'rejected', code: 'not_wound' };
  if (claim === 0n) return { kind: 'rejected', code: 'no_claim' };
  const paid = mulDivDown(claim, windDown.frozenPool, windDown.frozenClaims); // dust stays behind
  const after = {
    ...venue,
    clock: now,
    pool: venue.pool - paid,
    windDown: { ...windDown, claims: windDown.claims - claim },
  };
  const rest = { ...account, collateral: account.collateral + paid, claim: 0n };
  return { kind: 'accepted', venue: after, touched: [rest] };
}
