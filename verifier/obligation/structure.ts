// Obligations that every transition owes whatever is declared: its paths cover every input and
// exclude each other; an account given twice is rejected; every division is defined; every module
// is called as its contract requires; every intermediate, on rejected paths too, and every stored
// value is in range.

import { conjuncts, isTrue } from '../ir/term.ts';
import type { Bool, Int, Terms } from '../ir/term.ts';
import type { Position } from '../read/tree.ts';
import type { Intermediate, Notes } from '../symbolic/compile.ts';
import { equalValues, readRecordField } from '../symbolic/value.ts';
import type { SymbolicValue } from '../symbolic/value.ts';
import type { Cell, CellPath } from './cell.ts';
import { structuralClaim } from './claim.ts';
import type { Claim, Place } from './claim.ts';
import { createContext, extendContext } from './context.ts';
import type { Context } from './context.ts';
import type { Session } from './session.ts';

export const STRUCTURE = {
  paths: 'PATHS',
  aliasing: 'ALIASING',
  defined: 'DEFINED',
  requires: 'REQUIRES',
  intermediate: 'INTERMEDIATE',
  stored: 'STORED',
  witness: 'WITNESS',
} as const;

export function claimPaths(cell: Cell): readonly Claim[] {
  const { terms } = cell.session;
  const context = createContext(
    terms,
    cell.world.rest,
    cell.constraints.map((term) => ({ source: null, term })),
  );
  const place: Place = { transition: cell.name, path: null };
  const claim = (suffix: string, goal: Bool): Claim =>
    structuralClaim(context, STRUCTURE.paths, place, suffix, cell.at, goal, []);
  const pairs = cell.paths.flatMap((left, i) =>
    cell.paths
      .slice(i + 1)
      .map((right) =>
        claim(`${left.name}.${right.name}`, disjoint(terms, left.condition, right.condition)),
      ),
  );
  return [claim('cover', terms.or(...cell.paths.map((path) => path.condition))), ...pairs];
}

/**
 * ¬(left ∧ right), decided at once where the one states the negation of a conjunct of the other.
 */
function disjoint(terms: Terms, left: Bool, right: Bool): Bool {
  const stated = new Set(conjuncts(right).map((conjunct) => conjunct.id));
  const denied = conjuncts(left).some((conjunct) =>
    conjuncts(terms.not(conjunct)).every((c) => stated.has(c.id)),
  );
  return denied ? terms.truth(true) : terms.not(terms.and(left, right));
}

/**
 * The host loads an account by its id, so equal ids give equal records: such an event is rejected.
 * No invariant is assumed: they count the touched accounts as distinct, which is what is asked.
 */
export function claimAliasing(cell: Cell, path: CellPath): readonly Claim[] {
  const { session, transition } = cell;
  if (transition === null || path.after === null) return [];
  const known = [...cell.constraints, path.condition].map((term) => ({ source: null, term }));
  const context = createContext(session.terms, null, known);
  const pairs = transition.roles.flatMap((left, i) =>
    transition.roles.slice(i + 1).map((right, j) => [left, right, i, i + 1 + j] as const),
  );
  return pairs.map(([left, right, i, j]) => {
    const [one, other] = [cell.touched[i], cell.touched[j]];
    const same =
      one === undefined || other === undefined
        ? session.terms.truth(false)
        : session.terms.and(
            equalValues(
              session.terms,
              readRecordField(cell.event, left),
              readRecordField(cell.event, right),
              session.literals,
            ),
            equalValues(session.terms, one, other, session.literals),
          );
    return structuralClaim(
      context,
      STRUCTURE.aliasing,
      { transition: cell.name, path: path.name },
      `${left}.${right}`,
      cell.at,
      session.terms.not(same),
      cell.notes.applications,
    );
  });
}

export function claimDefined(cell: Cell, context: Context): readonly Claim[] {
  const { terms } = cell.session;
  const goals = new Map(
    cell.notes.divisions.map(({ under, divisor, at }) => {
      const goal = terms.implies(under, terms.not(terms.equal(divisor, terms.integer(0n))));
      return [goal.id, { goal, at }] as const;
    }),
  );
  return [...goals.values()]
    .filter(({ goal }) => goal !== terms.truth(true))
    .map(({ goal, at }, i) =>
      structuralClaim(
        context,
        STRUCTURE.defined,
        { transition: cell.name, path: null },
        `${i + 1}`,
        at,
        goal,
        cell.notes.applications,
      ),
    );
}

