// Functions read from a text, without a configuration: for tests of the later stages, and for
// showing what a piece of source means.

import { ts } from 'ts-morph';
import { findDeclarations, readProperty } from './declaration.ts';
import { readFunction, readGlobal } from './function.ts';
import { checkDeclarations, checkModule, checkTypes } from './module.ts';
import { attempt, openReader, verifyNothingRefused } from './reader.ts';
import { loadSources } from './source.ts';
import type { Program, Property } from './tree.ts';

const ROOT = '/source';

export type Snippet = Program & { readonly properties: readonly Property[] };

/**
 * Reads the properties that one file declares, and the named top-level functions and constants with
 * all that they reach in it. Ids are `<fileName>#<name>`; the whole text must be inside the subset.
 */
export function readSource(fileName: string, text: string, roots: readonly string[]): Snippet {
  const path = `${ROOT}/${fileName}`;
  const reader = openReader(loadSources(ROOT, [path], (asked) => (asked === path ? text : null)));
  const file = reader.sources.files.get(path);
  if (file === undefined) throw new Error('the source was not loaded');
  const module = reader.sources.checker.getSymbolAtLocation(file);
  const named = reader.sources.checker.getSymbolsInScope(file, ts.SymbolFlags.Value);
  for (const name of roots) {
    const symbol =
      module?.exports?.get(ts.escapeLeadingUnderscores(name)) ??
      named.find((candidate) => candidate.name === name) ??
      null;
    const found = attempt(
      reader,
      () => readFunction(reader, file, symbol) ?? readGlobal(reader, file, symbol)?.id ?? null,
    );
    if (found === null && reader.refusals.length === 0)
      throw new TypeError(`no top-level \`${name}\``);
  }
  const declarations = findDeclarations(reader, file);
  const properties = declarations.flatMap(
    (declaration) => attempt(reader, () => readProperty(reader, declaration)) ?? [],
  );
  const functions = new Map(reader.functions);
  const globals = new Map(reader.globals);
  checkModule(reader, file, false);
  checkDeclarations(reader, file, new Set(declarations.map(({ node }) => node)));
  checkTypes(reader, [file]);
  verifyNothingRefused(reader);
  return { functions, globals, modules: new Map(), properties };
}
