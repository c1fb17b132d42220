// From a claim to what the solver is asked: facts, what is known of the rest of the accounts, lemma
// instances, the definition of every quotient, and the negated goal. Encodings are tried in turn:
// first products as opaque constants (its `sat` means nothing), then exactly, with either form of
// division.

import type { Bool, Term } from '../ir/term.ts';
import { findConstant, isTrue } from '../ir/term.ts';
import { defineQuotient, findQuotients } from '../ir/quotient.ts';
import { printAssertions } from '../ir/smtlib.ts';
import { visit } from '../ir/traverse.ts';
import type { Attempt } from '../solve/query.ts';
import { factsOfRest } from '../symbolic/universe.ts';
import type { Claim } from './claim.ts';
import { instantiateLemmas, isAboutCalls } from './theorem.ts';
import type { LemmaTree } from './theorem.ts';
import type { Session } from './session.ts';

export type Question = {
  /** Equal keys: equal texts in every encoding, with the same lemmas to draw upon. */
  readonly key: string;
  readonly claim: Claim;
  readonly folded: boolean; // decided by simplification and bounds alone
  readonly first: Attempt; // the cheapest encoding
  readonly others: () => readonly Attempt[]; // printed only where the first does not decide
  readonly model: readonly string[];
  readonly assumed: readonly string[]; // ids of the properties it assumes
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

const linear = (name: string, assertions: readonly Bool[]): Attempt => ({
  name,
  smt2: printAssertions(assertions, { products: 'linear', quotients: 'opaque' }),
  trusted: 'unsat-only',
});

const exact = (
  name: string,
  assertions: readonly Bool[],
  quotients: 'opaque' | 'div',
): Attempt => ({
  name,
  smt2: printAssertions(assertions, { products: 'exact', quotients }),
  trusted: 'both',
});

/** What is asserted, from what is given alone to what every lemma adds. */
type Assertions = {
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
  return {
    first: linear('linear', withCalls),
    others: () => [
      linear('lemmas', given.withProducts()),
      exact('exact', plain, 'opaque'),
      ...(divides ? [exact('div', plain, 'div')] : []),
      ...(plain.length < withCalls.length ? [exact('exact-lemmas', withCalls, 'opaque')] : []),
    ],
  };
}

const FOLDED: Pick<Question, 'key' | 'first' | 'others' | 'model'> = {
  key: '',
  first: { name: 'folded', smt2: '', trusted: 'both' },
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

export function poseQuestion(
  session: Session,
  claim: Claim,
  lemmas: readonly LemmaTree[],
): Question {
  const { context, goal } = claim;
  const facts = context.facts.map((fact) => fact.term);
  const { sources } = context;
  const assumed = [...new Set([...sources, ...lemmas.map((lemma) => lemma.id)])];
  if (context.bounds.implies(goal))
    return { claim, folded: true, ...FOLDED, assumed: [...sources] };
  const { bool, int } = context.substitute;
  const ofRest =
    context.rest === null
      ? []
      : factsOfRest(context.rest, [...facts, goal], context.settled).map(bool);
  const applications = claim.applications.map((a) => ({
    callee: a.callee,
    arguments: a.arguments.map(int),
  }));
  const said = [...facts, ...ofRest, session.terms.not(goal)];
  const aboutCalls = instantiateLemmas(session, lemmas.filter(isAboutCalls), applications, []);
  const plain = withDefinitions(session, said);
  const assertions = withDefinitions(session, [...said, ...aboutCalls.map(({ term }) => term)]);
  const roots = [goal, ...assertions.filter((term) => !facts.includes(term))];
  const later: Session = { ...session, terms: session.terms.fork() };
  const aboutProducts = lemmas.filter((lemma) => !isAboutCalls(lemma));
  const withProducts = (): readonly Bool[] => {
    const instances = instantiateLemmas(later, aboutProducts, [], roots);
    return withDefinitions(later, [...assertions, ...instances.map(({ term }) => term)]);
  };
  const encoded = encode({ plain, withCalls: assertions, withProducts });
  return {
    claim,
    folded: false,
    ...encoded,
    key: [...assumed, encoded.first.smt2].join(' '),
    model: namesIn(assertions),
    assumed,
  };
}
