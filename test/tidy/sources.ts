// The repository's own files as the tidy test sees them: paths from the root, and parsed sources.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SKIPPED = new Set(['node_modules', '.git', '.plimsoll', 'dist']);

export type Import = { readonly from: string; readonly typeOnly: boolean; readonly line: number };

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every file below a folder, sorted, with forward slashes, from the root. */
export function listFiles(folder = ''): readonly string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  const paths = entries.filter((e) => !SKIPPED.has(e.name)).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : [path];
  });
  return paths.sort();
}

/** Programs that are wrong on purpose are no part of the house. */
export function isRefusedProgram(path: string): boolean {
  return path.startsWith('test/verifier/refused/') && !path.endsWith('.test.ts');
}

export function listSources(): readonly string[] {
  return listFiles().filter((path) => /\.(ts|mjs)$/.test(path) && !isRefusedProgram(path));
}

export function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readText(path), ts.ScriptTarget.ES2022, true);
}

export function lineAt(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return clause.name === undefined && named !== undefined && ts.isNamedImports(named)
    && named.elements.every((e) => e.isTypeOnly);
}

/** Imports, re-exports and dynamic imports of a literal. */
export function findImports(source: ts.SourceFile): readonly Import[] {
  const imports: Import[] = [];
  const add = (node: ts.Node, text: ts.Node, typeOnly: boolean): void => {
    if (!ts.isStringLiteral(text)) return;
    imports.push({ from: text.text, typeOnly, line: lineAt(source, node.getStart()) });
  };
  visit(source, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, isTypeOnly(node.importClause));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments;
      if (first !== undefined) add(node, first, false);
    }
  });
  return imports;
}
