// A whole project: from the path of a configuration to the typed tree of the kernel and its
// properties. It throws a RefusalList where anything stands outside the subset; it executes and
// writes nothing.

import { dirname, resolve } from 'node:path';
import { ts } from 'ts-morph';
import { findDisagreements } from './agreement.ts';
import {
  findTwin,
  namedSymbol,
  objectEntries,
  parseConfig,
  readEmpty,
  readNamedFunction,
  readPatterns,
  readRanges,
  readSettings,
  refusePattern,
  type ConfigFile,
  type Settings,
} from './config.ts';
import { findDeclarations, readProperty, type Declaration } from './declaration.ts';
import { findFiles } from './glob.ts';
import { joinModules, listModules, readImplementations } from './implementation.ts';
import type { Implementations } from './implementation.ts';
import { checkDeclarations, checkModule, checkTypes, importClosure } from './module.ts';
import { attempt, openReader, verifyNothingRefused, type Reader } from './reader.ts';
import { Refusal, RefusalList } from './refusal.ts';
import { blankScopes } from './scopes.ts';
import {
  loadSources, readDisk, relativePath, type ReadText, type Sources,
} from './source.ts';
import { readGenesis, readTransition } from './transition.ts';
import type { Book, Founding } from './transition.ts';
import type { Program, Project, Property, TransitionTree } from './tree.ts';

/** A project with the sources it was read from. */
export type ProjectRead = { readonly project: Project; readonly sources: Sources };

/** Reads the project that a configuration file names. */
export const readProject = (configPath: string): Project => readWithSources(configPath).project;

export function readWithSources(configPath: string, read: ReadText = readDisk): ProjectRead {
  const config = resolve(configPath);
  try {
    return readOpenProject(config, configPath, read);
  } catch (caught) {
    throw caught instanceof Refusal ? new RefusalList([caught]) : caught;
  }
}

function readOpenProject(path: string, given: string, read: ReadText): ProjectRead {
  const root = dirname(path);
  const text = read(path);
  if (text === null) {
    const at = { file: given, line: 1, column: 1 };
    throw new Refusal(
      'CFG-01',
      at,
      'there is no such configuration file',
      'give the path of a plimsoll.config.ts',
    );
  }
  const kept = blankScopes(root, path, text);
  const config = parseConfig(root, path, kept);
  const settings = readSettings(config);
  const ranges = readRanges(config, settings.ranges);
  const propertyFiles = findPropertyFiles(config, settings);
  const sources = loadSources(root, [path, ...propertyFiles], (file) =>
    (file === path ? kept : read(file)));
  const reader = openReader(sources);
  const kernel = readKernel(reader, config, settings);
  const properties = readProperties(reader, propertyFiles);
  const implementations = kernel.implementations();
  const modules = joinModules(reader, implementations, properties.read, {
    file: relativePath(root, path),
    line: 1,
    column: 1,
  });
  const program: Program = {
    functions: new Map(reader.functions),
    globals: new Map(reader.globals),
    modules,
  };
  checkFiles(reader, path, kernel.files, properties.declarations);
  if (reader.refusals.length === 0 && kernel.found !== null) {
    const { book, founding, transitions } = kernel.found;
    const known = properties.read;
    reader.refusals.push(
      ...known.flatMap((property, index) =>
        findDisagreements(
          { book, founding, transitions, modules },
          property,
          known.slice(0, index),
        ),
      ),
    );
  }
  verifyNothingRefused(reader);
  if (kernel.found === null) throw new Error('the kernel was not read, and nothing was refused');
  const { genesis, empty, transitions } = kernel.found;
  const project = {
    config: path,
    root,
    program,
    genesis,
    empty,
    transitions,
    ranges,
    properties: properties.read,
    hash: sources.hash,
  };
  return { project, sources };
}

function findPropertyFiles(config: ConfigFile, settings: Settings): readonly string[] {
  const found = readPatterns(config, settings.properties).flatMap((pattern) => {
    const files = findFiles(config.root, pattern.text);
    return files.length === 0 ? refusePattern(config, pattern) : files;
  });
  return [...new Set(found)].map((file) => resolve(config.root, file));
}

type KernelFound = Pick<Project, 'genesis' | 'empty' | 'transitions'> & {
  readonly book: Book;
  readonly founding: Founding;
};

type KernelRead = {
  readonly files: ReadonlySet<string>;
  readonly found: KernelFound | null;
  /** To be read last: a member may be met in a property alone. */
  readonly implementations: () => Implementations;
};

/** The kernel's functions, and the files that are the kernel: those and all that they import. */
function readKernel(reader: Reader, config: ConfigFile, settings: Settings): KernelRead {
  const own = reader.sources.files.get(config.file.fileName);
  if (own === undefined) throw new Error('the configuration was not loaded');
  const twin = (node: ts.Node): ts.Node => findTwin(own, node);
  const named = objectEntries(config, settings.transitions, 'transitions').map(
    ({ name, value }) => ({ name, node: twin(value) }),
  );
  const listed = listModules(config, own, settings.modules);
  const place = twin(settings.modules ?? settings.transitions);
  const roots = [
    ...[twin(settings.genesis), twin(settings.empty), ...named.map(({ node }) => node)],
    ...listed.flatMap(({ values }) => values),
  ];
  const files = importClosure(
    reader,
    roots.flatMap((node) => declaringFile(reader, node)),
  );
  const found = attempt(reader, (): KernelFound => {
    const empty = readEmpty(reader, twin(settings.empty));
    const genesis = readNamedFunction(reader, twin(settings.genesis));
    const { book, founding } = readGenesis(reader, twin(settings.genesis), genesis, empty.type);
    const transitions = named.flatMap(({ name, node }): readonly TransitionTree[] => {
      const read = attempt(reader, () =>
        readTransition(reader, node, name, readNamedFunction(reader, node), book),
      );
      return read === null ? [] : [read];
    });
    return { genesis, empty, transitions, book, founding };
  });
  return { files, found, implementations: () => readImplementations(reader, place, listed) };
}

function declaringFile(reader: Reader, node: ts.Node): readonly string[] {
  const symbol = attempt(reader, () => namedSymbol(reader, node));
  const file = symbol?.valueDeclaration?.getSourceFile().fileName;
  return file !== undefined && reader.sources.files.has(file) ? [file] : [];
}

type PropertiesRead = {
  readonly declarations: readonly Declaration[];
  readonly read: readonly Property[];
};

function readProperties(reader: Reader, files: readonly string[]): PropertiesRead {
  const declarations = files.flatMap((path) => {
    const file = reader.sources.files.get(path);
    return file === undefined ? [] : findDeclarations(reader, file);
  });
  const read = declarations.flatMap(
    (declaration) => attempt(reader, () => readProperty(reader, declaration)) ?? [],
  );
  return { declarations, read };
}

/** Every file that was loaded, reached by a root or not. */
function checkFiles(
  reader: Reader,
  config: string,
  kernel: ReadonlySet<string>,
  declarations: readonly Declaration[],
): void {
  const skip = new Set<ts.Node>(declarations.map(({ node }) => node));
  const files = [...reader.sources.files];
  for (const [path, file] of files) {
    if (path === config) continue;
    checkModule(reader, file, kernel.has(path));
    checkDeclarations(reader, file, skip);
  }
  checkTypes(
    reader,
    files.map(([, file]) => file),
  );
}
