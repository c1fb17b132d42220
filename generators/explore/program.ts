// The fast program and the exact one, as one thing that always answers. A call that leaves doubles
// is answered by the exact program, which notes the places where that happened; once that has cost
// as much as making the fast program anew, it is made anew with those places widened.

import { createArithmetic, DividedByZero, OutOfRange, TooWide } from './arithmetic.ts';
import { compileSource, owedPlace, writeSource } from './compile.ts';
import type { Asked, Compiled, Exits } from './compile.ts';

/** A check that failed: its number, and of which arbitrary values and set it was asked. */
export type Failure = { readonly place: number; readonly any: number; readonly chosen: number };

export type Program = {
  readonly exits: Exits;
  /** The fast program as it is now: a call of it may throw, then ask `exactly`. */
  readonly fast: () => Compiled;
  readonly exact: Compiled;
  /** The answer of the exact program; `fault` is what the fast one threw. */
  readonly exactly: (fault: unknown, call: (compiled: Compiled) => number) => number;
  /** What failed, when a call has answered -1. */
  readonly failure: (answered: Compiled) => Failure;
  readonly seen: () => ReadonlySet<number>; // the places that left doubles
};

const isWidth = (fault: unknown): boolean =>
  fault instanceof TooWide || (fault instanceof TypeError && /BigInt/.test(fault.message));

export function createProgram(asked: Asked): Program {
  const { project } = asked;
  const arithmetic = createArithmetic(project.ranges.intermediate);
  const source = writeSource(asked, null);
  const exact = compileSource(source, arithmetic);
  let madeMs = 0; // what making it took
  let exactMs = 0; // what answering instead of it has taken since
  const compileFast = (): Compiled => {
    const startMs = performance.now();
    const made = compileSource(writeSource(asked, new Set(arithmetic.seen)), arithmetic);
    madeMs = performance.now() - startMs;
    exactMs = 0;
    return made;
  };
  let fast = compileFast();
  let widened = 0;
  let owed: number | null = null; // the check that a fault of the exact program amounts to
  const answer = (call: (compiled: Compiled) => number): number => {
    owed = null;
    try {
      return call(exact);
    } catch (fault) {
      if (fault instanceof OutOfRange) owed = owedPlace(project, 'INTERMEDIATE');
      else if (fault instanceof DividedByZero) owed = exact.at();
      else throw fault;
      return -1;
    }
  };
  return {
    exits: source.exits,
    exact,
    fast: () => fast,
    exactly: (fault, call) => {
      const known = fault instanceof OutOfRange || fault instanceof DividedByZero;
      if (!known && !isWidth(fault)) throw fault;
      const startMs = performance.now();
      const answered = answer(call);
      exactMs += performance.now() - startMs;
      if (arithmetic.seen.size > widened && exactMs >= madeMs) {
        widened = arithmetic.seen.size;
        fast = compileFast();
      }
      return answered;
    },
    failure: (answered) => {
      const place = answered === exact && owed !== null ? owed : answered.at();
      return { place, any: answered.any(), chosen: answered.chosen() };
    },
    seen: () => arithmetic.seen,
  };
}
