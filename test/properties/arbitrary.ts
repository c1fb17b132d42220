// Random parameters, moves and states. A move is read against the book it meets, so that most
// events are near what the kernel accepts; hostile values are drawn from the edges of every range.
import fc from 'fast-check';
import {
  type Account, empty, type Event, type FeedName, type Params, type Venue,
} from '../../kernel/state.ts';
import { LOTS_LIMIT } from '../../spec/limits.ts';
import { belowMaintenance } from '../../spec/margin.ts';
import { idle } from '../../spec/position.ts';
import type { Book } from './adapter.ts';

export const PARAMS: Params = {
  feedWeights: [3n, 2n, 2n, 1n, 1n], outlierRate: 100_000n, quorum: 5n, maxIndexAge: 60n,
  maxChainGap: 60n, chainSettle: 5n, maxSkip: 3n, confirmations: 2n, tradeBand: 50_000n,
  feeRate: 500n, minNotional: 100n, maintenanceRate: 20_000n, initialRate: 40_000n,
  liquidationRate: 10_000n, closeFactor: 500_000n, exitDelay: 20n,
};

export const KINDS = [
  'deposit', 'withdraw', 'fundInsurance', 'trade', 'settle', 'liquidate', 'resolve', 'cover',
  'report', 'heartbeat',
] as const satisfies readonly Event['kind'][];
const FEEDS: readonly FeedName[] = ['first', 'second', 'third', 'fourth', 'fifth'];

/** What happens next: which kind, to whom, how much of what there is, how long after. */
export type Move = {
  readonly kind: Event['kind'];
  readonly one: number;
  readonly other: number;
  readonly share: bigint; // ppm of what the book offers
  readonly swing: bigint; // ppm, signed, of the price
  readonly wait: bigint; // seconds
  readonly whim: number;
};

export const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<Event['kind']>('report', 'heartbeat') },
    { weight: 4, arbitrary: fc.constantFrom<Event['kind']>('trade', 'settle', 'liquidate') },
    { weight: 2, arbitrary: fc.constantFrom<Event['kind']>(...KINDS) },
  ),
  one: fc.nat(3), other: fc.nat(3),
  share: fc.oneof(fc.constantFrom(1n, 1_000_000n), fc.bigInt(1n, 1_100_000n)),
  swing: fc.oneof(fc.constantFrom(0n), fc.bigInt(-60_000n, 60_000n)),
  wait: fc.oneof(
    { weight: 20, arbitrary: fc.bigInt(0n, 2n) },
    { weight: 1, arbitrary: fc.bigInt(8n, 70n) },
  ),
  whim: fc.nat(9),
});

const part = (whole: bigint, share: bigint): bigint => (whole * share) / 1_000_000n;

function blockAfter(v: Venue, m: Move, now: bigint): Event {
  const { height, hash } = v.chain;
  const rare = m.share === 1n && m.one === 0 && m.other === 0;
  return {
    kind: 'heartbeat', now, time: now, hash: hash + 1n,
    parent: rare && m.whim === 0 ? hash + 7n : hash,
    height: rare && m.whim === 1 ? height : height + 1n,
  };
}

/** All but the hostile events ask for something. */
const atLeastOne = (x: bigint): bigint => (x < 1n ? 1n : x);

/** What the feeds follow: every half minute another price, a third away at most. */
const trueAt = (now: bigint): bigint => 10_000n + (((now / 30n) * 7_919n) % 61n - 30n) * 110n;

const sizeAt = (book: Book, place: number): bigint => {
  const size = book.accounts[place]?.size ?? 0n;
  return size < 0n ? -size : size;
};

const price = (book: Book): bigint => book.venue.index.price;

/** The place that a move means, moved on to the first account that it is for, if any. */
function placeFor(book: Book, m: Move): number {
  const meant = (a: Account): boolean => {
    switch (m.kind) {
      case 'liquidate': return belowMaintenance(a, price(book), PARAMS.maintenanceRate);
      case 'settle': return !idle(a) && a.cost !== a.size * price(book);
      case 'resolve': return a.size === 0n && a.cost > a.collateral;
      default: return true;
    }
  };
  const count = book.accounts.length;
  const order = book.accounts.map((_, i) => (m.one + i) % count);
  return order.find((i) => meant(book.accounts[i] ?? empty)) ?? m.one;
}

