// What is assumed where a goal is asked: facts with their sources, the equalities among them used
// to eliminate the unknown sums over the rest of the accounts, and the bounds that they give.

import type { Bool, Int, Terms } from '../ir/term.ts';
import { conjuncts, isTrue } from '../ir/term.ts';
import { createBounds } from '../ir/bounds.ts';
import type { Bounds } from '../ir/bounds.ts';
import { createSubstitution } from '../ir/traverse.ts';
import type { ModuleCall } from '../symbolic/compile.ts';
import { REST_SUM } from '../symbolic/universe.ts';
import type { Substitute } from '../ir/traverse.ts';
import type { Rest } from '../symbolic/universe.ts';

/** A truth and the property it is taken from; null: a type, a path condition, a definition. */
export type Fact = {
  readonly source: string | null;
  readonly term: Bool;
  readonly eliminated?: true; // it reads otherwise than it was given
};

export type Context = {
  readonly terms: Terms;
  readonly facts: readonly Fact[]; // after elimination
  /** Of all facts given: one that elimination used up is relied upon all the same. */
  readonly sources: ReadonlySet<string>;
  readonly substitute: Substitute;
  readonly solved: ReadonlyMap<string, Int>; // what it puts for each sum eliminated
  readonly solvedBy: ReadonlySet<string>; // the properties whose equalities that used up
  readonly bounds: Bounds;
  readonly rest: Rest | null;
  readonly settled: ReadonlySet<string>; // propositions over the rest that the facts state outright
  readonly assured: readonly ModuleCall[]; // of which the facts say what the contract says
};

/** Solves `p = 0` for a rest sum that occurs in it once, alone, with coefficient ±1. */
function solveForRest(terms: Terms, equality: Bool): readonly [string, Int] | null {
  if (equality.kind !== 'zero') return null;
  const { monomials } = equality.of;
  for (const { coefficient, atoms } of monomials) {
    const [atom] = atoms;
    if (atoms.length !== 1 || atom?.kind !== 'variable' || !atom.name.startsWith(REST_SUM))
      continue;
    const elsewhere = monomials.some((m) => m.atoms.length > 1 && m.atoms.includes(atom));
    if (elsewhere || (coefficient !== 1n && coefficient !== -1n)) continue;
    const alone = terms.scale(coefficient, terms.atom(atom));
    return [atom.name, terms.scale(-coefficient, terms.subtract(equality.of, alone))];
  }
  return null;
}

type Eliminated = {
  readonly solved: ReadonlyMap<string, Int>;
  readonly sources: ReadonlySet<string>;
};

/** A simultaneous substitution that the equalities among the facts justify. */
function eliminate(terms: Terms, facts: readonly Fact[]): Eliminated {
  let solved = new Map<string, Int>();
  const sources = new Set<string>();
  for (const { source, term: fact } of split(facts)) {
    if (fact.kind !== 'zero') continue;
    const so = createSubstitution(terms, { integers: solved, booleans: new Map() });
    const found = solveForRest(terms, so.bool(fact));
    if (found === null) continue;
    const [name, value] = found;
    const one = createSubstitution(terms, {
      integers: new Map([[name, value]]),
      booleans: new Map(),
    });
    solved = new Map([...solved].map(([known, term]) => [known, one.int(term)]));
    solved.set(name, value);
    if (source !== null) sources.add(source);
  }
  return { solved, sources };
}

const split = (facts: readonly Fact[]): readonly Fact[] =>
  facts.flatMap(({ term, ...rest }) =>
    conjuncts(term).map((conjunct) => ({ ...rest, term: conjunct })),
  );

/** Facts without the alternatives that others exclude: the same together, with more equations. */
function withoutExcluded(terms: Terms, facts: readonly Fact[]): readonly Fact[] {
  const bounds = createBounds(facts.map(({ term }) => term), terms.not);
  return facts.map((fact) =>
    fact.term.kind === 'or'
      ? { ...fact, term: terms.or(...fact.term.operands.filter((one) => !bounds.refutes(one))) }
      : fact,
  );
}

const settledBy = (facts: readonly Fact[]): ReadonlySet<string> =>
  new Set(facts.flatMap(({ term }) => (term.kind === 'variable' ? [term.name] : [])));

export function createContext(
  terms: Terms,
  rest: Rest | null,
  given: readonly Fact[],
  assured: readonly ModuleCall[] = [],
): Context {
  const facts = split(withoutExcluded(terms, split(given)));
  const { solved, sources: solvedBy } = eliminate(terms, facts);
  const substitute = substitution(terms, solved);
  return finish({ terms, rest, substitute, solved, solvedBy, assured, sources: new Set() }, facts);
}

const substitution = (terms: Terms, integers: ReadonlyMap<string, Int>): Substitute =>
  createSubstitution(terms, { integers, booleans: new Map() });

function finish(
  base: Pick<
    Context, 'terms' | 'rest' | 'substitute' | 'solved' | 'solvedBy' | 'sources' | 'assured'
  >,
  given: readonly Fact[],
): Context {
  const facts = split(
    given.map((fact): Fact => {
      const term = base.substitute.bool(fact.term);
      return term === fact.term ? fact : { ...fact, term, eliminated: true };
    }),
  ).filter(({ term }) => !isTrue(term));
  return {
    ...base,
    facts,
    sources: new Set([...base.sources, ...given.flatMap(({ source }) => source ?? [])]),
    bounds: createBounds(facts.map((fact) => fact.term), base.terms.not),
    settled: settledBy(facts),
  };
}

/** More facts, of which it is expected that they exclude alternatives: it is eliminated anew. */
export function narrowContext(context: Context, more: readonly Fact[]): Context {
  const { terms } = context;
  const facts = split(withoutExcluded(terms, split([...context.facts, ...more])));
  const found = eliminate(terms, facts);
  if (found.solved.size === 0) return finish(context, facts);
  const further = substitution(terms, found.solved);
  const earlier = [...context.solved].map(([name, value]) => [name, further.int(value)] as const);
  const solved = new Map([...earlier, ...found.solved]);
  const solvedBy = new Set([...context.solvedBy, ...found.sources]);
  return finish({ ...context, solved, solvedBy, substitute: substitution(terms, solved) }, facts);
}

/** The same elimination with more facts. */
export function extendContext(context: Context, facts: readonly Fact[]): Context {
  return facts.length === 0 ? context : finish(context, [...context.facts, ...facts]);
}
