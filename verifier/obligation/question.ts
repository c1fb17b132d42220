// From a claim to what the solver is asked: facts, what is known of the rest of the accounts, lemma
// instances, the contract of every module called, the definition of every quotient, and the negated
// goal. Encodings are tried in turn:
// first products as opaque constants (its `sat` means nothing), then exactly, with either form of
// division.

import type { Bounds } from '../ir/bounds.ts';
import type { Bool, Term } from '../ir/term.ts';
import { conjuncts, findConstant, isTrue } from '../ir/term.ts';
import { defineQuotient, findQuotients } from '../ir/quotient.ts';
import { printAssertions } from '../ir/smtlib.ts';
import { visit } from '../ir/traverse.ts';
import type { Attempt } from '../solve/query.ts';
import { factsOfRest } from '../symbolic/universe.ts';
import type { ModuleCall } from '../symbolic/compile.ts';
import type { Claim } from './claim.ts';
import type { Context } from './context.ts';
import { membersOfClaim } from './composition.ts';
import { defineCalls, dropUnmentioned, findCalled, instantiateContracts } from './module.ts';
import type { ModuleContract } from './module.ts';
import { instantiateLemmas, isAboutCalls } from './theorem.ts';
import type { LemmaTree } from './theorem.ts';
import { forget } from './session.ts';
import type { Session } from './session.ts';

/** An attempt with what its text asserts, in the order of the text; a truth is not printed. */
export type Encoded = Attempt & { readonly asserted: readonly Bool[] };

export type Question = {
  /** Equal keys: equal texts in every encoding, with the same lemmas to draw upon. */
  readonly key: string;
  readonly session: Session; // that the claim's terms are of
  readonly claim: Claim;
  readonly folded: boolean; // decided by simplification and bounds alone
  readonly first: Encoded; // the cheapest encoding
  readonly others: () => readonly Encoded[]; // printed only where the first does not decide
  readonly model: readonly string[];
  readonly assumed: readonly string[]; // ids of the properties it assumes
  /** Contracts of the modules that it speaks of: where one fails, so does what it is about. */
  readonly called: readonly string[];
  /** By assertion its lemma or module contract; lemmas of products are there once `others` is. */
  readonly origin: ReadonlyMap<Bool, string>;
};

/** What a claim may be asked with: lemmas, and the contracts of modules. */
export type Known = {
  readonly lemmas: readonly LemmaTree[];
  readonly contracts: readonly ModuleContract[];
};

/** Variables and propositions that occur, in a fixed order. */
export function namesIn(roots: readonly Term[]): readonly string[] {
  const names = new Set<string>();
  visit(roots, {
    atom: (atom) => {
      if (atom.kind === 'variable') names.add(atom.name);
    },
    bool: (bool) => {
      if (bool.kind === 'variable') names.add(bool.name);
    },
  });
  return [...names];
}

function hasProducts(roots: readonly Term[]): boolean {
  let found = false;
  visit(roots, {
    int: (term) => {
      found ||= term.monomials.some((m) => m.atoms.length > 1);
    },
  });
  return found;
}

const linear = (name: string, assertions: readonly Bool[]): Encoded => ({
  name,
  asserted: assertions,
  smt2: printAssertions(assertions, { products: 'linear', quotients: 'opaque' }),
  trusted: 'unsat-only',
});

const exact = (
  name: string,
  assertions: readonly Bool[],
  quotients: 'opaque' | 'div',
  trusted: Attempt['trusted'] = 'both',
): Encoded => ({
  name,
  asserted: assertions,
  smt2: printAssertions(assertions, { products: 'exact', quotients }),
  trusted,
});

/** What is asserted, from what is given alone to what every lemma adds. */
type Assertions = {
  readonly calls: boolean; // of modules: a lemma may be a law of them that `plain` lacks
  readonly plain: readonly Bool[];
  readonly withCalls: readonly Bool[]; // lemmas about calls: few instances
  readonly withProducts: () => readonly Bool[]; // lemmas about products: many
};

/** Encodings, cheapest first. Lemmas spare the linear one what slows the exact ones down. */
function encode(given: Assertions): Pick<Question, 'first' | 'others'> {
  const { plain, withCalls } = given;
  if (!hasProducts(withCalls)) {
    return { first: exact('exact', withCalls, 'opaque'), others: () => [] };
  }
  const divides = findQuotients(plain).length > 0;
  const more = plain.length < withCalls.length;
  const trusted = given.calls && more ? 'unsat-only' : 'both';
  return {
    first: linear('linear', withCalls),
    others: () => [
      linear('lemmas', given.withProducts()),
      exact('exact', plain, 'opaque', trusted),
      ...(divides ? [exact('div', plain, 'div', trusted)] : []),
      ...(more ? [exact('exact-lemmas', withCalls, 'opaque')] : []),
    ],
  };
}