/** The event that a move makes of a book. */
export function eventFor(book: Book, m: Move): Event {
  const { venue } = book;
  const now = venue.clock + m.wait;
  const place = placeFor(book, m);
  const account = BigInt(place);
  const other = BigInt(m.whim === 9 || m.other !== place ? m.other : (place + 1) % 4);
  const near = venue.index.price + part(venue.index.price, m.swing);
  const closing = m.whim < 5 && (book.accounts[place]?.size ?? 0n) > 0n;
  const size = sizeAt(book, place);
  const held = book.accounts[place]?.collateral ?? 0n;
  if (venue.badDebt.amount > 0n && m.whim === 0) {
    if (m.share > 500_000n) return { kind: 'cover', now };
    return { kind: 'fundInsurance', now, amount: 500n };
  }
  switch (m.kind) {
    case 'deposit': return {
      kind: 'deposit', account, now, amount: atLeastOne(part(300_000n, m.share)),
      height: venue.chain.height - BigInt(m.whim),
    };
    case 'withdraw': return {
      kind: 'withdraw', account, now, amount: atLeastOne(part(held, m.share)),
    };
    case 'fundInsurance': return {
      kind: 'fundInsurance', now, amount: atLeastOne(part(90_000n, m.share)),
    };
    case 'trade': return {
      kind: 'trade', now, price: near,
      buyer: closing ? other : account, seller: closing ? account : other,
      lots: atLeastOne(part(m.whim < 5 && size > 0n ? size : 9_000n, m.share)),
    };
    case 'settle': return {
      kind: 'settle', now, account, by: m.whim === 0 ? other : account,
    };
    case 'liquidate': return {
      kind: 'liquidate', now, account, liquidator: other,
      lots: atLeastOne(part(size, m.share)),
    };
    case 'resolve': return { kind: 'resolve', now, account };
    case 'cover': return { kind: 'cover', now };
    case 'report': return {
      kind: 'report', now, feed: FEEDS[m.whim % 5] ?? 'first', time: now,
      price: trueAt(now) + part(trueAt(now), m.swing),
    };
    case 'heartbeat': return blockAfter(venue, m, now);
  }
}

const EDGES: readonly bigint[] = [
  -1n, 0n, 1n, 2n, 3n, 999_999n, 1_000_000n, 1_000_001n, LOTS_LIMIT - 1n, LOTS_LIMIT,
  LOTS_LIMIT + 1n, 2n ** 88n, 2n ** 96n - 1n, 2n ** 96n, 2n ** 120n, 2n ** 120n + 1n, 2n ** 300n,
];

export const anyInteger: fc.Arbitrary<bigint> = fc.oneof(
  fc.constantFrom(...EDGES), fc.constantFrom(...EDGES.map((x) => -x)),
  fc.bigInt(-200n, 200n), fc.bigInt(),
);

const flag = fc.constantFrom<FeedName>(...FEEDS);

/** Any event whatever: ids 0 to 3, every other field any integer. */
export const hostileEvent: fc.Arbitrary<Event> = fc.oneof(
  ...KINDS.map((kind) => fc.record({
    kind: fc.constant(kind), account: fc.bigInt(0n, 3n), by: fc.bigInt(0n, 3n),
    buyer: fc.bigInt(0n, 3n), seller: fc.bigInt(0n, 3n), liquidator: fc.bigInt(0n, 3n),
    amount: anyInteger, lots: anyInteger, price: anyInteger, height: anyInteger,
    hash: anyInteger, parent: anyInteger, time: anyInteger, now: anyInteger, feed: flag,
  })),
);

/** A value at, next to, or anywhere between two bounds. */
export const between = (least: bigint, most: bigint): fc.Arbitrary<bigint> => fc.oneof(
  { weight: 3, arbitrary: fc.bigInt(least, most) },
  { weight: 1, arbitrary: fc.constantFrom(least, most, (least + most) / 2n) },
  { weight: 2, arbitrary: fc.bigInt(least, least + 200n < most ? least + 200n : most) },
);

export const account: fc.Arbitrary<Account> = fc.oneof(
  fc.constant(empty),
  fc.record({ collateral: between(0n, 300_000n), size: fc.constant(0n), cost: fc.constant(0n) }),
  fc.record({
    collateral: between(0n, 100_000n), size: between(-1_000n, 1_000n),
    cost: between(-100_000n, 100_000n),
  }),
  fc.record({
    collateral: between(0n, 2n ** 95n), size: between(-LOTS_LIMIT, LOTS_LIMIT),
    cost: between(-(2n ** 87n), 2n ** 87n),
  }),
);
