// Closes one account at the final mark: spec/collect.md. A loss is paid as far as its collateral
// goes, a gain becomes a claim. Anyone may call it for anyone.
import { max, min } from './arithmetic.ts';
import type { Collect } from './event.ts';
import { MAX_TIME } from './limits.ts';
import { profit } from './margin.ts';
import { busy } from './position.ts';
import type { Account, BadDebt, Outcome, Venue } from './state.ts';

type Code = 'time_out_of_range' | 'clock_behind' | 'not_winding_down' | 'not_busy';

function owing(badDebt: BadDebt, unpaid: bigint, now: bigint): BadDebt {
  const since = badDebt.amount === 0n && unpaid > 0n ? now : badDebt.since;
  return { amount: badDebt.amount + unpaid, since };
}

export function collect(
  venue: Venue, account: Account, event: Collect,
): Outcome<readonly [Account], Code> {
  const { now } = event;
  const { windDown } = venue;
  if (now < 0n || now > MAX_TIME) return { kind: 'rejected', code: 'time_out_of_range' };
  if (now < venue.clock) return { kind: 'rejected', code: 'clock_behind' };
  if (venue.mode.kind !== 'windingDown') return { kind: 'rejected', code: 'not_winding_down' };
  if (busy(account) === 0n) return { kind: 'rejected', code: 'not_busy' };
  const due = profit(account, windDown.mark);
  const gain = max(due, 0n);
  const loss = max(-due, 0n);
  const paid = min(loss, account.collateral);
  const after = {
    ...venue,
    clock: now,
    pool: venue.pool + paid,
    badDebt: owing(venue.badDebt, loss - paid, now),
    openInterest: venue.openInterest - max(account.size, 0n),
    unsettled: venue.unsettled - 1n,
    windDown: { ...windDown, claims: windDown.claims + gain },
  };
  const closed = {
    collateral: account.collateral - paid, size: 0n, cost: 0n, claim: account.claim + gain,
  };
  return { kind: 'accepted', venue: after, touched: [closed] };
}