const FOLDED: Pick<Question, 'key' | 'first' | 'others' | 'model'> = {
  key: '',
  first: { name: 'folded', smt2: '', trusted: 'both', asserted: [] },
  others: () => [],
  model: [],
};

/** Facts with the definitions of their quotients. */
export function withDefinitions(session: Session, assertions: readonly Bool[]): readonly Bool[] {
  const definitions = findQuotients(assertions)
    .filter((quotient) => findConstant(quotient.denominator) !== 0n)
    .map((quotient) => defineQuotient(session.terms, quotient));
  return [...new Set([...assertions, ...definitions])].filter((term) => !isTrue(term));
}

/**
 * The same, with every module called as what is composed defines it: for models, not for proofs.
 */
export const withComposition = (
  session: Session,
  assertions: readonly Bool[],
): readonly Bool[] =>
  withDefinitions(session, [...assertions, ...defineCalls(session, assertions)]);

/** Where implementations are judged, a law that calls another module has no place. */
function findUsable({ project, unfolded }: Session, lemmas: readonly LemmaTree[]) {
  return unfolded.size === 0
    ? lemmas
    : lemmas.filter((lemma) => [...membersOfClaim(project, lemma)].every((m) => unfolded.has(m)));
}

const assuredIn = ({ assured, substitute }: Context): readonly ModuleCall[] =>
  assured.map((call) => ({ ...call, arguments: call.arguments.map(substitute.int) }));

/** Decided by what the facts say of intervals, or by putting some of them together. */
export const isDecided = ({ terms, asksAll }: Session, bounds: Bounds, goal: Bool): boolean =>
  isTrue(goal)
  || (!asksAll && (bounds.implies(goal) || bounds.contradict(conjuncts(terms.not(goal)))));

export function poseQuestion(session: Session, claim: Claim, known: Known): Question {
  const { context, goal } = claim;
  const facts = context.facts.map((fact) => fact.term);
  const { sources } = context;
  const lemmas = findUsable(session, known.lemmas);
  const about = { session, claim, called: findCalled(session, claim) };
  if (isDecided(session, context.bounds, goal))
    return { ...about, folded: true, ...FOLDED, assumed: [...sources], origin: new Map() };
  const { bool, int } = context.substitute;
  const ofRest =
    context.rest === null
      ? []
      : factsOfRest(context.rest, [...facts, goal], context.settled).map(bool);
  const applications = claim.applications.map((a) => ({
    callee: a.callee,
    arguments: a.arguments.map(int),
  }));
  const own = [...ofRest, session.terms.not(goal)];
  const aboutCalls = instantiateLemmas(session, lemmas.filter(isAboutCalls), applications, []);
  const instances = aboutCalls.map(({ term }) => term);
  const contracts = instantiateContracts(
    session, known.contracts, [...facts, ...own, ...instances], assuredIn(context));
  const agreed = contracts.map(({ term }) => term);
  const assert = (more: readonly Bool[]): readonly Bool[] => {
    const asked = [...own, ...more];
    const mentioned = dropUnmentioned(session, context.facts, asked);
    return withDefinitions(session, [...mentioned, ...asked, ...agreed]);
  };
  const plain = assert([]);
  const assertions = assert(instances);
  const assumed = [
    ...new Set([
      ...sources,
      ...lemmas.map((lemma) => lemma.id),
      ...contracts.map(({ source }) => source),
    ]),
  ];
  const roots = [goal, ...assertions.filter((term) => !facts.includes(term))];
  const later: Session = { ...session, ...forget(), terms: session.terms.fork() };
  const aboutProducts = lemmas.filter((lemma) => !isAboutCalls(lemma));
  const origin = new Map(
    [...aboutCalls, ...contracts].map(({ source, term }) => [term, source] as const));
  const withProducts = (): readonly Bool[] => {
    const more = instantiateLemmas(later, aboutProducts, [], roots);
    for (const { source, term } of more) origin.set(term, source);
    return withDefinitions(later, [...assertions, ...more.map(({ term }) => term)]);
  };
  const calls = about.called.length > 0;
  const encoded = encode({ calls, plain, withCalls: assertions, withProducts });
  return {
    ...about,
    folded: false,
    ...encoded,
    key: [...assumed, encoded.first.smt2].join(' '),
    model: namesIn(assertions),
    assumed,
    origin,
  };
}
