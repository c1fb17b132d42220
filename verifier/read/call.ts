// Calls: of a top-level function of the sources, of `every`, `some` and `reduce` of a tuple, and of
// the account collections of the declaration API. Nothing else can be called.

import { ts } from 'ts-morph';
import { readModuleCall } from './composition.ts';
import { readExpression, refuseForeign, refuseGlobal, valueSymbol } from './expression.ts';
import { findMisfit } from './fit.ts';
import { readFunction } from './function.ts';
import { readLambda } from './lambda.ts';
import { Abandoned, locate, quote, refuse, type Reader } from './reader.ts';
import { findBinding, isModules, lookUpName, type Scope } from './scope.ts';
import { isGhost, readTypeAt } from './structure.ts';
import type { Expression, FunctionTree, Type } from './tree.ts';

const BOOLEAN: Type = { kind: 'boolean' };
const BIGINT: Type = { kind: 'bigint' };

export function readCall(reader: Reader, scope: Scope, node: ts.CallExpression): Expression {
  if (node.questionDotToken !== undefined) {
    refuse(reader, node, 'SUB-06', { problem: `${quote(node)} uses \`?.\`` });
  }
  const spread = node.arguments.find(ts.isSpreadElement);
  if (spread !== undefined)
    refuse(reader, spread, 'SUB-26', { problem: `${quote(spread)} as arguments` });
  const callee = node.expression;
  if (ts.isIdentifier(callee)) return readNamedCall(reader, scope, node, callee);
  if (ts.isPropertyAccessExpression(callee)) return readMethodCall(reader, scope, node, callee);
  const rule =
    callee.kind === ts.SyntaxKind.ImportKeyword
      ? 'SUB-33'
      : callee.kind === ts.SyntaxKind.SuperKeyword
        ? 'SUB-18'
        : 'SUB-09';
  return refuse(reader, node, rule, { problem: `${quote(callee)} is not the name of a function` });
}

function readNamedCall(
  reader: Reader,
  scope: Scope,
  node: ts.CallExpression,
  callee: ts.Identifier,
): Expression {
  if (findBinding(scope, callee.text) !== null) {
    lookUpName(reader, scope, callee);
    refuse(reader, node, 'SUB-09', { problem: `\`${callee.text}\` is a local value` });
  }
  const id = readFunction(reader, node, valueSymbol(reader, callee));
  if (id === null) return refuseForeign(reader, callee);
  const tree = reader.functions.get(id);
  if (tree === undefined) throw new Abandoned();
  const read = readArguments(reader, scope, node, tree);
  return {
    kind: 'call',
    callee: id,
    arguments: read,
    type: tree.result,
    at: locate(reader, node),
  };
}

function readArguments(
  reader: Reader,
  scope: Scope,
  node: ts.CallExpression,
  tree: FunctionTree,
): readonly Expression[] {
  const count = tree.parameters.length + (tree.modules === null ? 0 : 1);
  if (node.arguments.length !== count) {
    refuse(reader, node, 'SUB-06', { problem: `\`${tree.name}\` takes ${count} arguments` });
  }
  const handed = tree.modules === null ? undefined : node.arguments[tree.modules];
  if (handed !== undefined && !isModules(scope, handed)) {
    refuse(reader, handed, 'SUB-49', {
      problem: `${quote(handed)} is not the parameter \`modules\``,
    });
  }
  return node.arguments.filter((argument) => argument !== handed).map((argument, index) => {
    const want = tree.parameters[index]?.type ?? null;
    return want !== null && isGhost(want)
      ? readGhostArgument(reader, scope, argument, want)
      : readExpression(reader, scope, argument, want);
  });
}

/** An account collection may be handed on, but not into an arrow of a sum: that would nest it. */
function readGhostArgument(
  reader: Reader,
  scope: Scope,
  node: ts.Expression,
  want: Type,
): Expression {
  const ghost = findGhost(reader, scope, node);
  if (ghost === null || scope.ghosts.length > 0) {
    return refuse(reader, node, 'SUB-42', { problem: `${quote(node)} cannot be handed on here` });
  }
  const misfit = findMisfit(ghost.type, want);
  if (misfit !== null)
    refuse(reader, node, 'SUB-29', { problem: `${quote(node)} does not fit: ${misfit}` });
  return ghost;
}

function findGhost(reader: Reader, scope: Scope, node: ts.Expression): Expression | null {
  if (!ts.isIdentifier(node)) return null;
  const type = lookUpName(reader, scope, node);
  if (type === null || !isGhost(type)) return null;
  return { kind: 'local', name: node.text, type, at: locate(reader, node) };
}

function readMethodCall(
  reader: Reader,
  scope: Scope,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
): Expression {
  if (callee.questionDotToken !== undefined) {
    refuse(reader, callee, 'SUB-06', { problem: `${quote(callee)} uses \`?.\`` });
  }
  if (isModules(scope, callee.expression))
    return readModuleCall(reader, scope, node, callee.name.text);
  const ghost = findGhost(reader, scope, callee.expression);
  if (ghost !== null) return readGhost(reader, scope, node, ghost, callee.name.text);
  refuseGlobal(reader, scope, callee.expression);
  const object = readExpression(reader, scope, callee.expression, null);
  const method = callee.name.text;
  if (object.type.kind === 'tuple') {
    if (method === 'reduce') return readReduce(reader, scope, node, object);
    if (method === 'every' || method === 'some')
      return readQuantifier(reader, scope, node, object, method);
    return refuse(reader, node, 'SUB-30', {
      problem: `\`${method}\` of a tuple is not in the subset`,
    });
  }
  const rule =
    object.type.kind === 'string' ? 'SUB-04' : object.type.kind === 'bigint' ? 'SUB-22' : 'SUB-09';
  return refuse(reader, node, rule, { problem: `\`${method}\` is not a function of the sources` });
}

