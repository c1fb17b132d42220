// Small changes of meaning to the functions of a kernel, as edits of its sources. Every function
// and constant that genesis or a transition reaches is walked; what an edit does is one of the
// rules of edit-rules.ts and statement-edits.ts. An edit may well not type-check: reading it again
// decides.

import { ts } from 'ts-morph';
import { editExpression } from './edit-rules.ts';
import { editStatements } from './statement-edits.ts';
import type { ProjectRead } from './project.ts';
import { reachOfTransitions } from './reach.ts';
import { relativePath, type Sources } from './source.ts';
import type { Position } from './tree.ts';

/** A piece of a file's text and what stands there instead. */
export type Replacement = { readonly start: number; readonly end: number; readonly text: string };

export type Edit = {
  readonly rule: string;
  readonly path: string; // absolute
  readonly owner: string; // id of the function or constant that it changes
  readonly at: Position;
  readonly replacements: readonly Replacement[]; // apart from each other, by position
};

/** An edit before its place is known; the first replacement is where it stands. */
export type Change = { readonly rule: string; readonly replacements: readonly Replacement[] };

export function applyEdit(text: string, { replacements }: Pick<Edit, 'replacements'>): string {
  return [...replacements].sort((a, b) => b.start - a.start)
    .reduce((soFar, r) => soFar.slice(0, r.start) + r.text + soFar.slice(r.end), text);
}

type Root = { readonly name: string; readonly node: ts.Node };

/** The top-level functions and constants of a file, each with what is walked of it. */
const findRoots = (file: ts.SourceFile): readonly Root[] =>
  file.statements.flatMap((statement): readonly Root[] => {
    if (ts.isFunctionDeclaration(statement) && statement.body !== undefined) {
      return [{ name: statement.name?.text ?? '', node: statement.body }];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      (ts.isIdentifier(name) && initializer !== undefined
        ? [{ name: name.text, node: initializer }] : []));
  });

function findChanges(sources: Sources, root: ts.Node): readonly Change[] {
  const found: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    found.push(...editExpression(sources, node), ...editStatements(sources, node));
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function placeChange(
  sources: Sources, file: ts.SourceFile, owner: string, change: Change,
): readonly Edit[] {
  const [first] = change.replacements;
  if (first === undefined) return [];
  const { line, character } = file.getLineAndCharacterOfPosition(first.start);
  const name = relativePath(sources.root, file.fileName);
  const at = { file: name, line: line + 1, column: character + 1 };
  return [{ ...change, path: file.fileName, owner, at }];
}

/** Every edit of a project's kernel, in the order of its files and texts, each text once. */
export function listEdits({ project, sources }: ProjectRead): readonly Edit[] {
  const reached = new Set(
    [...reachOfTransitions(project).values()].flatMap(({ run }) => [...run]));
  const seen = new Set<string>();
  return [...sources.files.values()]
    .sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
    .flatMap((file) => findRoots(file).flatMap(({ name, node }) => {
      const owner = `${relativePath(sources.root, file.fileName)}#${name}`;
      if (!reached.has(owner)) return [];
      return findChanges(sources, node).flatMap((c) => placeChange(sources, file, owner, c));
    }))
    .filter((edit) => {
      const key = `${edit.path} ${JSON.stringify(edit.replacements)}`;
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
}
