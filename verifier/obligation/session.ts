// One proof session: a project with the factory of its terms, and the symbolic reading of its
// declarations. Everything an obligation is made of comes from one session, so terms can be
// compared. In a session a module is an unknown function, unless its implementation is what the
// session is there to judge: then that is unfolded, and such a session proves nothing else.

import type { Expression, Lambda, Project, TransitionTree, Type } from '../read/tree.ts';
import { createTerms } from '../ir/factory.ts';
import type { Bool, Terms } from '../ir/term.ts';
import type { Application } from '../ir/traverse.ts';
import { compile, createNotes } from '../symbolic/compile.ts';
import type { Compiler, Notes } from '../symbolic/compile.ts';
import { applyMerged } from '../symbolic/execute.ts';
import { asBool, createLiterals } from '../symbolic/value.ts';
import type { Literals, SymbolicValue } from '../symbolic/value.ts';

export type Session = {
  readonly project: Project;
  readonly unfolded: Compiler['unfolded'];
  readonly asksAll: boolean; // decides nothing without a solver but what its own terms come to
  readonly terms: Terms;
  readonly calls: Map<number, readonly Application[]>; // of modules, by formula: found once
  readonly called: WeakMap<readonly unknown[], readonly string[]>; // the same, by list of facts
  readonly instances: Map<string, Bool>; // of lemmas and contracts, by what they are stated of
  readonly literals: Literals;
  readonly empty: SymbolicValue;
  readonly account: Type;
};

export const createCompiler = (
  session: Pick<Session, 'project' | 'terms' | 'literals' | 'unfolded'>,
): Compiler => ({
  terms: session.terms,
  literals: session.literals,
  program: session.project.program,
  unfolded: session.unfolded,
  notes: createNotes(),
});

const NONE: Session['unfolded'] = new Map();

/** What a session remembers goes by the numbers of its own terms, and means nothing in another. */
export const forget = (): Pick<Session, 'calls' | 'called' | 'instances'> =>
  ({ calls: new Map(), called: new WeakMap(), instances: new Map() });

export function createSession(project: Project, unfolded = NONE, asksAll = false): Session {
  const terms = createTerms();
  const literals = createLiterals();
  const compiler = createCompiler({ project, terms, literals, unfolded });
  const closed = { scope: new Map<string, SymbolicValue>(), under: terms.truth(true) };
  const [first] = project.transitions;
  const none: Type = { kind: 'record', fields: [] };
  return {
    project,
    unfolded,
    asksAll,
    ...forget(),
    terms,
    literals,
    empty: compile(compiler, closed, project.empty),
    account: accountType(first, project.empty, none),
  };
}

/**
 * A session of a changed program over the terms of another one: what both say alike is the same
 * term, and what this one adds the other never sees.
 */
export function forkSession(session: Session, project: Project): Session {
  const terms = session.terms.fork();
  const { literals, unfolded } = session;
  const compiler = createCompiler({ project, terms, literals, unfolded });
  const closed = { scope: new Map<string, SymbolicValue>(), under: terms.truth(true) };
  const empty = compile(compiler, closed, project.empty);
  return { ...session, ...forget(), project, terms, empty };
}

// the accounts of all transitions have one type: that of `empty`, which the reader has checked
const accountType = (first: TransitionTree | undefined, empty: Expression, none: Type): Type =>
  first?.account ?? (empty.type.kind === 'record' ? empty.type : none);

/** A declaration read for given values: what it says, and the divisions and calls it made. */
export type Reading = { readonly term: Bool; readonly notes: Notes };

export function readLambda(
  session: Session,
  lambda: Lambda,
  values: readonly SymbolicValue[],
  under: Bool = session.terms.truth(true),
): Reading {
  const compiler = createCompiler(session);
  const place = { scope: new Map<string, SymbolicValue>(), under };
  return { term: asBool(applyMerged(compiler, place, lambda, values)), notes: compiler.notes };
}
