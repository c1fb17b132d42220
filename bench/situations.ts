// One accepted situation per transition, for measuring it: a venue, the accounts and the event.
import type { Event } from '../kernel/event.ts';
import { type Account, empty, type Feed, type Venue } from '../kernel/state.ts';
import { founded, params, START } from '../test/kernel/fixture.ts';

type Situation = {
  readonly venue: Venue;
  readonly accounts: readonly Account[];
  readonly event: Event;
};

const now = START;
const base = { ...founded(), vault: 1_000_000n, pool: 5_000n, insurance: 9_000n, fees: 700n };
const account = 1n;
const rich: Account = { ...empty, collateral: 100_000n };
const long: Account = { ...empty, collateral: 3_000n, size: 10n, cost: 10_000n };
const short: Account = { ...empty, collateral: 3_000n, size: -10n, cost: -10_000n };
const open: Venue = { ...base, openInterest: 10n, unsettled: 2n };
const told: Feed = { price: 1_000n, time: START - 5n, strikes: 0n, until: 0n };
const indebted: Venue = { ...open, badDebt: { amount: 50n, since: START } };
const { mode, windDown } = base;
const halted: Venue = {
  ...open, mode: { ...mode, kind: 'halted', since: START - 400n },
  feeds: [told, told, told, told, told],
};
const closing: Venue = { ...open, mode: { ...mode, kind: 'windingDown' }, windDown: {
  ...windDown, mark: 1_100n, claims: 900n,
} };
const wound: Venue = { ...closing, mode: { ...mode, kind: 'wound' }, windDown: {
  ...closing.windDown, frozenPool: 5_000n, frozenClaims: 5_600n,
} };
const proposal = {
  action: 'params', params: { ...params, maintenanceRate: 51_000n }, hash: 5n, weight: 700_000n,
  approvedUntil: START, from: START, until: START,
} as const;
const proposed: Venue = { ...open, proposal };
const due: Venue = { ...open, proposal: { ...proposal, action: 'windDown' } };
const overdue: Venue = { ...open, funding: { cumulative: 7n, rate: 1n, last: START - 3_700n } };
const reported: Venue = {
  ...halted, mode, index: { price: 1_000n, time: START - 9n },
};
const chained = {
  height: 5_001n, hash: 78n, parent: 77n, time: START + 1n, baseFee: 40n, now: START + 1n,
};

/** By kind, in the order of the kernel's table. */
export const SITUATIONS: Readonly<Record<Event['kind'], Situation>> = {
  deposit: {
    venue: base, accounts: [rich],
    event: { kind: 'deposit', account, amount: 50n, height: 4_900n, now },
  },
  withdraw: {
    venue: open, accounts: [long], event: { kind: 'withdraw', account, amount: 50n, now },
  },
  fundInsurance: { venue: base, accounts: [], event: { kind: 'fundInsurance', amount: 50n, now } },
  collectFees: { venue: base, accounts: [], event: { kind: 'collectFees', amount: 50n, now } },
  trade: {
    venue: open, accounts: [rich, rich],
    event: { kind: 'trade', buyer: 1n, seller: 2n, lots: 9n, price: 1_010n, now },
  },
  settle: {
    venue: indebted, accounts: [{ ...long, cost: 9_000n }],
    event: { kind: 'settle', account, by: account, most: 90_000n, now },
  },
  liquidate: {
    venue: open, accounts: [{ ...long, collateral: 300n }, rich],
    event: { kind: 'liquidate', account, liquidator: 2n, lots: 5n, now },
  },
  deleverage: {
    venue: open, accounts: [{ ...long, cost: 14_000n }, short],
    event: { kind: 'deleverage', account, counterparty: 2n, lots: 10n, now },
  },
  resolve: {
    venue: open, accounts: [{ ...empty, collateral: 20n, cost: 900n }],
    event: { kind: 'resolve', account, now },
  },
  cover: { venue: indebted, accounts: [], event: { kind: 'cover', now } },
  report: {
    venue: reported, accounts: [],
    event: { kind: 'report', feed: 'third', price: 1_004n, time: START - 4n, now },
  },
  heartbeat: { venue: open, accounts: [], event: { kind: 'heartbeat', ...chained } },
  trip: {
    venue: { ...open, index: { price: 1_000n, time: START - 700n } }, accounts: [],
    event: { kind: 'trip', now },
  },
  halt: { venue: open, accounts: [], event: { kind: 'halt', now } },
  resume: { venue: halted, accounts: [], event: { kind: 'resume', now } },
  accrueFunding: {
    venue: overdue, accounts: [], event: { kind: 'accrueFunding', by: 'funder', rate: 2n, now },
  },
  advise: { venue: open, accounts: [], event: { kind: 'advise', rate: 50n, until: now + 9n, now } },
  propose: {
    venue: open, accounts: [],
    event: {
      kind: 'propose', action: 'params', params, hash: 5n, weight: 700_000n,
      approvedUntil: now, now,
    },
  },
  cancel: {
    venue: proposed, accounts: [], event: { kind: 'cancel', hash: 5n, weight: 500_000n, now },
  },
  enact: { venue: proposed, accounts: [], event: { kind: 'enact', hash: 5n, now } },
  windDown: { venue: due, accounts: [], event: { kind: 'windDown', now } },
  collect: { venue: closing, accounts: [long], event: { kind: 'collect', account, now } },
  finalise: {
    venue: { ...closing, unsettled: 0n, openInterest: 0n }, accounts: [],
    event: { kind: 'finalise', now },
  },
  redeem: {
    venue: wound, accounts: [{ ...empty, claim: 900n }], event: { kind: 'redeem', account, now },
  },
};
