// Edits of statements and of the records they build: a guard dropped, negated or moved, an update
// dropped, two values exchanged.

import { ts } from 'ts-morph';
import { change, replaceNode, swapNodes } from './edit-rules.ts';
import type { Change } from './edits.ts';
import type { Sources } from './source.ts';

const COMPARISONS: readonly string[] = ['<', '<=', '>', '>=', '===', '!=='];

/** A comparison alone is negated by the rule that turns it round. */
const isComparison = (node: ts.Expression): boolean =>
  ts.isBinaryExpression(node) && COMPARISONS.includes(node.operatorToken.getText());

function editIf(node: ts.IfStatement): readonly Change[] {
  const { expression } = node;
  const negated = isComparison(expression) || ts.isPrefixUnaryExpression(expression) ? []
    : [replaceNode('negation', expression, `!(${expression.getText()})`)];
  const dropped = node.elseStatement === undefined ? [replaceNode('dropped guard', node, '')] : [];
  return [...negated, ...dropped];
}

/** Two guards that follow each other, the one's check before the other's. */
const editBlock = (statements: readonly ts.Statement[]): readonly Change[] =>
  statements.flatMap((statement, i) => {
    const next = statements[i + 1];
    return next !== undefined && ts.isIfStatement(statement) && ts.isIfStatement(next)
      && statement.elseStatement === undefined && next.elseStatement === undefined
      ? [swapNodes('swapped guards', statement, next)] : [];
  });

/** `f: … x.f …` becomes `f: x.f`: the value as it was. */
function findOldValue(property: ts.PropertyAssignment): string | null {
  const name = property.name.getText();
  const { initializer } = property;
  const isOld = (node: ts.Node): node is ts.PropertyAccessExpression =>
    ts.isPropertyAccessExpression(node) && node.name.text === name;
  if (isOld(initializer)) return null;
  const search = (node: ts.Node): ts.PropertyAccessExpression | undefined =>
    (isOld(node) ? node : ts.forEachChild(node, search));
  return search(initializer)?.getText() ?? null;
}

/** From the end of what stands before to the end of the property: its comma goes with it. */
function dropProperty(node: ts.ObjectLiteralExpression, index: number): Change {
  const property = node.properties[index];
  const before = node.properties[index - 1];
  const start = before?.getEnd() ?? property?.getStart() ?? node.getStart();
  return change('dropped update', { start, end: property?.getEnd() ?? start, text: '' });
}

function editRecord({ checker }: Sources, node: ts.ObjectLiteralExpression): readonly Change[] {
  const first = node.properties.findIndex(ts.isSpreadAssignment);
  const typed = (value: ts.Expression): string =>
    checker.typeToString(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(value)));
  return node.properties.flatMap((property, i): readonly Change[] => {
    if (first !== -1 && i > first && !ts.isSpreadAssignment(property)) {
      return [dropProperty(node, i), ...swapWithNext(node, i, typed)];
    }
    const old = ts.isPropertyAssignment(property) ? findOldValue(property) : null;
    const kept = old === null || !ts.isPropertyAssignment(property) ? []
      : [replaceNode('dropped update', property.initializer, old)];
    return [...kept, ...swapWithNext(node, i, typed)];
  });
}

function swapWithNext(
  node: ts.ObjectLiteralExpression, index: number, typed: (value: ts.Expression) => string,
): readonly Change[] {
  const [one, other] = [node.properties[index], node.properties[index + 1]];
  if (one === undefined || other === undefined) return [];
  if (!ts.isPropertyAssignment(one) || !ts.isPropertyAssignment(other)) return [];
  const [left, right] = [one.initializer, other.initializer];
  if (ts.isStringLiteral(left) || ts.isStringLiteral(right)) return [];
  return typed(left) === typed(right) ? [swapNodes('swapped fields', left, right)] : [];
}

const editTuple = (node: ts.ArrayLiteralExpression): readonly Change[] =>
  node.elements.flatMap((element, i) => {
    const next = node.elements[i + 1];
    return next === undefined ? [] : [swapNodes('swapped fields', element, next)];
  });

/** Every edit of a node that changes a statement or a record. */
export function editStatements(sources: Sources, node: ts.Node): readonly Change[] {
  if (ts.isIfStatement(node)) return editIf(node);
  if (ts.isBlock(node)) return editBlock(node.statements);
  if (ts.isObjectLiteralExpression(node)) return editRecord(sources, node);
  if (ts.isArrayLiteralExpression(node)) return editTuple(node);
  return [];
}
