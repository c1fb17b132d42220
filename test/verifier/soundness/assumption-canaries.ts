// Canaries of what may be assumed and of what must be asked: closed assumptions, paths, the base
// case, exact acceptance, frames, lemmas.

import type { Canary } from './canary.ts';

const amountGuard = `
  if (event.amount <= 0n || event.amount > 9n) return { kind: 'rejected', code: 'first' };`;

const invariant = (name: string, id: string, formula: string): string => `
export const ${name} = invariant('${id}', 'A canary.',
  (v: Venue, accounts: Accounts<Account>) => ${formula});`;

// money is minted, so that what is withdrawn need not be in the vault
const unbacked: Pick<Canary, 'event' | 'transitions'> = {
  event: ['account', 'amount'],
  transitions: {
    mint: { roles: 'account', body: `${amountGuard}
  return { kind: 'accepted', venue, touched: [{ balance: account.balance + event.amount }] };` },
    withdraw: { roles: 'account', body: `${amountGuard}
  if (event.amount > account.balance) return { kind: 'rejected', code: 'second' };
  const left: Account = { balance: account.balance - event.amount };
  return { kind: 'accepted', venue: { vault: venue.vault - event.amount }, touched: [left] };` },
  },
};

const covered = `
export const covered = step('STEP-01', 'A canary.',
  (_b: Venue, after: Venue, _accounts: Changes<Account>, _e: Event) => after.vault >= 0n);`;

const signed = invariant('signed', 'INV-02', 'accounts.every((a) => a.balance >= 0n)');

/** SND-01: what follows from a failed invariant is assumed, not proved. */
export const restsOnFailure: Canary = {
  ...unbacked,
  name: 'a withdrawal is covered because of an invariant that minting breaks',
  properties: invariant('backed', 'INV-01', 'v.vault >= accounts.sum((a) => a.balance)')
    + signed + covered,
  fails: [
    ['INV-01/mint/accepted', 'disproved'],
    ['STEP-01/mint/accepted', 'assumed'],
    ['INV-01/withdraw/accepted', 'assumed'],
    ['STEP-01/withdraw/accepted', 'assumed'],
  ],
};

/** SND-01: an equation that was used up to eliminate a sum has been used all the same. */
export const restsOnEquation: Canary = {
  ...unbacked,
  name: 'a withdrawal is covered because of an equation that minting breaks',
  properties: invariant('backed', 'INV-01', 'v.vault === accounts.sum((a) => a.balance)')
    + signed + covered,
  fails: restsOnFailure.fails,
};

/** SND-01: what was not asked is not proved either. */
export const restsOnUnasked: Canary = {
  ...restsOnFailure,
  name: 'a withdrawal is covered because of an invariant that was not asked',
  only: ['STEP-01'],
  fails: [['STEP-01/mint/accepted', 'assumed'], ['STEP-01/withdraw/accepted', 'assumed']],
};

const product: Pick<Canary, 'venue' | 'event' | 'transitions'> = {
  venue: { vault: '5n' },
  event: ['left', 'right'],
  transitions: { fill: { roles: '', body: `
  if (event.left <= 0n || event.left > 9n) return { kind: 'rejected', code: 'first' };
  if (event.right <= 0n || event.right > 9n) return { kind: 'rejected', code: 'second' };
  return { kind: 'accepted', venue: { vault: event.left * event.right }, touched: [] };` } },
};

const falseLemma = `
export const five = lemma('LEM-01', 'A canary.', {
  when: (x: bigint, y: bigint) => x > 0n && y > 0n, then: (x, y) => x * y >= 5n,
  at: (x, y) => [x * y] });`;

/** SND-01: an answer that a failed lemma gave is not an answer without it. */
export const restsOnLemma: Canary = {
  ...product,
  name: 'a product is at least five because a false lemma says so',
  properties: falseLemma + invariant('atLeastFive', 'INV-01', 'v.vault >= 5n'),
  fails: [['LEM-01', 'disproved'], ['INV-01/fill/accepted', 'assumed']],
};

