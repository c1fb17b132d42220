// The kernel never disagrees with its contracts: on states no walk reaches, at the edges of every
// guard, rejected with a code exactly if that guard is the first one violated. Every code is met.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Account, Event, FeedName, Venue } from '../../kernel/state.ts';
import { BUSY_LIMIT, LOTS_LIMIT } from '../../spec/limits.ts';
import { findBreach, firstViolated, ROLES } from './adapter.ts';
import { account, between, KINDS, PARAMS } from './arbitrary.ts';
import { contracts } from './declared.ts';

type Mode = Venue['mode']['kind'];

const NOW = 1_000n;
const time = between(NOW - 70n, NOW);
const amount = fc.oneof(fc.constant(0n), between(0n, 100_000n), between(0n, 2n ** 95n));
const feed = fc.record({ price: between(0n, 400n), time });

const venue: fc.Arbitrary<Venue> = fc.record({
  clock: fc.constantFrom(NOW - 1n, NOW, NOW, NOW + 1n),
  vault: fc.oneof(amount, between(2n ** 96n - 300n, 2n ** 96n - 1n)),
  pool: amount, insurance: amount, fees: amount,
  badDebt: fc.record({ amount, since: time }),
  openInterest: between(0n, LOTS_LIMIT),
  unsettled: fc.oneof(between(2n, 50n), between(BUSY_LIMIT - 2n, BUSY_LIMIT)),
  index: fc.record({ price: between(1n, 400n), time }),
  feeds: fc.tuple(feed, feed, feed, feed, feed),
  chain: fc.record({
    height: between(0n, 20n), hash: between(0n, 2n), time, steadyFrom: between(NOW - 70n, NOW + 2n),
  }),
  mode: fc.record({
    kind: fc.constantFrom<Mode>('active', 'active', 'active', 'reduceOnly', 'halted'),
    since: time,
  }),
  params: fc.constant(PARAMS),
});

const fresh = (v: Venue): Venue => ({
  ...v, clock: NOW, mode: { kind: 'active', since: 0n }, badDebt: { amount: 0n, since: 0n },
  index: { ...v.index, time: NOW }, chain: { ...v.chain, time: NOW, steadyFrom: NOW },
});

const id = fc.bigInt(0n, 5n);
const lots = fc.oneof(between(0n, 1_000n), between(1n, LOTS_LIMIT + 1n));
const any: fc.Arbitrary<Event> = fc.oneof(...KINDS.map((kind) => fc.record({
  kind: fc.constant(kind), now: fc.constantFrom(NOW, NOW, NOW, NOW + 1n, -1n, 2n ** 41n),
  account: id, by: id, buyer: id, seller: id, liquidator: id, lots,
  amount: between(0n, 200_000n), price: between(0n, 400n), time: between(NOW - 70n, NOW + 2n),
  height: fc.oneof(between(-1n, 24n), fc.constant(2n ** 41n)),
  hash: fc.oneof(between(-1n, 2n), fc.constant(2n ** 121n)),
  parent: fc.oneof(between(-1n, 2n), fc.constant(2n ** 121n)),
  feed: fc.constantFrom<FeedName>('first', 'second', 'third', 'fourth', 'fifth'),
})));

const met = new Set<string>();

/** Trades are worth trying near the index only: elsewhere the band rejects them. */
const near = (v: Venue, e: Event, swing: bigint): Event =>
  e.kind === 'trade' ? { ...e, price: v.index.price + (v.index.price * swing) / 100n } : e;

/** Below maintenance by a share of it: where liquidation and its limits are decided. */
function cornered(v: Venue, a: Account, swing: bigint): Account {
  const due = (a.size < 0n ? -a.size : a.size) * v.index.price * PARAMS.maintenanceRate;
  const equity = (due * (swing + 7n)) / 14_000_000n;
  return { ...a, cost: a.collateral + a.size * v.index.price - equity };
}

function agree(
  v: Venue, live: boolean, [one, other]: readonly [Account, Account], e: Event, swing: bigint,
): void {
  const state = live ? fresh(v) : v;
  const event = live ? near(state, e, swing) : e;
  const first = live && event.kind === 'liquidate' ? cornered(state, one, swing) : one;
  const touched = [first, other].slice(0, ROLES[event.kind].length);
  const contract = contracts[event.kind];
  met.add(`${event.kind} ${firstViolated(contract, state, touched, event) ?? 'accepted'}`);
  const breach = findBreach(contract, state, touched, event);
  if (breach.length > 0) expect({ state, touched, event, breach }).toEqual({});
}

const codes = KINDS.flatMap((kind) =>
  [...Object.keys(contracts[kind].rejects), 'accepted'].map((code) => `${kind} ${code}`));

describe('the kernel', () => {
  test.prop([venue, fc.boolean(), fc.tuple(account, account), any, fc.bigInt(-6n, 6n)],
    { numRuns: 60_000, seed: 2 })('never disagrees with the contract', agree);

  test('was asked for every code of every contract', () => {
    expect(codes.filter((code) => !met.has(code))).toEqual([]);
  });
});