/** The one arrow that a method is given, as a node. */
function findArrow(reader: Reader, node: ts.CallExpression, most: number): ts.ArrowFunction {
  const [arrow] = node.arguments;
  if (arrow === undefined || node.arguments.length > most) {
    return refuse(reader, node, 'SUB-30', {
      problem: `${quote(node)} has ${node.arguments.length} arguments`,
      instead: most === 1 ? 'give it one arrow' : 'give it an arrow and a start',
    });
  }
  if (ts.isArrowFunction(arrow)) return arrow;
  return refuse(reader, arrow, 'SUB-09', {
    problem: `${quote(arrow)} is not an arrow written in place`,
  });
}

function readQuantifier(
  reader: Reader,
  scope: Scope,
  node: ts.CallExpression,
  tuple: Expression,
  method: 'every' | 'some',
): Expression {
  const arrow = findArrow(reader, node, 1);
  const lambda = readLambda(reader, scope, arrow, { ghost: null, result: BOOLEAN, counts: [0, 1] });
  verifyElements(reader, arrow, tuple.type, lambda.parameters[0]?.type ?? null);
  return {
    kind: 'fold',
    method,
    tuple,
    lambda,
    initial: null,
    type: BOOLEAN,
    at: locate(reader, node),
  };
}

function readReduce(
  reader: Reader,
  scope: Scope,
  node: ts.CallExpression,
  tuple: Expression,
): Expression {
  const arrow = findArrow(reader, node, 2);
  const [, start] = node.arguments;
  const type = readTypeAt(reader, node);
  if (start === undefined && tuple.type.kind === 'tuple' && tuple.type.elements.length === 0) {
    refuse(reader, node, 'SUB-30', { problem: '`reduce` of nothing', instead: 'give it a start' });
  }
  const initial = start === undefined ? null : readExpression(reader, scope, start, type);
  const lambda = readLambda(reader, scope, arrow, { ghost: null, result: type, counts: [2] });
  const [accumulator, element] = lambda.parameters;
  const misfit = accumulator === undefined ? null : findMisfit(type, accumulator.type);
  if (misfit !== null)
    refuse(reader, arrow, 'SUB-29', { problem: `the accumulator does not fit: ${misfit}` });
  verifyElements(reader, arrow, tuple.type, element?.type ?? null);
  return {
    kind: 'fold',
    method: 'reduce',
    tuple,
    lambda,
    initial,
    type,
    at: locate(reader, node),
  };
}

function verifyElements(reader: Reader, node: ts.Node, tuple: Type, want: Type | null): void {
  if (tuple.kind !== 'tuple' || want === null) return;
  for (const element of tuple.elements) {
    const misfit = findMisfit(element, want);
    if (misfit !== null)
      refuse(reader, node, 'SUB-29', { problem: `an element does not fit: ${misfit}` });
  }
}

type GhostMethod = Extract<Expression, { readonly kind: 'ghost' }>['method'];

/** Parameter counts of the arrow that each method of a collection takes. */
function ghostCounts(type: Type, method: string): readonly number[] | null {
  if (type.kind === 'accounts') return method === 'sum' || method === 'every' ? [0, 1] : null;
  return method === 'change' ? [0, 1, 2] : method === 'every' ? [0, 1, 2, 3] : null;
}

function readGhost(
  reader: Reader,
  scope: Scope,
  node: ts.CallExpression,
  accounts: Expression,
  name: string,
): Expression {
  const counts = ghostCounts(accounts.type, name);
  const method: GhostMethod | null =
    name === 'sum' || name === 'every' || name === 'change' ? name : null;
  if (counts === null || method === null) {
    return refuse(reader, node, 'SUB-42', {
      problem: `\`${name}\` is not a method of an account collection`,
    });
  }
  if (scope.ghosts.includes('sum') || (method === 'every' && scope.ghosts.length > 0)) {
    refuse(reader, node, 'SUB-42', { problem: `\`${name}\` inside \`${scope.ghosts.at(-1)}\`` });
  }
  const type = method === 'every' ? BOOLEAN : BIGINT;
  const arrow = findArrow(reader, node, 1);
  const ghost = method === 'every' ? 'every' : 'sum';
  const lambda = readLambda(reader, scope, arrow, { ghost, result: type, counts });
  verifyGhostParameters(
    reader,
    arrow,
    accounts.type,
    method,
    lambda.parameters.map((p) => p.type),
  );
  return { kind: 'ghost', method, accounts, lambda, type, at: locate(reader, node) };
}

/** What the collection hands to the arrow is of exactly the type that the arrow declares. */
function verifyGhostParameters(
  reader: Reader,
  node: ts.Node,
  collection: Type,
  method: GhostMethod,
  parameters: readonly Type[],
): void {
  if (collection.kind !== 'accounts' && collection.kind !== 'changes') return;
  const { account } = collection;
  const given =
    collection.kind === 'accounts'
      ? [account]
      : method === 'change'
        ? [account, BOOLEAN]
        : [account, account, BOOLEAN];
  for (const [index, type] of parameters.entries()) {
    const misfit = findMisfit(given[index] ?? BOOLEAN, type);
    if (misfit !== null)
      refuse(reader, node, 'SUB-29', { problem: `the account does not fit: ${misfit}` });
  }
}
