// A cell: one transition on arbitrary inputs, and each of its paths. What a property says of a path
// is read in a world: open, for any number of accounts, or closed, on a complete finite book.

import type { Position, Property, TransitionTree } from '../read/tree.ts';
import { OUTCOME } from '../read/tree.ts';
import type { Bool } from '../ir/term.ts';
import { findConstant } from '../ir/term.ts';
import type { Notes } from '../symbolic/compile.ts';
import { runPaths } from '../symbolic/execute.ts';
import type { Path } from '../symbolic/execute.ts';
import {
  closedAccounts,
  closedChanges,
  createRest,
  openAccounts,
  openChanges,
} from '../symbolic/universe.ts';
import type { Change, Rest } from '../symbolic/universe.ts';
import {
  chosenName,
  freshInput,
  Malformed,
  otherName,
  readRecordField,
} from '../symbolic/value.ts';
import type { Ghost, SymbolicValue } from '../symbolic/value.ts';
import { createCompiler } from './session.ts';
import type { Session } from './session.ts';

export type World = {
  readonly rest: Rest | null; // of the open world
  readonly others: readonly SymbolicValue[]; // of a closed one: its accounts that are not touched
  readonly constraints: readonly Bool[];
  /** `owed` receives what must hold for the sums taken to be finite. */
  readonly accounts: (touched: readonly SymbolicValue[], owed: Bool[]) => Ghost;
  readonly changes: (changes: readonly Change[]) => Ghost;
};

export function createOpenWorld(session: Session): World {
  const rest = createRest(session.terms, session.literals, session.account, session.empty);
  return {
    rest,
    others: [],
    constraints: [],
    accounts: (touched, owed) => openAccounts(rest, touched, owed),
    changes: (changes) => openChanges(rest, changes),
  };
}

export function createClosedWorld(session: Session, count: number): World {
  const inputs = Array.from({ length: count }, (_, i) =>
    freshInput(session.terms, session.literals, otherName(i), session.account),
  );
  const others = inputs.map((input) => input.value);
  return {
    rest: null,
    others,
    constraints: inputs.flatMap((input) => input.constraints),
    accounts: (touched, owed) =>
      closedAccounts(session.terms, [...touched, ...others], session.empty, owed),
    changes: (changes) => closedChanges(session.terms, changes, [...others, session.empty]),
  };
}

export type After = { readonly venue: SymbolicValue; readonly touched: readonly SymbolicValue[] };

export type CellPath = {
  readonly name: string; // `accepted`, `accepted-2`, …, or the rejection code
  readonly code: string | null; // of a rejection
  readonly condition: Bool;
  readonly branches: readonly Position[];
  readonly after: After | null; // of an acceptance
};

export type Cell = {
  readonly session: Session;
  readonly transition: TransitionTree | null; // null: genesis, the base case
  readonly name: string;
  readonly world: World;
  readonly venue: SymbolicValue;
  readonly touched: readonly SymbolicValue[];
  readonly event: SymbolicValue;
  readonly constraints: readonly Bool[];
  readonly paths: readonly CellPath[];
  readonly notes: Notes;
  readonly at: Position;
};

function readOutcome(
  session: Session,
  value: SymbolicValue,
): { readonly code: string | null; readonly after: After | null } {
  if (value.kind !== 'union') throw new Malformed('a transition must return an outcome');
  const accepted = session.terms.integer(session.literals.indexOf(OUTCOME.accepted));
  if (value.tag === accepted) {
    const record = value.variants.get(OUTCOME.accepted);
    const touched = record === undefined ? undefined : readRecordField(record, OUTCOME.touched);
    if (record === undefined || touched?.kind !== 'tuple')
      throw new Malformed('an acceptance without accounts');
    return {
      code: null,
      after: { venue: readRecordField(record, OUTCOME.venue), touched: touched.elements },
    };
  }
  const rejected = value.variants.get(OUTCOME.rejected);
  const code = rejected === undefined ? undefined : readRecordField(rejected, OUTCOME.code);
  const index = code?.kind === 'string' ? findConstant(code.term) : null;
  const literal = index === null ? null : session.literals.literalAt(index);
  if (literal === null)
    throw new Malformed('a transition must return each outcome by a statement of its own');
  return { code: literal, after: null };
}

