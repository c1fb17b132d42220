// The names in sight while a body is read: what each is bound to, which accumulators may be
// assigned, and how deep inside the arrows of account sums the reading is.

import type { ts } from 'ts-morph';
import { Abandoned, refuse, type Reader } from './reader.ts';
import type { Type } from './tree.ts';

type Binding = { readonly type: Type | null; readonly depth: number }; // null: already refused

export type Scope = {
  readonly bindings: Map<string, Binding>;
  readonly parent: Scope | null;
  readonly assignable: ReadonlySet<string>;
  readonly ghosts: readonly ('sum' | 'every')[]; // the ghost arrows around, outermost first
};

export const openScope = (): Scope => ({
  bindings: new Map(),
  parent: null,
  assignable: new Set(),
  ghosts: [],
});

export const nestScope = (parent: Scope): Scope => ({ ...parent, bindings: new Map(), parent });

/** Inside an arrow nothing of the surrounding body may be assigned. */
export const nestArrow = (parent: Scope, ghost: 'sum' | 'every' | null): Scope => ({
  ...nestScope(parent),
  assignable: new Set(),
  ghosts: ghost === null ? parent.ghosts : [...parent.ghosts, ghost],
});

export const nestLoop = (parent: Scope, accumulators: readonly string[]): Scope => ({
  ...nestScope(parent),
  assignable: new Set([...parent.assignable, ...accumulators]),
});

export function findBinding(scope: Scope, name: string): Binding | null {
  return (
    scope.bindings.get(name) ?? (scope.parent === null ? null : findBinding(scope.parent, name))
  );
}

export function declareName(
  reader: Reader,
  scope: Scope,
  node: ts.Identifier,
  type: Type | null,
): void {
  if (findBinding(scope, node.text) !== null) {
    refuse(reader, node, 'SUB-34', { problem: `\`${node.text}\` hides another local name` });
  }
  scope.bindings.set(node.text, { type, depth: scope.ghosts.length });
}

/**
 * The declared type of a local name, or null where it is none. A sum inside `every` is one number
 * for the whole book, so it may not speak of the account at hand.
 */
export function lookUpName(reader: Reader, scope: Scope, node: ts.Identifier): Type | null {
  const binding = findBinding(scope, node.text);
  if (binding === null) return null;
  if (binding.type === null) throw new Abandoned();
  if (binding.depth > 0 && binding.depth < scope.ghosts.length) {
    refuse(reader, node, 'SUB-42', {
      problem: `\`${node.text}\` belongs to one account, and the sum around it to the whole book`,
    });
  }
  return binding.type;
}
