// Canaries of what is said about all accounts at once: sums, comparisons, `every`, aliasing.

import type { Canary } from './canary.ts';

const amountGuard = `
  if (event.amount <= 0n || event.amount > 9n) return { kind: 'rejected', code: 'first' };`;
const accepted = (venue: string, ...touched: readonly string[]): string =>
  `  return { kind: 'accepted', venue: ${venue}, touched: [${touched.join(', ')}] };`;

const invariant = (name: string, id: string, formula: string): string => `
export const ${name} = invariant('${id}', 'A canary.',
  (v: Venue, accounts: Accounts<Account>) => ${formula});`;

/** SND-03: the rest of a sum moves when its summand reads what the step changes. */
export const movingSummand: Canary = {
  name: 'what lies above a threshold stays the same although the threshold moves',
  venue: { threshold: '0n', above: '0n' },
  event: ['amount'],
  transitions: { move: { roles: '', body: `${amountGuard}
${accepted('{ ...venue, threshold: event.amount }')}` } },
  properties: invariant('above', 'INV-01',
    'v.above === accounts.sum((a) => (a.balance > v.threshold ? a.balance : 0n))'),
  fails: [['INV-01/move/accepted', 'disproved']],
};

export const movingPrice: Canary = {
  name: 'a book value at an old price stays the value although the price moves',
  venue: { price: '1n', value: '0n' },
  event: ['amount'],
  transitions: { move: { roles: '', body: `${amountGuard}
${accepted('{ ...venue, price: event.amount }')}` } },
  properties: invariant('value', 'INV-01', 'v.value === accounts.sum((a) => a.balance * v.price)'),
  fails: [['INV-01/move/accepted', 'disproved']],
};

/** SND-03: a sum over endlessly many empty accounts needs a summand that vanishes there. */
export const infiniteSum: Canary = {
  name: 'the number of all accounts is finite',
  venue: { count: '0n', spare: '0n' },
  event: ['amount'],
  transitions: { wait: { roles: '', body: `${amountGuard}
${accepted('{ ...venue, spare: event.amount }')}` } },
  properties: invariant('count', 'INV-01', 'v.count === accounts.sum((a) => a.balance + 1n)'),
  fails: [
    ['INV-01/genesis/accepted/finite-1', 'unknown'],
    ['INV-01/wait/accepted/finite-1', 'unknown'],
    ['INV-01/wait/accepted', 'assumed'],
  ],
};

export const infiniteAtGenesis: Canary = {
  name: 'a sum that is infinite at genesis alone has a value there',
  venue: { flag: '1n', vault: '0n' },
  event: ['account'],
  transitions: { settle: { roles: 'account', body: `
  if (venue.flag < 0n || venue.flag > 1n) return { kind: 'rejected', code: 'first' };
${accepted('{ flag: 0n, vault: venue.vault - venue.flag }', 'account')}` } },
  properties: invariant('total', 'INV-01',
    'v.vault === accounts.sum((a) => a.balance + v.flag)'),
  fails: [
    ['INV-01/genesis/accepted/finite-1', 'unknown'],
    ['INV-01/settle/accepted', 'assumed'],
  ],
};

/** SND-04: every balance above -5 bounds no sum of balances. */
export const sharedOverdraft: Canary = {
  name: 'an overdraft of 5 for each account is one of 5 for all',
  event: ['account', 'amount'],
  transitions: { spend: { roles: 'account', body: `${amountGuard}
  if (account.balance - event.amount < -5n) return { kind: 'rejected', code: 'second' };
${accepted('venue', '{ balance: account.balance - event.amount }')}` } },
  properties: invariant('each', 'INV-01', 'accounts.every((a) => a.balance >= -5n)')
    + invariant('all', 'INV-02', 'accounts.sum((a) => a.balance) >= -5n'),
  fails: [['INV-02/spend/accepted', 'disproved']],
};

/** SND-05: a claim about the rest carries over only if it reads nothing that changed. */
export const movingFloor: Canary = {
  name: 'every account is above a floor that moves',
  venue: { floor: '0n' },
  event: ['amount'],
  transitions: { raise: { roles: '', body: `${amountGuard}
${accepted('{ floor: event.amount }')}` } },
  properties: invariant('floor', 'INV-01',
    'accounts.every((a) => a.balance >= v.floor || a.balance === 0n)'),
  fails: [['INV-01/raise/accepted', 'disproved']],
};

/** SND-05, under a negation: closing the last account leaves a vault without an owner. */
export const lastOwner: Canary = {
  name: 'a vault that is not empty has an owner although accounts are closed',
  event: ['account', 'amount'],
  transitions: {
    fund: { roles: 'account', body: `${amountGuard}
  if (account.balance < 0n) return { kind: 'rejected', code: 'second' };
${accepted('{ vault: venue.vault + 1n }', '{ balance: account.balance + event.amount }')}` },
    close: { roles: 'account', body: accepted('venue', '{ balance: 0n }') },
  },
  properties: invariant('owned', 'INV-01',
    'v.vault === 0n || !accounts.every((a) => a.balance === 0n)'),
  fails: [['INV-01/close/accepted', 'disproved']],
};

/** SND-05, under a negation: who denies one claim need not be who denies another. */
export const sharedWitness: Canary = {
  name: 'either nobody has much or nobody has little',
  event: ['amount'],
  transitions: { wait: { roles: '', body: `${amountGuard}
${accepted('venue')}` } },
  properties: `
export const even = step('STEP-01', 'A canary.',
  (_b: Venue, _a: Venue, accounts: Changes<Account>, _e: Event) =>
    accounts.every((was) => was.balance <= 5n) || accounts.every((was) => was.balance >= -5n));`,
  fails: [['STEP-01/wait/accepted', 'disproved']],
};

const transfer = (guard: string): Canary['transitions'] => ({
  deposit: { roles: 'to', body: `${amountGuard}
${accepted('{ vault: venue.vault + event.amount }', '{ balance: to.balance + event.amount }')}` },
  transfer: { roles: 'from to', body: `${amountGuard}
  if (${guard}) return { kind: 'rejected', code: 'second' };
  const [less, more] = [from.balance - event.amount, to.balance + event.amount];
${accepted('venue', '{ balance: less }', '{ balance: more }')}` },
});

const backed = invariant('backed', 'INV-01', 'v.vault === accounts.sum((a) => a.balance)')
  + invariant('sign', 'INV-02', 'accounts.every((a) => a.balance >= 0n)');

/** SND-06: paying oneself mints what is paid, since both results are stored under one id. */
export const selfTransfer: Canary = {
  name: 'a transfer without its guard against one account twice',
  event: ['from', 'to', 'amount'],
  transitions: transfer('event.amount > from.balance'),
  properties: backed,
  fails: [['ALIASING/transfer/accepted/from.to', 'disproved']],
};

/** SND-06: two accounts of one id may not be counted twice when asking whether they can be one. */
export const majorityTransfer: Canary = {
  name: 'a transfer to oneself by whoever holds more than half',
  event: ['from', 'to', 'amount'],
  transitions: transfer('event.amount > from.balance || 2n * from.balance <= venue.vault'),
  properties: backed,
  fails: [['ALIASING/transfer/accepted/from.to', 'disproved']],
};
