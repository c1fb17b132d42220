// A question with every assertion behind a switch of its own, so that a solver can say which of
// them it needed. What is said is the same; only where each assertion comes from is added.

import { createBounds } from '../ir/bounds.ts';
import type { Bounds } from '../ir/bounds.ts';
import { conjuncts, isTrue } from '../ir/term.ts';
import type { Bool } from '../ir/term.ts';
import type { Position } from '../read/tree.ts';
import type { Cell } from './cell.ts';
import type { Context, Fact } from './context.ts';
import { isDecided, namesIn } from './question.ts';
import type { Encoded, Question } from './question.ts';

/** Where an assertion comes from. `given`: a type, a definition, what the accounts are. */
export type Origin =
  | { readonly kind: 'property'; readonly id: string; readonly eliminated: boolean }
  | { readonly kind: 'guard'; readonly at: Position }
  | { readonly kind: 'given' }
  | { readonly kind: 'goal' };

/** The conditions that a transition's own statements part on, by the terms they come to. */
export type Guards = {
  readonly parts: ReadonlyMap<Bool, Position>;
  readonly given: ReadonlySet<Bool>; // what the types of the inputs say
  readonly found: Map<Bool, Position | null>; // of other terms, once they were looked for
};

export const NO_GUARDS: Guards = { parts: new Map(), given: new Set(), found: new Map() };

export function findGuards({ session, notes, constraints }: Cell): Guards {
  const { terms } = session;
  const parts = new Map<Bool, Position>();
  for (const { condition, at } of notes.decisions) {
    for (const part of [...conjuncts(condition), ...conjuncts(terms.not(condition))]) {
      if (!parts.has(part)) parts.set(part, at);
    }
  }
  return { parts, given: new Set(constraints.flatMap(conjuncts)), found: new Map() };
}

const GIVEN: Origin = { kind: 'given' };

const disjuncts = (term: Bool): readonly Bool[] => (term.kind === 'or' ? term.operands : [term]);

/** Where a part says it that has more alternatives, which guards before have excluded. */
function findWider({ parts, found }: Guards, term: Bool): Position | null {
  const known = found.get(term);
  if (known !== undefined) return known;
  const left = disjuncts(term);
  const wider = [...parts].find(([part]) =>
    part.kind === 'or' && left.every((one) => part.operands.includes(one)));
  const at = wider?.[1] ?? null;
  found.set(term, at);
  return at;
}

const findGuard = (guards: Guards, term: Bool): Position | null =>
  guards.parts.get(term) ?? (guards.given.has(term) ? null : findWider(guards, term));

function originOfFact(fact: Fact, guards: Guards): Origin {
  if (fact.source !== null) {
    return { kind: 'property', id: fact.source, eliminated: fact.eliminated === true };
  }
  const at = findGuard(guards, fact.term);
  return at === null ? GIVEN : { kind: 'guard', at };
}

export type Tracked = {
  readonly name: string;
  readonly smt2: string;
  readonly switches: readonly string[];
  readonly origins: ReadonlyMap<string, Origin>; // by switch
};

const ASSERT = '(assert ';

/** An encoding of a question, each assertion implied by its switch. */
export function trackEncoding(
  question: Question, encoded: Encoded, guards: Guards,
): Tracked {
  const { session, claim, origin } = question;
  const denied = session.terms.not(claim.goal);
  // of facts that say the same the first counts: an invariant before a guard that repeats it
  const facts = new Map(
    [...claim.context.facts].reverse().map((fact) => [fact.term, fact] as const));
  const findOrigin = (term: Bool): Origin => {
    if (term === denied) return { kind: 'goal' };
    const id = origin.get(term);
    if (id !== undefined) return { kind: 'property', id, eliminated: false };
    const fact = facts.get(term);
    return fact === undefined ? GIVEN : originOfFact(fact, guards);
  };
  const asserted = encoded.asserted.filter((term) => !isTrue(term));
  const lines = encoded.smt2.trimEnd().split('\n');
  const body = lines.filter((line) => !line.startsWith(ASSERT));
  const asserts = lines.filter((line) => line.startsWith(ASSERT));
  if (asserts.length !== asserted.length) throw new TypeError('an assertion without its term');
  const switches = asserts.map((_, i) => `core!${i}`);
  return {
    name: encoded.name,
    switches,
    smt2: `${[
      ...switches.map((name) => `(declare-const ${name} Bool)`), ...body,
      ...asserts.map((line, i) => `(assert (=> core!${i} ${line.slice(ASSERT.length, -1)}))`),
    ].join('\n')}\n`,
    origins: new Map(asserted.map((term, i) => [`core!${i}`, findOrigin(term)] as const)),
  };
}

