// That a book can be brought to its end by anyone, step by step, and that the order in which its
// accounts are closed and paid makes no difference to any of them.
import { lemma, theorem } from 'plimsoll';
import { collect } from '../kernel/collect.ts';
import type { Collect, Finalise, Redeem, Withdraw, WindDownNow } from '../kernel/event.ts';
import { finalise } from '../kernel/finalise.ts';
import type { Modules } from '../kernel/modules.ts';
import { redeem } from '../kernel/redeem.ts';
import type { Account, Venue } from '../kernel/state.ts';
import { windDown } from '../kernel/wind-down.ts';
import { withdraw } from '../kernel/withdraw.ts';
import { AMOUNT_LIMIT, FUNDING_LIMIT, TIME_LIMIT, within } from '../spec/limits.ts';
import { fundingDue, indexStale, open } from '../spec/live.ts';
import { haltedFor } from '../spec/modes.ts';
import { idle } from '../spec/position.ts';

const timely = (v: Venue, now: bigint): boolean => within(now, v.clock, TIME_LIMIT) && now >= 0n;

export const driftedValue = lemma('LEM-33',
  'Lots at a funding in range come to no more, either way, than at the greatest funding.', {
    when: (_size: bigint, funding: bigint) => within(funding, -FUNDING_LIMIT, FUNDING_LIMIT),
    then: (size, funding) => (size >= 0n
      ? within(size * funding, -size * FUNDING_LIMIT, size * FUNDING_LIMIT)
      : within(size * funding, size * FUNDING_LIMIT, -size * FUNDING_LIMIT)),
    at: (size, funding) => [size * funding],
  });

export const haltsEnd = theorem('THM-40d',
  'Once a halt has lasted longer than it may, whatever its cause, anyone can wind the book down.', {
    when: (v: Venue, e: WindDownNow) =>
      timely(v, e.now) && v.mode.kind === 'halted' && haltedFor(v, e.now) > v.params.maxHalt,
    then: (v, e) => windDown(v, e).kind === 'accepted',
  });

export const deficitsEnd = theorem('THM-40e',
  'Once bad debt is older than it may be, anyone can wind the book down at a fresh mark.', {
    when: (v: Venue, e: WindDownNow) =>
      timely(v, e.now) && (open(v) || v.mode.kind === 'halted')
      && v.badDebt.amount > 0n && e.now - v.badDebt.since > v.params.maxDeficit
      && (v.mode.kind === 'halted' || (!indexStale(v, e.now) && !fundingDue(v, e.now))),
    then: (v, e) => windDown(v, e).kind === 'accepted',
  });

/** With STEP-41a, by induction over `unsettled`: as many collects as busy accounts reach zero. */
export const everyoneIsCollected = theorem('THM-41b',
  'While winding down, every account with a size or a cost can be closed, by anyone.', {
    when: (v: Venue, account: Account, e: Collect) =>
      timely(v, e.now) && v.mode.kind === 'windingDown' && !idle(account),
    then: (v, account, e) => collect(v, account, e).kind === 'accepted',
  });

export const lastCollectEnables = theorem('THM-41c',
  'Once no account is unsettled, anyone can finalise the winding down.', {
    when: (v: Venue, e: Finalise) =>
      timely(v, e.now) && v.mode.kind === 'windingDown' && v.unsettled <= 0n,
    then: (v, e) => finalise(v, e).kind === 'accepted',
  });

/** So it is while any claim is left: INV-17a, with INV-08a. */
const claimsFrozen = (v: Venue): boolean => v.windDown.frozenClaims > 0n;

export const everyClaimIsRedeemed = theorem('THM-41d',
  'Once the book is wound, every claim can be redeemed.', {
    when: (v: Venue, account: Account, e: Redeem) =>
      timely(v, e.now) && v.mode.kind === 'wound' && claimsFrozen(v)
      && account.claim > 0n,
    then: (v, account, e) => redeem(v, account, e).kind === 'accepted',
  });

export const redeemedIsWithdrawn = theorem('THM-41e',
  'What an account has after its claim is redeemed can be withdrawn at once, and in full.', {
    when: (_modules: Modules, v: Venue, account: Account, e: Redeem, w: Withdraw) => {
      if (!claimsFrozen(v)) return false;
      const out = redeem(v, account, e);
      if (out.kind === 'rejected') return false;
      const [redeemed] = out.touched;
      return idle(account) && timely(out.venue, w.now)
        && w.amount === redeemed.collateral && within(w.amount, 1n, AMOUNT_LIMIT);
    },
    then: (modules, v, account, e, w) => {
      const out = redeem(v, account, e);
      if (out.kind === 'rejected') return true;
      const [redeemed] = out.touched;
      return withdraw(modules, out.venue, redeemed, w).kind === 'accepted';
    },
  });

/** In the fields that collect may change: its frame fixes the rest. */
const sameCollected = (v: Venue, w: Venue): boolean =>
  v.clock === w.clock && v.pool === w.pool && v.badDebt.amount === w.badDebt.amount
  && v.badDebt.since === w.badDebt.since && v.openInterest === w.openInterest
  && v.unsettled === w.unsettled && v.windDown.claims === w.windDown.claims
  && v.windDown.mark === w.windDown.mark && v.windDown.frozenPool === w.windDown.frozenPool
  && v.windDown.frozenClaims === w.windDown.frozenClaims;

const sameAccount = (a: Account, b: Account): boolean =>
  a.collateral === b.collateral && a.size === b.size && a.cost === b.cost && a.claim === b.claim;

export const collectsCommute = theorem('HYP-48',
  'Two accounts closed at one time come to the same in either order, and so does the book.', {
    when: (v: Venue, a: Account, b: Account, e: Collect, f: Collect) =>
      e.now === f.now && e.account !== f.account && v.badDebt.amount >= 0n
      && collect(v, a, e).kind === 'accepted' && collect(v, b, f).kind === 'accepted',
    then: (v, a, b, e, f) => {
      const first = collect(v, a, e);
      const second = collect(v, b, f);
      if (first.kind === 'rejected' || second.kind === 'rejected') return true;
      const after = collect(first.venue, b, f);
      const other = collect(second.venue, a, e);
      if (after.kind === 'rejected' || other.kind === 'rejected') return false;
      const [a1] = first.touched;
      const [b1] = after.touched;
      const [a2] = other.touched;
      const [b2] = second.touched;
      return sameCollected(after.venue, other.venue) && sameAccount(a1, a2) && sameAccount(b1, b2);
    },
  });

export const redemptionsCommute = theorem('HYP-49',
  'Two claims redeemed come to the same in either order, and so does the book.', {
    when: (v: Venue, a: Account, b: Account, e: Redeem, f: Redeem) =>
      e.now === f.now && e.account !== f.account && claimsFrozen(v)
      && redeem(v, a, e).kind === 'accepted' && redeem(v, b, f).kind === 'accepted',
    then: (v, a, b, e, f) => {
      const first = redeem(v, a, e);
      const second = redeem(v, b, f);
      if (first.kind === 'rejected' || second.kind === 'rejected') return true;
      const after = redeem(first.venue, b, f);
      const other = redeem(second.venue, a, e);
      if (after.kind === 'rejected' || other.kind === 'rejected') return false;
      const [a1] = first.touched;
      const [b1] = after.touched;
      const [a2] = other.touched;
      const [b2] = second.touched;
      return sameCollected(after.venue, other.venue) && sameAccount(a1, a2) && sameAccount(b1, b2);
    },
  });
