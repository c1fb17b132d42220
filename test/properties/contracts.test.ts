// The kernel never disagrees with its contracts: on states no walk reaches, at the edges of every
// guard, rejected with a code exactly if that guard is the first one violated. Every code is met.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Event } from '../../kernel/event.ts';
import type { Account, HaltReason, Params, Venue } from '../../kernel/state.ts';
import { BUSY_LIMIT, LOTS_LIMIT } from '../../spec/limits.ts';
import { KINDS } from '../kernel/fixture.ts';
import { findBreach, firstViolated, ROLES } from './adapter.ts';
import { account, between, eventFrom } from './arbitrary.ts';
import { contracts } from './declared.ts';
import { PARAMS } from './moves.ts';

type Mode = Venue['mode']['kind'];

const NOW = 1_000n;
const time = between(NOW - 70n, NOW);
const later = between(NOW - 3n, NOW + 3n);
const amount = fc.oneof(fc.constant(0n), between(0n, 100_000n), between(0n, 2n ** 95n));
const rate = fc.oneof(fc.constant(0n), between(0n, 100_000n));
const feed = fc.record({
  price: between(0n, 400n), time, strikes: between(0n, 2n),
  until: fc.constantFrom(0n, 0n, 0n, NOW, NOW + 1n),
});
const window = fc.record({
  start: fc.oneof(fc.constant(0n), time),
  cap: between(50_000n, 2n ** 95n), used: between(0n, 50_000n),
});
const params: fc.Arbitrary<Params> = fc.constantFrom(
  PARAMS, PARAMS, { ...PARAMS, maintenanceRate: 81_000n }, { ...PARAMS, maintenanceRate: 82_500n },
  { ...PARAMS, maintenanceRate: 86_000n, breakerMove: 63_000n },
  { ...PARAMS, quorum: 0n }, { ...PARAMS, quorum: 4n },
);
const proposal = fc.record({
  action: fc.constantFrom('none' as const, 'params' as const, 'windDown' as const),
  params: params.filter((set) => set.quorum === PARAMS.quorum), hash: fc.constantFrom(0n, 1n),
  weight: between(0n, 1_000_000n), approvedUntil: later, from: later, until: later,
});

const balances = {
  vault: fc.oneof(amount, between(2n ** 96n - 300n, 2n ** 96n - 1n)),
  pool: amount, insurance: amount, fees: amount, badDebt: fc.record({ amount, since: time }),
  openInterest: between(0n, LOTS_LIMIT),
  unsettled: fc.oneof(fc.constant(0n), between(2n, 50n), between(BUSY_LIMIT - 2n, BUSY_LIMIT)),
  payouts: window, insuranceDraws: window, feeDraws: window,
};
const prices = {
  index: fc.record({ price: between(1n, 400n), time }),
  feeds: fc.tuple(feed, feed, feed, feed, feed),
  funding: fc.record({
    cumulative: fc.oneof(fc.constant(0n), between(-50n, 50n)), rate: between(-2n, 2n), last: time,
  }),
  volatility: fc.record({ rate, updated: time }),
  breaker: fc.record({ reference: between(1n, 400n), start: time }),
  chain: fc.record({
    height: between(0n, 20n), hash: between(0n, 2n), time, baseFee: rate,
    steadyFrom: between(NOW - 70n, NOW + 2n),
  }),
};
const rules = {
  mode: fc.record({
    kind: fc.constantFrom<Mode>(
      'active', 'active', 'active', 'reduceOnly', 'halted', 'halted', 'windingDown', 'wound'),
    since: time, served: fc.oneof(fc.constant(0n), between(0n, 70n)),
    reason: fc.constantFrom<HaltReason>('none', 'breaker', 'index'),
  }),
  graceUntil: later, guardianFrom: later, advice: fc.record({ rate, until: later }),
  params: fc.constant(PARAMS), ramp: fc.record({ discount: between(0n, 9_000n), start: time }),
  proposal,
  windDown: fc.record({
    mark: between(1n, 400n), claims: between(50_000n, 100_000n), frozenPool: between(0n, 90_000n),
    frozenClaims: between(100_000n, 200_000n),
  }),
};

