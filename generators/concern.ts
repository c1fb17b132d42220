// Which cells of the matrix no accepted step can exercise: with every comparison that the property
// is about at its worst, it still holds on every accepted path, by simplification alone and with
// nothing assumed but the path. A trade that only an open book accepts says nothing about what
// holds while winding down. What is not shown here may be impossible all the same.

import type { Bool } from '../verifier/ir/term.ts';
import { openCell } from '../verifier/obligation/cell.ts';
import type { Cell, CellPath } from '../verifier/obligation/cell.ts';
import { claimsOfStatement } from '../verifier/obligation/claim.ts';
import { createContext, extendContext } from '../verifier/obligation/context.ts';
import type { Context } from '../verifier/obligation/context.ts';
import { createSession } from '../verifier/obligation/session.ts';
import { stateInvariant, stateStep } from '../verifier/obligation/statement.ts';
import type { InvariantTree, StepTree } from '../verifier/obligation/statement.ts';
import type { Expression, Lambda, Project, Statement } from '../verifier/read/tree.ts';
import { settleKind } from './consequent.ts';
import type { Settled } from './consequent.ts';

/** Whether some accepted step may exercise the property other than vacuously. */
export type Concern = (property: InvariantTree | StepTree, transition: string) => boolean;

const truth = (value: boolean, { type, at }: Expression): Expression =>
  ({ kind: 'boolean', value, type, at });

/** Each comparison and each call that `findConsequents` looks into, with the worst outcome. */
function worsen(e: Expression, worst: boolean, settled: Settled): Expression {
  if (settled(e) !== null) return e;
  const inside = (inner: Expression, at = worst): Expression => worsen(inner, at, settled);
  switch (e.kind) {
    case 'boolean': return e;
    case 'unary': return { ...e, operand: inside(e.operand, !worst) };
    case 'conditional':
      return { ...e, then: inside(e.then), otherwise: inside(e.otherwise) };
    case 'binary':
      if (e.operator === '&&') return { ...e, left: inside(e.left), right: inside(e.right) };
      if (e.operator !== '||') return truth(worst, e);
      return settled(e.right) === false ? { ...e, left: inside(e.left) }
        : { ...e, right: inside(e.right) };
    case 'ghost':
    case 'fold': return { ...e, lambda: worsenLambda(e.lambda, worst, settled) };
    default: return truth(worst, e);
  }
}

const worsenBody = (
  body: readonly Statement[], worst: boolean, settled: Settled,
): readonly Statement[] => body.map((statement) => worsenStatement(statement, worst, settled));

function worsenStatement(statement: Statement, worst: boolean, settled: Settled): Statement {
  const inside = (body: readonly Statement[]): readonly Statement[] =>
    worsenBody(body, worst, settled);
  switch (statement.kind) {
    case 'return': return { ...statement, value: worsen(statement.value, worst, settled) };
    case 'if': return {
      ...statement, then: inside(statement.then), otherwise: inside(statement.otherwise),
    };
    case 'switch': return {
      ...statement,
      cases: statement.cases.map((arm) => ({ ...arm, body: inside(arm.body) })),
    };
    case 'for': return { ...statement, body: inside(statement.body) };
    default: return statement;
  }
}

const worsenLambda = (lambda: Lambda, worst: boolean, settled: Settled): Lambda =>
  ({ ...lambda, body: worsenBody(lambda.body, worst, settled) });

const MOST_CASES = 4;

function implies(context: Context, goal: Bool): boolean {
  if (context.bounds.implies(goal)) return true;
  switch (goal.kind) {
    case 'not': return context.bounds.refutes(goal.operand);
    case 'and': return goal.operands.every((one) => implies(context, one));
    case 'or': return goal.operands.some((one) => implies(context, one));
    default: return false;
  }
}

/** From the facts, or from each of the few cases that one of them leaves. */
function follows(context: Context, goal: Bool): boolean {
  return implies(context, goal) || context.facts.some(({ term }) =>
    term.kind === 'or' && term.operands.length <= MOST_CASES && term.operands.every((one) =>
      implies(extendContext(context, [{ source: null, term: one }]), goal)));
}

/** A transition, with what its accepted paths say, each told once. */
type There = { readonly cell: Cell; readonly contexts: Map<CellPath, Context> };

function situate(cell: Cell, path: CellPath): Context {
  const facts = [...cell.constraints, path.condition].map((term) => ({ source: null, term }));
  return createContext(cell.session.terms, cell.world.rest, facts);
}

function holdsOn(
  there: There, path: CellPath, property: InvariantTree | StepTree, holds: Lambda,
): boolean {
  const { cell, contexts } = there;
  const { after } = path;
  if (after === null) return true;
  const statement = property.kind === 'invariant'
    ? stateInvariant(cell, { ...property, holds }, after)
    : stateStep(cell, { ...property, holds }, after);
  const context = contexts.get(path) ?? situate(cell, path);
  contexts.set(path, context);
  const claims = claimsOfStatement(
    context, { ...statement, finite: [], notes: { ...statement.notes, divisions: [] } },
    { transition: cell.name, path: path.name }, [],
  );
  return claims.every((claim) => follows(claim.context, claim.goal));
}

export function createConcern(project: Project): Concern {
  const session = createSession(project);
  const known = new Map<string, There>();
  return (property, transition) => {
    const there = known.get(transition)
      ?? { cell: openCell(session, transition), contexts: new Map<CellPath, Context>() };
    known.set(transition, there);
    const holds = worsenLambda(property.holds, false, settleKind(property.holds, transition));
    return !there.cell.paths.every((path) => holdsOn(there, path, property, holds));
  };
}
