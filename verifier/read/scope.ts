// The names in sight while a body is read: what each is bound to, which accumulators may be
// assigned, and how deep inside the arrows of account sums the reading is. `modules` is bound to no
// value: it is called or handed on by those who ask for it first, and refused to all others.

import { ts } from 'ts-morph';
import { Abandoned, quote, refuse, type Reader } from './reader.ts';
import type { Type } from './tree.ts';

/** A null type: already refused, or, of `modules`, none. */
type Binding = { readonly type: Type | null; readonly depth: number; readonly modules: boolean };

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
  scope.bindings.set(node.text, { type, depth: scope.ghosts.length, modules: false });
}

export function declareModules(reader: Reader, scope: Scope, node: ts.Identifier): void {
  declareName(reader, scope, node, null);
  scope.bindings.set(node.text, { type: null, depth: 0, modules: true });
}

/** Whether an expression is the parameter `modules` of a body around it. */
export const isModules = (scope: Scope, node: ts.Node): node is ts.Identifier =>
  ts.isIdentifier(node) && findBinding(scope, node.text)?.modules === true;

/**
 * The declared type of a local name, or null where it is none. A sum inside `every` is one number
 * for the whole book, so it may not speak of the account at hand.
 */
export function lookUpName(reader: Reader, scope: Scope, node: ts.Identifier): Type | null {
  const binding = findBinding(scope, node.text);
  if (binding === null) return null;
  if (binding.modules) {
    refuse(reader, node, 'SUB-49', {
      problem: `${quote(node.parent)} uses \`modules\` as a value`,
    });
  }
  if (binding.type === null) throw new Abandoned();
  if (binding.depth > 0 && binding.depth < scope.ghosts.length) {
    refuse(reader, node, 'SUB-42', {
      problem: `\`${node.text}\` belongs to one account, and the sum around it to the whole book`,
    });
  }
  return binding.type;
}
