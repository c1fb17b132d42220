// Theorems and lemmas: claims about any inputs. A lemma that is proved may be instantiated wherever
// the terms it is stated at occur, as the implication `when => then`; a lemma rests on earlier ones
// only. A lemma that calls modules is a law: it is proved of every composition of those, then
// instantiated at calls of whatever is composed.

import type { Expression, Lambda, Property } from '../read/tree.ts';
import type { Bool, Int, Terms } from '../ir/term.ts';
import { isTrue } from '../ir/term.ts';
import { visit } from '../ir/traverse.ts';
import type { Application } from '../symbolic/compile.ts';
import { moduleCallee } from '../symbolic/module.ts';
import { freshInput, integerValue } from '../symbolic/value.ts';
import type { SymbolicValue } from '../symbolic/value.ts';
import { claimsOfStatement } from './claim.ts';
import type { Claim } from './claim.ts';
import {
  createJudging,
  findCompositions,
  membersOfClaim,
  nameComposition,
} from './composition.ts';
import { createContext } from './context.ts';
import type { Posed } from './module.ts';
import { readLambda } from './session.ts';
import type { Session } from './session.ts';

export type LemmaTree = Extract<Property, { readonly kind: 'lemma' }>;
export type TheoremTree = Extract<Property, { readonly kind: 'theorem' }>;

/** Claims about inputs alone: of no step. */
export type OfInputs = Extract<Property, { readonly kind: 'theorem' | 'lemma' | 'module' }>;

export const isOfInputs = (property: Property): property is OfInputs =>
  property.kind === 'theorem' || property.kind === 'lemma' || property.kind === 'module';

const isLemma = (property: Property): property is LemmaTree => property.kind === 'lemma';

/** The lemmas that a claim may use: for a lemma's own, only those stated before it. */
export function lemmasBefore(
  properties: readonly Property[],
  claim: Claim,
): readonly LemmaTree[] {
  const declared = properties.filter(isLemma);
  return claim.kind === 'lemma'
    ? declared.slice(
        0,
        declared.findIndex((lemma) => lemma.id === claim.property),
      )
    : declared;
}

const parameterName = (lambda: Lambda, i: number): string => {
  const pattern = lambda.parameters[i]?.pattern;
  return pattern?.kind === 'name' ? pattern.name : `input-${i + 1}`;
};

/** The inputs of a theorem, named after the parameters of its `when`. */
export function theoremInputs(session: Session, property: LemmaTree | TheoremTree) {
  const inputs = property.when.parameters.map((parameter, i) => {
    const name = parameterName(property.when, i);
    return {
      name,
      type: parameter.type,
      ...freshInput(session.terms, session.literals, name, parameter.type),
    };
  });
  return {
    inputs,
    values: inputs.map((input) => input.value),
    constraints: inputs.flatMap((input) => input.constraints),
  };
}

export function claimTheorem(
  session: Session,
  property: LemmaTree | TheoremTree,
  path: string | null = null,
): readonly Claim[] {
  const { values, constraints } = theoremInputs(session, property);
  const when = readLambda(session, property.when, values.slice(0, property.when.parameters.length));
  const then = readLambda(
    session,
    property.then,
    values.slice(0, property.then.parameters.length),
    when.term,
  );
  const types = createContext(
    session.terms,
    null,
    constraints.map((term) => ({ source: null, term })),
  );
  const met = createContext(
    session.terms,
    null,
    [...constraints, when.term].map((term) => ({ source: null, term })),
  );
  const statement = {
    property: property.id,
    kind: property.kind,
    at: property.at,
    constraints: [],
    finite: [],
  };
  const place = { transition: null, path };
  const assumption = {
    ...statement,
    part: 'when',
    goal: session.terms.truth(true),
    notes: when.notes,
  };
  const conclusion = { ...statement, part: '', goal: then.term, notes: then.notes };
  return [
    ...claimsOfStatement(types, assumption, place, []).filter(
      (claim) => claim.goal !== session.terms.truth(true),
    ),
    ...claimsOfStatement(met, conclusion, place, when.notes.applications),
  ];
}

/** A law is claimed of each composition of the members that it calls, in a session of its own. */
export function claimLemma(session: Session, property: LemmaTree): readonly Posed[] {
  const { project } = session;
  const members = membersOfClaim(project, property);
  if (members.size === 0)
    return claimTheorem(session, property).map((claim) => ({ session, claim }));
  return findCompositions(project, members).flatMap((chosen) => {
    const judging = createJudging(project, chosen, session.asksAll);
    const path = nameComposition(project, chosen);
    return claimTheorem(judging, property, path).map((claim) => ({ session: judging, claim }));
  });
}

/** Where a lemma is stated: a call of one function on its parameters, or the product of two. */
type Pattern =
  | { readonly kind: 'call'; readonly callee: string; readonly parameters: readonly number[] }
  | { readonly kind: 'product'; readonly parameters: readonly [number, number] };

function localIndex(lambda: Lambda, e: Expression | undefined): number | null {
  if (e === undefined || e.kind !== 'local') return null;
  const index = lambda.parameters.findIndex(
    (p) => p.pattern.kind === 'name' && p.pattern.name === e.name,
  );
  return index === -1 ? null : index;
}