/** SND-02: a path that is left out leaves an input without a path. */
export const forgottenPath: Canary = {
  name: 'a balance is never negative although one path makes it so',
  venue: { vault: '0n' },
  event: ['amount'],
  transitions: { set: { roles: '', body: `
  if (event.amount === -1n) {
    return { kind: 'accepted', venue: { vault: event.amount }, touched: [] };
  }
${amountGuard}
  return { kind: 'accepted', venue: { vault: event.amount }, touched: [] };` } },
  properties: invariant('signed', 'INV-01', 'v.vault >= 0n'),
  fails: [['INV-01/set/accepted', 'disproved']],
};

/** SND-09: every step keeps it, and some genesis breaks it. */
export const brokenGenesis: Canary = {
  name: 'a counter that starts at zero is positive',
  venue: { count: 'params.seed' },
  event: ['amount'],
  transitions: { grow: { roles: '', body: `${amountGuard}
  return { kind: 'accepted', venue: { count: venue.count + event.amount }, touched: [] };` } },
  properties: invariant('positive', 'INV-01', 'v.count > 0n'),
  fails: [['INV-01/genesis/accepted', 'disproved'], ['INV-01/grow/accepted', 'assumed']],
};

/** SND-12: an amount that breaks both guards gets the code of the second one. */
export const swappedGuards: Canary = {
  name: 'guards of a contract in another order than those of the kernel',
  event: ['amount'],
  transitions: { check: { roles: '', body: `
  if (event.amount < 0n) return { kind: 'rejected', code: 'first' };
  if (event.amount < 5n) return { kind: 'rejected', code: 'second' };
  return { kind: 'accepted', venue, touched: [] };` } },
  properties: `
export const checked = contract('check', {
  actors: [],
  rejects: {
    second: (_v: Venue, _t: readonly [], e: Event) => e.amount < 5n,
    first: (_v, _t, e) => e.amount < 0n,
  },
  ensures: (v, _t, _e, v2) => v2.vault === v.vault,
  changes: {},
});`,
  fails: [['CON-check/check/first/second', 'disproved']],
};

/** SND-12: a field that changes is missing from the frame. */
export const openFrame: Canary = {
  name: 'a contract whose frame leaves out a field that changes',
  event: ['amount'],
  transitions: { set: { roles: '', body: `${amountGuard}
  return { kind: 'accepted', venue: { vault: event.amount }, touched: [] };` } },
  properties: `
export const set = contract('set', {
  actors: [],
  rejects: {
    first: (_v: Venue, _t: readonly [], e: Event) => e.amount <= 0n || e.amount > 9n,
    second: (_v, _t, _e) => false,
  },
  ensures: (_v, _t, e, _v2) => e.amount > 0n,
  changes: {},
});`,
  fails: [['CON-set/set/accepted/frame.venue.vault', 'disproved']],
};

/** SND-12: of genesis, the code, the guard and what is founded are three mistakes. */
export const otherFounding: Canary = {
  name: 'a contract of another genesis than that of the kernel',
  venue: { vault: '0n', seed: 'params.seed' },
  event: ['amount'],
  transitions: { keep: { roles: '', body: `
  return { kind: 'accepted', venue, touched: [] };` } },
  properties: `
export const founded = genesisContract({
  rejects: { seed_out_of_range: (e: { readonly seed: bigint }) => e.seed < 1n || e.seed > 9n },
  ensures: (e, v: Venue) => v.vault === 0n && v.seed === e.seed + 1n,
});`,
  fails: [
    ['CON-genesis/genesis/accepted/seed_out_of_range/2', 'disproved'],
    ['CON-genesis/genesis/accepted/ensures', 'disproved'],
  ],
};

/** SND-14: a lemma rests on those before it, and never on itself. */
export const selfishLemma: Canary = {
  ...product,
  name: 'a false lemma proves itself',
  properties: falseLemma,
  fails: [['LEM-01', 'disproved']],
};
