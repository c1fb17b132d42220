// One step on a complete finite book, taken twice: by the real kernel and by the concrete
// evaluator. The two must agree on everything; where they do not, the toolchain is wrong about the
// language and nothing it proved can be believed: a `Disagreement`.

import { callFunction, Undefined } from '../evaluate/evaluate.ts';
import type { Observer } from '../evaluate/evaluate.ts';
import type { Position, Project } from '../read/tree.ts';
import { OUTCOME } from '../read/tree.ts';
import type { Value } from '../verdict.ts';
import { composeModules } from './kernel.ts';
import type { Kernel, RealFunction } from './kernel.ts';
import { findTransition, GENESIS } from './situation.ts';
import type { Situation } from './situation.ts';
import { encodeValue, equalValues } from './value-json.ts';

/** The evaluator and the real code differ on the same inputs; `situation`, where it was a step. */
export class Disagreement extends Error {
  readonly real: string;
  readonly evaluated: string;
  readonly situation: Situation | null;
  constructor(
    where: string, real: string, evaluated: string, situation: Situation | null = null,
  ) {
    super(
      `${where}: the code gives ${real}, the evaluator ${evaluated}; report this as a defect of `
        + 'the verifier, and believe none of its verdicts until it is mended',
    );
    this.name = 'Disagreement';
    this.real = real;
    this.evaluated = evaluated;
    this.situation = situation;
  }
}

/** `undefined`: division by zero, at `at`. */
export type Result =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'undefined'; readonly at: Position };

const show = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))
  ?? 'undefined';

type Ran = { readonly value: unknown } | { readonly thrown: string; readonly divided: boolean };

function runReal(real: () => unknown): Ran {
  try {
    return { value: real() };
  } catch (error) {
    const divided = error instanceof RangeError && /division by zero/i.test(error.message);
    return {
      thrown: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      divided,
    };
  }
}

function runEvaluator(evaluated: () => Value): Result {
  try {
    return { kind: 'value', value: evaluated() };
  } catch (error) {
    if (error instanceof Undefined) return { kind: 'undefined', at: error.at };
    throw error;
  }
}

/** The result on which the code and the evaluator agree. */
export function runBoth(
  where: string, real: () => unknown, evaluated: () => Value, situation: Situation | null = null,
): Result {
  const mine = runEvaluator(evaluated);
  const theirs = runReal(real);
  const shown = (): string =>
    mine.kind === 'value' ? show(encodeValue(mine.value)) : 'division by zero';
  if ('thrown' in theirs) {
    if (mine.kind === 'undefined' && theirs.divided) return mine;
    throw new Disagreement(where, theirs.thrown, shown(), situation);
  }
  if (mine.kind === 'value' && equalValues(mine.value, theirs.value)) return mine;
  throw new Disagreement(where, show(theirs.value), shown(), situation);
}

/** As `runBoth`, by the code alone: as much as the code is worth, and many times faster. */
export function runCode(where: string, real: () => unknown, evaluated: () => Value): Result {
  const ran = runReal(real);
  return 'thrown' in ran ? runBoth(where, real, evaluated)
    : { kind: 'value', value: ran.value as Value };
}

/** What a transition made of a situation. After a rejection the book is as before. */
export type Taken = {
  readonly code: string | null; // of a rejection
  readonly venue: Value;
  readonly touched: readonly Value[];
};

const read = (value: Value, name: string): Value => Reflect.get(value as object, name) as Value;

export function readTaken(situation: Situation, value: Value): Taken {
  if (read(value, 'kind') === OUTCOME.accepted) {
    const touched = read(value, OUTCOME.touched) as readonly Value[];
    return { code: null, venue: read(value, OUTCOME.venue), touched };
  }
  const { venue, touched } = situation;
  return { code: String(read(value, OUTCOME.code)), venue, touched };
}

export type Called = {
  readonly id: string;
  readonly values: readonly Value[];
  readonly real: RealFunction;
};

/**
 * The function of a situation's transition with its arguments, or null: there is no such
 * transition.
 */
export function findCalled(project: Project, kernel: Kernel, situation: Situation): Called | null {
  if (situation.transition === null) return null;
  if (situation.transition === GENESIS) {
    return { id: project.genesis, values: [situation.event], real: kernel.genesis };
  }
  const tree = findTransition(project, situation.transition);
  const real = kernel.transitions.get(situation.transition);
  if (tree === null || real === undefined) return null;
  return {
    id: tree.function,
    values: [situation.venue, ...situation.touched, situation.event],
    real: tree.modules ? (...values) => real(composeModules(kernel, project), ...values) : real,
  };
}

export type Stepped =
  | { readonly kind: 'taken'; readonly taken: Taken }
  | { readonly kind: 'undefined'; readonly at: Position };

export function takeStep(
  project: Project, situation: Situation, called: Called, observer: Observer = {},
): Stepped {
  const result = runBoth(
    situation.transition ?? '',
    () => called.real(...called.values),
    () => callFunction(project.program, called.id, called.values, observer),
    situation,
  );
  return result.kind === 'undefined'
    ? result
    : { kind: 'taken', taken: readTaken(situation, result.value) };
}

/** A ghost collection for each of the two: an object of functions, and a list. */
export type Ghost = { readonly real: unknown; readonly listed: Value };

type Fold<T> = (...values: readonly Value[]) => T;

/** The accounts listed, and one `empty` that stands for all the others. */
export function listAccounts(accounts: readonly Value[], empty: Value): Ghost {
  const listed = [...accounts, empty];
  return {
    listed,
    real: {
      sum: (f: Fold<bigint>) => listed.reduce((total: bigint, account) => total + f(account), 0n),
      every: (p: Fold<boolean>) => listed.every((account) => p(account)),
    },
  };
}

export type Change = {
  readonly was: Value;
  readonly now: Value;
  readonly acts: boolean;
  readonly chosen: boolean;
};

/** The changes listed, and the unchanged accounts, whose owners do not act. */
export function listChanges(
  changes: readonly Change[],
  others: readonly Value[],
  empty: Value,
): Ghost {
  const still = [...others, empty].map((account): Change => ({
    was: account,
    now: account,
    acts: false,
    chosen: false,
  }));
  const listed = [...changes, ...still];
  return {
    listed,
    real: {
      change: (f: Fold<bigint>) =>
        listed.reduce((total, { was, now, chosen }) => total + f(now, chosen) - f(was, chosen), 0n),
      every: (p: Fold<boolean>) => listed.every(({ was, now, acts }) => p(was, now, acts)),
    },
  };
}
