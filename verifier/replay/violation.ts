// Why a boolean of the typed tree is false for given values: the conjunct that fails, as text with
// its place, the values of its subterms, and the fields that it reads. Follows calls, quantifiers
// and the branch taken down to the comparison that fails, so that what is shown is what to look
// at.

import { applyIn, evaluate, findFunction } from '../evaluate/evaluate.ts';
import type { Run } from '../evaluate/evaluate.ts';
import { openScope } from '../evaluate/scope.ts';
import type { Scope } from '../evaluate/scope.ts';
import type { Expression, Lambda, Parameter, Pattern, Position, Program } from '../read/tree.ts';
import type { Value } from '../verdict.ts';
import { printExpression } from './formula.ts';

export type Violation = {
  readonly claim: string;
  readonly at: Position;
  readonly values: readonly (readonly [term: string, value: Value])[];
  readonly reads: readonly string[]; // paths such as `venue.vault`, in the order they are read
};

/**
 * Where a value comes from: a path for each role it may stand for; of a tuple, those of its
 * parts.
 */
export type Origin = { readonly paths: readonly string[]; readonly elements?: readonly Origin[] };
type Origins = ReadonlyMap<string, Origin>;

export const UNKNOWN_ORIGIN: Origin = { paths: [] };

/** Whoever an `every` over the accounts is about: any of the roles. */
type Search = { readonly run: Run; readonly account: Origin };
type Spot = { readonly scope: Scope; readonly origins: Origins };

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

const memberOrigin = (origin: Origin, name: string): Origin => ({
  paths: origin.paths.map((path) => `${path}.${name}`),
});

const elementOrigin = (origin: Origin, index: number): Origin =>
  origin.elements?.[index] ?? { paths: origin.paths.map((path) => `${path}[${index}]`) };

function bindOrigin(pattern: Pattern, origin: Origin): readonly (readonly [string, Origin])[] {
  switch (pattern.kind) {
    case 'name':
      return [[pattern.name, origin]];
    case 'hole':
      return [];
    case 'record':
      return pattern.fields.flatMap((f) => bindOrigin(f.pattern, memberOrigin(origin, f.field)));
    case 'tuple':
      return pattern.elements.flatMap((element, i) =>
        bindOrigin(element, elementOrigin(origin, i)),
      );
  }
}

const bindOrigins = (
  outer: Origins,
  parameters: readonly Parameter[],
  origins: readonly Origin[],
): Origins =>
  new Map([
    ...outer,
    ...parameters.flatMap(({ pattern }, i) => bindOrigin(pattern, origins[i] ?? UNKNOWN_ORIGIN)),
  ]);

/** The path that an expression is, where it is one. */
function findOrigin(origins: Origins, e: Expression): Origin {
  switch (e.kind) {
    case 'local':
      return origins.get(e.name) ?? UNKNOWN_ORIGIN;
    case 'field':
      return memberOrigin(findOrigin(origins, e.object), e.name);
    case 'narrow':
      return findOrigin(origins, e.object);
    case 'index':
      return elementOrigin(findOrigin(origins, e.tuple), e.index);
    case 'discriminant':
      return e.object.type.kind !== 'union'
        ? UNKNOWN_ORIGIN
        : memberOrigin(findOrigin(origins, e.object), e.object.type.discriminant);
    default:
      return UNKNOWN_ORIGIN;
  }
}

/** A claim that is false at a spot. */
function findFailure(search: Search, spot: Spot, e: Expression): Violation {
  switch (e.kind) {
    case 'binary':
      return e.operator === '&&'
        ? findFailure(
            search,
            spot,
            evaluate(search.run, spot.scope, e.left) === false ? e.left : e.right,
          )
        : showFailure(search, spot, e);
    case 'conditional':
      return findFailure(
        search,
        spot,
        evaluate(search.run, spot.scope, e.condition) === true ? e.then : e.otherwise,
      );
    case 'call':
      return findFailureInCall(search, spot, e);
    case 'fold':
      return e.method === 'every'
        ? findFailureInFold(search, spot, e)
        : showFailure(search, spot, e);
    case 'ghost':
      return findFailureInGhost(search, spot, e);
    default:
      return showFailure(search, spot, e);
  }
}

function findFailureInCall(search: Search, spot: Spot, e: Node<'call'>): Violation {
  const callee = findFunction(search.run.program, e.callee, e.at);
  const values = e.arguments.map((argument) => evaluate(search.run, spot.scope, argument));
  const origins = e.arguments.map((argument) => findOrigin(spot.origins, argument));
  return findFailureInBody(
    search,
    { scope: openScope(null), origins: new Map() },
    callee,
    values,
    origins,
  );
}

