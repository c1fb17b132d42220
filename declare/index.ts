// The words in which properties are declared: types and identity functions, no import at all. The
// prover reads a declaration's source; every other tool imports its value.

/** All accounts of a book, of which all but finitely many equal `empty`. */
export type Accounts<A> = {
  readonly sum: (f: (account: A) => bigint) => bigint;
  readonly every: (p: (account: A) => boolean) => boolean;
};

/**
 * The accounts before and after one accepted step. `change` sums f(now) − f(was) over all accounts;
 * `chosen` tells whether the account is in a set that is arbitrary, and the same before and after.
 * `every` pairs each account before and after; `acts`: its owner is an actor of the transition.
 */
export type Changes<A> = {
  readonly change: (f: (account: A, chosen: boolean) => bigint) => bigint;
  readonly every: (p: (was: A, now: A, acts: boolean) => boolean) => boolean;
};

type Holds<P extends readonly unknown[]> = (...values: P) => boolean;

/** A claim about every reachable book; values after the accounts are arbitrary (for every). */
export const invariant = <V, A, X extends readonly unknown[]>(
  id: string,
  sentence: string,
  holds: (venue: V, accounts: Accounts<A>, ...any: X) => boolean,
) => ({ kind: 'invariant', id, sentence, holds }) as const;

/** A claim about every accepted transition; values after the event are arbitrary (for every). */
export const step = <V, A, E, X extends readonly unknown[]>(
  id: string,
  sentence: string,
  holds: (before: V, after: V, accounts: Changes<A>, event: E, ...any: X) => boolean,
) => ({ kind: 'step', id, sentence, holds }) as const;

/** A claim about any inputs: wherever `when` holds, `then` holds. May call transitions. */
export const theorem = <P extends readonly unknown[]>(
  id: string,
  sentence: string,
  claim: { readonly when: Holds<P>; readonly then: NoInfer<Holds<P>> },
) => ({ kind: 'theorem', id, sentence, ...claim }) as const;

/** What a book is composed of: the members of the parameter `modules`. */
type Modules = Readonly<Record<string, Function>>;

/**
 * A claim over integers, proved alone, then instantiated wherever the terms `at` occur. One that
 * takes `modules`, first, is a law: proved of every implementation of what it calls.
 */
export const lemma = <P extends readonly (bigint | Modules)[]>(
  id: string,
  sentence: string,
  claim: {
    readonly when: Holds<P>;
    readonly then: NoInfer<Holds<P>>;
    readonly at: (...values: NoInfer<P>) => readonly bigint[];
  },
) => ({ kind: 'lemma', id, sentence, ...claim }) as const;

/**
 * What one transition must do. `rejects`: for each code, when it is violated, in precedence order,
 * each read under the negation of those above. `changes`: the frame; all else stays as it was.
 */
export const contract = <V, T extends readonly unknown[], E, M>(
  transition: string,
  terms: {
    readonly actors: readonly string[];
    readonly rejects: Readonly<
      Record<string, (venue: V, touched: T, event: E, modules: M) => boolean>
    >;
    readonly ensures: (
      venue: V, touched: T, event: E, venueAfter: V, after: T, modules: M,
    ) => boolean;
    readonly changes: Readonly<Record<string, readonly string[]>>;
  },
) => ({ kind: 'contract', transition, ...terms }) as const;

/** What genesis must do: its guards as of a transition; `ensures` says the whole venue. */
export const genesisContract = <E, V>(
  terms: {
    readonly rejects: Readonly<Record<string, (event: E) => boolean>>;
    readonly ensures: (event: E, founded: V) => boolean;
  },
) => ({ kind: 'contract', transition: 'genesis', actors: [], changes: {}, ...terms }) as const;

/**
 * What every implementation of one member of `modules` must do, and all that is known of a call of
 * it: wherever `requires` holds of the arguments, `ensures` holds of them and the result.
 */
export const moduleContract = <P extends readonly unknown[], R>(
  member: string,
  terms: {
    readonly requires: Holds<P>;
    readonly ensures: (...values: [...P, R]) => boolean;
  },
) => ({ kind: 'module', member, ...terms }) as const;

type Function = (...values: never[]) => unknown;

/** What a genesis founds, and the event that a transition takes: its last parameter. */
type Founded<F> = F extends (...values: never[]) => infer R
  ? R extends { readonly kind: 'accepted'; readonly venue: infer V } ? V : never
  : never;
type Event<F> = F extends (...values: [...infer _, infer E]) => unknown ? E : never;

/** For each field of an event the finite list of values to try, each with each. */
export type Choices<E> = { readonly [K in keyof E]?: readonly E[K][] };

/** What a scope holds, whatever kernel it was written for. */
export type Scope = {
  readonly kind: 'scope';
  readonly accounts: readonly bigint[];
  readonly genesis: readonly unknown[];
  readonly events: Readonly<
    Record<string, (venue: never, accounts: readonly bigint[]) => object>
  >;
  readonly depth?: number;
  readonly within?: (venue: never) => boolean;
  readonly any?: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  readonly check?: number;
};

type Bounds<G, T> = Pick<Scope, 'accounts' | 'depth' | 'any' | 'check'> & {
  readonly genesis: readonly Event<G>[];
  readonly events: {
    readonly [K in keyof T]: (
      venue: Founded<G>,
      accounts: readonly bigint[],
    ) => Choices<Event<T[K]>> | readonly Choices<Event<T[K]>>[];
  };
  readonly within?: (venue: Founded<G>) => boolean;
};

/**
 * A finite world to explore: every sequence of the events that it lists, from each genesis given.
 * `events` is asked at each venue, and must depend on nothing else; a field whose type has one
 * value, and a role, for which every account is tried, may be left out. A list of choices is their
 * union; an empty list: no such event. A field that takes all account ids takes `accounts` itself.
 * `depth`: at most so many events; `within`: what comes after a venue outside is not explored;
 * `any`: for a property's id the arbitrary values to try; `check`: compare each n-th transition
 * with the real kernel.
 */
export const scope = <G extends Function, T extends Readonly<Record<string, Function>>>(
  _kernel: { readonly genesis: G; readonly transitions: T },
  bounds: NoInfer<Bounds<G, T>>,
) => ({ kind: 'scope', ...bounds }) as const;

/** One step of a book and what the kernel made of it: a model says what it has against it. */
export type Told<V, A, E, O> = {
  readonly venue: V;
  readonly touched: readonly (readonly [id: bigint, account: A])[]; // in the order of the roles
  readonly others: readonly A[];
  readonly event: E;
  readonly outcome: O;
};

/**
 * Names a kernel, its properties (globs, from the config's folder), its ranges (±, in units), and
 * the scopes in which it can be explored, and a model to hold it against. Of each module the
 * implementations, of which the first is the one that every tool runs.
 */
export const defineConfig = (config: {
  readonly genesis: Function;
  readonly empty: unknown;
  readonly transitions: Readonly<Record<string, Function>>;
  readonly modules?: Readonly<Record<string, readonly Function[]>>;
  readonly properties: readonly string[];
  readonly ranges: { readonly stored: bigint; readonly intermediate: bigint };
  readonly scopes?: Readonly<Record<string, Scope>>;
  readonly model?: (told: never) => readonly string[];
}) => config;
