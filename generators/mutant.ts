// The mutants of a kernel: every small edit of a function that genesis or a transition reaches,
// with a name, its place and what it changes. Nothing is judged here.

import { applyEdit, listEdits, type Edit, type Replacement } from '../verifier/read/edits.ts';
import type { ProjectRead } from '../verifier/read/project.ts';
import { reachOfTransitions } from '../verifier/read/reach.ts';
import type { Position } from '../verifier/read/tree.ts';
import { createRandom } from '../verifier/witness/random.ts';

type Hunk = { readonly line: number; readonly before: string; readonly after: string };

export type Mutant = {
  readonly id: string; // its place, its rule and a number where several have both
  readonly rule: string;
  readonly owner: string; // id of the function or constant
  readonly at: Position;
  readonly hunks: readonly Hunk[]; // whole lines
  readonly path: string;
  readonly text: string; // of the whole file, changed
};

type Lines = { readonly start: number; readonly end: number };

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found === -1 ? text.length : found;
}

/** The lines that replacements touch, those that meet joined. */
function findLines(text: string, replacements: readonly Replacement[]): readonly Lines[] {
  const spans = [...replacements].sort((a, b) => a.start - b.start)
    .map(({ start, end }) => ({ start: lineStart(text, start), end: lineEnd(text, end) }));
  return spans.reduce<readonly Lines[]>((soFar, span) => {
    const last = soFar.at(-1);
    return last === undefined || span.start > last.end ? [...soFar, span]
      : [...soFar.slice(0, -1), { start: last.start, end: Math.max(last.end, span.end) }];
  }, []);
}

function findHunks(text: string, replacements: readonly Replacement[]): readonly Hunk[] {
  return findLines(text, replacements).map(({ start, end }) => {
    const inside = replacements.filter((r) => r.start >= start && r.end <= end)
      .map((r) => ({ ...r, start: r.start - start, end: r.end - start }));
    const before = text.slice(start, end);
    const line = text.slice(0, start).split('\n').length;
    return { line, before, after: applyEdit(before, { replacements: inside }) };
  });
}

function nameEdits(edits: readonly Edit[]): readonly string[] {
  const seen = new Map<string, number>();
  return edits.map(({ at, rule }) => {
    const base = `${at.file}:${at.line}:${at.column} ${rule}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : `${base} ${count}`;
  });
}

export function listMutants(read: ProjectRead): readonly Mutant[] {
  const edits = listEdits(read);
  const names = nameEdits(edits);
  return edits.map((edit, i) => {
    const { rule, owner, at, path } = edit;
    const text = read.sources.files.get(path)?.text ?? '';
    const hunks = findHunks(text, edit.replacements);
    return { id: names[i] ?? '', rule, owner, at, path, hunks, text: applyEdit(text, edit) };
  });
}

/** Files and transitions that mutants may be restricted to. */
export function listScopes(
  { project }: ProjectRead, mutants: readonly Mutant[],
): readonly string[] {
  const files = mutants.map(({ at }) => at.file);
  return [...new Set([...files, ...reachOfTransitions(project).keys()])];
}

/** Those in a file of a listed name, or that a listed transition reaches; all where none is. */
export function selectMutants(
  { project }: ProjectRead, mutants: readonly Mutant[], only: readonly string[],
): readonly Mutant[] {
  const reached = reachOfTransitions(project);
  return only.length === 0 ? mutants : mutants.filter(({ at, owner }) =>
    only.some((name) => at.file === name || reached.get(name)?.run.has(owner) === true));
}

/** `count` of them, in their order; the same seed chooses the same. */
export function sampleMutants(
  mutants: readonly Mutant[], count: number, seed: number,
): readonly Mutant[] {
  const random = createRandom(seed);
  const left = mutants.map((_, i) => i);
  const chosen = new Set<number>();
  while (chosen.size < count && left.length > 0) {
    const [index] = left.splice(random.below(left.length), 1);
    if (index !== undefined) chosen.add(index);
  }
  return mutants.filter((_, i) => chosen.has(i));
}
