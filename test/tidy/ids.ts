// Permanent ids: where they are declared in code, and where prose names them.

import ts from 'typescript';
import { parse, readText, visit } from './sources.ts';

const WORDS = ['invariant', 'step', 'theorem', 'lemma'];

/** Ids of the properties declared in the given files, in order. */
export function findDeclared(paths: readonly string[]): readonly string[] {
  const ids: string[] = [];
  for (const path of paths) {
    visit(parse(path), (node) => {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
      const [id] = node.arguments;
      const known = WORDS.includes(node.expression.text);
      if (known && id !== undefined && ts.isStringLiteral(id)) ids.push(id.text);
    });
  }
  return ids;
}

/** Ids of a kind that a text names: `INV-07`, `SUB-3`. */
export function findNamed(paths: readonly string[], kinds: string): ReadonlySet<string> {
  const pattern = new RegExp(`\\b(?:${kinds})-[0-9]+[a-z]?\\b`, 'g');
  return new Set(paths.flatMap((path) => [...readText(path).matchAll(pattern)].map((m) => m[0])));
}

export type Contract = { readonly transition: string; readonly codes: readonly string[] };

/** The contracts of a file, with their rejection codes in order. */
export function findContracts(path: string): readonly Contract[] {
  const contracts: Contract[] = [];
  visit(parse(path), (node) => {
    if (!ts.isCallExpression(node)) return;
    const word = node.expression.getText();
    if (word !== 'contract' && word !== 'genesisContract') return;
    const [first] = node.arguments;
    const terms = node.arguments.at(-1);
    const named = first !== undefined && ts.isStringLiteral(first) ? first.text : null;
    const transition = word === 'genesisContract' ? 'genesis' : named;
    if (transition === null) return;
    if (terms === undefined || !ts.isObjectLiteralExpression(terms)) return;
    const rejects = terms.properties.find((p) => p.name?.getText() === 'rejects');
    if (rejects === undefined || !ts.isPropertyAssignment(rejects)) return;
    if (!ts.isObjectLiteralExpression(rejects.initializer)) return;
    const codes = rejects.initializer.properties.map((p) => p.name?.getText() ?? '');
    contracts.push({ transition, codes });
  });
  return contracts;
}

/** The codes in a function's result type, in source order; a local alias is followed. */
export function findCodes(path: string, name: string): readonly string[] | null {
  const source = parse(path);
  const aliases = new Map<string, ts.TypeNode>();
  let result: ts.TypeNode | undefined;
  visit(source, (node) => {
    if (ts.isTypeAliasDeclaration(node)) aliases.set(node.name.text, node.type);
    if (ts.isFunctionDeclaration(node) && node.name?.text === name) result = node.type;
  });
  return result === undefined ? null : collectCodes(result, aliases);
}

type Aliases = ReadonlyMap<string, ts.TypeNode>;

function collectCodes(type: ts.TypeNode, aliases: Aliases): readonly string[] {
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return [type.literal.text];
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((t) => collectCodes(t, aliases));
  if (!ts.isTypeReferenceNode(type)) return [];
  const alias = aliases.get(type.typeName.getText());
  const inner = [...(type.typeArguments ?? []), ...(alias === undefined ? [] : [alias])];
  return inner.flatMap((t) => collectCodes(t, aliases));
}
