// Which comparisons a property is about, as against those that say when it applies: of `p || q` and
// of what follows `if (p) return true`, those of q. A step on which none of them was made is one
// that the property holds of vacuously.

import type { Expression, Lambda, Program, Statement } from '../verifier/read/tree.ts';
import type { ComparisonNode } from './move.ts';

type Search = {
  readonly program: Program;
  readonly found: Set<ComparisonNode>;
  readonly seen: Set<unknown>; // bodies, so that each is gone through once
};

const COMPARISONS: readonly string[] = ['<', '<=', '>', '>=', '===', '!=='];

function findInBinary(search: Search, e: ComparisonNode): void {
  if (COMPARISONS.includes(e.operator)) search.found.add(e);
  else if (e.operator === '&&') findInExpression(search, e.left);
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
export function findConsequents(program: Program, lambda: Lambda): ReadonlySet<ComparisonNode> {
  const search: Search = { program, found: new Set(), seen: new Set() };
  findInBody(search, lambda.body);
  return search.found;
}
