// Modules: that each implementation meets its contract, which is claimed of each alone, and what
// the contract says at each call, which is all that any other claim is told.

import type { ModuleTree, Position, Project, Property } from '../read/tree.ts';
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
import type { ModuleCall, Notes, Requirement } from '../symbolic/compile.ts';
import { applyMerged } from '../symbolic/execute.ts';
import { freshInput, Malformed } from '../symbolic/value.ts';
import type { SymbolicValue } from '../symbolic/value.ts';
import { claimsOfStatement } from './claim.ts';
import type { Claim, Place } from './claim.ts';
import { createJudging, nameComposition } from './composition.ts';
import { createContext } from './context.ts';
import type { Context, Fact } from './context.ts';
import { createCompiler, readLambda } from './session.ts';
import type { Session } from './session.ts';
import { claimRanges, STRUCTURE } from './structure.ts';

export type ModuleContract = Extract<Property, { readonly kind: 'module' }>;

/** A claim with the session that its terms are of. */
export type Posed = { readonly session: Session; readonly claim: Claim };

/** Contracts of modules that may be relied on. */
export const findContracts = (
  { properties }: Project, without: ReadonlySet<string>,
): readonly ModuleContract[] => properties
  .filter((property) => property.kind === 'module')
  .filter(({ id }) => !without.has(id));

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
    const judging = createJudging(
      session.project, new Map([[property.member, id]]), session.asksAll);
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

const callKey = ({ member, arguments: spelt }: ModuleCall): string =>
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

export const contractsIn = (session: Session, roots: readonly Bool[]): readonly string[] => [
  ...new Set(findCalls(session, roots).map(({ member }) => findModule(session, member).contract)),
];

/** The contracts of the members that a claim mentions. */
export function findCalled(session: Session, { context, goal }: Claim): readonly string[] {
  const { facts } = context;
  const known = session.called.get(facts) ?? contractsIn(session, facts.map(({ term }) => term));
  session.called.set(facts, known);
  return [...new Set([...known, ...contractsIn(session, [goal])])];
}

/**
 * Facts without what contracts say of calls that nothing else speaks of: less to ask, and to find a
 * model of.
 */
export function dropUnmentioned(
  session: Session,
  facts: readonly Fact[],
  others: readonly Bool[],
): readonly Bool[] {
  const contracts = [...session.project.program.modules.values()].map(({ contract }) => contract);
  const isSaid = ({ source }: Fact): boolean =>
    source !== null && (source === STRUCTURE.requires || contracts.includes(source));
  const rest = facts.filter((fact) => !isSaid(fact)).map(({ term }) => term);
  const mentioned = new Set(findCalls(session, [...rest, ...others]).map(callKey));
  return facts.filter((fact) => !isSaid(fact)
    || callsIn(session, fact.term).every((call) => mentioned.has(callKey(call))))
    .map(({ term }) => term);
}

type Instance = { readonly source: string; readonly term: Bool };

/**
 * What the contracts say of calls: `requires ⇒ ensures`, which is true of every implementation
 * whatever the arguments, as long as they are of their types.
 */
export function instantiateCalls(
  session: Session,
  contracts: readonly ModuleContract[],
  calls: readonly ModuleCall[],
): readonly Instance[] {
  const distinct = new Map(calls.map((call) => [callKey(call), call]));
  return [...distinct.values()].flatMap((call): readonly Instance[] => {
    const module = findModule(session, call.member);
    if (!contracts.some(({ id }) => id === module.contract)) return [];
    const term = instance(session, module, call.arguments);
    return isTrue(term) ? [] : [{ source: module.contract, term }];
  });
}

/**
 * What the contracts ensure of calls where they are reached: it rests on the contracts, and on what
 * they require having been proved of every call.
 */
export function ensureCalls(
  session: Session,
  contracts: readonly ModuleContract[],
  requirements: readonly Requirement[],
): readonly Instance[] {
  const { terms } = session;
  return requirements.flatMap(({ call, under }): readonly Instance[] => {
    const module = findModule(session, call.member);
    if (!contracts.some(({ id }) => id === module.contract)) return [];
    const { ensured } = readContract(session, module, call.arguments);
    const term = terms.implies(under, ensured);
    return [{ source: module.contract, term }, { source: STRUCTURE.requires, term }];
  });
}

/** The same of the calls that are mentioned, but those of which it is known already. */
export function instantiateContracts(
  session: Session,
  contracts: readonly ModuleContract[],
  roots: readonly Bool[],
  known: readonly ModuleCall[],
): readonly Instance[] {
  const assured = new Set(known.map(callKey));
  const calls = findCalls(session, roots).filter((call) => !assured.has(callKey(call)));
  return instantiateCalls(session, contracts, calls);
}

type ContractReading = {
  readonly typed: Bool; // that the arguments are of their types
  readonly returned: Bool; // that the result is
  readonly required: Bool;
  readonly ensured: Bool;
};

function readContract(
  session: Session,
  module: ModuleTree,
  spelt: readonly Int[],
): ContractReading {
  const { terms, literals } = session;
  const values = readArguments(terms, module, spelt);
  const result = unknownResult(terms, module, spelt);
  const { requires, ensures } = module;
  const when = readLambda(session, requires, values.slice(0, requires.parameters.length));
  const given = [...values, result].slice(0, ensures.parameters.length);
  return {
    typed: areTyped(terms, literals, module, spelt),
    returned: isResultTyped(session, module, spelt),
    required: when.term,
    ensured: readLambda(session, ensures, given, when.term).term,
  };
}

function instance(session: Session, module: ModuleTree, spelt: readonly Int[]): Bool {
  const key = callKey({ member: module.member, arguments: spelt });
  const known = session.instances.get(key);
  if (known !== undefined) return known;
  const made = makeInstance(session, module, spelt);
  session.instances.set(key, made);
  return made;
}

function makeInstance(session: Session, module: ModuleTree, spelt: readonly Int[]): Bool {
  const { terms } = session;
  const { typed, returned, required, ensured } = readContract(session, module, spelt);
  return terms.and(
    terms.implies(typed, returned),
    terms.implies(terms.and(typed, required), ensured),
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