function namePaths(session: Session, paths: readonly Path[]): readonly CellPath[] {
  const seen = new Map<string, number>();
  return paths.map(({ condition, value, branches }) => {
    const { code, after } = readOutcome(session, value);
    const base = code ?? 'accepted';
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return { name: count === 1 ? base : `${base}-${count}`, code, condition, branches, after };
  });
}

/** A transition on arbitrary inputs that are named by role. */
export function createCell(session: Session, transition: TransitionTree, world: World): Cell {
  const { terms, literals } = session;
  const venue = freshInput(terms, literals, 'venue', transition.venue);
  const accounts = transition.roles.map((role) =>
    freshInput(terms, literals, role, transition.account),
  );
  const event = freshInput(terms, literals, 'event', transition.event);
  const constraints = [venue, ...accounts, event]
    .flatMap((input) => input.constraints)
    .concat(world.constraints);
  const tree = session.project.program.functions.get(transition.function);
  if (tree === undefined) throw new Malformed(`no function has the id ${transition.function}`);
  const compiler = createCompiler(session);
  const inputs = [venue, ...accounts, event].map((input) => input.value);
  const paths = runPaths(compiler, terms.truth(true), tree, inputs);
  return {
    session,
    transition,
    name: transition.name,
    world,
    constraints,
    venue: venue.value,
    touched: accounts.map((account) => account.value),
    event: event.value,
    paths: namePaths(session, paths),
    notes: compiler.notes,
    at: tree.at,
  };
}

/** The name of the base case among the transitions. */
export const GENESIS_NAME = 'genesis';

/** Genesis on arbitrary parameters: the book it makes holds no account but `empty`. */
export function createGenesisCell(session: Session): Cell {
  const { terms, literals, project } = session;
  const tree = project.program.functions.get(project.genesis);
  const [parameter] = tree?.parameters ?? [];
  if (tree === undefined || parameter === undefined)
    throw new Malformed('genesis must take its parameters');
  const event = freshInput(terms, literals, 'event', parameter.type);
  const compiler = createCompiler(session);
  const paths = namePaths(session, runPaths(compiler, terms.truth(true), tree, [event.value]));
  return {
    session,
    transition: null,
    name: GENESIS_NAME,
    world: createClosedWorld(session, 0),
    constraints: event.constraints,
    venue: event.value,
    touched: [],
    event: event.value,
    paths,
    notes: compiler.notes,
    at: tree.at,
  };
}

export type ContractTree = Extract<Property, { readonly kind: 'contract' }>;

export const findContract = (session: Session, transition: string): ContractTree | null =>
  session.project.properties.find(
    (p): p is ContractTree => p.kind === 'contract' && p.transition === transition,
  ) ?? null;

/** The touched accounts before and after a path, with who acts; `chosen` is arbitrary for each. */
export function changesOfPath(cell: Cell, after: After): readonly Change[] {
  const { terms } = cell.session;
  const actors = findContract(cell.session, cell.name)?.actors ?? [];
  return cell.touched.map((was, i) => {
    const role = cell.transition?.roles[i] ?? '';
    return {
      was,
      now: after.touched[i] ?? was,
      acts: terms.truth(actors.includes(role)),
      chosen: terms.proposition(chosenName(role)),
    };
  });
}

/** Genesis or a transition by its name, on a book with any other accounts. */
export function openCell(session: Session, name: string): Cell {
  if (name === GENESIS_NAME) return createGenesisCell(session);
  const transition = session.project.transitions.find((one) => one.name === name);
  if (transition === undefined) throw new Malformed(`no transition is called ${name}`);
  return createCell(session, transition, createOpenWorld(session));
}
