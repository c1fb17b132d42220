// Statements of the subset, one function per construct. A refusal in one statement does not stop
// the reading of the next; control leaves a block at its end or by `return`, so what is left is the
// path.

import { ts } from 'ts-morph';
import { readExpression, readTruth } from './expression.ts';
import { findMisfit } from './fit.ts';
import { bindPattern, bindRefused } from './pattern.ts';
import { compoundOperator } from './operator.ts';
import { attempt, locate, quote, refuse, type Reader } from './reader.ts';
import { refuseSyntax } from './refuse-syntax.ts';
import { lookUpName, nestLoop, nestScope, type Scope } from './scope.ts';
import { isGhost, readType } from './structure.ts';
import { readSwitch } from './switch.ts';
import type { Expression, Statement, Type } from './tree.ts';

/** Reads a block's statements in a scope of their own making; `result` is what a `return` gives. */
export function readStatements(
  reader: Reader,
  scope: Scope,
  nodes: readonly ts.Statement[],
  result: Type,
): readonly Statement[] {
  return nodes.flatMap(
    (node, index) =>
      attempt(reader, () => readStatement(reader, scope, node, { result, nodes, index })) ?? [],
  );
}

type Place = {
  readonly result: Type;
  readonly nodes: readonly ts.Statement[];
  readonly index: number;
};

function readStatement(
  reader: Reader,
  scope: Scope,
  node: ts.Statement,
  place: Place,
): readonly Statement[] {
  const at = locate(reader, node);
  if (ts.isVariableStatement(node)) return readVariables(reader, scope, node, place);
  if (ts.isIfStatement(node)) {
    return [
      {
        kind: 'if',
        condition: readTruth(reader, scope, node.expression),
        at,
        then: readBranch(reader, scope, node.thenStatement, place.result),
        otherwise:
          node.elseStatement === undefined
            ? []
            : readBranch(reader, scope, node.elseStatement, place.result),
      },
    ];
  }
  if (ts.isSwitchStatement(node)) return [readSwitch(reader, scope, node, place.result)];
  if (ts.isForOfStatement(node)) return [readLoop(reader, scope, node, place)];
  if (ts.isReturnStatement(node)) return [readReturn(reader, scope, node, place.result)];
  if (ts.isExpressionStatement(node)) return [readAssignment(reader, scope, node)];
  const silent =
    ts.isEmptyStatement(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node);
  return silent ? [] : refuseSyntax(reader, node);
}

/** The statements of a branch or a body, braces or none, in a scope of their own. */
export function readBranch(
  reader: Reader,
  scope: Scope,
  node: ts.Statement,
  result: Type,
): readonly Statement[] {
  const nodes = ts.isBlock(node) ? node.statements : [node];
  return readStatements(reader, nestScope(scope), nodes, result);
}

function readReturn(
  reader: Reader,
  scope: Scope,
  node: ts.ReturnStatement,
  result: Type,
): Statement {
  if (node.expression === undefined)
    refuse(reader, node, 'SUB-36', { problem: '`return` without a value' });
  return {
    kind: 'return',
    value: readExpression(reader, scope, node.expression, result),
    at: locate(reader, node),
  };
}

function readVariables(
  reader: Reader,
  scope: Scope,
  node: ts.VariableStatement,
  place: Place,
): readonly Statement[] {
  const { flags, declarations } = node.declarationList;
  const isLet = (flags & ts.NodeFlags.Let) !== 0;
  if (!isLet && (flags & ts.NodeFlags.Const) === 0)
    return refuseDeclarations(reader, scope, node, '`var`');
  if (isLet && followingLoop(place) === null)
    return refuseDeclarations(reader, scope, node, '`let`');
  return declarations.flatMap((declaration) => {
    const read = attempt(reader, () => readVariable(reader, scope, declaration, isLet));
    if (read === null) bindRefused(reader, scope, declaration.name);
    return read ?? [];
  });
}

function refuseDeclarations(
  reader: Reader,
  scope: Scope,
  node: ts.VariableStatement,
  word: string,
): never {
  for (const declaration of node.declarationList.declarations)
    bindRefused(reader, scope, declaration.name);
  const problem =
    word === '`var`' ? '`var` is not in the subset' : '`let` without a loop directly after it';
  return refuse(reader, node, 'SUB-15', { problem });
}

function readVariable(
  reader: Reader,
  scope: Scope,
  node: ts.VariableDeclaration,
  isLet: boolean,
): Statement {
  const { checker } = reader.sources;
  const at = locate(reader, node);
  if (node.initializer === undefined) {
    return refuse(reader, node, 'SUB-15', { problem: `${quote(node)} has no value` });
  }
  const want =
    node.type === undefined
      ? null
      : readType(reader, checker.getTypeFromTypeNode(node.type), node.type);
  const value = readExpression(reader, scope, node.initializer, want);
  const type = want ?? value.type;
  if (isGhost(type))
    refuse(reader, node, 'SUB-42', { problem: 'an account collection is bound to a name' });
  if (!isLet)
    return { kind: 'const', pattern: bindPattern(reader, scope, node.name, type), value, at };
  if (!ts.isIdentifier(node.name)) {
    return refuse(reader, node, 'SUB-45', { problem: '`let` with a pattern' });
  }
  const declared = want ?? readType(reader, checker.getTypeAtLocation(node.name), node.name);
  bindPattern(reader, scope, node.name, declared);
  return { kind: 'let', name: node.name.text, value, at };
}

