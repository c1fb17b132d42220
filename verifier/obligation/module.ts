// Modules: that each implementation meets its contract, which is claimed of each alone, and what
// the contract says at each call, which is all that any other claim is told.

import type { ModuleTree, Position, Property } from '../read/tree.ts';
import type { Bool, Int } from '../ir/term.ts';
import { isTrue } from '../ir/term.ts';
import { visit } from '../ir/traverse.ts';
import type { Application } from '../ir/traverse.ts';
import {
  areTyped,
  findLeaves,
  isTyped,
  readArguments,
  spellValue,
  unknownResult,
} from '../symbolic/application.ts';
import type { Notes } from '../symbolic/compile.ts';
import { applyMerged } from '../symbolic/execute.ts';
import { freshInput, Malformed } from '../symbolic/value.ts';
import type { SymbolicValue } from '../symbolic/value.ts';
import { claimsOfStatement } from './claim.ts';
import type { Claim, Place } from './claim.ts';
import { createJudging, nameComposition } from './composition.ts';
import { createContext } from './context.ts';
import type { Context } from './context.ts';
import { createCompiler, readLambda } from './session.ts';
import type { Session } from './session.ts';
import { claimRanges } from './structure.ts';

export type ModuleContract = Extract<Property, { readonly kind: 'module' }>;

/** A claim with the session that its terms are of. */
export type Posed = { readonly session: Session; readonly claim: Claim };

function findModule(session: Session, member: string): ModuleTree {
  const module = session.project.program.modules.get(member);
  if (module === undefined) throw new Malformed(`no module is called ${member}`);
  return module;
}

/** What an implementation returns for given arguments, with what it computes on the way. */
function runImplementation(
  session: Session,
  id: string,
  values: readonly SymbolicValue[],
  under: Bool,
): { readonly result: SymbolicValue; readonly notes: Notes; readonly at: Position } {
  const tree = session.project.program.functions.get(id);
  if (tree === undefined) throw new Malformed(`no function has the id ${id}`);
  const compiler = createCompiler(session);
  const place = { scope: new Map<string, SymbolicValue>(), under };
  return {
    result: applyMerged(compiler, place, tree, values),
    notes: compiler.notes,
    at: tree.at,
  };
}

/**
 * Of each implementation: defined whatever it is given, so that a property may speak of any call;
 * in range, and as `ensures` says, wherever `requires` holds.
 */
export const claimModule = (session: Session, property: ModuleContract): readonly Posed[] =>
  findModule(session, property.member).implementations.flatMap((id) => {
    const judging = createJudging(session.project, new Map([[property.member, id]]));
    return claimImplementation(judging, property, id).map((claim) => ({ session: judging, claim }));
  });

function claimImplementation(
  session: Session,
  property: ModuleContract,
  id: string,
): readonly Claim[] {
  const { terms, literals, project } = session;
  const module = findModule(session, property.member);
  const inputs = module.parameters.map(({ name, type }) => freshInput(terms, literals, name, type));
  const values = inputs.map((input) => input.value);
  const known = inputs.flatMap((input) => input.constraints);
  const context = (facts: readonly Bool[]): Context =>
    createContext(terms, null, facts.map((term) => ({ source: null, term })));
  const requires = readLambda(
    session, module.requires, values.slice(0, module.requires.parameters.length));
  const met = context([...known, requires.term]);
  const run = runImplementation(session, id, values, requires.term);
  const total = runImplementation(session, id, values, terms.truth(true));
  const ensures = readLambda(
    session, module.ensures,
    [...values, run.result].slice(0, module.ensures.parameters.length), requires.term);
  const path = nameComposition(project, new Map([[property.member, id]]));
  const place: Place = { transition: null, path };
  const state = (part: string, goal: Bool, notes: Notes, at: Position) => ({
    property: property.id, kind: 'module', part, at, goal, notes, constraints: [], finite: [],
  });
  const owed = (given: Context, part: string, notes: Notes, at: Position): readonly Claim[] =>
    claimsOfStatement(given, state(part, terms.truth(true), notes, at), place, [])
      .filter((claim) => !isTrue(claim.goal));
  const applications = [...requires.notes.applications, ...run.notes.applications];
  const noted = { session, at: run.at, notes: withResult(session, module, run) };
  return [
    ...owed(context(known), 'requires', requires.notes, property.at),
    ...owed(context(known), 'body', total.notes, total.at),
    ...claimRanges(noted, met, { property: property.id, place, prefix: 'range-' })
      .map((claim) => ({ ...claim, kind: 'module' })),
    ...claimsOfStatement(
      met, state('', ensures.term, ensures.notes, property.at), place, applications),
  ];
}

