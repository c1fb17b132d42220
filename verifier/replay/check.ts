// What each declared property, and each obligation of the toolchain's own, says of a step taken on
// a complete book: nothing, or how it is violated. Each is judged by the real function and by the
// evaluator, which must agree.

import { applyLambda, callFunction, Undefined } from '../evaluate/evaluate.ts';
import { STRUCTURE } from '../obligation/structure.ts';
import type { Lambda, Position, Project, Property } from '../read/tree.ts';
import type { Value } from '../verdict.ts';
import { listAccounts, listChanges, runBoth } from './book.ts';
import type { Called, Ghost, Taken } from './book.ts';
import type { Kernel, RealFunction, RealProperty } from './kernel.ts';
import { GENESIS, stepTypes } from './situation.ts';
import type { Situation } from './situation.ts';
import { equalValues } from './value-json.ts';
import { explainViolation, showStated, UNKNOWN_ORIGIN } from './violation.ts';
import type { Origin, Stated, Violation } from './violation.ts';

export type Judged = {
  readonly project: Project;
  readonly kernel: Kernel;
  readonly situation: Situation;
  readonly roles: readonly string[];
};

type Argument = { readonly value: Value; readonly real: unknown; readonly origin: Origin };

const plain = (value: Value, ...paths: readonly string[]): Argument => ({
  value,
  real: value,
  origin: { paths },
});
const ghostly = ({ listed, real }: Ghost): Argument => ({
  value: listed,
  real,
  origin: UNKNOWN_ORIGIN,
});
const tuple = (roles: readonly string[], values: readonly Value[]): Argument => ({
  value: values,
  real: values,
  origin: { paths: [], elements: roles.map((role) => ({ paths: [role] })) },
});

export const undefinedAt = (at: Position): Violation => ({
  claim: 'no division by zero',
  at,
  values: [],
  reads: [],
});

const stated = (j: Judged, lambda: Lambda, given: readonly Argument[]): Stated => ({
  lambda,
  values: given.map((argument) => argument.value),
  origins: given.map((argument) => argument.origin),
  account: { paths: j.roles },
});

/** The truth of a declared arrow, or how it has none. */
function judge(
  j: Judged,
  where: string,
  lambda: Lambda,
  real: RealFunction | undefined,
  given: readonly Argument[],
): boolean | Violation {
  if (real === undefined) throw new TypeError(`${where} has no function when executed`);
  const result = runBoth(
    where,
    () => real(...given.map((argument) => argument.real)),
    () =>
      applyLambda(
        j.project.program,
        lambda,
        given.map((argument) => argument.value),
      ),
  );
  return result.kind === 'undefined' ? undefinedAt(result.at) : result.value === true;
}

function demand(
  j: Judged,
  where: string,
  lambda: Lambda,
  real: RealFunction | undefined,
  given: readonly Argument[],
): Violation | null {
  const truth = judge(j, where, lambda, real, given);
  if (typeof truth === 'object') return truth;
  return truth ? null : explainViolation(j.project.program, stated(j, lambda, given));
}

type Kind<K extends Property['kind']> = Extract<Property, { readonly kind: K }>;

const anyArguments = (values: readonly Value[]): readonly Argument[] =>
  values.map((value) => plain(value));

/** An invariant of a book. */
export function checkInvariant(
  j: Judged,
  property: Kind<'invariant'>,
  real: RealProperty | undefined,
  venue: Value,
  accounts: readonly Value[],
  any: readonly Value[],
): Violation | null {
  const ghost = ghostly(listAccounts(accounts, j.kernel.empty));
  return demand(j, property.id, property.holds, real?.holds, [
    plain(venue, 'venue'),
    ghost,
    ...anyArguments(any),
  ]);
}