function readPattern(lambda: Lambda, e: Expression): Pattern | null {
  if (e.kind === 'call' || e.kind === 'module') {
    const parameters = e.arguments.map((argument) => localIndex(lambda, argument));
    const callee = e.kind === 'call' ? e.callee : moduleCallee(e.member);
    return parameters.every((p) => p !== null) ? { kind: 'call', callee, parameters } : null;
  }
  if (e.kind !== 'binary' || e.operator !== '*') return null;
  const [left, right] = [localIndex(lambda, e.left), localIndex(lambda, e.right)];
  return left === null || right === null ? null : { kind: 'product', parameters: [left, right] };
}

/** The places a lemma is stated at; null where one has another form than the two understood. */
export function readPatterns(lemma: LemmaTree): readonly Pattern[] | null {
  const [statement] = lemma.instances.body;
  if (statement?.kind !== 'return' || statement.value.kind !== 'tuple') return null;
  const patterns = statement.value.elements.map((e) => readPattern(lemma.instances, e));
  return patterns.every((p) => p !== null) ? patterns : null;
}

type Binding = ReadonlyMap<number, Int>;

function extend(
  binding: Binding,
  parameters: readonly number[],
  values: readonly Int[],
): Binding | null {
  const extended = new Map(binding);
  for (const [i, parameter] of parameters.entries()) {
    const value = values[i];
    const known = extended.get(parameter);
    if (value === undefined || (known !== undefined && known !== value)) return null;
    extended.set(parameter, value);
  }
  return extended;
}

/** Whether a lemma is stated at calls alone: its instances are as few as the calls. */
export const isAboutCalls = (lemma: LemmaTree): boolean =>
  readPatterns(lemma)?.every((pattern) => pattern.kind === 'call') ?? false;

/** Every ordered way to read a product of two or three atoms as a product of two factors. */
function findFactors(terms: Terms, roots: readonly Bool[]): readonly (readonly [Int, Int])[] {
  const found = new Map<string, readonly [Int, Int]>();
  visit(roots, {
    int: (term) => {
      for (const { atoms } of term.monomials) {
        if (atoms.length < 2 || atoms.length > 3) continue;
        atoms.forEach((atom, i) => {
          const others = atoms
            .filter((_, j) => j !== i)
            .reduce(
              (product, other) => terms.multiply(product, terms.atom(other)),
              terms.integer(1n),
            );
          const one = terms.atom(atom);
          found.set(`${one.id}.${others.id}`, [one, others]);
          found.set(`${others.id}.${one.id}`, [others, one]);
        });
      }
    },
  });
  return [...found.values()];
}

/** Of one lemma in one query: beyond it instances cost more than they decide. */
const MOST_INSTANCES = 1000;

/** Instances of proved lemmas for the calls and products that a query mentions. */
export function instantiateLemmas(
  session: Session,
  lemmas: readonly LemmaTree[],
  applications: readonly Application[],
  roots: readonly Bool[],
): readonly { readonly source: string; readonly term: Bool }[] {
  const factors = lemmas.some((lemma) => readPatterns(lemma)?.some((p) => p.kind === 'product'))
    ? findFactors(session.terms, roots)
    : [];
  const calls = new Map(
    applications.map((a) => [`${a.callee}(${a.arguments.map((x) => x.id).join(',')})`, a]),
  );
  const candidates = (pattern: Pattern): readonly (readonly Int[])[] =>
    pattern.kind === 'product'
      ? factors
      : [...calls.values()].filter((a) => a.callee === pattern.callee).map((a) => a.arguments);
  return lemmas.flatMap((lemma) => {
    const patterns = readPatterns(lemma) ?? [];
    const bindings = patterns.reduce<readonly Binding[]>(
      (soFar, pattern) =>
        soFar.flatMap((binding) =>
          candidates(pattern).flatMap(
            (values) => extend(binding, pattern.parameters, values) ?? [],
          ),
        ),
      [new Map()],
    );
    return bindings
      .filter((binding) => binding.size === lemma.when.parameters.length)
      .map((binding) => ({ source: lemma.id, term: instance(session, lemma, binding) }))
      .filter(({ term }) => !isTrue(term))
      .slice(0, MOST_INSTANCES);
  });
}

function instance(session: Session, lemma: LemmaTree, binding: Binding): Bool {
  const spelt = lemma.when.parameters.map((_, i) => binding.get(i)?.id ?? '');
  const key = `${lemma.id}(${spelt.join(',')})`;
  const known = session.instances.get(key);
  if (known !== undefined) return known;
  const made = makeInstance(session, lemma, binding);
  session.instances.set(key, made);
  return made;
}

function makeInstance(session: Session, lemma: LemmaTree, binding: Binding): Bool {
  const values: readonly SymbolicValue[] = lemma.when.parameters.map((_, i) =>
    integerValue(binding.get(i) ?? session.terms.integer(0n)),
  );
  const when = readLambda(session, lemma.when, values);
  return session.terms.implies(when.term, readLambda(session, lemma.then, values, when.term).term);
}
