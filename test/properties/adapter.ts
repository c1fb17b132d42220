// The ghost collections of the declaration API over a list of accounts, and one step of the kernel
// checked against every property that speaks of it. Every account not listed is the empty one.
import { isDeepStrictEqual } from 'node:util';
import type { Accounts, Changes } from 'plimsoll';
import config from '../../plimsoll.config.ts';
import type { Event } from '../../kernel/event.ts';
import { type Account, empty, type Venue } from '../../kernel/state.ts';
import { kernel, KINDS, modules } from '../kernel/fixture.ts';

export type Book = { readonly venue: Venue; readonly accounts: readonly Account[] };
export type Rejected = { readonly kind: 'rejected'; readonly code: string };
type Outcome = Rejected
  | { readonly kind: 'accepted'; readonly venue: Venue; readonly touched: readonly Account[] };

export const ROLES = Object.fromEntries(
  KINDS.map((kind) => [kind, kernel.transitions[kind].roles]),
) as unknown as Readonly<Record<Event['kind'], readonly string[]>>;

export const accountsIn = (listed: readonly Account[]): Accounts<Account> => ({
  sum: (f) => listed.reduce((total, a) => total + f(a), 0n),
  every: (p) => [...listed, empty].every((a) => p(a)),
});

export type Step = {
  readonly before: Book;
  readonly event: Event;
  readonly after: Book;
  readonly acts: readonly boolean[]; // by account
};

export const changesIn = (step: Step, chosen: readonly boolean[]): Changes<Account> => ({
  change: (f) => step.before.accounts.reduce((total, was, i) => {
    const inside = chosen[i] ?? false;
    return total + f(step.after.accounts[i] ?? was, inside) - f(was, inside);
  }, 0n),
  every: (p) => p(empty, empty, false)
    && step.before.accounts.every((was, i) =>
      p(was, step.after.accounts[i] ?? was, step.acts[i] ?? false)),
});

/** The ids in the event's role fields, as places in the list. */
export const placesIn = (event: Event): readonly number[] =>
  ROLES[event.kind].map((role) => Number(Reflect.get(event, role)));

export const touchedIn = (book: Book, event: Event): readonly Account[] =>
  placesIn(event).map((i) => book.accounts[i] ?? empty);

/** The names of a function's parameters, read from its source: properties are arrows in place. */
const namesIn = (called: (...inputs: never[]) => unknown): readonly string[] =>
  (/\(([^)]*)\)/.exec(String(called))?.[1] ?? '').split(',').map((name) => name.trim());

const takesModules = (called: (...inputs: never[]) => unknown, place: number): boolean =>
  /^_?modules$/.test(namesIn(called)[place] ?? '');

/** A property's arguments, with the modules that are composed where it takes them. */
export const withModules = (
  called: (...inputs: never[]) => unknown, place: number, inputs: readonly unknown[],
): readonly unknown[] => (takesModules(called, place)
  ? [...inputs.slice(0, place), modules, ...inputs.slice(place)] : inputs);

type Transition = (...inputs: readonly unknown[]) => Outcome;

export function runKernel(venue: Venue, touched: readonly Account[], event: Event): Outcome {
  const transition = config.transitions[event.kind] as Transition;
  return transition(...withModules(transition, 0, [venue, ...touched, event]));
}

export function stepOn(
  book: Book, event: Event, actors: readonly string[],
): Step | Rejected {
  const out = runKernel(book.venue, touchedIn(book, event), event);
  if (out.kind === 'rejected') return out;
  const accounts = [...book.accounts];
  const acts = accounts.map(() => false);
  placesIn(event).forEach((place, i) => {
    accounts[place] = out.touched[i] ?? empty;
    acts[place] = actors.includes(ROLES[event.kind][i] ?? '');
  });
  return { before: book, event, after: { venue: out.venue, accounts }, acts };
}

export type Contract = {
  readonly transition: string;
  readonly actors: readonly string[];
  readonly rejects: Readonly<
    Record<string, (v: Venue, t: never, e: never, modules: never) => boolean>
  >;
  readonly ensures: (
    v: Venue, t: never, e: never, v2: Venue, t2: never, modules: never,
  ) => boolean;
  readonly changes: Readonly<Record<string, readonly string[]>>;
};

/** The first violated guard of a contract, in its order; null if the event must be accepted. */
export function firstViolated(
  contract: Contract, venue: Venue, touched: readonly Account[], event: Event,
): string | null {
  const violated = Object.entries(contract.rejects).find(([, guard]) =>
    Reflect.apply(guard, undefined, [venue, touched, event, modules]));
  return violated?.[0] ?? null;
}

function strays(was: object, now: object, allowed: readonly string[], where: string) {
  const keys = new Set([...Object.keys(was), ...Object.keys(now)]);
  return [...keys].filter((key) => !allowed.includes(key)
    && !isDeepStrictEqual(Reflect.get(was, key), Reflect.get(now, key)))
    .map((key) => `${where}.${key}`);
}

/** What a run of the kernel does otherwise than its contract says; empty if nothing. */
export function findBreach(
  contract: Contract, venue: Venue, touched: readonly Account[], event: Event,
): readonly string[] {
  const due = firstViolated(contract, venue, touched, event);
  const out = runKernel(venue, touched, event);
  if (out.kind === 'rejected') {
    return out.code === due ? [] : [`rejected with ${out.code}, must be ${due ?? 'accepted'}`];
  }
  if (due !== null) return [`accepted, must be rejected with ${due}`];
  const ensured = Reflect.apply(contract.ensures, undefined,
    [venue, touched, event, out.venue, out.touched, modules]);
  return [
    ...(ensured === true ? [] : ['ensures']),
    ...strays(venue, out.venue, contract.changes['venue'] ?? [], 'venue'),
    ...ROLES[event.kind].flatMap((role, i) => strays(
      touched[i] ?? empty, out.touched[i] ?? empty, contract.changes[role] ?? [], role)),
  ];
}
