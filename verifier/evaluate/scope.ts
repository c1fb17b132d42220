// Scopes of the concrete interpreter: which value a name has. A block has a scope of its own within
// that of the block around it, exactly as in JavaScript. Assumes a tree that passed the subset
// check; what breaks that assumption is a `TreeFault`: a defect of the toolchain, never a verdict.

import type { Pattern, Position } from '../read/tree.ts';
import type { Value } from '../verdict.ts';

export type Scope = { readonly values: Map<string, Value>; readonly outer: Scope | null };

const place = (at: Position): string => `${at.file}:${at.line}:${at.column}`;

/** The tree or a value given to it is not what the reader promises. */
export class TreeFault extends Error {
  readonly at: Position;
  constructor(problem: string, at: Position) {
    super(`${place(at)} ${problem}`);
    this.name = 'TreeFault';
    this.at = at;
  }
}

export const openScope = (outer: Scope | null): Scope => ({ values: new Map(), outer });

const findOwner = (scope: Scope | null, name: string): Scope | null =>
  scope === null || scope.values.has(name) ? scope : findOwner(scope.outer, name);

export function lookUp(scope: Scope, name: string, at: Position): Value {
  const value = findOwner(scope, name)?.values.get(name);
  if (value === undefined) throw new TreeFault(`no local is called \`${name}\` here`, at);
  return value;
}

export function assign(scope: Scope, name: string, value: Value, at: Position): void {
  const owner = findOwner(scope, name);
  if (owner === null) throw new TreeFault(`no local is called \`${name}\` here`, at);
  owner.values.set(name, value);
}

export type RecordValue = { readonly [field: string]: Value };

export function expectRecord(value: Value, at: Position): RecordValue {
  if (typeof value === 'object' && !Array.isArray(value)) return value as RecordValue;
  throw new TreeFault('a record was expected', at);
}

export function expectTuple(value: Value, at: Position): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  throw new TreeFault('a tuple was expected', at);
}

export function expectInteger(value: Value, at: Position): bigint {
  if (typeof value === 'bigint') return value;
  throw new TreeFault('a bigint was expected', at);
}

export function expectBoolean(value: Value, at: Position): boolean {
  if (typeof value === 'boolean') return value;
  throw new TreeFault('a boolean was expected', at);
}

export function expectString(value: Value, at: Position): string {
  if (typeof value === 'string') return value;
  throw new TreeFault('a string was expected', at);
}

export function readField(value: Value, name: string, at: Position): Value {
  const record = expectRecord(value, at);
  const field = Object.hasOwn(record, name) ? record[name] : undefined;
  if (field === undefined) throw new TreeFault(`the record has no field \`${name}\``, at);
  return field;
}

export function readElement(value: Value, index: number, at: Position): Value {
  const element = expectTuple(value, at)[index];
  if (element === undefined) throw new TreeFault(`the tuple has no element ${index}`, at);
  return element;
}

/** Binds the names of a pattern in this scope. */
export function bind(scope: Scope, pattern: Pattern, value: Value): void {
  switch (pattern.kind) {
    case 'name':
      scope.values.set(pattern.name, value);
      return;
    case 'record':
      for (const { field, pattern: inner } of pattern.fields) {
        bind(scope, inner, readField(value, field, pattern.at));
      }
      return;
    case 'tuple':
      pattern.elements.forEach((inner, i) => {
        if (inner.kind !== 'hole') bind(scope, inner, readElement(value, i, pattern.at));
      });
      return;
    case 'hole':
      return;
  }
}
