// What the collection of all accounts means in a formula. In the open universe it is the touched
// accounts and an unknown rest: a sum over the rest is one integer for each summand, a claim about
// all of the rest one proposition for each predicate, both keyed by what they read, venue included,
// so that they carry over a step exactly where nothing they read has changed. In a closed universe
// the accounts are listed: a complete, finite book.

import type { Type } from '../read/tree.ts';
import type { Atom, Bool, Int, Monomial, Terms } from '../ir/term.ts';
import { conjuncts } from '../ir/term.ts';
import { createSubstitution, visit } from '../ir/traverse.ts';
import type { Substitute } from '../ir/traverse.ts';
import { freshInput, INTERNAL, Malformed, truthValue } from './value.ts';
import type { Ghost, Literals, SymbolicValue } from './value.ts';

/** The unknown rest of the accounts, shared by everything that one cell says before and after. */
export type Rest = {
  readonly terms: Terms;
  readonly bound: SymbolicValue; // the account that summands and predicates are read over
  readonly isBound: (name: string) => boolean;
  readonly substituteEmpty: Substitute;
  readonly leaves: ReadonlyMap<string, string>; // variable of the bound account -> its path
  readonly literals: Literals;
  readonly account: Type;
  readonly predicates: Map<string, Bool>; // proposition -> predicate over the bound account
};

/** A rest sum is named by its summand, so it is the same wherever nothing it reads has changed. */
export const REST_SUM = `${INTERNAL}sum.`;
const REST_EVERY = `${INTERNAL}every.`;
const BOUND = `${INTERNAL}bound`;

/** Names an account's integer and boolean leaves by path, with their terms. */
export function accountLeaves(
  value: SymbolicValue,
  path = '',
): readonly (readonly [string, Int | Bool])[] {
  switch (value.kind) {
    case 'int':
    case 'string':
    case 'bool':
      return [[path, value.term]];
    case 'record':
      return [...value.fields].flatMap(([name, part]) => accountLeaves(part, `${path}.${name}`));
    case 'tuple':
      return value.elements.flatMap((part, i) => accountLeaves(part, `${path}.${i}`));
    default:
      throw new Malformed(`an account may not hold a ${value.kind}`);
  }
}

/** The substitution that reads what was said of the bound account of another account. */
export function instantiateBound(
  terms: Terms,
  bound: SymbolicValue,
  account: SymbolicValue,
): Substitute {
  const values = new Map(accountLeaves(account));
  const integers = new Map<string, Int>();
  const booleans = new Map<string, Bool>();
  for (const [path, leaf] of accountLeaves(bound)) {
    const value = values.get(path);
    if (value?.sort === 'Int') integers.set(variableName(leaf), value);
    if (value?.sort === 'Bool') booleans.set(variableName(leaf), value);
  }
  return createSubstitution(terms, { integers, booleans });
}

function variableName(leaf: Int | Bool): string {
  if (leaf.sort === 'Bool') return leaf.kind === 'variable' ? leaf.name : '';
  const atom = leaf.monomials[0]?.atoms[0];
  return atom?.kind === 'variable' ? atom.name : '';
}

export function createRest(
  terms: Terms,
  literals: Literals,
  account: Type,
  empty: SymbolicValue,
): Rest {
  const bound = freshInput(terms, literals, BOUND, account).value;
  const names = new Map(accountLeaves(bound).map(([path, leaf]) => [variableName(leaf), path]));
  return {
    terms,
    literals,
    account,
    bound,
    leaves: names,
    isBound: (name) => names.has(name),
    substituteEmpty: instantiateBound(terms, bound, empty),
    predicates: new Map(),
  };
}

const readsBound = (rest: Rest, root: Int | Bool): boolean => {
  let reads = false;
  const see = (name: string): void => {
    reads ||= rest.isBound(name);
  };
  visit([root], {
    atom: (atom) => {
      if (atom.kind === 'variable') see(atom.name);
    },
    bool: (bool) => {
      if (bool.kind === 'variable') see(bool.name);
    },
  });
  return reads;
};

/**
 * c(venue) · m(account): the part of a monomial that reads the account, and the part that does
 * not.
 */