/** What is returned is in range too, computed or not. */
function withResult(
  { terms }: Session,
  module: ModuleTree,
  run: ReturnType<typeof runImplementation>,
): Notes {
  const integers = spellValue(terms, module.result, run.result);
  const returned = findLeaves(module.result).flatMap(({ type }, i) => {
    const term = integers[i];
    return type.kind !== 'bigint' || term === undefined
      ? [] : [{ under: terms.truth(true), term, at: run.at }];
  });
  const { notes } = run;
  return { ...notes, intermediates: [...notes.intermediates, ...returned] };
}

const callKey = ({ member, arguments: spelt }: Application): string =>
  `${member}(${spelt.map(({ id }) => id).join(',')})`;

/** The calls of one formula; most are read again and again, as facts of one claim after another. */
function callsIn(session: Session, root: Bool): readonly Application[] {
  const known = session.calls.get(root.id);
  if (known !== undefined) return known;
  const found: Application[] = [];
  visit([root], {
    atom: (atom) => {
      if (atom.kind === 'application') found.push(atom);
    },
  });
  session.calls.set(root.id, found);
  return found;
}

/** The calls that formulas mention: a member and the integers that its arguments are. */
function findCalls(session: Session, roots: readonly Bool[]): readonly Application[] {
  if (session.project.program.modules.size === 0) return [];
  const calls = new Map<string, Application>();
  for (const call of roots.flatMap((root) => callsIn(session, root))) {
    if (!calls.has(callKey(call))) calls.set(callKey(call), call);
  }
  return [...calls.values()];
}

/** The contracts of the members that formulas mention. */
export const contractsIn = (session: Session, roots: readonly Bool[]): readonly string[] => [
  ...new Set(findCalls(session, roots).map(({ member }) => findModule(session, member).contract)),
];

type Instance = { readonly source: string; readonly term: Bool };

/**
 * What the contracts say of the calls that are mentioned: `requires ⇒ ensures`, which is true of
 * every implementation whatever the arguments, as long as they are of their types.
 */
export const instantiateContracts = (
  session: Session,
  contracts: readonly ModuleContract[],
  roots: readonly Bool[],
): readonly Instance[] =>
  findCalls(session, roots).flatMap((call): readonly Instance[] => {
    const module = findModule(session, call.member);
    if (!contracts.some(({ id }) => id === module.contract)) return [];
    const term = instance(session, module, call.arguments);
    return isTrue(term) ? [] : [{ source: module.contract, term }];
  });

function instance(session: Session, module: ModuleTree, spelt: readonly Int[]): Bool {
  const { terms, literals } = session;
  const values = readArguments(terms, module, spelt);
  const result = unknownResult(terms, module, spelt);
  const { requires, ensures } = module;
  const typed = areTyped(terms, literals, module, spelt);
  const when = readLambda(session, requires, values.slice(0, requires.parameters.length));
  const given = [...values, result].slice(0, ensures.parameters.length);
  const returned = isResultTyped(session, module, spelt);
  const then = readLambda(session, ensures, given, when.term);
  return terms.and(
    terms.implies(typed, returned),
    terms.implies(terms.and(typed, when.term), then.term),
  );
}

/** A literal that is returned is one of its type, whatever the contract says. */
function isResultTyped(
  { terms, literals }: Session,
  module: ModuleTree,
  spelt: readonly Int[],
): Bool {
  const leaves = findLeaves(module.result);
  const returned = leaves.map(({ path }) => terms.application(module.member, path, spelt));
  return isTyped(terms, literals, module.result, returned);
}

/** Each call that is mentioned, as what is composed returns there: a definition, exact. */
export const defineCalls = (session: Session, roots: readonly Bool[]): readonly Bool[] =>
  findCalls(session, roots).flatMap((call) => {
    const { terms } = session;
    const module = findModule(session, call.member);
    const [composed = ''] = module.implementations;
    const values = readArguments(terms, module, call.arguments);
    const { result } = runImplementation(session, composed, values, terms.truth(true));
    const integers = spellValue(terms, module.result, result);
    return findLeaves(module.result).map(({ path }, i) =>
      terms.equal(
        terms.application(module.member, path, call.arguments),
        integers[i] ?? terms.integer(0n),
      ),
    );
  });
