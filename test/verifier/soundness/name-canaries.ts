// Canaries of names: what an author calls a role or a parameter must not change what is said.

import type { Canary } from './canary.ts';

const sign = `
export const sign = invariant('INV-01', 'A canary.',
  (_v: Venue, accounts: Accounts<Account>) => accounts.every((a) => a.balance >= 0n));`;

/** A role named like the event: fields of both may have one name. */
export const roleNamedEvent: Canary = {
  name: 'an account called event',
  names: { venue: 'venue', event: 'e' },
  event: ['event', 'balance'],
  transitions: { spend: { roles: 'event', body: `
  if (e.balance < 0n || e.balance > 9n) return { kind: 'rejected', code: 'first' };
  return { kind: 'accepted', venue, touched: [{ balance: 2n * event.balance - e.balance }] };` } },
  properties: sign,
  fails: [['INV-01/spend/accepted', 'disproved']],
};

/** A role named like the venue. */
export const roleNamedVenue: Canary = {
  name: 'an account called venue',
  venue: { balance: '0n' },
  names: { venue: 'v', event: 'event' },
  event: ['venue'],
  transitions: { close: { roles: 'venue', body: `
  if (v.balance !== venue.balance) {
    return { kind: 'accepted', venue: v, touched: [{ balance: -1n }] };
  }
  return { kind: 'rejected', code: 'first' };` } },
  properties: sign,
  fails: [['INV-01/close/accepted', 'disproved']],
};

/** A role named like the account over which sums and claims are read. */
export const roleNamedBound: Canary = {
  name: 'an account called bound',
  venue: { floor: '0n' },
  event: ['bound'],
  transitions: { raise: { roles: 'bound', body: `
  if (bound.balance < 0n || bound.balance > 9n) return { kind: 'rejected', code: 'first' };
  return { kind: 'accepted', venue: { floor: bound.balance }, touched: [bound] };` } },
  properties: `
export const floor = invariant('INV-01', 'A canary.',
  (v: Venue, accounts: Accounts<Account>) => accounts.every((a) => a.balance >= v.floor));`,
  fails: [['INV-01/raise/accepted', 'disproved']],
};
