// What holds of every reachable book, and of every accepted step, whatever the tariff is.

import { type Accounts, type Changes, invariant, step } from 'plimsoll';
import type { Account, Event, Modules, Venue } from '../kernel/tariff.ts';

export const solvency = invariant('INV-01', 'Every token has one owner.',
  (v: Venue, accounts: Accounts<Account>) => v.vault === accounts.sum((a) => a.balance) + v.fees);

export const nonNegative = invariant('INV-02', 'No balance, vault or fee is negative.',
  (v: Venue, accounts: Accounts<Account>) =>
    v.vault >= 0n && v.fees >= 0n && accounts.every((a) => a.balance >= 0n));

export const ranges = invariant('INV-03', 'The rate and the vault keep their ranges.',
  (v: Venue, _accounts: Accounts<Account>) =>
    0n <= v.rate && v.rate <= 1_000_000n && v.vault <= 79_228_162_514_264_337_593_543_950_335n);

export const noTaking = step('STEP-01', "Nobody else's act lowers my balance.",
  (_before: Venue, _after: Venue, accounts: Changes<Account>, _event: Event) =>
    accounts.every((was, now, acts) => acts || now.balance >= was.balance));

export const byTariff = step('STEP-02', 'Fees are what the tariff says, and nothing else.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event, modules: Modules) =>
    after.fees - before.fees
      === (event.kind === 'transfer' ? modules.fee(event.amount, before.rate) : 0n));
