// A claim asked again on complete books: with 0, 1, … explicit other accounts, everything exact,
// modules as they are composed, and the property whole. A model of it is a finite book that the
// real kernel can be run on.

import type { Bool } from '../ir/term.ts';
import { printAssertions } from '../ir/smtlib.ts';
import type { Query } from '../solve/query.ts';
import { createCell, createClosedWorld, createGenesisCell, GENESIS_NAME } from './cell.ts';
import type { Cell, CellPath } from './cell.ts';
import type { Claim } from './claim.ts';
import { namesIn, withComposition } from './question.ts';
import type { Session } from './session.ts';
import {
  isAssumable,
  readGuards,
  stateContract,
  stateInvariant,
  stateStep,
} from './statement.ts';
import { STRUCTURE } from './structure.ts';
import { equalValues, readRecordField } from '../symbolic/value.ts';
import type { SymbolicValue } from '../symbolic/value.ts';

function wholeGoal(cell: Cell, path: CellPath | null, claim: Claim): Bool {
  const { session } = cell;
  const property = session.project.properties.find((p) => p.id === claim.property);
  if (path === null || property === undefined) return claim.goal;
  if (property.kind === 'contract') {
    const clauses = stateContract(cell, path, readGuards(cell));
    return session.terms.and(...clauses.map((statement) => statement.goal));
  }
  if (path.after === null) return claim.goal;
  if (property.kind === 'invariant') return stateInvariant(cell, property, path.after).goal;
  return property.kind === 'step' ? stateStep(cell, property, path.after).goal : claim.goal;
}

/** An account that is given twice stands once in the book. */
const distinctAccounts = (cell: Cell, claim: Claim): readonly SymbolicValue[] =>
  claim.property !== STRUCTURE.aliasing
    ? cell.touched
    : cell.touched.filter((_, i) => !claim.id.endsWith(`.${cell.transition?.roles[i] ?? ''}`));

/** Claims about a whole transition that a single event can violate. */
const OF_TRANSITION: readonly string[] = [
  STRUCTURE.defined,
  STRUCTURE.requires,
  STRUCTURE.intermediate,
];

function createClosedCell(session: Session, claim: Claim, others: number): Cell | null {
  if (claim.transition === GENESIS_NAME) return createGenesisCell(session);
  const transition = session.project.transitions.find((t) => t.name === claim.transition);
  const world = createClosedWorld(session, others);
  return transition === undefined ? null : createCell(session, transition, world);
}

/** A book holds one record for an id: two roles of one id are the business of ALIASING alone. */
function distinctRoles(cell: Cell, claim: Claim): readonly Bool[] {
  const { terms, literals } = cell.session;
  const roles = claim.property === STRUCTURE.aliasing ? [] : (cell.transition?.roles ?? []);
  const id = (role: string): SymbolicValue => readRecordField(cell.event, role);
  return roles.flatMap((left, i) =>
    roles.slice(i + 1).map((right) => terms.not(equalValues(terms, id(left), id(right), literals))),
  );
}

/** What is assumed of the book before, and the way to what is claimed. */
function findAssumptions(cell: Cell, path: CellPath | null, claim: Claim): readonly Bool[] {
  const { session } = cell;
  const book = { venue: cell.venue, touched: distinctAccounts(cell, claim) };
  const invariants =
    cell.transition === null
      ? []
      : session.project.properties
          .filter(isAssumable)
          .map((invariant) => stateInvariant(cell, invariant, book).goal);
  const way = [path?.condition, claim.under].flatMap((condition) => condition ?? []);
  return [...cell.constraints, ...distinctRoles(cell, claim), ...invariants, ...way];
}

/** Null where no single event on one book can violate the claim. */
export function closeClaim(
  session: Session,
  claim: Claim,
  others: number,
  budget: Budget,
): Query | null {
  const cell = createClosedCell(session, claim, others);
  const path = cell?.paths.find((p) => p.name === claim.path) ?? null;
  if (cell === null || (path === null && !OF_TRANSITION.includes(claim.property))) return null;
  return poseExactly(session, `${claim.id}/closed-${others}`, budget, [
    ...findAssumptions(cell, path, claim),
    session.terms.not(wholeGoal(cell, path, claim)),
  ]);
}

type Budget = { readonly rlimit: number; readonly seed: number };

/** A claim about any inputs, its modules as they are composed. */
export const closeInputs = (session: Session, claim: Claim, budget: Budget): Query =>
  poseExactly(session, `${claim.id}/closed`, budget, [
    ...claim.context.facts.map(({ term }) => term),
    session.terms.not(claim.goal),
  ]);

function poseExactly(
  session: Session,
  id: string,
  budget: Budget,
  terms: readonly Bool[],
): Query {
  const assertions = withComposition(session, terms);
  return {
    id,
    model: namesIn(assertions),
    ...budget,
    attempts: (['opaque', 'div'] as const).map((quotients) => ({
      name: quotients,
      trusted: 'both',
      smt2: printAssertions(assertions, { products: 'exact', quotients }),
    })),
  };
}
