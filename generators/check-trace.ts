// A trace checked: every declared property on every step of it, rejected steps among them.

import { GENESIS } from '../verifier/replay/situation.ts';
import { createRandom } from '../verifier/witness/random.ts';
import type { Trace } from '../verifier/witness/trace.ts';
import { checkMove, createMatrix } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { takeMove } from './move.ts';
import type { Subject } from './subject.ts';

export type Checker = {
  /** What the first step that violates something violates, as `INV-01 by transfer, step 3`. */
  readonly check: (trace: Trace) => readonly string[];
  readonly matrix: Matrix; // counts over all traces checked
};

function checkAll(subject: Subject, matrix: Matrix, trace: Trace): readonly string[] {
  const random = createRandom(trace.steps.length); // for what a property says of any values
  const steps = [{ transition: GENESIS, event: trace.genesis }, ...trace.steps];
  let book = null;
  for (const [i, step] of steps.entries()) {
    const move = takeMove(subject, book, step);
    const violated = checkMove(matrix, random, move);
    if (violated.length > 0) {
      return violated.map(({ property }) => `${property} by ${step.transition}, step ${i}`);
    }
    book = move.after;
    if (book === null) return []; // genesis was rejected: there is no book to go on with
  }
  return [];
}

/** Steps that are rejected change nothing and the trace goes on. */
export function createChecker(subject: Subject): Checker {
  const matrix = createMatrix(subject, () => true);
  return { matrix, check: (trace) => checkAll(subject, matrix, trace) };
}
