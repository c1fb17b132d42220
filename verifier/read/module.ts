// What a whole file may hold, whether or not anything in it is reached: imports of the project's
// own files, types, functions and constants, and no comment that silences the checker. A file that
// did more could change, when loaded, what the proved functions mean.

import { ts } from 'ts-morph';
import { arrowOfConstant, readFunction, readGlobal, verifyConstant } from './function.ts';
import { attempt, quote, refuse, type Reader } from './reader.ts';
import { Refusal } from './refusal.ts';
import { refuseSyntax } from './refuse-syntax.ts';
import {
  isDeclarations,
  isImportLike,
  positionAt,
  resolveImport,
  specifierText,
  type ImportLike,
} from './source.ts';

/** Files reachable by imports from some files, those included. */
export function importClosure(reader: Reader, files: readonly string[]): ReadonlySet<string> {
  const closure = new Set(files);
  for (const file of closure) {
    for (const imported of reader.sources.imports.get(file) ?? []) closure.add(imported);
  }
  return closure;
}

/**
 * Refuses whatever a file may not hold at its top level. `isKernel`: it may not import
 * declarations.
 */
export function checkModule(reader: Reader, file: ts.SourceFile, isKernel: boolean): void {
  checkComments(reader, file);
  for (const statement of file.statements) {
    attempt(reader, () => {
      if (isImportLike(statement)) verifyImport(reader, statement, isKernel);
      else verifyTopLevel(reader, statement);
    });
  }
}

function checkComments(reader: Reader, file: ts.SourceFile): void {
  const { root } = reader.sources;
  for (const match of file.text.matchAll(/\/[/*][^\n]*?(@ts-(?:ignore|expect-error|nocheck))\b/g)) {
    const problem = `\`${match[1]}\` silences the checker`;
    reader.refusals.push(new Refusal('SUB-13', positionAt(root, file, match.index), problem, null));
  }
  const references = [
    ...file.referencedFiles,
    ...file.typeReferenceDirectives,
    ...file.libReferenceDirectives,
  ];
  for (const { pos } of references) {
    reader.refusals.push(
      new Refusal('SUB-33', positionAt(root, file, pos), 'a reference directive', null),
    );
  }
}

function verifyImport(reader: Reader, node: ImportLike, isKernel: boolean): void {
  const specifier = specifierText(node);
  const { root } = reader.sources;
  if (resolveImport(root, node.getSourceFile().fileName, specifier) === null) {
    refuse(reader, node, 'SUB-33', {
      problem: `'${specifier}' is not a \`.ts\` file of the project`,
    });
  }
  if (isKernel && isDeclarations(specifier)) {
    refuse(reader, node, 'SUB-33', { problem: 'a file of the kernel imports the declarations' });
  }
  const clause = ts.isImportDeclaration(node) ? node.importClause : node.exportClause;
  const bindings =
    clause !== undefined && ts.isImportClause(clause) ? clause.namedBindings : clause;
  const named =
    bindings !== undefined && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings));
  const byDefault = clause !== undefined && ts.isImportClause(clause) && clause.name !== undefined;
  if (!named || byDefault)
    refuse(reader, node, 'SUB-33', { problem: `${quote(node)} does not name what it takes` });
}

function verifyTopLevel(reader: Reader, node: ts.Statement): void {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean =>
    modifiers.some((modifier) => modifier.kind === kind);
  if (ts.isModuleDeclaration(node) || ts.isEnumDeclaration(node)) refuseSyntax(reader, node);
  if (has(ts.SyntaxKind.DeclareKeyword)) {
    refuse(reader, node, 'SUB-14', {
      problem: `${quote(node)} declares what is not in the sources`,
    });
  }
  if (has(ts.SyntaxKind.DefaultKeyword)) {
    refuse(reader, node, 'SUB-43', {
      problem: 'a default export',
      instead: 'export it by its name',
    });
  }
  if (ts.isVariableStatement(node)) return verifyConstants(reader, node);
  if (ts.isClassDeclaration(node)) refuseSyntax(reader, node);
  const quiet =
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isEmptyStatement(node);
  if (!quiet)
    refuse(reader, node, 'SUB-43', { problem: `${quote(node)} runs when the file is loaded` });
}

function verifyConstants(reader: Reader, node: ts.VariableStatement): void {
  for (const declaration of node.declarationList.declarations) {
    const { name } = declaration;
    verifyConstant(reader, declaration);
    if (!ts.isIdentifier(name)) refuse(reader, name, 'SUB-45', { problem: 'a top-level pattern' });
  }
}

/**
 * Reads every top-level function and constant of a file, `skip` excepted, for its refusals only.
 */
export function checkDeclarations(
  reader: Reader,
  file: ts.SourceFile,
  skip: ReadonlySet<ts.Node>,
): void {
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement)) checkFunction(reader, statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      if (!skip.has(declaration)) attempt(reader, () => readDeclaration(reader, declaration));
    }
  }
}

function checkFunction(reader: Reader, node: ts.FunctionDeclaration): void {
  const name = node.name;
  if (
    name === undefined ||
    ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword)
  )
    return;
  attempt(reader, () =>
    readFunction(reader, node, reader.sources.checker.getSymbolAtLocation(name) ?? null),
  );
}

function readDeclaration(reader: Reader, node: ts.VariableDeclaration): void {
  const symbol = reader.sources.checker.getSymbolAtLocation(node.name) ?? null;
  if (!ts.isIdentifier(node.name) || node.initializer === undefined) return;
  if (arrowOfConstant(node) !== null) readFunction(reader, node, symbol);
  else readGlobal(reader, node, symbol);
}

/** What the checker says of the files, in its own words, where no rule says it better. */
export function checkTypes(reader: Reader, files: readonly ts.SourceFile[]): void {
  const { program, root } = reader.sources;
  const place = (file: string, line: number): string => `${file}:${line}`;
  const refused = new Set(
    reader.refusals
      .filter(({ rule }) => !BLUNT.includes(rule))
      .map(({ at }) => place(at.file, at.line)),
  );
  const noReturn = reader.refusals.some(({ rule }) =>
    ['SUB-35', 'SUB-36', 'SUB-38'].includes(rule),
  );
  const found = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  for (const diagnostic of found) {
    const { file, start } = diagnostic;
    if (file === undefined || start === undefined) continue;
    if (noReturn && MISSING_RETURN.includes(diagnostic.code)) continue;
    const at = positionAt(root, file, start);
    if (refused.has(place(at.file, at.line))) continue;
    dropBlunt(reader, at.file, at.line);
    const text = ts
      .flattenDiagnosticMessageText(diagnostic.messageText, ' ')
      .replace(/\.?\s*$/, '');
    reader.refusals.push(new Refusal('SUB-01', at, `${text} (TS${diagnostic.code})`, null));
  }
}

/** "Function lacks ending return statement" and its kin. */
const MISSING_RETURN: readonly number[] = [2355, 2366, 7030];

/** At a type error these are its consequences: `any`, a value that does not fit, `never`. */
const BLUNT: readonly string[] = ['SUB-02', 'SUB-29', 'SUB-47'];

function dropBlunt(reader: Reader, file: string, line: number): void {
  const kept = reader.refusals.filter(
    ({ rule, at }) => !(BLUNT.includes(rule) && at.file === file && at.line === line),
  );
  reader.refusals.splice(0, reader.refusals.length, ...kept);
}
