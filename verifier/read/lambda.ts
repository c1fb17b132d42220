// Arrow functions given directly to a fold, a ghost sum or a declaration, and the bodies and
// parameter lists that they share with top-level functions.

import { ts } from 'ts-morph';
import { readExpression } from './expression.ts';
import { isModulesType, readModulesParameter } from './composition.ts';
import { bindPattern } from './pattern.ts';
import { locate, quote, refuse, type Reader } from './reader.ts';
import { nestArrow, type Scope } from './scope.ts';
import { isGhost, readTypeAt } from './structure.ts';
import { readStatements, terminates } from './statement.ts';
import type { Lambda, Parameter, Statement, Type } from './tree.ts';

/**
 * `result` is what the arrow must return; `counts`, when given, the numbers of parameters allowed.
 */
export type Arrow = {
  readonly ghost: 'sum' | 'every' | null;
  readonly result: Type;
  readonly counts: readonly number[] | null;
};

export function readLambda(
  reader: Reader,
  outer: Scope,
  node: ts.ArrowFunction,
  { ghost, result, counts }: Arrow,
): Lambda {
  const scope = nestArrow(outer, ghost);
  if (counts !== null && !counts.includes(node.parameters.length)) {
    refuse(reader, node, 'SUB-30', {
      problem: `the arrow has ${node.parameters.length} parameters`,
      instead: `give it ${counts.join(' or ')}`,
    });
  }
  verifySignature(reader, node);
  const { parameters, modules } = readParameters(reader, scope, node.parameters);
  const body = readBody(reader, scope, node, result);
  return { parameters, modules, result, body, at: locate(reader, node) };
}

export type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction;

/** No type parameter, no predicate, no modifier that changes what a call does. */
export function verifySignature(reader: Reader, node: FunctionNode): void {
  if (node.typeParameters !== undefined) {
    refuse(reader, node.typeParameters[0] ?? node, 'SUB-19', {
      problem: 'a function with type parameters',
    });
  }
  const async = node.modifiers?.find((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
  if (async !== undefined || node.asteriskToken !== undefined) {
    refuse(reader, async ?? node, 'SUB-21', { problem: 'an asynchronous function or a generator' });
  }
  if (node.type !== undefined && ts.isTypePredicateNode(node.type)) {
    refuse(reader, node.type, 'SUB-14', { problem: `the signature claims ${quote(node.type)}` });
  }
}

type Parameters = Pick<Lambda, 'parameters' | 'modules'>;

export function readParameters(
  reader: Reader,
  scope: Scope,
  nodes: readonly ts.ParameterDeclaration[],
): Parameters {
  const parameters: Parameter[] = [];
  let modules: number | null = null;
  for (const [index, node] of nodes.entries()) {
    verifyParameter(reader, node);
    if (isModulesType(reader, node)) {
      if (modules !== null) refuse(reader, node, 'SUB-49', { problem: 'a second `modules`' });
      readModulesParameter(reader, scope, node);
      modules = index;
      continue;
    }
    const type = readTypeAt(reader, node);
    if (isGhost(type) && !ts.isIdentifier(node.name)) {
      refuse(reader, node, 'SUB-42', { problem: 'an account collection is destructured' });
    }
    parameters.push({ pattern: bindPattern(reader, scope, node.name, type), type });
  }
  return { parameters, modules };
}

function verifyParameter(reader: Reader, node: ts.ParameterDeclaration): void {
  if (ts.isIdentifier(node.name) && node.name.text === 'this') {
    refuse(reader, node, 'SUB-18', { problem: 'a parameter `this`' });
  }
  if (node.dotDotDotToken !== undefined)
    refuse(reader, node, 'SUB-26', { problem: `${quote(node)} is a rest parameter` });
  if (node.questionToken !== undefined)
    refuse(reader, node, 'SUB-06', { problem: `${quote(node)} is optional` });
  if (node.initializer !== undefined)
    refuse(reader, node, 'SUB-25', { problem: `${quote(node)} has a default` });
}

/** The statements of a body; an expression body is one `return`. Every path must return. */
export function readBody(
  reader: Reader,
  scope: Scope,
  node: FunctionNode,
  result: Type,
): readonly Statement[] {
  const { body } = node;
  if (body === undefined)
    return refuse(reader, node, 'SUB-14', { problem: 'a function without a body' });
  if (!ts.isBlock(body)) {
    return [
      {
        kind: 'return',
        value: readExpression(reader, scope, body, result),
        at: locate(reader, body),
      },
    ];
  }
  const before = reader.refusals.length;
  const statements = readStatements(reader, scope, body.statements, result);
  if (reader.refusals.length === before && !terminates(statements)) {
    refuse(reader, node, 'SUB-36', { problem: 'a path through the function returns nothing' });
  }
  return statements;
}
