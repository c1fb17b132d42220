// What the leaky ledger is claimed to do. Fixture of the replay tests.

import { contract, invariant, lemma, step, theorem, type Accounts, type Changes } from 'plimsoll';
import type { Account, Event, Transfer, Venue } from './kernel.ts';

type Pair = readonly [Account, Account];

export const solvency = invariant(
  'INV-01',
  'Every token has one owner.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.fees >= 0n && v.vault === accounts.sum((a) => a.balance) + v.fees,
);
export const nonNegative = invariant(
  'INV-02',
  'No balance is negative.',
  (_v: Venue, accounts: Accounts<Account>) => accounts.every((a) => a.balance >= 0n),
);
export const covered = invariant(
  'INV-03',
  'The vault covers any one claim.',
  (v: Venue, accounts: Accounts<Account>, claim: bigint) =>
    accounts.every((a) => a.balance < claim || v.vault >= claim),
);

export const noTaking = step(
  'STEP-01',
  "Nobody else's act lowers a balance.",
  (_b: Venue, _a: Venue, accounts: Changes<Account>, _e: Event) =>
    accounts.every((was, now, acts) => acts || now.balance >= was.balance),
);
export const noGain = step(
  'STEP-02',
  'No set of accounts gains from moving money.',
  (_b: Venue, _a: Venue, accounts: Changes<Account>, _e: Event) =>
    accounts.change((a, chosen) => (chosen ? a.balance : 0n)) <= 0n,
);

export const transferContract = contract('transfer', {
  actors: ['from'],
  rejects: {
    amount_not_positive: (_v: Venue, _t: Pair, e: Transfer) => e.amount < 2n, // the code takes 1
    balance_too_low: (_v, [from], e) => from.balance < e.amount,
  },
  ensures: (v, [from], e, v2, [from2]) =>
    from2.balance === from.balance - e.amount && v2.fees > v.fees, // a gold account pays none
  changes: { venue: ['fees'], from: ['balance'], to: ['balance'] },
});

export const halving = lemma('LEM-01', 'Halving twice quarters, as it rounds.', {
  when: (x: bigint, y: bigint) => y > 0n && x > -10n,
  then: (x, y) => (x / 2n) * y <= (x * y) / 2n,
  at: (x, y) => [x * y],
});
export const doubled = theorem('THM-01', 'Twice a balance is more.', {
  when: (a: Account) => a.balance >= 0n,
  then: (a) => a.balance * 2n > a.balance && a.tier === 'basic',
});