function splitMonomial(
  rest: Rest,
  { coefficient, atoms }: Monomial,
): { readonly factor: Int; readonly summand: Int } {
  const { terms } = rest;
  const product = (chosen: readonly Atom[]): Int =>
    chosen.reduce((soFar, atom) => terms.multiply(soFar, terms.atom(atom)), terms.integer(1n));
  const reads = (atom: Atom): boolean => readsBound(rest, terms.atom(atom));
  return {
    factor: terms.scale(coefficient, product(atoms.filter((atom) => !reads(atom)))),
    summand: product(atoms.filter(reads)),
  };
}

export type RestSum = { readonly total: Int; readonly atEmpty: Int };

/** Σ over the rest of f(a) − f(empty), as Σ cᵢ·restᵢ; and f(empty), which must vanish. */
export const sumRest = (rest: Rest, f: Int): RestSum => ({
  total: sumSummands(rest, f),
  atEmpty: rest.substituteEmpty.int(f),
});

function sumSummands(rest: Rest, f: Int): Int {
  const { terms } = rest;
  return terms.add(
    ...f.monomials.map((monomial) => {
      const chosen = monomial.atoms.find(
        (atom): atom is Choice =>
          atom.kind === 'choice'
          && readsBound(rest, terms.atom(atom))
          && !readsBound(rest, atom.condition),
      );
      if (chosen !== undefined) return sumChoice(rest, monomial, chosen);
      const { factor, summand } = splitMonomial(rest, monomial);
      return summand === terms.integer(1n)
        ? terms.integer(0n)
        : terms.multiply(factor, terms.variable(`${REST_SUM}${summand.id}`));
    }),
  );
}

type Choice = Extract<Atom, { readonly kind: 'choice' }>;

/** A choice that no account has a say in is the same for all: Σ (c ? f : g) = c ? Σ f : Σ g. */
function sumChoice(rest: Rest, { coefficient, atoms }: Monomial, chosen: Choice): Int {
  const { terms } = rest;
  const others = atoms
    .filter((_, i) => i !== atoms.indexOf(chosen))
    .reduce(
      (product, atom) => terms.multiply(product, terms.atom(atom)),
      terms.integer(coefficient),
    );
  return terms.choose(
    chosen.condition,
    sumSummands(rest, terms.multiply(others, chosen.then)),
    sumSummands(rest, terms.multiply(others, chosen.otherwise)),
  );
}

/**
 * The sum is over all but finitely many `empty`: that f vanishes there is `owed`, or it says
 * nothing.
 */
function takeSum(rest: Rest, f: Int, owed: Bool[]): Int {
  const { total, atEmpty } = sumRest(rest, f);
  const vanishes = rest.terms.equal(atEmpty, rest.terms.integer(0n));
  if (vanishes !== rest.terms.truth(true)) owed.push(vanishes);
  return total;
}

/**
 * One proposition for each conjunct that reads the account: it holds of every account of the rest.
 */
function everyRest(rest: Rest, predicate: Bool): Bool {
  return rest.terms.and(
    ...conjuncts(predicate).map((conjunct) => {
      if (!readsBound(rest, conjunct)) return conjunct;
      const name = `${REST_EVERY}${conjunct.id}`;
      rest.predicates.set(name, conjunct);
      return rest.terms.proposition(name);
    }),
  );
}

/** All accounts: those touched, and the rest. */
export const openAccounts = (
  rest: Rest,
  touched: readonly SymbolicValue[],
  owed: Bool[],
): Ghost => ({
  sum: (f) =>
    rest.terms.add(...touched.map((account) => f(account)), takeSum(rest, f(rest.bound), owed)),
  every: (p) =>
    rest.terms.and(...touched.map((account) => p(account)), everyRest(rest, p(rest.bound))),
});

/**
 * One account before and after; `acts`: its owner is an actor; `chosen`: it is in an arbitrary
 * set.
 */
export type Change = {
  readonly was: SymbolicValue;
  readonly now: SymbolicValue;
  readonly acts: Bool;
  readonly chosen: Bool;
};

const changeOfSum =
  (terms: Terms, changes: readonly Change[]): Ghost['sum'] =>
  (f) =>
    terms.add(
      ...changes.map(({ was, now, chosen }) =>
        terms.subtract(f(now, truthValue(chosen)), f(was, truthValue(chosen))),
      ),
    );

