// What each obligation of the toolchain's own says of a step taken on a complete book: nothing, or
// how it is violated. The ranges of what is computed are the evaluator's to see: the real code does
// not show them.

import { callFunction, Undefined } from '../evaluate/evaluate.ts';
import type { Observer } from '../evaluate/evaluate.ts';
import { STRUCTURE } from '../obligation/structure.ts';
import type { Position, Project } from '../read/tree.ts';
import type { Value } from '../verdict.ts';
import type { Called, runBoth, Taken } from './book.ts';
import type { Kernel } from './kernel.ts';
import type { Situation } from './situation.ts';
import type { Violation } from './violation.ts';

/** How a property is judged: by whom, and who hears of the evaluator's way. */
export type Judging = { readonly run: typeof runBoth; readonly observer: Observer };

export type Judged = {
  readonly project: Project;
  readonly kernel: Kernel;
  readonly situation: Situation;
  readonly roles: readonly string[];
  readonly judging?: Judging; // by both, if it is not said
};

export const unmetAt = (at: Position): Violation => ({
  claim: 'a module is called as its contract requires',
  at,
  values: [],
  reads: [],
});

/** The same account given twice: it must be rejected. */
function checkAliasing(j: Judged, called: Called, taken: Taken): Violation | null {
  if (taken.code !== null) return null;
  const [left, right] = findAlias(j.situation, j.roles) ?? [];
  if (left === undefined || right === undefined) return null;
  const ids = [left, right].map((role) => `event.${role}`);
  const at = j.project.program.functions.get(called.id)?.at ?? {
    file: called.id,
    line: 1,
    column: 1,
  };
  const id = Reflect.get(j.situation.event as object, left) as Value;
  return {
    claim: `${ids.join(' === ')} is rejected`,
    at,
    values: ids.map((name) => [name, id]),
    reads: ids,
  };
}

/** Two roles with one id: for a host, one account. */
export function findAlias(
  situation: Situation,
  roles: readonly string[],
): readonly [string, string] | null {
  const ids = roles.map((role) => Reflect.get(situation.event as object, role) as unknown);
  const second = ids.findIndex((id, i) => ids.indexOf(id) < i);
  const [left, right] = [roles[ids.indexOf(ids[second])], roles[second]];
  return second === -1 || left === undefined || right === undefined ? null : [left, right];
}

export const outside = (value: bigint, limit: bigint): boolean => value > limit || value < -limit;

/**
 * The first integer computed that is out of range: the real code cannot show it, the evaluator
 * can.
 */
function checkIntermediates(j: Judged, called: Called): Violation | null {
  const found: Violation[] = [];
  observe(j, called, { integer: noteWide(j.project.ranges.intermediate, found) });
  return found[0] ?? null;
}

export const noteWide =
  (limit: bigint, found: Violation[]) =>
  (value: bigint, at: Position): void => {
    if (!outside(value, limit)) return;
    found.push({
      claim: 'every intermediate is in range',
      at,
      values: [
        ['value', value],
        ['limit', limit],
      ],
      reads: [],
    });
  };

function observe(j: Judged, called: Called, observer: Observer): void {
  try {
    callFunction(j.project.program, called.id, called.values, observer);
  } catch (error) {
    if (!(error instanceof Undefined)) throw error;
  }
}

/** The first call of a module that its contract does not allow; the code would not show it. */
function checkRequires(j: Judged, called: Called): Violation | null {
  const found: Position[] = [];
  observe(j, called, { unmet: (at) => void found.push(at) });
  const [at] = found;
  return at === undefined ? null : unmetAt(at);
}

type Leaf = readonly [path: string, value: bigint];

export function integerLeaves(path: string, value: Value): readonly Leaf[] {
  if (typeof value === 'bigint') return [[path, value]];
  if (typeof value !== 'object') return [];
  return (Object.entries(value) as readonly (readonly [string, Value])[]).flatMap(([name, part]) =>
    integerLeaves(Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`, part),
  );
}

function checkStored(j: Judged, called: Called, taken: Taken): Violation | null {
  if (taken.code !== null) return null;
  const limit = j.project.ranges.stored;
  const leaves = [
    ...integerLeaves('venue', taken.venue),
    ...j.roles.flatMap((role, i) => integerLeaves(role, taken.touched[i] ?? {})),
  ];
  const wide = leaves.find(([, value]) => outside(value, limit));
  if (wide === undefined) return null;
  const at = j.project.program.functions.get(called.id)?.at ?? {
    file: called.id,
    line: 1,
    column: 1,
  };
  const [path, value] = wide;
  return {
    claim: `${path} is in range when stored`,
    at,
    values: [
      ['value', value],
      ['limit', limit],
    ],
    reads: [path],
  };
}

/** An obligation that every transition owes; null also for those that no single run can show. */
export function checkStructure(j: Judged, called: Called, taken: Taken): Violation | null {
  switch (j.situation.property) {
    case STRUCTURE.aliasing:
      return checkAliasing(j, called, taken);
    case STRUCTURE.requires:
      return checkRequires(j, called);
    case STRUCTURE.intermediate:
      return checkIntermediates(j, called);
    case STRUCTURE.stored:
      return checkStored(j, called, taken);
    default:
      return null;
  }
}
