// Canaries of modules: what holds of one implementation is not what holds of a call, and what a
// contract says has to be true of every implementation.

import type { Canary } from './canary.ts';

const modules = (first: string, second: string): NonNullable<Canary['modules']> => ({
  type: 'readonly cost: (amount: bigint) => bigint',
  functions: `
export function one(amount: bigint): bigint {
  return ${first};
}
export function other(amount: bigint): bigint {
  return ${second};
}`,
  composed: 'cost: [one, other]',
});

const contract = (requires: string, ensures: string): string => `
export const cost = moduleContract('cost', {
  requires: (amount: bigint) => ${requires},
  ensures: (_amount: bigint, result: bigint) => ${ensures} });`;

// pays what the module says for an amount of one digit
const pay: Pick<Canary, 'event' | 'transitions'> = {
  event: ['amount'],
  transitions: { pay: { roles: '', body: `
  if (event.amount < 0n || event.amount > 9n) return { kind: 'rejected', code: 'first' };
  const cost = modules.cost(event.amount);
  if (venue.vault + cost > 99n) return { kind: 'rejected', code: 'second' };
  return { kind: 'accepted', venue: { vault: venue.vault + cost }, touched: [] };` } },
};

const inDigits = contract('0n <= amount && amount <= 9n', '0n <= result && result <= 9n');

const bounded = `
export const bounded = invariant('INV-01', 'A canary.',
  (v: Venue, _accounts: Accounts<Account>) => 0n <= v.vault && v.vault <= 99n);`;

export const byFirstAlone: Canary = {
  ...pay,
  name: 'a step holds because of the implementation that is composed, not of its contract',
  modules: modules('amount', '9n - amount'),
  properties: `${inDigits}${bounded}
export const exact = step('STEP-01', 'A canary.',
  (before: Venue, after: Venue, _accounts: Changes<Account>, event: Event) =>
    after.vault === before.vault + event.amount);`,
  fails: [['STEP-01/pay/accepted', 'unknown']],
};

export const brokenContract: Canary = {
  ...pay,
  name: 'a contract that the other implementation breaks is relied upon',
  modules: modules('amount', '0n - amount'),
  properties: `${inDigits}${bounded}`,
  fails: [
    ['CON-cost/other/1', 'disproved'],
    ['REQUIRES/pay/1', 'assumed'],
    ['INV-01/pay/accepted/1', 'assumed'],
    ['INV-01/pay/accepted/2', 'assumed'],
  ],
};

export const undefinedModule: Canary = {
  ...pay,
  name: 'an implementation divides by what its contract lets be zero',
  modules: modules('amount', '9n / amount * 0n'),
  properties: inDigits,
  fails: [['CON-cost/other/body/defined-1', 'disproved'], ['REQUIRES/pay/1', 'assumed']],
};

export const callOutside: Canary = {
  ...pay,
  name: 'a module is called where its contract does not say what it does',
  modules: modules('amount', 'amount > 0n ? 9n : -9n'),
  properties: contract('0n < amount && amount <= 9n', '0n <= result && result <= 9n'),
  fails: [['REQUIRES/pay/1', 'disproved']],
};

const small = contract('amount >= 0n', '0n <= result && result <= 9n');
const paid = `
export const paid = invariant('INV-02', 'A canary.',
  (v: Venue, _accounts: Accounts<Account>) => 0n <= v.paid && v.paid <= 9n);`;

/** What is ensured is true where the kernel calls as is required, and there alone. */
export const restsOnRequires: Canary = {
  venue: { vault: '0n', paid: '0n' },
  event: ['amount'],
  name: 'what is paid is small although the call is not as the contract requires',
  transitions: { pay: { roles: '', body: `
  if (event.amount > 9n) return { kind: 'rejected', code: 'first' };
  const paid = modules.cost(event.amount);
  return { kind: 'accepted', venue: { ...venue, paid }, touched: [] };` } },
  modules: modules('amount > 9n ? 9n : amount', '0n'),
  properties: `${small}${paid}`,
  fails: [
    ['REQUIRES/pay/1', 'disproved'],
    ['INV-02/pay/accepted/1', 'assumed'],
    ['INV-02/pay/accepted/2', 'assumed'],
  ],
};