function findFailureInFold(search: Search, spot: Spot, e: Node<'fold'>): Violation {
  const elements = evaluate(search.run, spot.scope, e.tuple);
  const tuple = Array.isArray(elements) ? (elements as readonly Value[]) : [];
  const index = tuple.findIndex(
    (element) => applyIn(search.run, spot.scope, e.lambda, [element]) === false,
  );
  const failing = tuple[index];
  if (failing === undefined) return showFailure(search, spot, e);
  const origin = elementOrigin(findOrigin(spot.origins, e.tuple), index);
  return findFailureInBody(search, spot, e.lambda, [failing], [origin]);
}

function findFailureInGhost(search: Search, spot: Spot, e: Node<'ghost'>): Violation {
  const given = evaluate(search.run, spot.scope, e.accounts);
  const listed = Array.isArray(given) ? (given as readonly Value[]) : [];
  const failing = listed
    .map((account) =>
      e.accounts.type.kind === 'accounts'
        ? [account]
        : ['was', 'now', 'acts'].map((name) => Reflect.get(account as object, name) as Value),
    )
    .find((values) => applyIn(search.run, spot.scope, e.lambda, values) === false);
  if (failing === undefined) return showFailure(search, spot, e);
  return findFailureInBody(search, spot, e.lambda, failing, [search.account, search.account]);
}

function findFailureInBody(
  search: Search,
  outer: Spot,
  lambda: Lambda,
  values: readonly Value[],
  from: readonly Origin[],
): Violation {
  const origins = bindOrigins(outer.origins, lambda.parameters, from);
  return atReturn(search, outer.scope, lambda, values, (value, scope) =>
    findFailure(search, { scope, origins }, value),
  );
}

/** What `look` makes of the expression that the body returns, where it returns it. */
function atReturn(
  search: Search,
  outer: Scope | null,
  lambda: Lambda,
  values: readonly Value[],
  look: (value: Expression, scope: Scope) => Violation,
): Violation {
  const seen: Violation[] = [];
  const returned = (value: Expression, scope: Scope): void => void seen.push(look(value, scope));
  applyIn({ ...search.run, observer: { returned } }, outer, lambda, values);
  const [violation] = seen;
  if (violation === undefined) throw new TypeError('a body returned nothing');
  return violation;
}

/** The text of what fails, with the values of its parts: the two sides, then what they hold. */
function showFailure(search: Search, spot: Spot, e: Expression): Violation {
  const values = new Map<string, Value>();
  for (const part of subterms(e).filter((one) => one !== e && isTelling(one))) {
    const value = tryEvaluate(search.run, spot.scope, part);
    if (value !== null) values.set(printExpression(part), value);
  }
  const reads = subterms(e).flatMap((part) => findOrigin(spot.origins, part).paths);
  return { claim: printExpression(e), at: e.at, values: [...values], reads: [...new Set(reads)] };
}

const isTelling = ({ kind, type }: Expression): boolean =>
  kind !== 'bigint'
  && kind !== 'boolean'
  && kind !== 'string'
  && kind !== 'narrow'
  && (type.kind === 'bigint' || type.kind === 'boolean' || type.kind === 'string');

/** Parts that the formula would not have reached may have no value: they are left out. */
function tryEvaluate(run: Run, scope: Scope, e: Expression): Value | null {
  try {
    return evaluate(run, scope, e);
  } catch {
    return null;
  }
}

/** An expression and its parts, breadth first; not those of an arrow, which have no one value. */
function subterms(root: Expression): readonly Expression[] {
  const found: Expression[] = [root];
  for (const e of found) found.push(...children(e)); // grows while it is walked
  return found;
}

function children(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'field':
    case 'discriminant':
    case 'narrow':
      return [e.object];
    case 'index':
      return [e.tuple];
    case 'record':
      return e.entries.map((entry) => entry.value);
    case 'tuple':
      return e.elements;
    case 'unary':
      return [e.operand];
    case 'binary':
      return [e.left, e.right];
    case 'conditional':
      return [e.condition, e.then, e.otherwise];
    case 'call':
    case 'module':
      return e.arguments;
    case 'fold':
      return e.initial === null ? [e.tuple] : [e.tuple, e.initial];
    default:
      return [];
  }
}

export type Stated = {
  readonly lambda: Lambda;
  readonly values: readonly Value[];
  readonly origins: readonly Origin[]; // of the parameters
  readonly account: Origin;
};

/** Why `stated` is false; it must be. */
export function explainViolation(program: Program, stated: Stated): Violation {
  const search: Search = { run: { program, observer: {} }, account: stated.account };
  const outside: Spot = { scope: openScope(null), origins: new Map() };
  return findFailureInBody(search, outside, stated.lambda, stated.values, stated.origins);
}

/** What `stated` returns, whole, with the values of its parts, whether it is true or false. */
export function showStated(program: Program, stated: Stated): Violation {
  const search: Search = { run: { program, observer: {} }, account: stated.account };
  const origins = bindOrigins(new Map(), stated.lambda.parameters, stated.origins);
  return atReturn(search, null, stated.lambda, stated.values, (value, scope) =>
    showFailure(search, { scope, origins }, value),
  );
}