const originKey = (origin: Origin): string =>
  (origin.kind === 'property' ? origin.id
    : origin.kind === 'guard' ? `${origin.at.file}:${origin.at.line}:${origin.at.column}` : '');

/** What is left when as much as possible is dropped, half of it at first, then ever less. */
function minimise<T>(all: readonly T[], suffices: (some: readonly T[]) => boolean): readonly T[] {
  let kept = all;
  for (let size = Math.ceil(all.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < kept.length;) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (suffices(without)) kept = without;
      else from += size;
    }
  }
  return kept;
}

/** What is made once for claims that share it: bounds by context, names by term. */
export type Shared = {
  readonly given: WeakMap<Context, Bounds>;
  readonly names: WeakMap<Bool, readonly string[]>;
};

export const createShared = (): Shared => ({ given: new WeakMap(), names: new WeakMap() });

function recall<K extends WeakKey, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

/** Ever more facts: those about nothing else than the goal, those about any of it, and all. */
function* rings(
  { names }: Shared, facts: readonly Fact[], goal: Bool,
): Generator<readonly Fact[]> {
  const about = new Set(namesIn([goal]));
  const nameFact = ({ term }: Fact): readonly string[] =>
    recall(names, term, () => namesIn([term]));
  yield facts.filter((fact) => nameFact(fact).every((name) => about.has(name)));
  yield facts.filter((fact) => nameFact(fact).some((name) => about.has(name)));
  yield facts;
}

/**
 * Of a goal that is decided without a solver: the origins without which it is not. A guard is one
 * only where no other fact, however far from the goal, can stand for it.
 */
export function foldedNeeds(
  { session, claim }: Question, guards: Guards, shared: Shared,
): readonly Origin[] {
  const { context, goal } = claim;
  const findOrigin = (fact: Fact): Origin => originOfFact(fact, guards);
  const bound = (facts: readonly Fact[]): Bounds =>
    createBounds(facts.map(({ term }) => term), session.terms.not);
  const decides = (facts: readonly Fact[]): boolean => isDecided(session, bound(facts), goal);
  const isGiven = (fact: Fact): boolean => findOrigin(fact).kind === 'given';
  const search = (facts: readonly Fact[]): readonly Origin[] => {
    for (const near of rings(shared, facts, goal)) {
      if (near.length < facts.length && !decides(near)) continue;
      const given = near.filter(isGiven);
      const groups = groupByOrigin(near.filter((fact) => !isGiven(fact)), guards);
      return minimise(groups, (some) => decides([...given, ...some.flat()]))
        .flatMap(([fact]) => (fact === undefined ? [] : [findOrigin(fact)]));
    }
    return [];
  };
  if (isTrue(goal)) return [];
  const stated = context.facts.find(({ term }) => term === goal);
  if (stated !== undefined) return [findOrigin(stated)];
  const given = recall(shared.given, context, () => bound(context.facts.filter(isGiven)));
  if (isDecided(session, given, goal)) return [];
  let needs = search(context.facts);
  for (const guard of needs.filter(({ kind }) => kind === 'guard')) {
    const others = context.facts.filter((fact) => originKey(findOrigin(fact)) !== originKey(guard));
    if (decides(others)) needs = search(others);
  }
  return needs;
}

/** Guards first: what is tried first is left out first. */
function groupByOrigin(facts: readonly Fact[], guards: Guards): readonly (readonly Fact[])[] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = originKey(originOfFact(fact, guards));
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  const isGuard = ([fact]: readonly Fact[]): boolean =>
    fact !== undefined && originOfFact(fact, guards).kind === 'guard';
  const all = [...groups.values()];
  return [...all.filter(isGuard), ...all.filter((group) => !isGuard(group))];
}
