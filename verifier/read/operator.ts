// Operators: exact integer arithmetic, comparison, truth. Equality is of bigints, booleans and
// strings only, since on anything else JavaScript compares identity.

import { ts } from 'ts-morph';
import { literalText, readExpression, readKind, readTruth } from './expression.ts';
import { locate, quote, refuse, type Reader } from './reader.ts';
import { refuseSyntax } from './refuse-syntax.ts';
import type { Scope } from './scope.ts';
import type { BinaryOperator, Expression, Type } from './tree.ts';

const K = ts.SyntaxKind;
const BOOLEAN: Type = { kind: 'boolean' };
const BIGINT: Type = { kind: 'bigint' };

const ARITHMETIC: ReadonlyMap<ts.SyntaxKind, BinaryOperator> = new Map<
  ts.SyntaxKind,
  BinaryOperator
>([
  [K.PlusToken, '+'],
  [K.MinusToken, '-'],
  [K.AsteriskToken, '*'],
  [K.SlashToken, '/'],
  [K.PercentToken, '%'],
]);
const COMPARISON: ReadonlyMap<ts.SyntaxKind, BinaryOperator> = new Map<
  ts.SyntaxKind,
  BinaryOperator
>([
  [K.LessThanToken, '<'],
  [K.LessThanEqualsToken, '<='],
  [K.GreaterThanToken, '>'],
  [K.GreaterThanEqualsToken, '>='],
]);
const EQUALITY: ReadonlyMap<ts.SyntaxKind, BinaryOperator> = new Map<ts.SyntaxKind, BinaryOperator>(
  [
    [K.EqualsEqualsEqualsToken, '==='],
    [K.ExclamationEqualsEqualsToken, '!=='],
  ],
);
const LOGIC: ReadonlyMap<ts.SyntaxKind, BinaryOperator> = new Map<ts.SyntaxKind, BinaryOperator>([
  [K.AmpersandAmpersandToken, '&&'],
  [K.BarBarToken, '||'],
]);
const COMPOUND: ReadonlyMap<ts.SyntaxKind, BinaryOperator> = new Map<ts.SyntaxKind, BinaryOperator>(
  [
    [K.PlusEqualsToken, '+'],
    [K.MinusEqualsToken, '-'],
    [K.AsteriskEqualsToken, '*'],
    [K.SlashEqualsToken, '/'],
    [K.PercentEqualsToken, '%'],
  ],
);

/** The operator of `x += e` and its like, or null. */
export const compoundOperator = (kind: ts.SyntaxKind): BinaryOperator | null =>
  COMPOUND.get(kind) ?? null;

export function readUnary(
  reader: Reader,
  scope: Scope,
  node: ts.PrefixUnaryExpression,
): Expression {
  const at = locate(reader, node);
  if (node.operator === K.ExclamationToken) {
    return {
      kind: 'unary',
      operator: '!',
      operand: readTruth(reader, scope, node.operand),
      type: BOOLEAN,
      at,
    };
  }
  if (node.operator === K.MinusToken) {
    const operand = readKind(reader, scope, node.operand, 'bigint');
    return { kind: 'unary', operator: '-', operand, type: BIGINT, at };
  }
  return refuseSyntax(reader, node);
}

export function readBinary(reader: Reader, scope: Scope, node: ts.BinaryExpression): Expression {
  const { kind } = node.operatorToken;
  const at = locate(reader, node);
  const integers = (operator: BinaryOperator, type: Type): Expression => ({
    kind: 'binary',
    operator,
    type,
    at,
    left: readKind(reader, scope, node.left, 'bigint'),
    right: readKind(reader, scope, node.right, 'bigint'),
  });
  const arithmetic = ARITHMETIC.get(kind);
  if (arithmetic !== undefined) return integers(arithmetic, BIGINT);
  const comparison = COMPARISON.get(kind);
  if (comparison !== undefined) return integers(comparison, BOOLEAN);
  const logic = LOGIC.get(kind);
  if (logic !== undefined) {
    const left = readTruth(reader, scope, node.left);
    const right = readTruth(reader, scope, node.right);
    return { kind: 'binary', operator: logic, left, right, type: BOOLEAN, at };
  }
  const equality = EQUALITY.get(kind);
  if (equality !== undefined) return readEquality(reader, scope, node, equality);
  return refuseSyntax(reader, node);
}

/** A string literal takes the type of what it is compared with. */
function readEquality(
  reader: Reader,
  scope: Scope,
  node: ts.BinaryExpression,
  operator: BinaryOperator,
): Expression {
  const flipped = literalText(node.left) !== null;
  const [first, second] = flipped ? [node.right, node.left] : [node.left, node.right];
  const subject = readExpression(reader, scope, first, null);
  const text = literalText(second);
  const fits =
    text !== null && subject.type.kind === 'string' && subject.type.literals.includes(text);
  const other = readExpression(reader, scope, second, fits ? subject.type : null);
  const { kind } = subject.type;
  if (kind !== 'bigint' && kind !== 'boolean' && kind !== 'string') {
    refuse(reader, node, 'SUB-27', {
      problem: `${quote(node)} compares two values of kind ${kind}`,
    });
  }
  if (other.type.kind !== kind) {
    refuse(reader, node, 'SUB-46', {
      problem: `${quote(node)} compares a ${kind} with a ${other.type.kind}`,
    });
  }
  const [left, right] = flipped ? [other, subject] : [subject, other];
  return { kind: 'binary', operator, left, right, type: BOOLEAN, at: locate(reader, node) };
}