const venue: fc.Arbitrary<Venue> = fc.record({
  clock: fc.constantFrom(NOW - 1n, NOW, NOW, NOW + 1n), ...balances, ...prices, ...rules,
});

const fresh = (v: Venue): Venue => ({
  ...v, clock: NOW, mode: { ...v.mode, kind: 'active' }, badDebt: { amount: 0n, since: 0n },
  index: { ...v.index, time: NOW }, chain: { ...v.chain, time: NOW, steadyFrom: NOW },
  funding: { ...v.funding, last: NOW }, proposal: { ...v.proposal, action: 'none' },
});

const lots = fc.oneof(between(0n, 1_000n), between(1n, LOTS_LIMIT + 1n));
const hash = fc.oneof(between(-1n, 2n), fc.constant(2n ** 121n));
const any = eventFrom({
  id: fc.bigInt(0n, 5n), params, now: fc.constantFrom(NOW, NOW, NOW, NOW + 1n, -1n, 2n ** 41n),
  fields: {
    lots, amount: between(0n, 200_000n), price: between(0n, 400n),
    time: between(NOW - 70n, NOW + 2n), height: fc.oneof(between(-1n, 24n), fc.constant(2n ** 41n)),
    hash, parent: hash, baseFee: fc.oneof(rate, fc.constantFrom(-1n, 2n ** 65n)),
    most: fc.oneof(between(0n, 90_000n), fc.constant(2n ** 95n)),
    rate: fc.oneof(between(-2n, 2n), between(0n, 200_000n), fc.constant(2n ** 41n)),
    until: fc.oneof(later, between(NOW, NOW + 50n)),
    weight: fc.oneof(between(0n, 1_000_001n), between(600_000n, 1_000_000n)),
    approvedUntil: fc.oneof(later, later, fc.constant(NOW + 90_002n)),
  },
});

const met = new Set<string>();

/** Trades are worth trying near the index only: elsewhere the band rejects them. */
const near = (v: Venue, e: Event, swing: bigint): Event =>
  e.kind === 'trade' ? { ...e, price: v.index.price + (v.index.price * swing) / 100n } : e;

/** Below maintenance by a share of it: where liquidation and its limits are decided. */
function cornered(v: Venue, a: Account, swing: bigint): Account {
  const due = (a.size < 0n ? -a.size : a.size) * v.index.price * PARAMS.maintenanceRate;
  const equity = (due * (swing + 7n)) / 14_000_000n;
  const mark = v.index.price - v.funding.cumulative;
  return { ...a, cost: a.collateral + a.size * mark - equity };
}

function agree(
  v: Venue, live: boolean, [one, other]: readonly [Account, Account], e: Event, swing: bigint,
): void {
  const contract = contracts.get(e.kind);
  if (contract === undefined) return;
  const state = live ? fresh(v) : v;
  const event = live ? near(state, e, swing) : e;
  const thin = event.kind === 'liquidate' || event.kind === 'settle';
  const first = live && thin ? cornered(state, one, swing) : one;
  const touched = [first, other].slice(0, ROLES[event.kind].length);
  met.add(`${event.kind} ${firstViolated(contract, state, touched, event) ?? 'accepted'}`);
  const breach = findBreach(contract, state, touched, event);
  if (breach.length > 0) expect({ state, touched, event, breach }).toEqual({});
}

const codes = [...contracts].flatMap(([kind, { rejects }]) =>
  [...Object.keys(rejects), 'accepted'].map((code) => `${kind} ${code}`));

describe('the kernel', () => {
  test('has a contract for every transition', () => {
    expect(KINDS.filter((kind) => !contracts.has(kind))).toEqual([]);
  });

  test.prop([venue, fc.boolean(), fc.tuple(account, account), any, fc.bigInt(-6n, 6n)],
    { numRuns: 80_000, seed: 2 })('never disagrees with the contract', agree);

  // these need a field of the state that a random event seldom names: asked by test/kernel
  const rare = ['enact halt_prolonged', 'enact raise_too_steep', 'heartbeat duplicate_block'];

  test('was asked for every code of every contract but the rare ones', () => {
    expect(codes.filter((code) => !met.has(code) && !rare.includes(code))).toEqual([]);
  });
});
