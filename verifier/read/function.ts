// Top-level functions and constants, each read once, when a use of it is met. What is being read
// cannot be used: that would be recursion.

import { ts } from 'ts-morph';
import { readExpression } from './expression.ts';
import { readBody, readParameters, verifySignature, type FunctionNode } from './lambda.ts';
import { Abandoned, attempt, locate, quote, refuse, type Reader } from './reader.ts';
import { openScope } from './scope.ts';
import { relativePath } from './source.ts';
import { isGhost, readType } from './structure.ts';
import type { FunctionTree, GlobalTree, Type } from './tree.ts';

type Named = { readonly id: string; readonly name: string };
type TopFunction = Named & { readonly node: FunctionNode; readonly declaration: ts.Node };
type TopConstant = Named & { readonly node: ts.VariableDeclaration; readonly value: ts.Expression };

function identify(reader: Reader, declaration: ts.Node, name: string): string | null {
  const { fileName } = declaration.getSourceFile();
  if (!reader.sources.files.has(fileName)) return null;
  return `${relativePath(reader.sources.root, fileName)}#${name}`;
}

const isTopLevel = (declaration: ts.VariableDeclaration): boolean =>
  ts.isVariableStatement(declaration.parent.parent) &&
  ts.isSourceFile(declaration.parent.parent.parent);

/** The arrow that a top-level `const f = (…) => …` holds, or null. */
export const arrowOfConstant = (declaration: ts.VariableDeclaration): ts.ArrowFunction | null =>
  declaration.initializer !== undefined && ts.isArrowFunction(declaration.initializer)
    ? declaration.initializer
    : null;

function findFunction(reader: Reader, symbol: ts.Symbol | null): TopFunction | null {
  const declaration = symbol?.valueDeclaration;
  if (symbol === null || declaration === undefined) return null;
  const name = symbol.name;
  const id = identify(reader, declaration, name);
  if (id === null) return null;
  if (ts.isFunctionDeclaration(declaration) && ts.isSourceFile(declaration.parent)) {
    return { id, name, node: declaration, declaration };
  }
  const arrow =
    ts.isVariableDeclaration(declaration) && isTopLevel(declaration)
      ? arrowOfConstant(declaration)
      : null;
  return arrow === null ? null : { id, name, node: arrow, declaration };
}

export const findFunctionName = (reader: Reader, symbol: ts.Symbol | null): string | null =>
  findFunction(reader, symbol)?.name ?? null;

/** Reads the function that a symbol names; its id, or null where it names none of the sources. */
export function readFunction(
  reader: Reader,
  use: ts.Node,
  symbol: ts.Symbol | null,
): string | null {
  const found = findFunction(reader, symbol);
  if (found === null) return null;
  const { id } = found;
  if (reader.open.has(id)) {
    refuse(reader, use, 'SUB-20', { problem: `\`${found.name}\` calls itself, directly or not` });
  }
  if (reader.failed.has(id)) throw new Abandoned();
  if (reader.functions.has(id)) return id;
  const tree = readOpen(reader, id, () => readTree(reader, found, symbol));
  if (tree === null) throw new Abandoned();
  reader.functions.set(id, tree);
  return id;
}

function readOpen<T>(reader: Reader, id: string, read: () => T): T | null {
  reader.open.add(id);
  const result = attempt(reader, read);
  reader.open.delete(id);
  if (result === null) reader.failed.add(id);
  return result;
}

function readTree(reader: Reader, found: TopFunction, symbol: ts.Symbol | null): FunctionTree {
  const { id, name, node, declaration } = found;
  if ((symbol?.declarations?.length ?? 0) > 1) {
    refuse(reader, declaration, 'SUB-14', { problem: `\`${name}\` is declared more than once` });
  }
  if (ts.isVariableDeclaration(declaration) && declaration.type !== undefined) {
    refuse(reader, declaration.type, 'SUB-09', {
      problem: `\`${name}\` has a function type`,
      instead: 'write the types on its parameters and its result',
    });
  }
  verifySignature(reader, node);
  const scope = openScope();
  const { parameters, modules } = readParameters(reader, scope, node.parameters);
  const result = readResult(reader, node);
  const body = readBody(reader, scope, node, result);
  return { id, name, parameters, modules, result, body, at: locate(reader, declaration) };
}

function readResult(reader: Reader, node: FunctionNode): Type {
  const { checker } = reader.sources;
  const signature = checker.getSignatureFromDeclaration(node);
  const at = node.type ?? node;
  if (signature === undefined) return refuse(reader, node, 'SUB-01');
  const type = checker.getReturnTypeOfSignature(signature);
  if (node.type === undefined && type.flags & ts.TypeFlags.VoidLike) {
    refuse(reader, at, 'SUB-36', { problem: 'the function returns nothing' });
  }
  const result = readType(reader, type, at);
  if (isGhost(result))
    refuse(reader, at, 'SUB-42', { problem: 'an account collection is returned' });
  return result;
}

function findConstant(reader: Reader, symbol: ts.Symbol | null): TopConstant | null {
  const declaration = symbol?.valueDeclaration;
  if (symbol === null || declaration === undefined || !ts.isVariableDeclaration(declaration))
    return null;
  if (!isTopLevel(declaration) || declaration.initializer === undefined) return null;
  if (arrowOfConstant(declaration) !== null) return null;
  const id = identify(reader, declaration, symbol.name);
  return id === null
    ? null
    : { id, name: symbol.name, node: declaration, value: declaration.initializer };
}

export type Global = { readonly id: string; readonly type: Type };

/** Reads the constant that a symbol names; null where it names none of the sources. */
export function readGlobal(reader: Reader, use: ts.Node, symbol: ts.Symbol | null): Global | null {
  const found = findConstant(reader, symbol);
  if (found === null) return null;
  const { id } = found;
  if (reader.open.has(id)) {
    refuse(reader, use, 'SUB-20', { problem: `\`${found.name}\` is defined by itself` });
  }
  if (reader.failed.has(id)) throw new Abandoned();
  const known = reader.globals.get(id);
  const tree = known ?? readOpen(reader, id, () => readConstant(reader, found));
  if (tree === null) throw new Abandoned();
  reader.globals.set(id, tree);
  return { id, type: declaredType(reader, found) ?? tree.value.type };
}

function declaredType(reader: Reader, { node }: TopConstant): Type | null {
  if (node.type === undefined) return null;
  return readType(reader, reader.sources.checker.getTypeFromTypeNode(node.type), node.type);
}

function readConstant(reader: Reader, found: TopConstant): GlobalTree {
  verifyConstant(reader, found.node);
  const value = readExpression(reader, openScope(), found.value, declaredType(reader, found));
  return { id: found.id, name: found.name, value };
}

/** Refuses a top-level `let` or `var`: its value could change between two calls. */
export function verifyConstant(reader: Reader, node: ts.VariableDeclaration): void {
  if ((node.parent.flags & ts.NodeFlags.Const) === 0) {
    refuse(reader, node, 'SUB-15', { problem: `${quote(node.name)} is not a \`const\`` });
  }
}
