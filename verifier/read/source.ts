// The sources of a project: the files reachable from some entries by imports, held in memory, and
// one TypeScript program over them. The compiler options are fixed here, whatever the user's own
// are; no file outside the root is read, and none is ever written.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Project as Workspace, ts } from 'ts-morph';
import type { Position } from './tree.ts';

/** The text of a file by its absolute path, or null where there is none. */
export type ReadText = (path: string) => string | null;

export type Sources = {
  readonly root: string;
  readonly files: ReadonlyMap<string, ts.SourceFile>; // by absolute path; without the declarations
  readonly imports: ReadonlyMap<string, readonly string[]>; // absolute path → those it imports
  readonly declarations: ts.SourceFile; // declare/index.ts
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly hash: string;
};

const DECLARATIONS = fileURLToPath(new URL('../../declare/index.ts', import.meta.url));

/** Only what the subset needs: a library that is not read is not paid for at each start. */
const LIBRARIES = [
  'lib.es5.d.ts',
  'lib.es2015.symbol.d.ts',
  'lib.es2015.iterable.d.ts',
  'lib.es2020.bigint.d.ts',
];

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: LIBRARIES,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitReturns: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  skipLibCheck: true,
  noEmit: true,
};

export const readDisk: ReadText = (path) =>
  existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : null;

export const isDeclarations = (specifier: string): boolean =>
  specifier === 'plimsoll' || /(^|\/)declare\/index\.ts$/.test(specifier);

export const isInside = (root: string, path: string): boolean => path.startsWith(`${root}/`);

/** The file that an import names: the declarations, or a `.ts` file inside the root, or null. */
export function resolveImport(root: string, importer: string, specifier: string): string | null {
  if (isDeclarations(specifier)) return DECLARATIONS;
  if (!/^\.\.?\//.test(specifier) || !/\.ts$/.test(specifier) || /\.d\.ts$/.test(specifier))
    return null;
  const path = resolve(dirname(importer), specifier);
  return isInside(root, path) ? path : null;
}

export type ImportLike = ts.ImportDeclaration | ts.ExportDeclaration;

export const isImportLike = (node: ts.Node): node is ImportLike =>
  ts.isImportDeclaration(node) ||
  (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined);

export const specifierText = (node: ImportLike): string =>
  node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)
    ? node.moduleSpecifier.text
    : '';

function openWorkspace(root: string): Workspace {
  return new Workspace({
    useInMemoryFileSystem: true,
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    compilerOptions: OPTIONS,
    resolutionHost: () => ({
      resolveModuleNames: (names, importer) =>
        names.map((name) => {
          const path = resolveImport(root, importer, name);
          return path === null
            ? undefined
            : {
                resolvedFileName: path,
                extension: ts.Extension.Ts,
                isExternalLibraryImport: false,
              };
        }),
    }),
  });
}

/** Reads the entries and all that they import. An entry that cannot be read is left out. */
export function loadSources(root: string, entries: readonly string[], read: ReadText): Sources {
  const workspace = openWorkspace(root);
  const texts = new Map<string, string>();
  const imports = new Map<string, readonly string[]>();
  const waiting = [...entries].reverse();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (texts.has(path) || path === DECLARATIONS) continue;
    const text = read(path);
    if (text === null) continue;
    texts.set(path, text);
    const file = workspace.createSourceFile(path, text).compilerNode;
    const named = file.statements
      .filter(isImportLike)
      .map((node) => resolveImport(root, path, specifierText(node)))
      .filter((imported) => imported !== null);
    imports.set(path, named);
    waiting.push(...[...named].reverse());
  }
  workspace.createSourceFile(DECLARATIONS, readFileSync(DECLARATIONS, 'utf8'));
  const program = workspace.getProgram().compilerObject;
  const found = (path: string): ts.SourceFile => {
    const file = program.getSourceFile(path);
    if (file === undefined) throw new Error(`the compiler lost ${relative(root, path)}`);
    return file;
  };
  return {
    root,
    imports,
    program,
    files: new Map([...texts.keys()].map((path) => [path, found(path)])),
    declarations: found(DECLARATIONS),
    checker: program.getTypeChecker(),
    hash: hashTexts(root, texts),
  };
}

/**
 * The same sources with another text for one file, whose imports must name no further file. Every
 * other syntax tree is taken over, so that only what is asked is checked again.
 */
export function replaceSource(sources: Sources, path: string, text: string): Sources {
  const { root, program: before } = sources;
  const made = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const serve = (name: string): ts.SourceFile | undefined =>
    name === path ? made : before.getSourceFile(name);
  const resolveOne = (name: string, importer: string): ts.ResolvedModuleFull | undefined => {
    const resolvedFileName = resolveImport(root, importer, name);
    return resolvedFileName === null ? undefined
      : { resolvedFileName, extension: ts.Extension.Ts, isExternalLibraryImport: false };
  };
  const host: ts.CompilerHost = {
    getSourceFile: serve,
    fileExists: (name) => serve(name) !== undefined,
    readFile: (name) => serve(name)?.text,
    getDefaultLibFileName: () => 'lib.d.ts',
    getDefaultLibLocation: () => dirname(findLibrary(before)),
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
    resolveModuleNameLiterals: (names, importer) =>
      names.map((name) => ({ resolvedModule: resolveOne(name.text, importer) })),
  };
  const rootNames = before.getRootFileNames();
  const options = before.getCompilerOptions();
  const program = ts.createProgram({ rootNames, options, host, oldProgram: before });
  const files = new Map(sources.files).set(path, made);
  const texts = new Map([...files].map(([name, file]) => [name, file.text]));
  const hash = hashTexts(root, texts);
  return { ...sources, files, program, checker: program.getTypeChecker(), hash };
}

function findLibrary(program: ts.Program): string {
  const library = program.getSourceFiles().find((file) => program.isSourceFileDefaultLibrary(file));
  if (library === undefined) throw new Error('the compiler has no library');
  return library.fileName;
}

function hashTexts(root: string, texts: ReadonlyMap<string, string>): string {
  const named = [...texts].map(([path, text]) => [relativePath(root, path), text] as const);
  const digest = createHash('sha256');
  for (const [path, text] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
    digest.update(`${path.length}:${path}${text.length}:${text}`);
  }
  return digest.digest('hex');
}

export const relativePath = (root: string, path: string): string =>
  relative(root, path).replaceAll('\\', '/');

export function positionAt(root: string, file: ts.SourceFile, offset: number): Position {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return { file: relativePath(root, file.fileName), line: line + 1, column: character + 1 };
}
