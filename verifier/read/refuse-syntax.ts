// Which rule refuses a piece of syntax that the reader has no reading for. Reading is by whitelist:
// what falls through every reading comes here, so a construct forgotten below is still refused.

import { ts } from 'ts-morph';
import { quote, refuse, type Reader } from './reader.ts';
import type { RuleId } from './rules.ts';

const K = ts.SyntaxKind;

const RULE_OF_SYNTAX: ReadonlyMap<ts.SyntaxKind, RuleId> = new Map<ts.SyntaxKind, RuleId>([
  [K.NumericLiteral, 'SUB-03'],
  [K.TemplateExpression, 'SUB-04'],
  [K.NoSubstitutionTemplateLiteral, 'SUB-04'],
  [K.TaggedTemplateExpression, 'SUB-04'],
  [K.NullKeyword, 'SUB-05'],
  [K.ArrowFunction, 'SUB-09'],
  [K.FunctionExpression, 'SUB-09'],
  [K.FunctionDeclaration, 'SUB-09'],
  [K.AsExpression, 'SUB-11'],
  [K.TypeAssertionExpression, 'SUB-11'],
  [K.SatisfiesExpression, 'SUB-11'],
  [K.NonNullExpression, 'SUB-12'],
  [K.WhileStatement, 'SUB-16'],
  [K.DoStatement, 'SUB-16'],
  [K.ForStatement, 'SUB-16'],
  [K.ForInStatement, 'SUB-16'],
  [K.ThrowStatement, 'SUB-17'],
  [K.TryStatement, 'SUB-17'],
  [K.ThisKeyword, 'SUB-18'],
  [K.SuperKeyword, 'SUB-18'],
  [K.NewExpression, 'SUB-18'],
  [K.ClassExpression, 'SUB-18'],
  [K.ClassDeclaration, 'SUB-18'],
  [K.AwaitExpression, 'SUB-21'],
  [K.YieldExpression, 'SUB-21'],
  [K.SpreadElement, 'SUB-26'],
  [K.EnumDeclaration, 'SUB-31'],
  [K.ModuleDeclaration, 'SUB-31'],
  [K.TypeOfExpression, 'SUB-37'],
  [K.DeleteExpression, 'SUB-37'],
  [K.VoidExpression, 'SUB-37'],
  [K.LabeledStatement, 'SUB-38'],
  [K.BreakStatement, 'SUB-38'],
  [K.ContinueStatement, 'SUB-38'],
  [K.GetAccessor, 'SUB-39'],
  [K.SetAccessor, 'SUB-39'],
  [K.MethodDeclaration, 'SUB-39'],
  [K.RegularExpressionLiteral, 'SUB-40'],
  [K.ExpressionStatement, 'SUB-41'],
]);

const RULE_OF_OPERATOR: ReadonlyMap<ts.SyntaxKind, RuleId> = new Map<ts.SyntaxKind, RuleId>([
  [K.QuestionQuestionToken, 'SUB-06'],
  [K.EqualsEqualsToken, 'SUB-28'],
  [K.ExclamationEqualsToken, 'SUB-28'],
  [K.AmpersandToken, 'SUB-32'],
  [K.BarToken, 'SUB-32'],
  [K.CaretToken, 'SUB-32'],
  [K.LessThanLessThanToken, 'SUB-32'],
  [K.GreaterThanGreaterThanToken, 'SUB-32'],
  [K.GreaterThanGreaterThanGreaterThanToken, 'SUB-32'],
  [K.AsteriskAsteriskToken, 'SUB-32'],
  [K.InstanceOfKeyword, 'SUB-37'],
  [K.InKeyword, 'SUB-37'],
  [K.CommaToken, 'SUB-37'],
]);

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= K.FirstAssignment && kind <= K.LastAssignment;

function ruleOfOperator(kind: ts.SyntaxKind): RuleId {
  if (isAssignment(kind)) return 'SUB-24';
  return RULE_OF_OPERATOR.get(kind) ?? 'SUB-48';
}

function ruleOfUnary(operator: ts.SyntaxKind): RuleId {
  return operator === K.PlusPlusToken || operator === K.MinusMinusToken ? 'SUB-24' : 'SUB-32';
}

function findRuleOfNode(node: ts.Node): RuleId {
  if (ts.isBinaryExpression(node)) return ruleOfOperator(node.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    return ruleOfUnary(node.operator);
  }
  if (ts.isExpressionStatement(node)) return findRuleOfStatement(node.expression);
  return RULE_OF_SYNTAX.get(node.kind) ?? 'SUB-48';
}

/** An expression statement is refused for what it does, where that has a rule of its own. */
function findRuleOfStatement(expression: ts.Expression): RuleId {
  if (ts.isPostfixUnaryExpression(expression) || ts.isPrefixUnaryExpression(expression)) {
    return ruleOfUnary(expression.operator);
  }
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken;
    return isAssignment(kind) || kind === K.CommaToken ? ruleOfOperator(kind) : 'SUB-41';
  }
  const acts =
    ts.isDeleteExpression(expression) ||
    ts.isAwaitExpression(expression) ||
    ts.isYieldExpression(expression);
  return acts ? findRuleOfNode(expression) : 'SUB-41';
}

export function refuseSyntax(reader: Reader, node: ts.Node): never {
  return refuse(reader, node, findRuleOfNode(node), {
    problem: `${quote(node)} is not in the subset`,
  });
}