const changeOfEvery =
  (terms: Terms, changes: readonly Change[]): Ghost['every'] =>
  (p) =>
    terms.and(...changes.map(({ was, now, acts }) => p(was, now, truthValue(acts))));

/** All accounts over a step: what is not touched is as it was, and its owner does not act. */
export const openChanges = (rest: Rest, changes: readonly Change[]): Ghost => ({
  sum: changeOfSum(rest.terms, changes),
  every: (p) =>
    rest.terms.and(
      changeOfEvery(rest.terms, changes)(p),
      everyRest(rest, p(rest.bound, rest.bound, truthValue(rest.terms.truth(false)))),
    ),
});

/** A complete book: the accounts listed, and `empty` for every other id. */
export const closedAccounts = (
  terms: Terms,
  listed: readonly SymbolicValue[],
  empty: SymbolicValue,
  owed: Bool[],
): Ghost => ({
  sum: (f) => {
    const vanishes = terms.equal(f(empty), terms.integer(0n));
    if (vanishes !== terms.truth(true)) owed.push(vanishes);
    return terms.add(...listed.map((account) => f(account)));
  },
  every: (p) => terms.and(...[...listed, empty].map((account) => p(account))),
});

export const closedChanges = (
  terms: Terms,
  changes: readonly Change[],
  others: readonly SymbolicValue[],
): Ghost => {
  const never = terms.truth(false);
  const still = others.map((account) => ({
    was: account,
    now: account,
    acts: never,
    chosen: never,
  }));
  return { sum: changeOfSum(terms, changes), every: changeOfEvery(terms, [...changes, ...still]) };
};

/**
 * What is known of the rest, for the propositions that occur in `roots`. R ⇒ p(u) for each witness
 * u, and ¬R ⇒ ¬p(w) for a witness w of R's own. Where p is `f <= 0` with f(empty) = 0, R also
 * bounds the sum of f over the rest by 0 and, every summand being at most 0, by f(u).
 */
export function factsOfRest(
  rest: Rest,
  roots: readonly Bool[],
  settled: ReadonlySet<string>,
): readonly Bool[] {
  const { terms } = rest;
  const names = new Set<string>();
  visit(roots, {
    bool: (bool) => {
      if (bool.kind === 'variable' && rest.predicates.has(bool.name)) names.add(bool.name);
    },
  });
  const witnesses = [...names]
    .filter((name) => !settled.has(name))
    .map((name) => ({ name, ...createWitness(rest, name) }));
  return [...names]
    .flatMap((name) => {
      const predicate = rest.predicates.get(name);
      if (predicate === undefined) return [];
      const every = terms.proposition(name);
      const instances = witnesses.map(({ at }) => terms.implies(every, at.bool(predicate)));
      const own = witnesses
        .filter((witness) => witness.name === name)
        .map(({ at }) => terms.implies(terms.not(every), terms.not(at.bool(predicate))));
      const sums = sumFacts(
        rest,
        predicate,
        witnesses.map(({ at }) => at),
      ).map((fact) => terms.implies(every, fact));
      return [...instances, ...own, ...sums];
    })
    .concat(witnesses.flatMap(({ constraints }) => constraints));
}

function createWitness(
  rest: Rest,
  name: string,
): { readonly at: Substitute; readonly constraints: readonly Bool[] } {
  const input = freshInput(
    rest.terms,
    rest.literals,
    `${INTERNAL}other.${name.slice(REST_EVERY.length)}`,
    rest.account,
  );
  return {
    at: instantiateBound(rest.terms, rest.bound, input.value),
    constraints: input.constraints,
  };
}

function sumFacts(rest: Rest, predicate: Bool, witnesses: readonly Substitute[]): readonly Bool[] {
  const { terms } = rest;
  if (predicate.kind !== 'nonPositive' && predicate.kind !== 'zero') return [];
  const { total, atEmpty } = sumRest(rest, predicate.of);
  if (atEmpty !== terms.integer(0n)) return [];
  if (predicate.kind === 'zero') return [terms.equal(total, terms.integer(0n))];
  return [
    terms.nonPositive(total),
    ...witnesses.map((at) => terms.lessOrEqual(total, at.int(predicate.of))),
  ];
}