function checkStep(
  j: Judged,
  property: Kind<'step'>,
  real: RealProperty | undefined,
  taken: Taken,
): Violation | null {
  const { situation, project, kernel, roles } = j;
  const contract = project.properties.find(
    (one) => one.kind === 'contract' && one.transition === situation.transition,
  );
  const actors = contract?.kind === 'contract' ? contract.actors : [];
  const changes = situation.touched.map((was, i) => ({
    was,
    now: taken.touched[i] ?? was,
    acts: actors.includes(roles[i] ?? ''),
    chosen: situation.chosen[i] ?? false,
  }));
  return demand(j, property.id, property.holds, real?.holds, [
    plain(situation.venue, 'venue'),
    plain(taken.venue, 'venue'),
    ghostly(listChanges(changes, situation.others, kernel.empty)),
    plain(situation.event, 'event'),
    ...anyArguments(situation.any),
  ]);
}

/** Rejected with the first violated guard's code, and accepted where none is. */
function checkAcceptance(
  j: Judged,
  property: Kind<'contract'>,
  real: RealProperty | undefined,
  taken: Taken,
): Violation | null {
  const { situation, roles, project } = j;
  const given = [
    plain(situation.venue, 'venue'),
    tuple(roles, situation.touched),
    plain(situation.event, 'event'),
  ];
  const shown = (lambda: Lambda, words: string): Violation => {
    const { claim, ...rest } = showStated(project.program, stated(j, lambda, given));
    return { ...rest, claim: `${words}: ${claim}` };
  };
  for (const { code, violated } of property.rejects) {
    const truth = judge(j, `${property.id} ${code}`, violated, real?.rejects?.[code], given);
    if (typeof truth === 'object') return truth;
    if (truth === (code === taken.code)) {
      if (truth) return null;
      continue;
    }
    return shown(
      violated,
      truth ? `rejected with ${code} where` : `rejected with ${code} only where`,
    );
  }
  if (taken.code === null) return null;
  return {
    claim: `${taken.code} is a code of the contract`,
    at: property.at,
    values: [],
    reads: [],
  };
}

/** Everything that the contract does not list is as it was. */
function checkFrame(j: Judged, property: Kind<'contract'>, taken: Taken): Violation | null {
  const { situation, roles } = j;
  const targets: readonly (readonly [string, Value, Value])[] = [
    ['venue', situation.venue, taken.venue],
    ...roles.map((role, i) => [role, situation.touched[i] ?? {}, taken.touched[i] ?? {}] as const),
  ];
  for (const [target, was, now] of targets) {
    const listed = property.changes.find((frame) => frame.target === target)?.fields ?? [];
    for (const [field, before] of Object.entries(was) as readonly (readonly [string, Value])[]) {
      const after = Reflect.get(now as object, field) as Value;
      if (listed.includes(field) || equalValues(before, after)) continue;
      const path = `${target}.${field}`;
      return {
        claim: `${path} is not among the changes, so it stays as it was`,
        at: property.at,
        values: [
          ['before', before],
          ['after', after],
        ],
        reads: [path],
      };
    }
  }
  return null;
}

function checkContract(
  j: Judged,
  property: Kind<'contract'>,
  real: RealProperty | undefined,
  taken: Taken,
): Violation | null {
  if (property.transition !== j.situation.transition) return null;
  const wrong = checkAcceptance(j, property, real, taken);
  if (wrong !== null || taken.code !== null) return wrong;
  const { situation, roles } = j;
  const given = [
    plain(situation.venue, 'venue'),
    tuple(roles, situation.touched),
    plain(situation.event, 'event'),
    plain(taken.venue, 'venue'),
    tuple(roles, taken.touched),
  ];
  return (
    demand(j, property.id, property.ensures, real?.ensures, given) ?? checkFrame(j, property, taken)
  );
}

/** A theorem or lemma of its inputs; null where its assumption does not hold either. */
export function checkTheorem(
  j: Judged,
  property: Kind<'theorem'> | Kind<'lemma'>,
): Violation | null {
  const real = j.kernel.properties.get(property.id);
  const given = anyArguments(j.situation.any);
  const met = judge(j, property.id, property.when, real?.when, given);
  if (typeof met === 'object') return met;
  return met ? demand(j, property.id, property.then, real?.then, given) : null;
}