export const requiresUnasked: Canary = {
  ...restsOnRequires,
  name: 'what is paid is small although it was not asked how the module is called',
  only: ['CON-cost', 'INV-02'],
  fails: restsOnRequires.fails.filter(([id]) => id.startsWith('INV-02/')),
};

/** The call is as is required only while an invariant holds that another transition breaks. */
export const requiresOnFailure: Canary = {
  ...restsOnRequires,
  name: 'what is paid is small because of an invariant that draining breaks',
  transitions: {
    drain: { roles: '', body: `
  if (event.amount < 0n || event.amount > 9n) return { kind: 'rejected', code: 'first' };
  return { kind: 'accepted', venue: { ...venue, vault: venue.vault - event.amount }, touched: [] };`
    },
    pay: { roles: '', body: `
  if (event.amount !== 0n) return { kind: 'rejected', code: 'first' };
  const paid = modules.cost(venue.vault);
  return { kind: 'accepted', venue: { ...venue, paid }, touched: [] };` },
  },
  properties: `${small}${paid}
export const covered = invariant('INV-01', 'A canary.',
  (v: Venue, _accounts: Accounts<Account>) => v.vault >= 0n);`,
  fails: [
    ['INV-02/drain/accepted/1', 'assumed'],
    ['INV-02/drain/accepted/2', 'assumed'],
    ['INV-01/drain/accepted', 'disproved'],
    ['REQUIRES/pay/1', 'assumed'],
    ['INV-02/pay/accepted/1', 'assumed'],
    ['INV-02/pay/accepted/2', 'assumed'],
    ['INV-01/pay/accepted', 'assumed'],
  ],
};

/** Of 0 the contract would ensure what cannot be. */
export const callUnreached: Canary = {
  event: ['amount'],
  name: 'a path that calls no module is as the contract ensures of its call',
  transitions: { pay: { roles: '', body: `
  if (event.amount < 0n || event.amount > 9n) return { kind: 'rejected', code: 'first' };
  if (event.amount === 0n) return { kind: 'accepted', venue: { vault: -1n }, touched: [] };
  const cost = modules.cost(event.amount);
  return { kind: 'accepted', venue: { vault: cost }, touched: [] };` } },
  modules: modules('amount', '1n'),
  properties: `
export const cost = moduleContract('cost', {
  requires: (amount: bigint) => 0n < amount && amount <= 9n,
  ensures: (amount: bigint, result: bigint) => 0n < result && result <= amount });
${bounded}`,
  fails: [['INV-01/pay/accepted', 'disproved']],
};

export const brokenLaw: Canary = {
  ...pay,
  name: 'a law that one implementation breaks is used for both',
  modules: modules('amount', '9n - amount'),
  properties: `${inDigits}
export const grows = lemma('LEM-01', 'A canary.', {
  when: (_modules: Modules, x: bigint, y: bigint) => 0n <= x && x <= y && y <= 9n,
  then: (modules, x, y) => modules.cost(x) <= modules.cost(y),
  at: (modules, x, y) => [modules.cost(x), modules.cost(y)] });
export const twice = theorem('THM-01', 'A canary.', {
  when: (_modules: Modules, x: bigint) => 0n <= x && x <= 4n,
  then: (modules, x) => modules.cost(x) <= modules.cost(x + x) });`,
  fails: [['LEM-01/other', 'disproved'], ['THM-01', 'assumed']],
};

/** Nothing but the call is known of it, and that is enough here. */
export const sameArguments: Canary = {
  ...pay,
  name: 'equal arguments give equal results',
  modules: modules('amount', '9n - amount'),
  properties: `${inDigits}
export const equal = theorem('THM-01', 'A truth.', {
  when: (_modules: Modules, x: bigint, y: bigint) => 0n <= x && x <= y && y <= x && x <= 9n,
  then: (modules, x, y) => modules.cost(x) === modules.cost(y) });`,
  fails: [],
};

export const otherArguments: Canary = {
  ...pay,
  name: 'a module gives one result for all arguments',
  modules: modules('amount', '9n - amount'),
  properties: `${inDigits}
export const constant = theorem('THM-01', 'A canary.', {
  when: (_modules: Modules, x: bigint, y: bigint) => 0n <= x && x < y && y <= 9n,
  then: (modules, x, y) => modules.cost(x) === modules.cost(y) });`,
  fails: [['THM-01', 'disproved']],
};
