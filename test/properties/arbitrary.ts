// Values made to hurt: integers at the edges of every range, events with any field whatever, and
// accounts and parameters in and out of their bounds.
import fc from 'fast-check';
import type { Event } from '../../kernel/event.ts';
import { type Account, empty, type FeedName, type Params } from '../../kernel/state.ts';
import { LOTS_LIMIT } from '../../spec/limits.ts';
import { KINDS } from '../kernel/fixture.ts';
import { PARAMS } from './moves.ts';

const FEEDS: readonly FeedName[] = ['first', 'second', 'third', 'fourth', 'fifth'];

const EDGES: readonly bigint[] = [
  -1n, 0n, 1n, 2n, 3n, 999_999n, 1_000_000n, 1_000_001n, LOTS_LIMIT - 1n, LOTS_LIMIT,
  LOTS_LIMIT + 1n, 2n ** 64n, 2n ** 88n, 2n ** 96n - 1n, 2n ** 96n, 2n ** 120n, 2n ** 120n + 1n,
  2n ** 300n,
];

export const anyInteger: fc.Arbitrary<bigint> = fc.oneof(
  fc.constantFrom(...EDGES), fc.constantFrom(...EDGES.map((x) => -x)),
  fc.bigInt(-200n, 200n), fc.bigInt(),
);

/** Every field that an event of some kind has, by what draws it. */
export type EventFields = {
  readonly id: fc.Arbitrary<bigint>;
  readonly params: fc.Arbitrary<Params>;
  readonly now: fc.Arbitrary<bigint>;
  readonly fields: Readonly<Record<
    | 'amount' | 'lots' | 'price' | 'height' | 'hash' | 'parent' | 'time' | 'baseFee' | 'most'
    | 'rate' | 'until' | 'weight' | 'approvedUntil', fc.Arbitrary<bigint>
  >>;
};

/** An event of any kind; it has the fields of all kinds, so that each finds its own. */
export function eventFrom({ id, params, now, fields }: EventFields): fc.Arbitrary<Event> {
  const acting = fc.constantFrom('funder', 'anyone');
  return fc.oneof(...KINDS.map((kind) => fc.record({
    kind: fc.constant(kind), now, ...fields, params,
    account: id, buyer: id, seller: id, liquidator: id, counterparty: id,
    by: kind === 'accrueFunding' ? acting : id,
    feed: fc.constantFrom(...FEEDS), action: fc.constantFrom('params', 'windDown'),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Event>));
}

const SCALARS = Object.keys(PARAMS).filter((name) => name !== 'feedWeights');

/** The parameters of the walks, often with one of them out of place. */
const anyParams: fc.Arbitrary<Params> = fc.oneof(
  fc.constant(PARAMS),
  fc.tuple(fc.constantFrom(...SCALARS), anyInteger).map(([name, value]) =>
    ({ ...PARAMS, [name]: value })),
  fc.tuple(anyInteger, anyInteger, anyInteger, anyInteger, anyInteger).map((feedWeights) =>
    ({ ...PARAMS, feedWeights })),
);

/** Any event whatever: ids 0 to 3, every other field any integer. */
export const hostileEvent: fc.Arbitrary<Event> = eventFrom({
  id: fc.bigInt(0n, 3n), params: anyParams, now: anyInteger,
  fields: {
    amount: anyInteger, lots: anyInteger, price: anyInteger, height: anyInteger,
    hash: anyInteger, parent: anyInteger, time: anyInteger, baseFee: anyInteger,
    most: anyInteger, rate: anyInteger, until: anyInteger, weight: anyInteger,
    approvedUntil: anyInteger,
  },
});

/** A value at, next to, or anywhere between two bounds. */
export const between = (least: bigint, most: bigint): fc.Arbitrary<bigint> => fc.oneof(
  { weight: 3, arbitrary: fc.bigInt(least, most) },
  { weight: 1, arbitrary: fc.constantFrom(least, most, (least + most) / 2n) },
  { weight: 2, arbitrary: fc.bigInt(least, least + 200n < most ? least + 200n : most) },
);

const claim = fc.oneof(fc.constant(0n), between(0n, 50_000n));

export const account: fc.Arbitrary<Account> = fc.oneof(
  fc.constant(empty),
  fc.record({
    collateral: between(0n, 300_000n), size: fc.constant(0n), cost: fc.constant(0n), claim,
  }),
  fc.record({
    collateral: between(0n, 100_000n), size: between(-1_000n, 1_000n),
    cost: between(-100_000n, 100_000n), claim: fc.constant(0n),
  }),
  fc.record({
    collateral: between(0n, 2n ** 95n), size: between(-LOTS_LIMIT, LOTS_LIMIT),
    cost: between(-(2n ** 87n), 2n ** 87n), claim: fc.constant(0n),
  }),
);
