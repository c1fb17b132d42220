// All claims of a project, in a fixed order: lemmas, theorems and contracts of modules, the base
// case, then each transition's cells. `without` names properties that failed: they are still
// claimed, and assumed by nothing.

import type { Property } from '../read/tree.ts';
import type { Bool } from '../ir/term.ts';
import { createGenesisCell, createCell, createOpenWorld } from './cell.ts';
import type { Cell, CellPath } from './cell.ts';
import { claimsOfStatement } from './claim.ts';
import type { Claim } from './claim.ts';
import { createContext, extendContext, narrowContext } from './context.ts';
import type { Context, Fact } from './context.ts';
import { claimModule, ensureCalls, findContracts, instantiateCalls } from './module.ts';
import type { Posed } from './module.ts';
import { claimLemma, claimTheorem } from './theorem.ts';
import type { Session } from './session.ts';
import { isAssumable, readGuards, stateContract, stateInvariant, stateStep } from './statement.ts';
import type { GuardReading, InvariantTree, Statement, StepTree } from './statement.ts';
import {
  claimAliasing,
  claimDefined,
  claimIntermediates,
  claimPaths,
  claimRequires,
  claimStored,
  STRUCTURE,
} from './structure.ts';

export type Scope = {
  /** Properties that may not be assumed: not proved in every cell and the base case, or open. */
  readonly without: ReadonlySet<string>;
  readonly open: ReadonlySet<string>; // not claimed
  readonly wants: (property: string, transition: string | null) => boolean;
};

const isInvariant = (property: Property): property is InvariantTree =>
  property.kind === 'invariant';
const isStep = (property: Property): property is StepTree => property.kind === 'step';

const mayAssume = (property: InvariantTree, scope: Scope): boolean =>
  isAssumable(property) && !scope.without.has(property.id);

const asFacts = (statement: Statement): readonly Fact[] => [
  { source: statement.property, term: statement.goal },
];

const unsourced = (terms: readonly Bool[]): readonly Fact[] =>
  terms.map((term) => ({ source: null, term }));

function claimInvariants(
  cell: Cell,
  path: CellPath,
  context: Context,
  scope: Scope,
): { readonly claims: readonly Claim[]; readonly posts: readonly Fact[] } {
  const { after } = path;
  if (after === null) return { claims: [], posts: [] };
  const place = { transition: cell.name, path: path.name };
  const claims: Claim[] = [];
  const posts: Fact[] = [];
  for (const property of cell.session.project.properties.filter(isInvariant)) {
    const statement = stateInvariant(cell, property, after);
    if (scope.wants(property.id, cell.name) && !scope.open.has(property.id)) {
      claims.push(
        ...claimsOfStatement(
          extendContext(context, posts),
          statement,
          place,
          cell.notes.applications,
        ),
      );
    }
    // assumed by what comes after it in this very cell: the order makes that acyclic
    if (mayAssume(property, scope)) posts.push(...asFacts(statement));
  }
  return { claims, posts };
}

function claimPath(
  cell: Cell,
  path: CellPath,
  before: Context,
  guards: readonly GuardReading[],
  scope: Scope,
): readonly Claim[] {
  const place = { transition: cell.name, path: path.name };
  const context = narrowContext(before, unsourced([before.substitute.bool(path.condition)]));
  const contract = stateContract(cell, path, guards)
    .filter((statement) => scope.wants(statement.property, cell.name))
    .flatMap((statement) => claimsOfStatement(context, statement, place, cell.notes.applications));
  const { after } = path;
  if (after === null) return contract;
  const { claims, posts } = claimInvariants(cell, path, context, scope);
  const whole = extendContext(context, posts);
  const steps = cell.session.project.properties
    .filter(isStep)
    .filter(
      (property) =>
        cell.transition !== null
        && scope.wants(property.id, cell.name)
        && !scope.open.has(property.id),
    )
    .flatMap((property) =>
      claimsOfStatement(whole, stateStep(cell, property, after), place, cell.notes.applications),
    );
  return [
    ...claims,
    ...steps,
    ...contract,
    ...claimAliasing(cell, path),
    ...claimStored(cell, path, whole),
  ];
}

/** `called` rests on every call being as its contract requires, which is claimed too. */
type Before = { readonly before: Context; readonly called: Context };

/**
 * What holds before a step, the types of its inputs and every assumable invariant; and what the
 * contracts say of every module that is called on the way.
 */
export function contextsBefore(cell: Cell, scope: Scope): Before {
  const { session } = cell;
  const book = { venue: cell.venue, touched: cell.touched };
  const invariants =
    cell.transition === null
      ? []
      : session.project.properties
          .filter(isInvariant)
          .filter((property) => mayAssume(property, scope))
          .flatMap((property) => asFacts(stateInvariant(cell, property, book)));
  const { requirements } = cell.notes;
  const calls = requirements.map(({ call }) => call);
  const contracts = findContracts(session.project, scope.without);
  const said = instantiateCalls(session, contracts, calls);
  const context = (more: readonly Fact[]): Context => createContext(
    session.terms, cell.world.rest,
    [...unsourced(cell.constraints), ...invariants, ...said, ...more], calls);
  const before = context([]);
  const called = calls.length === 0 || scope.without.has(STRUCTURE.requires)
    ? before
    : context(ensureCalls(session, contracts, requirements));
  return { before, called };
}

/** Every claim of a cell, in a fixed order. */
export function claimCell(cell: Cell, scope: Scope): readonly Claim[] {
  const { before, called } = contextsBefore(cell, scope);
  const guards = readGuards(cell);
  const claims = cell.paths.flatMap((path) => claimPath(cell, path, called, guards, scope));
  const structural = [
    ...claimPaths(cell),
    ...claimDefined(cell, before),
    ...claimRequires(cell, before),
    ...claimIntermediates(cell, called),
  ];
  return [...structural, ...claims].filter((claim) => scope.wants(claim.property, cell.name));
}

/** Genesis and every transition of which something is wanted, on arbitrary inputs. */
export function* createCells(session: Session, scope: Scope): Generator<Cell> {
  yield createGenesisCell(session);
  const declared = session.project.properties.map((property) => property.id);
  const ids = ['', ...Object.values(STRUCTURE), ...declared];
  for (const transition of session.project.transitions) {
    if (!ids.some((id) => scope.wants(id, transition.name))) continue;
    yield createCell(session, transition, createOpenWorld(session));
  }
}

export const buildTheorems = (session: Session, scope: Scope): readonly Posed[] =>
  session.project.properties.flatMap((property): readonly Posed[] => {
    if (!scope.wants(property.id, null) || scope.open.has(property.id)) return [];
    switch (property.kind) {
      case 'lemma':
        return claimLemma(session, property);
      case 'theorem':
        return claimTheorem(session, property).map((claim) => ({ session, claim }));
      case 'module':
        return claimModule(session, property);
      default:
        return [];
    }
  });
