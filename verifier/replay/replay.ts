// Replay: a situation is run on the real kernel and judged by the real property, and only what is
// violated there is a counterexample. A book that no host could hold, or that does not meet what
// was assumed of it, refutes nothing.

import { callFunction, Undefined } from '../evaluate/evaluate.ts';
import { findComposed } from '../obligation/composition.ts';
import { isAssumable } from '../obligation/statement.ts';
import { STRUCTURE } from '../obligation/structure.ts';
import { isOfInputs } from '../obligation/theorem.ts';
import type { OfInputs } from '../obligation/theorem.ts';
import type { Position, Project } from '../read/tree.ts';
import type { Counterexample, Step, Value } from '../verdict.ts';
import { findCalled, takeStep } from './book.ts';
import type { Called, Taken } from './book.ts';
import {
  checkInputs,
  checkInvariant,
  checkProperty,
  rolesInvolved,
  undefinedAt,
} from './check.ts';
import type { Kernel } from './kernel.ts';
import { GENESIS, nameInputs } from './situation.ts';
import type { Situation } from './situation.ts';
import { checkStructure, findAlias } from './structure.ts';
import type { Judged } from './structure.ts';
import { equalValues } from './value-json.ts';
import type { Violation } from './violation.ts';

export type Replayed =
  | { readonly kind: 'violated'; readonly counterexample: Counterexample }
  | { readonly kind: 'not replayed'; readonly reason: string };

const notReplayed = (reason: string): Replayed => ({ kind: 'not replayed', reason });

/** Invariants over the book alone: what a step may assume of the book before it. */
export const assumableInvariants = (project: Project): readonly string[] =>
  project.properties.filter(isAssumable).map((p) => p.id);

/** Runs a situation on the real kernel. `assumed`: the invariants that its book must satisfy. */
export function replay(
  project: Project,
  kernel: Kernel,
  situation: Situation,
  assumed: readonly string[],
): Replayed {
  const j: Judged = {
    project,
    kernel,
    situation,
    roles: rolesInvolved(project, situation.transition),
  };
  const property = project.properties.find((one) => one.id === situation.property) ?? null;
  if (property === null && !isStructure(situation.property)) {
    return notReplayed(`no property has the id ${situation.property}`);
  }
  if (property !== null && isOfInputs(property)) return replayInputs(j, property);
  const called = findCalled(project, kernel, situation);
  if (called === null)
    return notReplayed(`the kernel has no transition ${situation.transition ?? ''}`);
  const unmet = findUnmet(j, assumed);
  if (unmet !== null) return notReplayed(unmet);
  const stepped = takeStep(project, situation, called);
  if (stepped.kind === 'undefined') {
    return violated(j, undefinedAt(stepped.at), describeStep(j, called, null));
  }
  const { taken } = stepped;
  const violation =
    property === null ? checkStructure(j, called, taken) : checkProperty(j, property, taken);
  if (violation === null) return notReplayed('the property holds of this step on the real kernel');
  return violated(j, violation, describeStep(j, called, taken));
}

const isStructure = (id: string): boolean => Object.values(STRUCTURE).some((known) => known === id);

function replayInputs(j: Judged, property: OfInputs): Replayed {
  const violation = checkInputs(j, property);
  return violation === null
    ? notReplayed('it holds of these inputs, or they do not meet its assumption')
    : violated(j, violation, null);
}

/** Which invariant of those does not hold of a book with these accounts, and how. */
export function findBroken(
  j: Judged, among: readonly string[], accounts: readonly Value[],
): string | null {
  const { project, situation, kernel } = j;
  for (const property of project.properties) {
    if (property.kind !== 'invariant' || !among.includes(property.id)) continue;
    const real = kernel.properties.get(property.id);
    const broken = checkInvariant(j, property, real, situation.venue, accounts, []);
    if (broken !== null) return `the book before does not satisfy ${property.id}: ${broken.claim}`;
  }
  return null;
}

