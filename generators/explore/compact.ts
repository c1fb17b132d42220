// Values as the compiled kernel holds them. An integer is a number where a double holds it exactly
// (|x| < 2^53) and a bigint elsewhere, never both: so `===` and `<` mean what they mean between
// bigints. A record and a tuple alike are an object with its fields in the order of their names,
// and `$id`: its place in the table that has interned it, or -1.

import type { Type } from '../../verifier/read/tree.ts';
import type { Value } from '../../verifier/verdict.ts';
import { ValueFault } from './fault.ts';

export type Integer = number | bigint;
export type Compact = Integer | boolean | string | CompactRecord;
export type CompactRecord = { $id: number; readonly [field: string]: Compact };

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

export const compactInteger = (value: bigint): Integer =>
  value <= SAFE && value >= -SAFE ? Number(value) : value;

export const elementName = (index: number): string => `_${index}`;

/** The name of every field that a value of this type has, in order, with its type. */
export function fieldsInOrder(type: Type): readonly (readonly [name: string, type: Type])[] {
  switch (type.kind) {
    case 'record':
      return type.fields.map(({ name, type: inner }) => [name, inner] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    case 'tuple':
      return type.elements.map((element, i) => [elementName(i), element] as const);
    default:
      throw new TypeError(`a ${type.kind} has no fields`);
  }
}

function findVariant(type: Extract<Type, { readonly kind: 'union' }>, tag: unknown): Type {
  const variant = type.variants.find((one) => one.tag === tag);
  if (variant === undefined) throw new TypeError(`no variant is called ${String(tag)}`);
  return variant.record;
}

/** Makes values of one type compact. `where` names the value in the message of a `ValueFault`. */
export type Compactor = (value: unknown, where: string) => Compact;

/** `path`: to the value from the one that is named where the compactor is used. */
export function createCompactor(type: Type, path = ''): Compactor {
  switch (type.kind) {
    case 'bigint': return (value, where) => {
      if (typeof value === 'bigint') return compactInteger(value);
      throw new ValueFault(where + path, 'a bigint is expected');
    };
    case 'boolean': return (value, where) => {
      if (typeof value === 'boolean') return value;
      throw new ValueFault(where + path, 'true or false is expected');
    };
    case 'string': return (value, where) => {
      if (typeof value === 'string' && type.literals.includes(value)) return value;
      throw new ValueFault(where + path, `one of ${type.literals.join(', ')} is expected`);
    };
    case 'union': return compactUnion(type, path);
    case 'record':
    case 'tuple': return compactFields(type, path);
    default: throw new TypeError(`a value of kind ${type.kind} is never held`);
  }
}

export const compactValue = (type: Type, value: unknown, where: string): Compact =>
  createCompactor(type)(value, where);

function expectObject(value: unknown, where: string): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new ValueFault(where, 'a record is expected');
}

function compactUnion(type: Extract<Type, { readonly kind: 'union' }>, path: string): Compactor {
  const variants = new Map(type.variants.map(({ tag, record }) =>
    [tag as unknown, createCompactor(record, path)]));
  return (value, where) => {
    const tag: unknown = Reflect.get(expectObject(value, where + path), type.discriminant);
    const variant = variants.get(tag);
    if (variant === undefined) throw new TypeError(`no variant is called ${String(tag)}`);
    return variant(value, where);
  };
}

function compactFields(type: Type, path: string): Compactor {
  const fields = fieldsInOrder(type).map(([name, inner]) => {
    const key = type.kind === 'tuple' ? name.slice(1) : name;
    return { name, key, compact: createCompactor(inner, `${path}.${key}`) };
  });
  return (value, where) => {
    const given = expectObject(value, where + path);
    const made: { $id: number; [field: string]: Compact } = { $id: -1 };
    for (const { name, key, compact } of fields) {
      made[name] = compact(Reflect.get(given, key), where);
    }
    return made;
  };
}

/** The value as the kernel itself would hold it. */
export function plainValue(type: Type, held: Compact): Value {
  switch (type.kind) {
    case 'bigint':
      return BigInt(held as Integer);
    case 'boolean':
    case 'string':
      return held as boolean | string;
    case 'union':
      return plainValue(
        findVariant(type, (held as CompactRecord)[type.discriminant]), held);
    case 'record':
      return Object.fromEntries(type.fields.map(({ name, type: inner }) =>
        [name, plainValue(inner, (held as CompactRecord)[name] as Compact)]));
    case 'tuple':
      return type.elements.map((inner, i) =>
        plainValue(inner, (held as CompactRecord)[elementName(i)] as Compact));
    default:
      throw new TypeError(`a value of kind ${type.kind} is never held`);
  }
}
