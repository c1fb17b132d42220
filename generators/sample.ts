// A step on a whole book, and what the real kernel makes of it.

import { findCalled, readTaken } from '../verifier/replay/book.ts';
import type { Taken } from '../verifier/replay/book.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import type { Value } from '../verifier/verdict.ts';
import type { Subject } from './subject.ts';

/** `committed`: it is part of a committed trace. */
export type Sample = {
  readonly situation: Situation;
  readonly outcome: Value;
  readonly taken: Taken;
  readonly committed: boolean;
};

/** The outcome of a step on the real code; null where it has none. */
export function runSample(subject: Subject, situation: Situation): Sample | null {
  const { project, kernel } = subject.walker;
  const called = findCalled(project, kernel, situation);
  if (called === null) return null;
  try {
    const outcome = called.real(...called.values) as Value;
    return { situation, outcome, taken: readTaken(situation, outcome), committed: false };
  } catch {
    return null; // divides by zero: an obligation of its own
  }
}
