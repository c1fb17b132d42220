// Which comparisons a property is about, as against those that say when it applies: of `p || q` and
// of what follows `if (p) return true`, those of q; those of p where q is about other events. A
// step on which none of them was made is one that the property holds of vacuously.

import type { Expression, Lambda, Program, Statement } from '../verifier/read/tree.ts';
import type { ComparisonNode } from './move.ts';

/** What an expression comes to for the events of one transition; null: that depends. */
export type Settled = (e: Expression) => boolean | null;

type Search = {
  readonly settled: Settled;
  readonly program: Program;
  readonly found: Set<ComparisonNode>;
  readonly seen: Set<unknown>; // bodies, so that each is gone through once
};

const EVENT = 3; // the place of a step property's event among its parameters

function settleBinary(settled: Settled, { operator, left, right }: ComparisonNode): boolean | null {
  const both = [settled(left), settled(right)];
  if (operator === '||') return both.includes(true) ? true : both.includes(null) ? null : false;
  if (operator === '&&') return both.includes(false) ? false : both.includes(null) ? null : true;
  return null;
}

/** `event.kind` is known where a step property is asked of a transition. */
export function settleKind(lambda: Lambda, transition: string): Settled {
  const pattern = lambda.parameters[EVENT]?.pattern;
  const name = pattern?.kind === 'name' ? pattern.name : null;
  const isKind = (e: Expression): boolean =>
    e.kind === 'discriminant' && e.object.kind === 'local' && e.object.name === name;
  const settled: Settled = (e) => {
    if (e.kind !== 'binary') return null;
    if (!isKind(e.left) || e.right.kind !== 'string') return settleBinary(settled, e);
    const same = e.right.value === transition;
    return e.operator === '===' ? same : e.operator === '!==' ? !same : null;
  };
  return settled;
}

const COMPARISONS: readonly string[] = ['<', '<=', '>', '>=', '===', '!=='];

function findInBinary(search: Search, e: ComparisonNode): void {
  if (search.settled(e) !== null) return;
  if (COMPARISONS.includes(e.operator)) search.found.add(e);
  else if (e.operator === '&&') findInExpression(search, e.left);
  else if (e.operator === '||' && search.settled(e.right) === false) {
    return findInExpression(search, e.left);
  }
  if (e.operator === '&&' || e.operator === '||') findInExpression(search, e.right);
}

function findInExpression(search: Search, e: Expression): void {
  switch (e.kind) {
    case 'binary': return findInBinary(search, e);
    case 'unary': return findInExpression(search, e.operand);
    case 'conditional':
      findInExpression(search, e.then);
      return findInExpression(search, e.otherwise);
    case 'call': {
      const called = search.program.functions.get(e.callee);
      return called === undefined ? undefined : findInBody(search, called.body);
    }
    case 'ghost':
    case 'fold': return findInBody(search, e.lambda.body);
    default: return;
  }
}

function findInBody(search: Search, body: readonly Statement[]): void {
  if (search.seen.has(body)) return;
  search.seen.add(body);
  body.forEach((statement) => findInStatement(search, statement));
}

function findInStatement(search: Search, statement: Statement): void {
  switch (statement.kind) {
    case 'return': return findInExpression(search, statement.value);
    case 'if':
      findInBody(search, statement.then);
      return findInBody(search, statement.otherwise);
    case 'switch': return statement.cases.forEach((arm) => findInBody(search, arm.body));
    case 'for': return findInBody(search, statement.body);
    default: return; // what a name stands for is found where the name is compared
  }
}

/** Empty where a property compares nothing: then every step counts. */
export function findConsequents(
  program: Program, lambda: Lambda, settled: Settled,
): ReadonlySet<ComparisonNode> {
  const search: Search = { settled, program, found: new Set(), seen: new Set() };
  findInBody(search, lambda.body);
  return search.found;
}
