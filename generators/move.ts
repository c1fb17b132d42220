// One event on a book, taken by the real kernel and the evaluator, which must agree, with every
// comparison of integers that was made on the way: what a generator learns from.

import type { Observer } from '../verifier/evaluate/evaluate.ts';
import type { Expression, Position } from '../verifier/read/tree.ts';
import { findCalled, takeStep } from '../verifier/replay/book.ts';
import type { Called, Taken } from '../verifier/replay/book.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import type { TraceStep } from '../verifier/witness/trace.ts';
import { loadSituation, storeTaken } from '../verifier/witness/walk.ts';
import type { Book } from '../verifier/witness/walk.ts';
import type { Subject } from './subject.ts';

export type ComparisonNode = Extract<Expression, { readonly kind: 'binary' }>;

export type Comparison = {
  readonly node: ComparisonNode;
  readonly left: bigint;
  readonly right: bigint;
};

/** Comparisons of integers, in order. What comes after a comparison of words is another matter. */
export type Heard = { readonly integers: Comparison[]; lastIsInteger: boolean };

export type Listener = { readonly observer: Observer; readonly heard: Heard };

export function listen(): Listener {
  const heard: Heard = { integers: [], lastIsInteger: false };
  const compared: Observer['compared'] = (node, left, right) => {
    heard.lastIsInteger = typeof left === 'bigint';
    if (typeof left !== 'bigint' || typeof right !== 'bigint') return;
    heard.integers.push({ node, left, right });
  };
  return { heard, observer: { compared } };
}

/** `undefinedAt`: a division by zero, where the kernel has no outcome and the book stays. */
export type Move = {
  readonly step: TraceStep;
  readonly situation: Situation;
  readonly called: Called;
  readonly heard: Heard;
  readonly taken: Taken;
  readonly undefinedAt: Position | null;
  readonly before: Book | null;
  readonly after: Book | null;
};

/** The situation with the accounts of a book that a step does not touch. */
export function findOthers(subject: Subject, book: Book | null, situation: Situation): Situation {
  if (book === null || book.accounts.size === 0) return situation;
  const { roles } = subject.walker.project.transitions
    .find(({ name }) => name === situation.transition) ?? { roles: [] };
  const ids = roles.map((role) => Reflect.get(situation.event as object, role) as unknown);
  const others = [...book.accounts].filter(([id]) => !ids.includes(id)).map(([, one]) => one);
  return { ...situation, others };
}

/** Throws `Disagreement` where code and evaluator differ. */
export function takeMove(subject: Subject, before: Book | null, step: TraceStep): Move {
  const { project, kernel } = subject.walker;
  const situation = findOthers(subject, before, loadSituation(subject.walker, before, step));
  const called = findCalled(project, kernel, situation);
  if (called === null) throw new TypeError(`the kernel has no transition ${step.transition}`);
  const { observer, heard } = listen();
  const stepped = takeStep(project, situation, called, observer);
  const { venue, touched } = situation;
  const move = { step, situation, called, heard, before };
  if (stepped.kind === 'undefined') {
    const taken = { code: 'division by zero', venue, touched };
    return { ...move, taken, undefinedAt: stepped.at, after: before };
  }
  const { taken } = stepped;
  const after = taken.code === null ? storeTaken(subject.walker, before, step, taken) : before;
  return { ...move, taken, undefinedAt: null, after };
}