/**
 * Why no host could hold this book, if so: an assumption that fails, or one account in two
 * states.
 */
function findUnmet(j: Judged, assumed: readonly string[]): string | null {
  const { situation, roles } = j;
  if (situation.transition === GENESIS) return null;
  const alias = findAlias(situation, roles);
  if (alias !== null) {
    const [left, right] = alias.map((role) => situation.touched[roles.indexOf(role)]);
    if (!equalValues(left, right)) return `${alias.join(' and ')} are one account in two states`;
  }
  // an account given twice is one account of the book
  const distinct =
    alias === null ? situation.touched : situation.touched.filter((_, i) => roles[i] !== alias[1]);
  return findBroken(j, assumed, [...distinct, ...situation.others]);
}

type Described = { readonly step: Step; readonly path: readonly Position[] };

const byRole = (
  roles: readonly string[],
  values: readonly Value[],
): Readonly<Record<string, Value>> =>
  Object.fromEntries(roles.map((role, i) => [role, values[i] ?? {}]));

/** `taken` is null where the transition divided by zero. */
function describeStep(j: Judged, called: Called, taken: Taken | null): Described {
  const { situation, roles } = j;
  const after = taken ?? {
    code: 'division by zero',
    venue: situation.venue,
    touched: situation.touched,
  };
  return {
    path: tracePath(j.project, called),
    step: {
      transition: situation.transition ?? '',
      event: situation.event,
      touched: byRole(roles, situation.touched),
      touchedAfter: byRole(roles, after.touched),
      // genesis has no venue before: it is shown as it begins
      venue: situation.transition === GENESIS ? after.venue : situation.venue,
      venueAfter: after.venue,
      outcome: after.code ?? 'accepted',
    },
  };
}

/** The branches that the transition's own statements took, with its return. */
function tracePath(project: Project, called: Called): readonly Position[] {
  const path: Position[] = [];
  const branch = (at: Position): void => void path.push(at);
  try {
    callFunction(project.program, called.id, called.values, { branch });
  } catch (error) {
    if (!(error instanceof Undefined)) throw error;
    path.push(error.at);
  }
  return path;
}

function violated(j: Judged, violation: Violation, described: Described | null): Replayed {
  return {
    kind: 'violated',
    counterexample: {
      property: j.situation.property,
      claim: violation.claim,
      at: violation.at,
      values: violation.values,
      inputs: nameInputs(j.project, j.situation),
      step: described?.step ?? null,
      others: j.situation.others,
      relevant: described === null ? [] : findRelevant(described.step, violation.reads),
      path: described?.path ?? [],
      modules: Object.fromEntries(findComposed(j.project)),
    },
  };
}

function leafPaths(path: string, value: Value): readonly string[] {
  if (typeof value !== 'object') return [path];
  return (Object.entries(value) as readonly (readonly [string, Value])[]).flatMap(([name, part]) =>
    leafPaths(Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`, part),
  );
}

function readPath(root: Value, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((name) => name !== '')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined,
      root,
    );
}

/**
 * The fields that the claim reads and the step changed, then those it reads, then those it
 * changed.
 */
function findRelevant(step: Step, reads: readonly string[]): readonly string[] {
  const before = { ...step.touched, venue: step.venue, event: step.event };
  const after = { ...step.touchedAfter, venue: step.venueAfter, event: step.event };
  const leaves = Object.entries(after).flatMap(([name, value]) => leafPaths(name, value));
  const isRead = (path: string): boolean => reads.includes(path);
  const changed = (path: string): boolean => readPath(before, path) !== readPath(after, path);
  const ordered = reads.filter((path) => leaves.includes(path));
  return [
    ...new Set([
      ...ordered.filter(changed),
      ...ordered,
      ...leaves.filter((path) => changed(path) && !isRead(path)),
    ]),
  ];
}