/** A declared property of a step that was taken. */
export function checkProperty(j: Judged, property: Property, taken: Taken): Violation | null {
  const real = j.kernel.properties.get(property.id);
  switch (property.kind) {
    case 'invariant':
      return taken.code !== null
        ? null
        : checkInvariant(
            j,
            property,
            real,
            taken.venue,
            [...taken.touched, ...j.situation.others],
            j.situation.any,
          );
    case 'step':
      return taken.code !== null || j.situation.transition === GENESIS
        ? null
        : checkStep(j, property, real, taken);
    case 'contract':
      return checkContract(j, property, real, taken);
    case 'theorem':
    case 'lemma':
      return checkTheorem(j, property);
  }
}

/** The same account given twice: it must be rejected. */
function checkAliasing(j: Judged, called: Called, taken: Taken): Violation | null {
  if (taken.code !== null) return null;
  const [left, right] = findAlias(j.situation, j.roles) ?? [];
  if (left === undefined || right === undefined) return null;
  const ids = [left, right].map((role) => `event.${role}`);
  const at = j.project.program.functions.get(called.id)?.at ?? {
    file: called.id,
    line: 1,
    column: 1,
  };
  const id = Reflect.get(j.situation.event as object, left) as Value;
  return {
    claim: `${ids.join(' === ')} is rejected`,
    at,
    values: ids.map((name) => [name, id]),
    reads: ids,
  };
}

/** Two roles with one id: for a host, one account. */
export function findAlias(
  situation: Situation,
  roles: readonly string[],
): readonly [string, string] | null {
  const ids = roles.map((role) => Reflect.get(situation.event as object, role) as unknown);
  const second = ids.findIndex((id, i) => ids.indexOf(id) < i);
  const [left, right] = [roles[ids.indexOf(ids[second])], roles[second]];
  return second === -1 || left === undefined || right === undefined ? null : [left, right];
}

const outside = (value: bigint, limit: bigint): boolean => value > limit || value < -limit;

/**
 * The first integer computed that is out of range: the real code cannot show it, the evaluator
 * can.
 */
function checkIntermediates(j: Judged, called: Called): Violation | null {
  const limit = j.project.ranges.intermediate;
  const found: Violation[] = [];
  const integer = (value: bigint, at: Position): void => {
    if (!outside(value, limit)) return;
    found.push({
      claim: 'every intermediate is in range',
      at,
      values: [
        ['value', value],
        ['limit', limit],
      ],
      reads: [],
    });
  };
  try {
    callFunction(j.project.program, called.id, called.values, { integer });
  } catch (error) {
    if (!(error instanceof Undefined)) throw error;
  }
  return found[0] ?? null;
}

type Leaf = readonly [path: string, value: bigint];

function integerLeaves(path: string, value: Value): readonly Leaf[] {
  if (typeof value === 'bigint') return [[path, value]];
  if (typeof value !== 'object') return [];
  return (Object.entries(value) as readonly (readonly [string, Value])[]).flatMap(([name, part]) =>
    integerLeaves(Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`, part),
  );
}

function checkStored(j: Judged, called: Called, taken: Taken): Violation | null {
  if (taken.code !== null) return null;
  const limit = j.project.ranges.stored;
  const leaves = [
    ...integerLeaves('venue', taken.venue),
    ...j.roles.flatMap((role, i) => integerLeaves(role, taken.touched[i] ?? {})),
  ];
  const wide = leaves.find(([, value]) => outside(value, limit));
  if (wide === undefined) return null;
  const at = j.project.program.functions.get(called.id)?.at ?? {
    file: called.id,
    line: 1,
    column: 1,
  };
  const [path, value] = wide;
  return {
    claim: `${path} is in range when stored`,
    at,
    values: [
      ['value', value],
      ['limit', limit],
    ],
    reads: [path],
  };
}

/** An obligation that every transition owes; null also for those that no single run can show. */
export function checkStructure(j: Judged, called: Called, taken: Taken): Violation | null {
  switch (j.situation.property) {
    case STRUCTURE.aliasing:
      return checkAliasing(j, called, taken);
    case STRUCTURE.intermediate:
      return checkIntermediates(j, called);
    case STRUCTURE.stored:
      return checkStored(j, called, taken);
    default:
      return null;
  }
}

export const rolesInvolved = (project: Project, transition: string | null): readonly string[] =>
  transition === null ? [] : (stepTypes(project, transition)?.roles ?? []);
