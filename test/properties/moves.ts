// Random moves, read against the book they meet so that most events are near what the kernel
// accepts, and the parameters of the books that they are made for: a short life, in which halts,
// bad debts, new parameters and the end all come to pass.
import fc from 'fast-check';
import type { Event } from '../../kernel/event.ts';
import { type Account, empty, type FeedName, type Params } from '../../kernel/state.ts';
import { chainStale, ending, fundingDue, indexStale } from '../../spec/live.ts';
import { belowMaintenance, equity, mark, profit } from '../../spec/margin.ts';
import { idle } from '../../spec/position.ts';
import { KINDS, modules } from '../kernel/fixture.ts';
import type { Book } from './adapter.ts';

export const PARAMS: Params = {
  feedWeights: [3n, 2n, 2n, 1n, 1n], outlierRate: 20_000n, quorum: 5n, maxIndexAge: 60n,
  maxStrikes: 2n, quarantine: 30n, breakerMove: 60_000n, breakerSigmas: 12n, breakerFloor: 40_001n,
  breakerWindow: 5n, volatilityPeriod: 2n, volatilityWeight: 200_000n, maxChainGap: 60n,
  chainSettle: 5n, maxSkip: 3n, confirmations: 2n, tradeBand: 50_000n, feeRate: 500n,
  minNotional: 100n, maintenanceRate: 80_000n, initialRate: 120_000n, gapBase: 1_000n,
  gapPerSecond: 100n, gapVolatility: 500_000n, gapCap: 60_000n, rampRate: 100n,
  adviceCap: 100_000n, adviceMax: 40n, liquidationRate: 10_000n, congestionSlope: 100_000n,
  congestionCap: 5_000n, closeFactor: 500_000n, fundingInterval: 30n, fundingCap: 1_000n,
  maxIntervals: 3n, windowLength: 20n, payoutFloor: 20_000n, payoutCap: 300_000n,
  insuranceBudget: 400_000n, feeBudget: 500_000n, exitDelay: 20n, tripAfter: 60n, cooldown: 4n,
  reduceOnlyFor: 6n, haltMemory: 40n, maxHalt: 60n, grace: 4n, guardianPeriod: 40n,
  maxDeficit: 90n, approvalQuorum: 600_000n, enactDelay: 86_400n, proposalLife: 90_000n,
};

const FEEDS: readonly FeedName[] = ['first', 'second', 'third', 'fourth', 'fifth'];

const BUSINESS: readonly Event['kind'][] = ['trade', 'trade', 'settle', 'liquidate'];

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
    { weight: 6, arbitrary: fc.constantFrom<Event['kind']>('report', 'report', 'heartbeat') },
    { weight: 5, arbitrary: fc.constantFrom(...BUSINESS) },
    { weight: 2, arbitrary: fc.constantFrom<Event['kind']>('resolve', 'deleverage') },
    { weight: 4, arbitrary: fc.constantFrom<Event['kind']>(...KINDS) },
  ),
  one: fc.nat(3), other: fc.nat(3),
  share: fc.oneof(fc.constantFrom(1n, 1_000_000n), fc.bigInt(1n, 1_100_000n)),
  swing: fc.oneof(fc.constantFrom(0n, 0n), fc.bigInt(-60_000n, 60_000n)),
  wait: fc.oneof(
    { weight: 20, arbitrary: fc.bigInt(0n, 2n) },
    { weight: 1, arbitrary: fc.bigInt(8n, 70n) },
  ),
  whim: fc.nat(9),
});

const part = (whole: bigint, share: bigint): bigint => (whole * share) / 1_000_000n;

/** All but the hostile events ask for something. */
const atLeastOne = (x: bigint): bigint => (x < 1n ? 1n : x);

/** What the feeds follow: a price that steps every few seconds and now and then falls far. */
const trueAt = (now: bigint): bigint => {
  const step = ((now / 8n) * 7_919n) % 61n - 30n;
  return ((now / 50n) % 4n === 0n ? 8_300n : 10_000n) + step * 11n;
};

const at = (book: Book, place: number): Account => book.accounts[place] ?? empty;

const sizeAt = (book: Book, place: number): bigint => {
  const { size } = at(book, place);
  return size < 0n ? -size : size;
};

