// Canaries of what was never seen to happen: an accepted path without a trace from genesis says
// nothing, however much is proved of it.

import type { Canary } from './canary.ts';

const claim = `
export const still = invariant('INV-01', 'A canary.',
  (v: Venue, _accounts: Accounts<Account>) => v.vault >= 0n);`;

/** SND-10: no event takes this path, whatever the book. */
export const deadPath: Canary = {
  name: 'an accepted path that no event can take',
  event: ['amount'],
  transitions: { act: { roles: '', body: `
  if (event.amount > 5n && event.amount < 5n) return { kind: 'accepted', venue, touched: [] };
  if (event.amount < 0n || event.amount > 9n) return { kind: 'rejected', code: 'first' };
  return { kind: 'accepted', venue: { vault: event.amount }, touched: [] };` } },
  properties: claim,
  fails: [['WITNESS/act/accepted', 'vacuous']],
};

/** SND-10: some books would take this path, and none of them is ever reached. */
export const unseenPath: Canary = {
  name: 'an accepted path from books that are never reached',
  event: ['amount'],
  transitions: { act: { roles: '', body: `
  if (venue.vault === 7n) return { kind: 'accepted', venue, touched: [] };
  if (event.amount < 0n || event.amount > 5n) return { kind: 'rejected', code: 'first' };
  return { kind: 'accepted', venue: { vault: event.amount }, touched: [] };` } },
  properties: claim,
  fails: [['WITNESS/act/accepted', 'unknown']],
};
