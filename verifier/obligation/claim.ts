// Claims: closed formulas with an id, what they assume and where they come from. One conjunct of
// one property on one path each, so that a failure names exactly what failed.

import type { Position } from '../read/tree.ts';
import type { Bool, Terms } from '../ir/term.ts';
import type { Application } from '../symbolic/compile.ts';
import { extendContext } from './context.ts';
import type { Context } from './context.ts';
import type { Statement } from './statement.ts';

export type Claim = {
  readonly id: string;
  readonly property: string;
  readonly kind: string;
  readonly transition: string | null;
  readonly path: string | null;
  readonly at: Position;
  readonly context: Context;
  readonly under: Bool | null; // where the claim is about part of a transition: how it is reached
  readonly goal: Bool; // after the context's elimination
  readonly eliminated: boolean; // the elimination changed what is claimed
  readonly applications: readonly Application[];
};

/**
 * The conjuncts of a goal; a disjunction with one conjunction among its operands is distributed.
 */
export function splitGoal(terms: Terms, goal: Bool): readonly Bool[] {
  if (goal.kind === 'and') return goal.operands.flatMap((operand) => splitGoal(terms, operand));
  if (goal.kind !== 'or') return [goal];
  const inner = goal.operands.filter((operand) => operand.kind === 'and');
  const [only] = inner;
  if (inner.length !== 1 || only === undefined || only.kind !== 'and') return [goal];
  const rest = goal.operands.filter((operand) => operand !== only);
  return only.operands.flatMap((operand) => splitGoal(terms, terms.or(...rest, operand)));
}

export type Place = { readonly transition: string | null; readonly path: string | null };

const joinId = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('/');

/**
 * One claim for each conjunct of a statement, for each division it makes, each module it calls, and
 * each sum it takes.
 */
export function claimsOfStatement(
  context: Context,
  statement: Statement,
  place: Place,
  applications: readonly Application[],
): readonly Claim[] {
  const { terms } = context;
  const { property, kind, at, notes, part } = statement;
  const extended = extendContext(
    context,
    statement.constraints.map((term) => ({ source: null, term })),
  );
  const eliminated = context.substitute.bool(statement.goal) !== statement.goal;
  const make = (suffix: string, goal: Bool, position: Position): Claim => ({
    id: joinId([property, place.transition, place.path, suffix]),
    property,
    kind,
    ...place,
    at: position,
    context: extended,
    under: null,
    goal,
    eliminated,
    applications: [...applications, ...notes.applications],
  });
  const name = part.replaceAll(' ', '.');
  const goal = context.substitute.bool(statement.goal);
  const goals = splitGoal(terms, goal);
  const defined = notes.divisions.map(({ under, divisor, at: where }) => ({
    where,
    goal: context.substitute.bool(
      terms.implies(under, terms.not(terms.equal(divisor, terms.integer(0n)))),
    ),
  }));
  return [
    ...defined
      .filter((division) => division.goal !== terms.truth(true))
      .map((division, i) =>
        make(joinId([name, `defined-${i + 1}`]), division.goal, division.where),
      ),
    ...statement.finite.map((finite, i) =>
      make(joinId([name, `finite-${i + 1}`]), context.substitute.bool(finite), at),
    ),
    ...(goals.length === 0
      ? [make(name, terms.truth(true), at)]
      : goals.map((conjunct, i) =>
          make(goals.length === 1 ? name : joinId([name, `${i + 1}`]), conjunct, at),
        )),
  ];
}

/** A claim of the toolchain's own about a cell: paths, aliasing, definedness, ranges. */
export const structuralClaim = (
  context: Context,
  property: string,
  place: Place,
  suffix: string,
  at: Position,
  goal: Bool,
  applications: readonly Application[],
): Claim => ({
  id: joinId([property, place.transition, place.path, suffix]),
  property,
  kind: 'structure',
  ...place,
  at,
  context,
  under: null,
  goal: context.substitute.bool(goal),
  eliminated: context.substitute.bool(goal) !== goal,
  applications,
});
