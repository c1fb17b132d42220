// What each declared property says of a step taken on a complete book, or of inputs: nothing, or
// how it is violated. Each is judged by the real function and by the evaluator, which must agree.

import { applyLambda, callFunction } from '../evaluate/evaluate.ts';
import type { OfInputs } from '../obligation/theorem.ts';
import type { Lambda, Position, Project, Property } from '../read/tree.ts';
import type { Value } from '../verdict.ts';
import { listAccounts, listChanges, runBoth, runCode } from './book.ts';
import type { Ghost, Taken } from './book.ts';
import { composeModules } from './kernel.ts';
import type { RealFunction, RealProperty } from './kernel.ts';
import { GENESIS, stepTypes } from './situation.ts';
import { integerLeaves, noteWide, outside } from './structure.ts';
import type { Judged, Judging } from './structure.ts';
import { equalValues } from './value-json.ts';
import { explainViolation, showStated, UNKNOWN_ORIGIN } from './violation.ts';
import type { Origin, Stated, Violation } from './violation.ts';

/** What code violates is violated: where many are tried the evaluator would take its time. */
export const BY_CODE: Judging = { run: runCode, observer: {} };

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
  const { run, observer } = j.judging ?? { run: runBoth, observer: {} };
  const result = run(
    where,
    () => real(...withModules(j, lambda, given)),
    () =>
      applyLambda(
        j.project.program,
        lambda,
        given.map((argument) => argument.value),
        observer,
      ),
  );
  if (result.kind === 'undefined') return undefinedAt(result.at);
  return result.value === true;
}

/** The arguments of the real function, with what is composed where it takes that. */
function withModules(j: Judged, lambda: Lambda, given: readonly Argument[]): readonly unknown[] {
  const values = given.map((argument) => argument.real);
  return lambda.modules === null
    ? values
    : values.toSpliced(lambda.modules, 0, composeModules(j.kernel, j.project));
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

/** What the clauses of a contract are given of the step before: of genesis there is no book. */
const givenBefore = ({ situation, roles }: Judged): readonly Argument[] =>
  situation.transition === GENESIS
    ? [plain(situation.event, 'event')]
    : [
        plain(situation.venue, 'venue'),
        tuple(roles, situation.touched),
        plain(situation.event, 'event'),
      ];

/** Rejected with the first violated guard's code, and accepted where none is. */
function checkAcceptance(
  j: Judged,
  property: Kind<'contract'>,
  real: RealProperty | undefined,
  taken: Taken,
): Violation | null {
  const { project } = j;
  const given = givenBefore(j);
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
  const given = [...givenBefore(j), plain(taken.venue, 'venue'), tuple(j.roles, taken.touched)];
  return (
    demand(j, property.id, property.ensures, real?.ensures, given) ?? checkFrame(j, property, taken)
  );
}

/** A theorem or lemma of its inputs; null where its assumption does not hold either. */
/** An implementation of its inputs: the one that is composed. */
function checkModule(j: Judged, property: Kind<'module'>): Violation | null {
  const { project, kernel, situation } = j;
  const real = kernel.properties.get(property.id);
  const given = anyArguments(situation.any);
  const met = judge(j, property.id, property.requires, real?.requires, given);
  if (typeof met === 'object') return met;
  const id = project.program.modules.get(property.member)?.implementations[0] ?? '';
  const run = kernel.implementations.get(id);
  if (!met || run === undefined) return null;
  const wide: Violation[] = [];
  const observer = { integer: noteWide(project.ranges.intermediate, wide) };
  const result = runBoth(
    id,
    () => run(...situation.any),
    () => callFunction(project.program, id, situation.any, observer),
  );
  if (result.kind === 'undefined') return undefinedAt(result.at);
  const returned = anyArguments([...situation.any, result.value]);
  return (
    demand(j, property.id, property.ensures, real?.ensures, returned)
    ?? wide[0]
    ?? checkReturned(j, property, result.value)
  );
}

function checkReturned(j: Judged, { member, at }: Kind<'module'>, value: Value): Violation | null {
  const limit = j.project.ranges.intermediate;
  const found = integerLeaves(member, value).find(([, integer]) => outside(integer, limit));
  if (found === undefined) return null;
  const [path, integer] = found;
  return {
    claim: `${path} is in range`,
    at,
    values: [
      ['value', integer],
      ['limit', limit],
    ],
    reads: [],
  };
}

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
/** A claim about inputs alone, of those in the situation. */
export const checkInputs = (j: Judged, property: OfInputs): Violation | null =>
  (property.kind === 'module' ? checkModule(j, property) : checkTheorem(j, property));

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
    case 'module':
      return checkInputs(j, property);
  }
}

export const rolesInvolved = (project: Project, transition: string | null): readonly string[] =>
  transition === null ? [] : (stepTypes(project, transition)?.roles ?? []);
