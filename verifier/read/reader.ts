// The state of one reading: the sources, what has been read of them, and the refusals so far.
// Reading goes on after a refusal, so that one run names as much as it can; nothing is returned if
// any stands.

import type { ts } from 'ts-morph';
import { Refusal, RefusalList } from './refusal.ts';
import type { RuleId } from './rules.ts';
import { positionAt, type Sources } from './source.ts';
import type { FunctionTree, GlobalTree, ModuleSignature, Position, Type } from './tree.ts';

export type Reader = {
  readonly sources: Sources;
  readonly functions: Map<string, FunctionTree>;
  readonly globals: Map<string, GlobalTree>;
  readonly modules: Map<string, ModuleSignature>; // every member met, by name
  readonly failed: Set<string>; // ids of functions and constants that could not be read
  readonly open: Set<string>; // ids of those being read now
  readonly structures: Map<ts.Type, Type>;
  readonly refusals: Refusal[];
};

export const openReader = (sources: Sources): Reader => ({
  sources,
  functions: new Map(),
  globals: new Map(),
  modules: new Map(),
  failed: new Set(),
  open: new Set(),
  structures: new Map(),
  refusals: [],
});

/** Abandons what rests on something already refused, without a second refusal. */
export class Abandoned extends Error {}

export const locate = (reader: Reader, node: ts.Node): Position =>
  positionAt(reader.sources.root, node.getSourceFile(), node.getStart());

export type Words = { readonly problem?: string; readonly instead?: string };

export function refuse(reader: Reader, node: ts.Node, rule: RuleId, words: Words = {}): never {
  throw new Refusal(rule, locate(reader, node), words.problem ?? null, words.instead ?? null);
}

/** The value read, or null where it was refused; the refusal is kept. */
export function attempt<T>(reader: Reader, read: () => T): T | null {
  try {
    return read();
  } catch (caught) {
    if (caught instanceof Abandoned) return null;
    if (!(caught instanceof Refusal)) throw caught;
    reader.refusals.push(caught);
    return null;
  }
}

export function verifyNothingRefused(reader: Reader): void {
  if (reader.refusals.length > 0) throw new RefusalList(reader.refusals);
}

/** Source text of a node in one line, for messages. */
export function quote(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return `\`${text.length > 40 ? `${text.slice(0, 37)}…` : text}\``;
}
