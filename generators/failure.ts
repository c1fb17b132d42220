// A property violated at the end of a trace from genesis: found again on other traces, so that it
// can be shrunk, kept as a regression test, and replayed.

import { STRUCTURE } from '../verifier/obligation/structure.ts';
import { runBoth } from '../verifier/replay/book.ts';
import { checkProperty, checkTheorem } from '../verifier/replay/check.ts';
import { checkStructure } from '../verifier/replay/structure.ts';
import type { Judged } from '../verifier/replay/structure.ts';
import { GENESIS } from '../verifier/replay/situation.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import type { Trace } from '../verifier/witness/trace.ts';
import { rolesIn } from '../verifier/witness/walk.ts';
import { takeMove } from './move.ts';
import type { Move } from './move.ts';
import { shrinkTrace, shrinkValue } from './shrink.ts';
import type { Subject } from './subject.ts';

/** What was claimed of a step, with the arbitrary values that the property speaks of. */
export type Claim = Pick<Situation, 'property' | 'transition' | 'any' | 'chosen'>;

/** `trace`: null for a claim about any inputs, which are in `situation.any`. */
export type Failure = { readonly situation: Situation; readonly trace: Trace | null };

/** Whether the step violates the claim, as code and evaluator agree. */
export function violates(subject: Subject, claim: Claim, move: Move): Situation | null {
  if (move.step.transition !== claim.transition) return null;
  const { project, kernel } = subject.walker;
  const situation = { ...move.situation, ...claim };
  if (move.undefinedAt !== null) return claim.property === STRUCTURE.defined ? situation : null;
  const judging = { run: runBoth, observer: {} };
  const roles = rolesIn(project, move.step.transition);
  const j: Judged = { project, kernel, situation, roles, judging };
  const property = project.properties.find(({ id }) => id === claim.property);
  const violation = property === undefined ? checkStructure(j, move.called, move.taken)
    : checkProperty(j, property, move.taken);
  return violation === null ? null : situation;
}

/**
 * Runs a trace and stops at the first step that violates the claim. Steps that are rejected before
 * it are left out of what is returned. Null where the claim holds all the way.
 */
export function findFailure(subject: Subject, trace: Trace, claim: Claim): Failure | null {
  const genesis = takeMove(subject, null, { transition: GENESIS, event: trace.genesis });
  const first = violates(subject, claim, genesis);
  if (first !== null) return { situation: first, trace: { ...trace, steps: [] } };
  let book = genesis.after;
  const steps = [];
  for (const step of book === null ? [] : trace.steps) {
    const move: Move = takeMove(subject, book, step);
    const situation = violates(subject, claim, move);
    if (situation !== null) return { situation, trace: { ...trace, steps: [...steps, step] } };
    if (move.after === book) continue;
    steps.push(step);
    book = move.after;
  }
  return null;
}

/** The same violation at the end of a trace with fewer steps and plainer values. */
export function shrinkFailure(subject: Subject, trace: Trace, claim: Claim): Failure | null {
  const clean = findFailure(subject, trace, claim);
  if (clean === null || clean.trace === null) return clean;
  const fails = (candidate: Trace): boolean => findFailure(subject, candidate, claim) !== null;
  const shortest = shrinkTrace(clean.trace, fails);
  return findFailure(subject, shortest, claim);
}

const MOST_INPUTS = 2_000;

/** The same violation of a claim about any inputs, at plainer ones. */
export function shrinkInputs(subject: Subject, situation: Situation): Situation {
  const { project, kernel } = subject.walker;
  const property = project.properties.find(({ id }) => id === situation.property);
  if (property?.kind !== 'theorem' && property?.kind !== 'lemma') return situation;
  const fails = (any: Situation['any']): boolean =>
    checkTheorem({ project, kernel, situation: { ...situation, any }, roles: [] }, property)
      !== null;
  const any = shrinkValue(situation.any,
    (simpler) => fails(simpler as Situation['any']), { left: MOST_INPUTS });
  return { ...situation, any: any as Situation['any'] };
}
