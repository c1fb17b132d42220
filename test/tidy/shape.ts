// Sizes, names and words: what each source file may not hold.

import ts from 'typescript';
import { lineAt, parse, readText, visit } from './sources.ts';

type Limits = { readonly file: number; readonly function: number };
const KERNEL: Limits = { file: 250, function: 40 };
const OTHERS: Limits = { file: 400, function: 70 };
const COLUMNS = 100;
const BANNED_STEMS = /^(utils?|helpers?|common|misc|types)$/i;
const BANNED_ENDINGS = /[a-z](Manager|Util|Of)$/;
// Written so that this line does not match itself.
const BANNED_WORDS = /\b(TO[D]O|FIX[M]E|XX[X])\b|@ts-(ignore|expect-error|nocheck)/;

type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression
  | ts.MethodDeclaration | ts.ConstructorDeclaration;

function isFunction(node: ts.Node): node is FunctionNode {
  return ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)
    || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node);
}

/** The body of `describe` is a list of tests, not a function that one reads as a whole. */
function isSuite(node: FunctionNode): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

export function findWideLines(path: string): readonly string[] {
  return readText(path).split('\n').flatMap((line, i) =>
    [...line].length > COLUMNS ? [`${path}:${i + 1} ${[...line].length} columns`] : []);
}

export function findOversize(path: string): readonly string[] {
  const limits = path.startsWith('kernel/') ? KERNEL : OTHERS;
  const source = parse(path);
  const lines = readText(path).trimEnd().split('\n').length;
  const found = lines > limits.file ? [`${path} ${lines} lines`] : [];
  visit(source, (node) => {
    if (!isFunction(node) || isSuite(node)) return;
    const start = lineAt(source, node.getStart());
    const length = lineAt(source, node.getEnd()) - start + 1;
    if (length > limits.function) found.push(`${path}:${start} a function of ${length} lines`);
  });
  return found;
}

function findDeclaredName(node: ts.Node): ts.Identifier | null {
  const named = ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)
    || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)
    || ts.isClassDeclaration(node);
  return named && node.name !== undefined && ts.isIdentifier(node.name) ? node.name : null;
}

export function findBannedNames(path: string): readonly string[] {
  const parts = path.split('/').map((part) => part.replace(/\..*$/, ''));
  const found = parts.some((part) => BANNED_STEMS.test(part)) ? [`${path} names nothing`] : [];
  if (/[A-Z_]/.test(parts.join(''))) found.push(`${path} is not lower case with hyphens`);
  const source = parse(path);
  visit(source, (node) => {
    const name = findDeclaredName(node);
    if (name === null || !BANNED_ENDINGS.test(name.text)) return;
    found.push(`${path}:${lineAt(source, name.getStart())} ${name.text}`);
  });
  return found;
}

function findFault(node: ts.Node): string | null {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any';
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) return 're-exports';
  const topLevel = ts.isVariableDeclarationList(node) && ts.isSourceFile(node.parent.parent);
  if (topLevel && (node.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const) {
    return 'top-level mutable state';
  }
  const called = ts.isCallExpression(node) ? node.expression.getText() : '';
  return /^(it|test|describe)\.(skip|only|todo|fails)$/.test(called) ? called : null;
}

/** Each file opens with a comment; no escape hatch, no mutable top level, no skipped test. */
export function findBannedText(path: string): readonly string[] {
  const text = readText(path);
  const opens = /^(#!.*\n)?(\/\/|\/\*)/.test(text);
  const found = opens ? [] : [`${path} opens without saying what it is`];
  for (const [index, line] of text.split('\n').entries()) {
    if (BANNED_WORDS.test(line)) found.push(`${path}:${index + 1} ${line.trim()}`);
  }
  const source = parse(path);
  visit(source, (node) => {
    const fault = findFault(node);
    if (fault !== null) found.push(`${path}:${lineAt(source, node.getStart())} ${fault}`);
  });
  return found;
}

/** Names and texts of a source, for what it must not know of. */
export function findWords(path: string): ReadonlyMap<string, number> {
  const source = parse(path);
  const words = new Map<string, number>();
  visit(source, (node) => {
    if (!ts.isIdentifier(node) && !ts.isStringLiteral(node)) return;
    if (!words.has(node.text)) words.set(node.text, lineAt(source, node.getStart()));
  });
  return words;
}

/** Every field of every record type that a source declares. */
export function findFieldNames(path: string): readonly string[] {
  const names = new Set<string>();
  visit(parse(path), (node) => {
    if (ts.isPropertySignature(node) && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return [...names];
}
