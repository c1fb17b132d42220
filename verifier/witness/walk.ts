// A walk from genesis over an in-memory book: each step taken by the real kernel and by the
// evaluator, which must agree, and its path recognised. Accounts are loaded by the ids that the
// event's role fields hold, an unknown id as `empty`; ids that are equal load one record and store
// into one.

import { callFunction } from '../evaluate/evaluate.ts';
import type { Cell, CellPath } from '../obligation/cell.ts';
import type { Position, Project } from '../read/tree.ts';
import { findCalled, takeStep } from '../replay/book.ts';
import type { Called, Taken } from '../replay/book.ts';
import type { Kernel } from '../replay/kernel.ts';
import { GENESIS, stepTypes } from '../replay/situation.ts';
import type { Situation } from '../replay/situation.ts';
import type { Value } from '../verdict.ts';
import { recognisePath } from './recognise.ts';
import type { Misfit, Trace, TraceStep } from './trace.ts';

export type Walker = {
  readonly project: Project;
  readonly kernel: Kernel;
  readonly cells: ReadonlyMap<string, Cell>; // by transition; a step without a cell has no path
};

export const createWalker = (project: Project, kernel: Kernel, cells: readonly Cell[]): Walker =>
  ({ project, kernel, cells: new Map(cells.map((cell) => [cell.name, cell])) });

/** Accounts by id; `null` stands for the book before genesis. */
export type Book = { readonly venue: Value; readonly accounts: ReadonlyMap<Value, Value> };

export type Visit = {
  readonly situation: Situation;
  readonly taken: Taken;
  readonly path: CellPath | null; // null: its transition has no cell
  readonly book: Book; // after
};

export const rolesIn = (project: Project, transition: string): readonly string[] =>
  stepTypes(project, transition)?.roles ?? [];

const idIn = (event: Value, role: string): Value => Reflect.get(event as object, role) as Value;

/** The situation of an event on a book. */
export function loadSituation(walker: Walker, book: Book | null, step: TraceStep): Situation {
  const { project, kernel } = walker;
  const roles = rolesIn(project, step.transition);
  return {
    property: '', transition: step.transition, event: step.event,
    venue: book?.venue ?? {}, others: [], any: [], chosen: [],
    touched: roles.map((role) => book?.accounts.get(idIn(step.event, role)) ?? kernel.empty),
  };
}

/** The book after an accepted step. */
export function storeTaken(
  walker: Walker, book: Book | null, step: TraceStep, taken: Taken,
): Book {
  const accounts = new Map(book?.accounts ?? []);
  rolesIn(walker.project, step.transition).forEach((role, i) =>
    accounts.set(idIn(step.event, role), taken.touched[i] ?? walker.kernel.empty));
  return { venue: taken.venue, accounts };
}

function traceBranches(project: Project, called: Called): readonly Position[] {
  const branches: Position[] = [];
  callFunction(project.program, called.id, called.values,
    { branch: (at) => void branches.push(at) });
  return branches;
}

export type Stepped =
  | { readonly kind: 'accepted'; readonly visit: Visit }
  | { readonly kind: 'refused'; readonly reason: string };

/** One event on a book. Throws `Disagreement` where code and evaluator differ. */
export function stepBook(walker: Walker, book: Book | null, step: TraceStep): Stepped {
  const { project, kernel, cells } = walker;
  const situation = loadSituation(walker, book, step);
  const called = findCalled(project, kernel, situation);
  if (called === null) return { kind: 'refused', reason: 'is not in the kernel' };
  const stepped = takeStep(project, situation, called);
  if (stepped.kind === 'undefined') return { kind: 'refused', reason: 'divides by zero' };
  const { taken } = stepped;
  if (taken.code !== null) return { kind: 'refused', reason: `is rejected with ${taken.code}` };
  const cell = cells.get(step.transition);
  const path = cell === undefined ? null
    : recognisePath(cell, situation, traceBranches(project, called));
  const after = storeTaken(walker, book, step, taken);
  return { kind: 'accepted', visit: { situation, taken, path, book: after } };
}

export type Walked = { readonly visits: readonly Visit[]; readonly misfit: Misfit | null };

/** Genesis (step 0), then each step until one is not accepted. */
export function walkTrace(walker: Walker, trace: Trace): Walked {
  const visits: Visit[] = [];
  const steps = [{ transition: GENESIS, event: trace.genesis }, ...trace.steps];
  for (const [i, step] of steps.entries()) {
    const stepped = stepBook(walker, visits.at(-1)?.book ?? null, step);
    if (stepped.kind === 'refused') {
      const reason = `step ${i}, ${step.transition}, ${stepped.reason}`;
      return { visits, misfit: { trace: trace.name, reason } };
    }
    visits.push(stepped.visit);
  }
  return { visits, misfit: null };
}
