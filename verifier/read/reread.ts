// Reading again with one file changed inside its bodies: only that file is parsed, read and
// checked. Whatever could be seen from outside it (a signature, the type of a constant) must be as
// it was; where it is not, the whole project is read again.

import { resolve } from 'node:path';
import { checkDeclarations, checkModule, checkTypes, importClosure } from './module.ts';
import { readWithSources, type ProjectRead } from './project.ts';
import { openReader, verifyNothingRefused, type Reader } from './reader.ts';
import { readDisk, relativePath, replaceSource } from './source.ts';
import type { Expression, FunctionTree, GlobalTree, Lambda, Program, Project } from './tree.ts';

const isIn = (file: string) => (id: string): boolean => id.startsWith(`${file}#`);

const signature = ({ parameters, result, modules }: Lambda): string =>
  JSON.stringify([parameters.map(({ type }) => type), result, modules]);

/** What a tree says, wherever its nodes stand: equal texts mean equal trees. */
export const meaning = (tree: FunctionTree | GlobalTree | Expression): string =>
  JSON.stringify(tree, (name, part: unknown) =>
    (name === 'at' ? undefined : typeof part === 'bigint' ? `${part}n` : part));

/** Whether nothing that other files see of the program has changed. */
function looksTheSame(before: Program, after: Reader, file: string): boolean {
  const own = isIn(file);
  const functions = [...before.functions].filter(([id]) => own(id));
  const globals = [...before.globals].filter(([id]) => own(id));
  return functions.every(([id, tree]) => {
    const now = after.functions.get(id);
    return now !== undefined && signature(now) === signature(tree);
  }) && globals.every(([id, { value }]) =>
    JSON.stringify(after.globals.get(id)?.value.type) === JSON.stringify(value.type));
}

const withoutFile = <T>(all: ReadonlyMap<string, T>, file: string): readonly [string, T][] =>
  [...all].filter(([id]) => !isIn(file)(id));

/** The functions and constants in which two programs differ, positions aside. */
export function findChanged(before: Program, after: Program): readonly string[] {
  const all = (program: Program): readonly (readonly [string, FunctionTree | GlobalTree])[] =>
    [...program.functions, ...program.globals];
  const known = new Map(all(before));
  return all(after).filter(([id, tree]) => {
    const was = known.get(id);
    return was !== tree && (was === undefined || meaning(was) !== meaning(tree));
  }).map(([id]) => id);
}

/** Throws a `RefusalList` where the changed text is outside the subset or does not type-check. */
export function rereadFile(base: ProjectRead, path: string, text: string): Project {
  const { project, sources } = base;
  const file = relativePath(project.root, path);
  const changed = replaceSource(sources, path, text);
  const reader: Reader = openReader(changed);
  for (const [id, tree] of withoutFile(project.program.functions, file)) {
    reader.functions.set(id, tree);
  }
  for (const [id, tree] of withoutFile(project.program.globals, file)) reader.globals.set(id, tree);
  const node = changed.files.get(path);
  if (node === undefined) throw new Error(`${file} is not a source of the project`);
  checkModule(reader, node, isKernelFile(reader, project, path));
  checkDeclarations(reader, node, new Set());
  checkTypes(reader, [node]);
  verifyNothingRefused(reader);
  const declares = project.properties.some((property) => property.at.file === file);
  if (declares || !looksTheSame(project.program, reader, file)) {
    const read = (name: string): string | null => (name === path ? text : readDisk(name));
    return readWithSources(project.config, read).project;
  }
  const functions = new Map(reader.functions);
  const globals = new Map(reader.globals);
  const { modules } = project.program; // of contracts, and ids: none of it is in a body
  return { ...project, program: { functions, globals, modules }, hash: changed.hash };
}

function isKernelFile(reader: Reader, project: Project, path: string): boolean {
  const roots = [
    project.genesis, ...project.transitions.map((t) => t.function),
    ...[...project.program.modules.values()].flatMap(({ implementations }) => implementations),
  ];
  const files = roots.map((id) => resolve(project.root, id.slice(0, id.indexOf('#'))));
  return importClosure(reader, files).has(path);
}