/** The place that a move means, moved on to the first account that it is for, if any. */
function placeFor(book: Book, { kind, one }: Move, now: bigint): number {
  const { venue } = book;
  const meant = (a: Account): boolean => {
    switch (kind) {
      case 'liquidate': return belowMaintenance(modules, a, venue, now);
      case 'deleverage': return a.size !== 0n && equity(a, mark(venue)) < 0n;
      case 'settle': return !idle(a) && profit(a, mark(venue)) !== 0n;
      case 'resolve': return a.size === 0n && a.cost > a.collateral;
      case 'collect': return !idle(a);
      case 'redeem': return a.claim > 0n;
      default: return true;
    }
  };
  const count = book.accounts.length;
  const order = book.accounts.map((_, i) => (one + i) % count);
  return order.find((i) => meant(at(book, i))) ?? one;
}

/** The other side that a move means; for deleveraging the first that is opposite. */
function otherFor(book: Book, { kind, other, whim }: Move, place: number): number {
  const { size } = at(book, place);
  const opposite = book.accounts.findIndex((a) => a.size * size < 0n);
  if (kind === 'deleverage' && opposite >= 0) return opposite;
  return whim === 9 || other !== place ? other : (place + 1) % 4;
}

/** What a book in need asks for before anything else, as often as not. */
function urgentKind(book: Book, { kind, whim, share }: Move, now: bigint): Event['kind'] {
  const { venue } = book;
  const { mode } = venue;
  const { action } = venue.proposal;
  if (!ending(venue) && action !== 'none' && whim === 9 && share < 120_000n)
    return action === 'params' ? 'enact' : 'windDown';
  if (mode.kind === 'wound') return whim < 5 ? 'redeem' : kind;
  if (mode.kind === 'windingDown')
    return whim < 5 ? 'collect' : venue.unsettled === 0n ? 'finalise' : kind;
  if (mode.kind === 'halted' && now > mode.since + venue.params.cooldown)
    return whim < 2 ? 'resume' : whim < 7 ? 'report' : kind;
  if (mode.kind === 'reduceOnly' && whim === 8) return 'resume';
  if (book.accounts.some((a) => a.size === 0n && a.cost > a.collateral) && whim > 4)
    return 'resolve';
  if (venue.badDebt.amount > 0n && whim < 4)
    return venue.insurance > 0n && share > 300_000n ? 'cover' : 'fundInsurance';
  const insolvent = book.accounts.some((a) => a.size !== 0n && equity(a, mark(venue)) < 0n);
  if (insolvent && whim > 7) return share < 300_000n ? 'liquidate' : 'deleverage';
  if (kind === 'heartbeat' || whim > 5) return kind;
  if (indexStale(venue, now)) return 'report';
  if (chainStale(venue, now)) return 'heartbeat';
  return fundingDue(venue, now) ? 'accrueFunding' : kind;
}

/** Now and then as late as it takes: a day for what was proposed, a deadline for the end. */
function timeFor({ venue }: Book, { kind, whim, wait }: Move): bigint {
  const { proposal, mode, params, badDebt } = venue;
  const now = venue.clock + wait;
  const from = (time: bigint): bigint => (time > now ? time : now);
  if (kind === 'enact' && proposal.action === 'params') return from(proposal.from);
  if (kind === 'trip' && whim < 2) return now + params.tripAfter;
  if (kind !== 'windDown' || (whim > 6 && whim < 9)) return now;
  if (proposal.action === 'windDown') return from(proposal.from);
  if (mode.kind === 'halted') return from(mode.since + params.maxHalt + 1n - mode.served);
  return badDebt.amount > 0n ? from(badDebt.since + params.maxDeficit + 1n) : now;
}

function blockAfter({ venue }: Book, m: Move, now: bigint): Event {
  const { height, hash } = venue.chain;
  const rare = m.share === 1n && m.one === 0;
  return {
    kind: 'heartbeat', now, time: now, hash: hash + 1n, baseFee: part(90_000n, m.share),
    parent: rare && m.whim === 0 ? hash + 7n : hash,
    height: rare && m.whim === 1 ? height : height + 1n,
  };
}

/** Parameters that may follow those of the book: one or two rates a little higher or lower. */
function amended({ venue }: Book, m: Move): Params {
  const { params } = venue;
  const maintenanceRate = PARAMS.maintenanceRate + BigInt(m.whim) * 200n;
  return m.one < 2 ? { ...params, maintenanceRate, gapPerSecond: BigInt(m.other) * 60n }
    : { ...params, feeRate: BigInt(m.whim) * 100n };
}

