// What the declared properties say of one path of a cell, whole: an invariant of the book after, a
// step property, and the clauses of the transition's contract.

import type { Frame, Lambda, Position, Property } from '../read/tree.ts';
import type { Bool } from '../ir/term.ts';
import { createNotes } from '../symbolic/compile.ts';
import type { Notes } from '../symbolic/compile.ts';
import { arbitraryName, equalValues, freshInput } from '../symbolic/value.ts';
import type { SymbolicValue } from '../symbolic/value.ts';
import { changesOfPath, findContract } from './cell.ts';
import type { After, Cell, CellPath, ContractTree } from './cell.ts';
import { readLambda } from './session.ts';
import type { Session } from './session.ts';

export type Statement = {
  readonly property: string;
  readonly kind: string;
  readonly part: string; // the clause of a contract; else empty
  readonly at: Position;
  readonly goal: Bool;
  readonly notes: Notes;
  readonly constraints: readonly Bool[]; // of its arbitrary values
  readonly finite: readonly Bool[]; // that its sums are over finitely many
};

export type InvariantTree = Extract<Property, { readonly kind: 'invariant' }>;
export type StepTree = Extract<Property, { readonly kind: 'step' }>;

/** An invariant may be assumed if it speaks of the book alone: arbitrary values make it no fact. */
export const isAssumable = (property: Property): property is InvariantTree =>
  property.kind === 'invariant' && property.holds.parameters.length <= 2;

/** Parameters beyond the fixed ones are arbitrary: a fresh input for each. */
function arbitrary(
  session: Session,
  id: string,
  lambda: Lambda,
  fixed: number,
): { readonly values: readonly SymbolicValue[]; readonly constraints: readonly Bool[] } {
  const inputs = lambda.parameters
    .slice(fixed)
    .map((parameter, i) =>
      freshInput(session.terms, session.literals, arbitraryName(id, i), parameter.type),
    );
  return {
    values: inputs.map((input) => input.value),
    constraints: inputs.flatMap((input) => input.constraints),
  };
}

const ghost = (of: ReturnType<Cell['world']['accounts']>): SymbolicValue => ({
  kind: 'ghost',
  ghost: of,
});

/** An invariant of a given book of the cell's world. */
export function stateInvariant(cell: Cell, property: InvariantTree, book: After): Statement {
  const any = arbitrary(cell.session, property.id, property.holds, 2);
  const finite: Bool[] = [];
  const values = [book.venue, ghost(cell.world.accounts(book.touched, finite)), ...any.values];
  const { term, notes } = readLambda(
    cell.session,
    property.holds,
    values.slice(0, property.holds.parameters.length),
  );
  return {
    property: property.id,
    kind: 'invariant',
    part: '',
    at: property.at,
    goal: term,
    notes,
    constraints: any.constraints,
    finite,
  };
}

export function stateStep(cell: Cell, property: StepTree, after: After): Statement {
  const any = arbitrary(cell.session, property.id, property.holds, 4);
  const changes = ghost(cell.world.changes(changesOfPath(cell, after)));
  const values = [cell.venue, after.venue, changes, cell.event, ...any.values];
  const { term, notes } = readLambda(
    cell.session,
    property.holds,
    values.slice(0, property.holds.parameters.length),
  );
  return {
    property: property.id,
    kind: 'step',
    part: '',
    at: property.at,
    goal: term,
    notes,
    constraints: any.constraints,
    finite: [],
  };
}

const clause = (contract: ContractTree, part: string, goal: Bool, notes: Notes): Statement => ({
  property: contract.id,
  kind: 'contract',
  part,
  at: contract.at,
  goal,
  notes,
  constraints: [],
  finite: [],
});

export type GuardReading = {
  readonly code: string;
  readonly violated: Bool;
  readonly notes: Notes;
  readonly at: Position;
};

/** What the clauses of a contract are given of the step before: of genesis there is no book. */
const givenBefore = (cell: Cell): readonly SymbolicValue[] =>
  cell.transition === null
    ? [cell.event]
    : [cell.venue, { kind: 'tuple', elements: cell.touched }, cell.event];

/** The guards of a cell's contract, each read under the negation of those above it. */
export function readGuards(cell: Cell): readonly GuardReading[] {
  const { terms } = cell.session;
  const inputs = givenBefore(cell);
  let above = terms.truth(true);
  return (findContract(cell.session, cell.name)?.rejects ?? []).map(({ code, violated }) => {
    const { term, notes } = readLambda(
      cell.session,
      violated,
      inputs.slice(0, violated.parameters.length),
      above,
    );
    above = terms.assume(above, terms.not(term));
    return { code, violated: term, notes, at: violated.at };
  });
}

/** Rejected with a code: that guard is violated and none above it. Accepted: none is. */
function stateAcceptance(
  cell: Cell,
  path: CellPath,
  contract: ContractTree,
  guards: readonly GuardReading[],
): readonly Statement[] {
  const { terms } = cell.session;
  const due = guards.findIndex((guard) => guard.code === path.code);
  const above = due === -1 ? guards : guards.slice(0, due);
  const stated = above.map(({ code, violated, notes, at }) => ({
    ...clause(contract, code, terms.not(violated), notes),
    at,
  }));
  if (path.code === null) return stated;
  const guard = guards[due];
  return [
    ...stated,
    guard === undefined
      ? clause(contract, path.code, terms.truth(false), createNotes())
      : { ...clause(contract, guard.code, guard.violated, guard.notes), at: guard.at },
  ];
}

function stateFrame(cell: Cell, contract: ContractTree, after: After): readonly Statement[] {
  const { session } = cell;
  if (cell.transition === null) return []; // all that it founds is new
  const unchanged = (
    target: string,
    was: SymbolicValue,
    now: SymbolicValue,
  ): readonly Statement[] => {
    const changed = new Set(
      contract.changes.find((frame: Frame) => frame.target === target)?.fields ?? [],
    );
    if (was.kind !== 'record' || now.kind !== 'record') return [];
    return [...was.fields]
      .filter(([name]) => !changed.has(name))
      .map(([name, value]) => {
        const next = now.fields.get(name);
        const goal =
          next === undefined
            ? session.terms.truth(false)
            : equalValues(session.terms, value, next, session.literals);
        return clause(contract, `frame ${target}.${name}`, goal, createNotes());
      });
  };
  return [
    ...unchanged('venue', cell.venue, after.venue),
    ...cell.touched.flatMap((was, i) =>
      unchanged(cell.transition?.roles[i] ?? '', was, after.touched[i] ?? was),
    ),
  ];
}

function stateEffect(cell: Cell, contract: ContractTree, after: After): Statement {
  const touched: SymbolicValue = { kind: 'tuple', elements: after.touched };
  const values = [...givenBefore(cell), after.venue, touched];
  const { term, notes } = readLambda(
    cell.session,
    contract.ensures,
    values.slice(0, contract.ensures.parameters.length),
  );
  return { ...clause(contract, 'ensures', term, notes), at: contract.ensures.at };
}

export function stateContract(
  cell: Cell,
  path: CellPath,
  guards: readonly GuardReading[],
): readonly Statement[] {
  const contract = findContract(cell.session, cell.name);
  if (contract === null) return [];
  const acceptance = stateAcceptance(cell, path, contract, guards);
  return path.after === null
    ? acceptance
    : [
        ...acceptance,
        stateEffect(cell, contract, path.after),
        ...stateFrame(cell, contract, path.after),
      ];
}
