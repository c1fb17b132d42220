// Whether the kernel decided as the model did: the same codes, the same exact values, and amounts
// that differ by rounding alone, in the direction that spec/README.md names.
import type { Told } from 'plimsoll';
import type { Event } from '../../kernel/event.ts';
import type { Account, Outcome, Venue } from '../../kernel/state.ts';
import { type ModelOutcome, modelStep } from '../model.ts';
import { allClaims, type Book, busyCount, longLots, modelBook } from './book.ts';
import { equal, type Fraction, less, minus, plus, whole } from './fraction.ts';

/** -1: the kernel keeps less than the model, by less than one unit; 1: more; 0: the same. */
type Direction = -1 | 0 | 1;

function differs(name: string, kernel: bigint, model: Fraction, way: Direction): string[] {
  const is = whole(kernel);
  if (equal(is, model)) return [];
  const apart = way === 0 ? 0n : way === 1 ? 2n : 1n; // two sides may round into one balance
  const [low, high] = way === 1 ? [model, is] : [is, model];
  return apart > 0n && less(low, high) && less(high, plus(low, whole(apart)))
    ? [] : [`${name} is ${kernel}, the model's is ${model.n}/${model.d}`];
}

const SAME = [
  'clock', 'index', 'funding', 'volatility', 'breaker', 'feeds', 'chain', 'mode', 'graceUntil',
  'guardianFrom', 'advice', 'params', 'ramp', 'proposal',
] as const;

const written = (value: unknown): string =>
  JSON.stringify(value, (_key, x: unknown) => (typeof x === 'bigint' ? `${x}` : x));

function venueDiffers(venue: Venue, book: Book): string[] {
  const same = SAME.filter((name) => written(venue[name]) !== written(book[name]))
    .map((name) => `${name} is ${written(venue[name])}, the model's is ${written(book[name])}`);
  return [
    ...same,
    ...differs('vault', venue.vault, book.vault, 0),
    ...differs('pool', venue.pool, book.pool, 1),
    ...differs('insurance', venue.insurance, book.insurance, 0),
    ...differs('fees', venue.fees, book.fees, 1),
    ...differs('badDebt', venue.badDebt.amount, book.badDebt.amount, -1),
    ...differs('payouts.used', venue.payouts.used, book.payouts.used, -1),
    ...differs('payouts.cap', venue.payouts.cap, whole(book.payouts.cap), 0),
    ...differs('insuranceDraws.used', venue.insuranceDraws.used, book.insuranceDraws.used, 0),
    ...differs('insuranceDraws.cap', venue.insuranceDraws.cap, whole(book.insuranceDraws.cap), 0),
    ...differs('feeDraws.used', venue.feeDraws.used, book.feeDraws.used, 0),
    ...differs('feeDraws.cap', venue.feeDraws.cap, whole(book.feeDraws.cap), 0),
    ...differs('openInterest', venue.openInterest, whole(longLots(book)), 0),
    ...differs('unsettled', venue.unsettled, whole(busyCount(book)), 0),
    ...differs('windDown.claims', venue.windDown.claims, allClaims(book), 0),
    ...differs('windDown.mark', venue.windDown.mark, whole(book.finalMark), 0),
    ...differs('windDown.frozenPool', venue.windDown.frozenPool, book.frozen.pool, 0),
    ...differs('windDown.frozenClaims', venue.windDown.frozenClaims, book.frozen.claims, 0),
  ];
}

/** The one whose lots are taken gains by rounding; whoever takes them does not. */
function accountDiffers(id: bigint, a: Account, book: Book, loses: boolean): string[] {
  const owner = book.owners.find((o) => o.id === id);
  if (owner === undefined) return [`the model has no account ${id}`];
  return [
    ...differs(`${id}.collateral`, a.collateral, owner.collateral, -1),
    ...differs(`${id}.size`, a.size, whole(owner.size), 0),
    ...differs(`${id}.cost`, a.cost, owner.cost, loses ? -1 : 1),
    ...differs(`${id}.claim`, a.claim, owner.claim, 0),
  ];
}

/** With the accounts that a step touches one unit poorer: more than rounding ever costs them. */
function poorer(book: Book, ids: readonly bigint[]): Book {
  const owners = book.owners.map((owner) => (ids.includes(owner.id)
    ? { ...owner, collateral: minus(owner.collateral, whole(1n)) } : owner));
  return { ...book, owners };
}

/**
 * Whether rounding against the account explains that the kernel finds its margin too low where
 * exact fractions do not. A withdrawal rounds nothing, a trade only its fee.
 */
function isRounding(book: Book, event: Event, code: string, ids: readonly bigint[]): boolean {
  if (!code.endsWith('margin_too_low') || event.kind === 'withdraw') return false;
  if (event.kind === 'trade') {
    return (event.lots * event.price * book.params.feeRate) % 1_000_000n !== 0n;
  }
  return modelStep(poorer(book, ids), event).kind === 'rejected';
}

/**
 * What the kernel's outcome and the model's of the same book and event have against each other;
 * empty if they agree. `ids` are the accounts touched, in the order of the kernel's parameters.
 */
export function disagreements(
  book: Book, event: Event, kernel: Outcome<readonly Account[], string>, ids: readonly bigint[],
): readonly string[] {
  const model = modelStep(book, event);
  if (kernel.kind === 'rejected') {
    const agreed = model.kind === 'rejected' ? model.code === kernel.code
      : isRounding(book, event, kernel.code, ids);
    return agreed ? [] : [`the kernel rejects with ${kernel.code}, the model ${decided(model)}`];
  }
  if (model.kind === 'rejected') return [`the kernel accepts, the model ${decided(model)}`];
  return [
    ...venueDiffers(kernel.venue, model.book),
    ...kernel.touched.flatMap((a, i) => accountDiffers(ids[i] ?? -1n, a, model.book, i === 0)),
  ];
}

const decided = (model: ModelOutcome): string =>
  model.kind === 'rejected' ? `rejects with ${model.code}` : 'accepts';

type Result = Outcome<readonly Account[], string>;

/** What the model has against a step: whatever the kernel decided otherwise than the pages say. */
export function model(
  { venue, touched, others, event, outcome }: Told<Venue, Account, Event, Result>,
): readonly string[] {
  // the ids of the others are not told: any will do that the event does not name
  const free = touched.reduce((least, [id]) => (id < least ? id : least), 0n) - 1n;
  const unnamed = others.map((a, i) => [free - BigInt(i), a] as const);
  const book = modelBook(venue, new Map([...unnamed, ...touched]));
  return disagreements(book, event, outcome, touched.map(([id]) => id));
}
