// That a changed transition is the one it was: for every input that meets the invariants, the same
// outcome, code and fields. Both are read over the same terms, so that a path on which they say
// the same is not asked about.

import type { Bool } from '../ir/term.ts';
import type { Division } from '../symbolic/compile.ts';
import { applyMerged } from '../symbolic/execute.ts';
import { equalValues, freshInput } from '../symbolic/value.ts';
import type { SymbolicValue } from '../symbolic/value.ts';
import type { After, Cell, CellPath } from './cell.ts';
import { splitGoal, structuralClaim } from './claim.ts';
import type { Claim } from './claim.ts';
import { createContext, extendContext } from './context.ts';
import type { Context } from './context.ts';
import { createCompiler } from './session.ts';
import type { Session } from './session.ts';

/** No property of the toolchain's own has this name: it is never a verdict. */
const EQUALITY = 'EQUALITY';

function equalAfter(cell: Cell, was: After, now: After): Bool {
  const { terms, literals } = cell.session;
  const pair = ({ venue, touched }: After): SymbolicValue =>
    ({ kind: 'tuple', elements: [venue, ...touched] });
  return equalValues(terms, pair(was), pair(now), literals);
}

/** What a path of the one says where the other takes a path of the same kind: its outcome. */
function agrees(cell: Cell, was: CellPath, now: CellPath): Bool {
  const { terms } = cell.session;
  if (was.code !== now.code) return terms.truth(false);
  return was.after === null || now.after === null ? was.condition
    : terms.and(was.condition, equalAfter(cell, was.after, now.after));
}

/** That no divisor is 0. */
const isDefined = ({ terms }: Session, divisions: readonly Division[]): Bool =>
  terms.and(...divisions.map(({ under, divisor }) =>
    terms.implies(under, terms.not(terms.equal(divisor, terms.integer(0n))))));

/** What must hold of the inputs, and may be assumed. */
export type Given = (session: Session, values: readonly SymbolicValue[]) => Bool;

/**
 * That a function gives the same on all inputs of which `assumed` holds, or divides by 0 on the
 * same. Null: there is no such function.
 */
export function claimSameFunction(
  before: Session, after: Session, id: string, assumed: Given | null = null,
): Claim | null {
  const { terms, literals } = after;
  const [was, now] = [before, after].map(({ project }) => project.program.functions.get(id));
  if (was === undefined || now === undefined) return null;
  const inputs = now.parameters.map(({ type }, i) =>
    freshInput(terms, literals, `input-${i + 1}`, type));
  const values = inputs.map(({ value }) => value);
  const compiler = createCompiler(after);
  const place = { scope: new Map<string, SymbolicValue>(), under: terms.truth(true) };
  const { divisions } = compiler.notes;
  const old = applyMerged({ ...compiler, program: before.project.program }, place, was, values);
  const count = divisions.length;
  const made = applyMerged(compiler, place, now, values);
  const [one, other] =
    [divisions.slice(0, count), divisions.slice(count)].map((some) => isDefined(after, some));
  const same = equalValues(terms, old, made, literals);
  if (one === undefined || other === undefined) return null;
  const goal = terms.and(terms.iff(one, other), terms.implies(one, same));
  const given = [
    ...inputs.flatMap(({ constraints }) => constraints),
    ...(assumed === null ? [] : [assumed(after, values)]),
  ];
  const context = createContext(terms, null, given.map((term) => ({ source: null, term })));
  return structuralClaim(context, EQUALITY, { transition: null, path: null }, id, now.at, goal,
    compiler.notes.applications);
}

/** One claim for each changed path and each part of what it must equal. */
export function claimEquality(before: Cell, after: Cell, context: Context): readonly Claim[] {
  const { terms } = after.session;
  const isKept = (now: CellPath): boolean => before.paths.some((was) =>
    was.condition === now.condition && was.code === now.code
    && (was.after === null || now.after === null
      || equalAfter(after, was.after, now.after) === terms.truth(true)));
  return after.paths.filter((now) => !isKept(now)).flatMap((now) => {
    const known = extendContext(context, [
      { source: null, term: context.substitute.bool(now.condition) },
    ]);
    const goal = terms.or(...before.paths.map((was) => agrees(after, was, now)));
    return splitGoal(terms, known.substitute.bool(goal)).map((part, i) =>
      structuralClaim(known, EQUALITY, { transition: after.name, path: now.name }, `${i + 1}`,
        after.at, part, [...before.notes.applications, ...after.notes.applications]));
  });
}