/** Of each call of a module, by place: two calls that require the same are asked once. */
export function claimRequires(cell: Cell, context: Context): readonly Claim[] {
  const { terms } = cell.session;
  const goals = new Map(
    cell.notes.requirements.map(({ under, met, at }) => {
      const goal = terms.implies(under, met);
      return [`${at.file}:${at.line}:${at.column} ${goal.id}`, { goal, at }] as const;
    }),
  );
  const place: Place = { transition: cell.name, path: null };
  return [...goals.values()].map(({ goal, at }, i) =>
    structuralClaim(
      context, STRUCTURE.requires, place, `${i + 1}`, at, goal, cell.notes.applications),
  );
}

const inRange = ({ terms }: Session, term: Int, limit: bigint): Bool =>
  terms.and(
    terms.lessOrEqual(terms.integer(-limit), term),
    terms.lessOrEqual(term, terms.integer(limit)),
  );

export const claimIntermediates = (cell: Cell, context: Context): readonly Claim[] =>
  claimRanges(cell, context, {
    property: STRUCTURE.intermediate,
    place: { transition: cell.name, path: null },
    prefix: '',
  });

type Computed = { readonly session: Session; readonly notes: Notes; readonly at: Position };
type Named = { readonly property: string; readonly place: Place; readonly prefix: string };

/** Intermediates that interval analysis bounds are one folded claim; each other one is asked. */
export function claimRanges(
  computed: Computed,
  context: Context,
  { property, place, prefix }: Named,
): readonly Claim[] {
  const { session, notes } = computed;
  const limit = session.project.ranges.intermediate;
  const distinct = new Map(
    notes.intermediates.map((noted) => [`${noted.under.id}.${noted.term.id}`, noted]),
  );
  const contexts = new Map<number, Context>();
  const under = (condition: Bool): Context => {
    const known = contexts.get(condition.id);
    if (known !== undefined) return known;
    const made = extendContext(context, [
      { source: null, term: context.substitute.bool(condition) },
    ]);
    contexts.set(condition.id, made);
    return made;
  };
  const bounded = ({ under: condition, term }: Intermediate): boolean => {
    const goal = context.substitute.bool(inRange(session, term, limit));
    if (session.asksAll) return isTrue(goal);
    if (context.bounds.implies(goal)) return true;
    const { bounds } = under(condition);
    return bounds.implies(goal) || bounds.contradict([session.terms.not(goal)]);
  };
  const open = [...distinct.values()].filter((noted) => !bounded(noted));
  const whole = structuralClaim(
    context,
    property,
    place,
    `${prefix}bounded`,
    computed.at,
    session.terms.truth(true),
    [],
  );
  return [
    whole,
    ...open.map(({ under: condition, term, at }, i) => {
      const goal = inRange(session, term, limit);
      const known = under(condition);
      const claimed = [property, place, `${prefix}${i + 1}`, at, goal] as const;
      return { ...structuralClaim(known, ...claimed, notes.applications), under: condition };
    }),
  ];
}

function findIntegers(value: SymbolicValue): readonly Int[] {
  switch (value.kind) {
    case 'int':
      return [value.term];
    case 'record':
      return [...value.fields.values()].flatMap(findIntegers);
    case 'tuple':
      return value.elements.flatMap(findIntegers);
    case 'union':
      return [...value.variants.values()].flatMap(findIntegers);
    default:
      return [];
  }
}

export function claimStored(cell: Cell, path: CellPath, context: Context): readonly Claim[] {
  if (path.after === null) return [];
  const limit = cell.session.project.ranges.stored;
  const stored = [path.after.venue, ...path.after.touched].flatMap(findIntegers);
  const goals = new Map(stored.map((term) => [term.id, inRange(cell.session, term, limit)]));
  return [...goals.values()].map((goal, i) =>
    structuralClaim(
      context,
      STRUCTURE.stored,
      { transition: cell.name, path: path.name },
      `${i + 1}`,
      cell.at,
      goal,
      cell.notes.applications,
    ),
  );
}
