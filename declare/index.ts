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

/** A claim over integers, proved alone, then instantiated wherever the terms `at` occur. */
export const lemma = <P extends readonly bigint[]>(
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
export const contract = <V, T extends readonly unknown[], E>(
  transition: string,
  terms: {
    readonly actors: readonly string[];
    readonly rejects: Readonly<Record<string, (venue: V, touched: T, event: E) => boolean>>;
    readonly ensures: (venue: V, touched: T, event: E, venueAfter: V, after: T) => boolean;
    readonly changes: Readonly<Record<string, readonly string[]>>;
  },
) => ({ kind: 'contract', transition, ...terms }) as const;

type Function = (...values: never[]) => unknown;

/**
 * Names a kernel, its properties (globs, from the config's folder) and its ranges (±, in units).
 */
export const defineConfig = (config: {
  readonly genesis: Function;
  readonly empty: unknown;
  readonly transitions: Readonly<Record<string, Function>>;
  readonly properties: readonly string[];
  readonly ranges: { readonly stored: bigint; readonly intermediate: bigint };
}) => config;
