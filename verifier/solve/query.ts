// What is asked of a solver and what comes back, whichever solver it is, and the two ways in which
// asking itself can fail. Nothing here starts a process.

export type Declaration = { readonly name: string; readonly sort: 'Int' | 'Bool' };

export type Attempt = {
  readonly name: string;
  /** Declarations, definitions and assertions only; the check is added by whoever asks. */
  readonly smt2: string;
  /** `unsat-only`: the encoding abstracts something, so that a `sat` of it is no model. */
  readonly trusted: 'both' | 'unsat-only';
  /** Z3 parameters by their full name (`smt.arith.nl.order`, `3`); not given to cvc5. */
  readonly options?: readonly (readonly [name: string, value: string])[];
};

export type Query = {
  readonly id: string;
  readonly attempts: readonly Attempt[];
  /** Attempts after these, made only where these do not decide; tried by the same lane at once. */
  readonly more?: () => readonly Attempt[];
  /** Constants to read back on `sat`; what the deciding attempt does not declare is left out. */
  readonly model: readonly string[];
  /** The budget of each attempt, in the solver's own resource units; positive. */
  readonly rlimit: number;
  readonly seed: number;
  /** Truth constants assumed beside the text; `unsat` then names those that it needed. */
  readonly assume?: readonly string[];
};

export type Model = ReadonlyMap<string, bigint | boolean>;

export type Answer = {
  readonly id: string;
  readonly result: 'unsat' | 'sat' | 'unknown';
  /** The attempt that decided; the last one asked when none did. */
  readonly attempt: string;
  readonly model: Model;
  /** Spent by all attempts together; 0 where the solver does not tell (cvc5). */
  readonly rlimit: number;
  readonly ms: number;
  /** Why the result is `unknown`; empty otherwise. */
  readonly reason: string;
  readonly core?: readonly string[]; // of `unsat`: the assumed constants that it rests on
};

/** One attempt as a solver gets it: its text has been read, its constants have their sorts. */
export type Question = {
  readonly smt2: string;
  readonly trivial: boolean; // every assertion is the literal `true`
  readonly constants: readonly Declaration[];
  readonly options: readonly (readonly [name: string, value: string])[];
  readonly rlimit: number;
  readonly seed: number;
  readonly assume?: readonly string[];
};

/**
 * What one solver said to one question. `rejected`: it did not accept the text. `expired`: the wall
 * guard ended it. `crashed`: it ended by itself. None of these three is ever read as a verdict.
 */
export type Check = {
  readonly result: 'unsat' | 'sat' | 'unknown' | 'rejected' | 'expired' | 'crashed';
  readonly model: Model;
  readonly rlimit: number;
  readonly ms: number;
  readonly reason: string;
  readonly core?: readonly string[];
};

/** One solver that answers one question at a time. `close` ends whatever it is doing. */
export type Lane = {
  readonly check: (question: Question, withinMs: number) => Promise<Check>;
  readonly close: () => Promise<void>;
};

/** A check without a verdict. */
export function undecided(
  result: 'unknown' | 'rejected' | 'expired' | 'crashed',
  reason: string,
  ms: number,
): Check {
  return { result, model: new Map(), rlimit: 0, ms, reason };
}

export const expiredAfter = (withinMs: number): string =>
  `timed out after ${Math.round(withinMs)} ms (wall guard)`;

/** The toolchain itself failed: nothing was learnt about the kernel (exit 3). */
export class ToolchainError extends Error {
  override readonly name = 'ToolchainError';
}

/** The solver that the user named cannot be run, or is neither z3 nor cvc5 (exit 2). */
export class SolverMissing extends Error {
  override readonly name = 'SolverMissing';
}
