// `switch`: over a string or the tag of a union, each literal served by exactly one arm, `default`
// expanded to the literals that are left, every arm ending in `return`.

import { ts } from 'ts-morph';
import { literalText, readExpression } from './expression.ts';
import { locate, quote, refuse, type Reader } from './reader.ts';
import { nestScope, type Scope } from './scope.ts';
import { readStatements, terminates } from './statement.ts';
import type { Statement, SwitchCase, Type } from './tree.ts';

type Arm = {
  readonly labels: readonly ts.CaseOrDefaultClause[]; // the empty ones above included
  readonly clause: ts.CaseOrDefaultClause;
};

export function readSwitch(
  reader: Reader,
  scope: Scope,
  node: ts.SwitchStatement,
  result: Type,
): Statement {
  const subject = readExpression(reader, scope, node.expression, null);
  if (subject.type.kind !== 'string') {
    return refuse(reader, node.expression, 'SUB-35', {
      problem: `${quote(node.expression)} is a ${subject.type.kind}, not a string literal union`,
      instead:
        'switch over the `kind` of a union or over a union of string literals; else use `if`',
    });
  }
  const arms = readArms(reader, node);
  const named = arms
    .flatMap((arm) => arm.labels)
    .flatMap((label) => caseLiteral(reader, label) ?? []);
  const twice = named.find((literal, index) => named.indexOf(literal) !== index);
  if (twice !== undefined) refuse(reader, node, 'SUB-35', { problem: `two arms serve '${twice}'` });
  const left = subject.type.literals.filter((literal) => !named.includes(literal));
  verifyExhaustive(reader, node, left);
  const cases = arms.map((arm): SwitchCase => ({
    literals: arm.labels.flatMap((label) => caseLiteral(reader, label) ?? left),
    body: readArm(reader, scope, arm, result),
  }));
  return { kind: 'switch', subject, cases, at: locate(reader, node) };
}

function readArms(reader: Reader, node: ts.SwitchStatement): readonly Arm[] {
  const arms: Arm[] = [];
  let waiting: ts.CaseOrDefaultClause[] = [];
  for (const clause of node.caseBlock.clauses) {
    waiting.push(clause);
    if (clause.statements.length === 0) continue;
    arms.push({ labels: waiting, clause });
    waiting = [];
  }
  const [empty] = waiting;
  if (empty !== undefined)
    refuse(reader, empty, 'SUB-38', { problem: `${quote(empty)} falls out of the switch` });
  return arms;
}

/** The literal of a `case`, or null for `default`. */
function caseLiteral(reader: Reader, label: ts.CaseOrDefaultClause): string | null {
  if (ts.isDefaultClause(label)) return null;
  const literal = literalText(label.expression);
  if (literal !== null) return literal;
  return refuse(reader, label.expression, 'SUB-35', {
    problem: `${quote(label.expression)} is not a string literal`,
  });
}

function verifyExhaustive(reader: Reader, node: ts.SwitchStatement, left: readonly string[]): void {
  const fallback = node.caseBlock.clauses.find(ts.isDefaultClause);
  if (fallback === undefined && left.length > 0) {
    refuse(reader, node, 'SUB-35', {
      problem: `no arm serves ${left.map((l) => `'${l}'`).join(', ')}`,
    });
  }
  if (fallback !== undefined && left.length === 0) {
    refuse(reader, fallback, 'SUB-47', {
      problem: 'the `default` serves nothing',
      instead: 'delete it',
    });
  }
}

function readArm(reader: Reader, scope: Scope, { clause }: Arm, result: Type): SwitchCase['body'] {
  const [only, ...others] = clause.statements;
  const nodes =
    only !== undefined && others.length === 0 && ts.isBlock(only)
      ? only.statements
      : clause.statements;
  const before = reader.refusals.length;
  const body = readStatements(reader, nestScope(scope), nodes, result);
  if (reader.refusals.length === before && !terminates(body)) {
    refuse(reader, clause, 'SUB-38', { problem: 'the arm does not end in `return`' });
  }
  return body;
}