/** The loop that the `let` statements at a place stand directly before, or null. */
function followingLoop({ nodes, index }: Place): ts.ForOfStatement | null {
  const next = nodes.slice(index).find((node) => !isLetStatement(node));
  return next !== undefined && ts.isForOfStatement(next) ? next : null;
}

const isLetStatement = (node: ts.Statement): node is ts.VariableStatement =>
  ts.isVariableStatement(node) && (node.declarationList.flags & ts.NodeFlags.Let) !== 0;

/** The names declared by the `let` statements directly before a place. */
function precedingLets({ nodes, index }: Place): readonly string[] {
  const before = nodes.slice(0, index);
  const lets = before.slice(before.findLastIndex((node) => !isLetStatement(node)) + 1);
  return lets
    .filter(isLetStatement)
    .flatMap((node) => node.declarationList.declarations)
    .flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
}

function readLoop(reader: Reader, scope: Scope, node: ts.ForOfStatement, place: Place): Statement {
  const list = node.initializer;
  const [declaration] = ts.isVariableDeclarationList(list) ? list.declarations : [];
  if (node.awaitModifier !== undefined) refuse(reader, node, 'SUB-21', { problem: '`for await`' });
  if (declaration === undefined || (list.flags & ts.NodeFlags.Const) === 0) {
    return refuse(reader, node, 'SUB-15', { problem: 'the loop does not bind a `const`' });
  }
  const tuple = readExpression(reader, scope, node.expression, null);
  if (tuple.type.kind !== 'tuple') {
    return refuse(reader, node, 'SUB-07', { problem: `${quote(node.expression)} is not a tuple` });
  }
  const inner = nestLoop(scope, precedingLets(place));
  const pattern = bindPattern(
    reader,
    inner,
    declaration.name,
    elementType(reader, node, tuple.type.elements),
  );
  const body = readBranch(reader, inner, node.statement, place.result);
  return { kind: 'for', pattern, tuple, body, at: locate(reader, node) };
}

/** Elements of one type; a loop over different types would need a different body for each. */
function elementType(reader: Reader, node: ts.ForOfStatement, elements: readonly Type[]): Type {
  const { checker } = reader.sources;
  const tuple = checker.getTypeAtLocation(node.expression);
  const element = checker.getIndexTypeOfType(tuple, ts.IndexKind.Number);
  if (element === undefined || elements.length === 0) {
    return refuse(reader, node, 'SUB-47', { problem: 'the loop is over an empty tuple' });
  }
  const type = readType(reader, element, node.expression);
  for (const candidate of elements) {
    const misfit = findMisfit(candidate, type);
    if (misfit !== null)
      refuse(reader, node, 'SUB-29', { problem: `an element does not fit: ${misfit}` });
  }
  return type;
}

/** `x = e` and `x += e`, of an accumulator of the loop around it. */
function readAssignment(reader: Reader, scope: Scope, node: ts.ExpressionStatement): Statement {
  const { expression } = node;
  const at = locate(reader, node);
  if (!ts.isBinaryExpression(expression)) return refuseSyntax(reader, node);
  const { left, right, operatorToken } = expression;
  const operator = compoundOperator(operatorToken.kind);
  if (operator === null && operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return refuseSyntax(reader, node);
  const type = ts.isIdentifier(left) ? lookUpName(reader, scope, left) : null;
  if (type === null || !ts.isIdentifier(left) || !scope.assignable.has(left.text)) {
    return refuse(reader, node, 'SUB-24', {
      problem: `${quote(left)} is not an accumulator of this loop`,
    });
  }
  const name = left.text;
  if (operator === null)
    return { kind: 'assign', name, value: readExpression(reader, scope, right, type), at };
  if (type.kind !== 'bigint')
    refuse(reader, node, 'SUB-46', { problem: `\`${name}\` is not a bigint` });
  const value: Expression = {
    kind: 'binary',
    operator,
    type,
    at,
    left: readExpression(reader, scope, left, type),
    right: readExpression(reader, scope, right, type),
  };
  return { kind: 'assign', name, value, at };
}

/** Whether control cannot reach the end of a block. */
export function terminates(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  switch (last?.kind) {
    case 'return':
      return true;
    case 'if':
      return terminates(last.then) && terminates(last.otherwise);
    case 'switch':
      return last.cases.every((arm) => terminates(arm.body));
    default:
      return false;
  }
}