function governance(book: Book, m: Move, now: bigint): Event | null {
  const { proposal, advice, funding } = book.venue;
  switch (m.kind) {
    case 'accrueFunding': {
      const by = m.whim < 5 ? 'funder' : 'anyone';
      return { kind: 'accrueFunding', by, now, rate: by === 'funder' ? m.swing / 2_000n
        : funding.rate };
    }
    case 'advise': return {
      kind: 'advise', now, rate: part(90_000n, m.share), until: advice.until + BigInt(m.whim) * 2n,
    };
    case 'propose': return {
      kind: 'propose', action: m.whim === 1 ? 'windDown' : 'params', params: amended(book, m),
      hash: BigInt(m.whim), weight: 500_000n + m.share / 2n, approvedUntil: now + 5n, now,
    };
    case 'cancel': return { kind: 'cancel', hash: proposal.hash, weight: m.share, now };
    case 'enact': return { kind: 'enact', hash: proposal.hash, now };
    default: return null;
  }
}

function oracle(book: Book, m: Move, now: bigint): Event | null {
  switch (m.kind) {
    case 'report': return {
      kind: 'report', now, feed: FEEDS[m.whim % 5] ?? 'first', time: now,
      price: trueAt(now) + part(trueAt(now), m.swing),
    };
    case 'heartbeat': return blockAfter(book, m, now);
    default: return null;
  }
}

function between(book: Book, m: Move, now: bigint): Event | null {
  const place = placeFor(book, m, now);
  const account = BigInt(place);
  const other = BigInt(otherFor(book, m, place));
  const { size } = at(book, place);
  const closing = m.whim < 5 && size > 0n;
  const lots = atLeastOne(part(sizeAt(book, place), m.share));
  const { price } = book.venue.index;
  const most = m.other < 2 ? 4_000n : 1_500n; // lots
  switch (m.kind) {
    case 'trade': return {
      kind: 'trade', now, price: price + part(price, m.swing),
      buyer: closing ? other : account, seller: closing ? account : other,
      lots: m.whim < 5 && size !== 0n ? lots : atLeastOne(part(most, m.share)),
    };
    case 'liquidate': return { kind: 'liquidate', now, account, liquidator: other, lots };
    case 'deleverage': return { kind: 'deleverage', now, account, counterparty: other, lots };
    case 'settle': return {
      kind: 'settle', now, account, by: m.whim === 0 ? other : account,
      most: m.whim < 3 ? atLeastOne(part(90_000n, m.share)) : 2n ** 90n,
    };
    default: return null;
  }
}

function alone(book: Book, m: Move, now: bigint): Event {
  const { venue } = book;
  const place = placeFor(book, m, now);
  const account = BigInt(place);
  switch (m.kind) {
    case 'deposit': return {
      kind: 'deposit', account, now, amount: atLeastOne(part(300_000n, m.share)),
      height: venue.chain.height - BigInt(m.whim),
    };
    case 'withdraw': return {
      kind: 'withdraw', account, now, amount: atLeastOne(part(at(book, place).collateral, m.share)),
    };
    case 'fundInsurance': return {
      kind: 'fundInsurance', now, amount: atLeastOne(part(90_000n, m.share)),
    };
    case 'collectFees': return {
      kind: 'collectFees', now, amount: atLeastOne(part(venue.fees, m.share)),
    };
    case 'resolve':
    case 'collect':
    case 'redeem': return { kind: m.kind, now, account };
    case 'cover':
    case 'trip':
    case 'halt':
    case 'resume':
    case 'windDown':
    case 'finalise': return { kind: m.kind, now };
    default: throw new Error(`${m.kind} is made elsewhere`);
  }
}

/** The guardian is rare: otherwise every book would be halted. */
const tooOften = ({ kind, one }: Move): boolean => kind === 'halt' && one > 0;

/** The event that a move makes of a book. */
export function eventFor(book: Book, drawn: Move): Event {
  const meant: Move = !ending(book.venue) && tooOften(drawn)
    ? { ...drawn, kind: 'heartbeat' } : drawn;
  const m: Move = { ...meant, kind: urgentKind(book, meant, book.venue.clock + meant.wait) };
  const now = timeFor(book, m);
  return governance(book, m, now) ?? oracle(book, m, now) ?? between(book, m, now)
    ?? alone(book, m, now);
}
