// Values of the kernel's types as JSON and back: a bigint is a string of decimal digits. JSON does
// not tell a bigint from a string, so decoding is driven by the type; what does not fit is a
// `FileFault`.

import type { Type } from '../read/tree.ts';
import type { Value } from '../verdict.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A counterexample file that is not one, or is one of another kernel. */
export class FileFault extends Error {
  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
    this.name = 'FileFault';
  }
}

export type JsonRecord = { readonly [name: string]: Json };

const isTuple = (value: Value | Json): value is readonly Value[] | readonly Json[] =>
  Array.isArray(value);

export function encodeValue(value: Value): Json {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return value;
  if (isTuple(value)) return (value as readonly Value[]).map(encodeValue);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, encodeValue(part)]));
}

export function expectJsonRecord(json: Json | undefined, where: string): JsonRecord {
  if (typeof json === 'object' && json !== null && !isTuple(json)) return json as JsonRecord;
  throw new FileFault(where, 'a JSON object was expected');
}

export function expectJsonList(json: Json | undefined, where: string): readonly Json[] {
  if (Array.isArray(json)) return json as readonly Json[];
  throw new FileFault(where, 'a JSON array was expected');
}

export function expectText(json: Json | undefined, where: string): string {
  if (typeof json === 'string') return json;
  throw new FileFault(where, 'a JSON string was expected');
}

function decodeInteger(json: Json | undefined, where: string): bigint {
  if (typeof json === 'string' && /^(0|-?[1-9][0-9]*)$/.test(json)) return BigInt(json);
  throw new FileFault(where, 'a whole number, written as a string of digits, was expected');
}

function decodeBoolean(json: Json | undefined, where: string): boolean {
  if (typeof json === 'boolean') return json;
  throw new FileFault(where, 'true or false was expected');
}

function decodeLiteral(literals: readonly string[], json: Json | undefined, where: string): string {
  if (typeof json === 'string' && literals.includes(json)) return json;
  throw new FileFault(where, `one of ${literals.map((l) => `"${l}"`).join(', ')} was expected`);
}

function decodeRecord(
  type: Extract<Type, { readonly kind: 'record' }>,
  json: Json | undefined,
  where: string,
): Value {
  const given = expectJsonRecord(json, where);
  const names = type.fields.map((field) => field.name);
  const extra = Object.keys(given).find((name) => !names.includes(name));
  if (extra !== undefined) throw new FileFault(`${where}.${extra}`, 'the kernel has no such field');
  return Object.fromEntries(
    type.fields.map(({ name, type: inner }) => [
      name,
      decodeValue(inner, Object.hasOwn(given, name) ? given[name] : undefined, `${where}.${name}`),
    ]),
  );
}

/** `where` is the path of the value in the file, for the message. */
export function decodeValue(type: Type, json: Json | undefined, where: string): Value {
  switch (type.kind) {
    case 'bigint':
      return decodeInteger(json, where);
    case 'boolean':
      return decodeBoolean(json, where);
    case 'string':
      return decodeLiteral(type.literals, json, where);
    case 'record':
      return decodeRecord(type, json, where);
    case 'tuple': {
      const elements = expectJsonList(json, where);
      if (elements.length === type.elements.length) {
        return type.elements.map((inner, i) => decodeValue(inner, elements[i], `${where}[${i}]`));
      }
      throw new FileFault(where, `${type.elements.length} elements were expected`);
    }
    case 'union': {
      const tags = type.variants.map((variant) => variant.tag);
      const given = expectJsonRecord(json, where)[type.discriminant];
      const tag = decodeLiteral(tags, given, `${where}.${type.discriminant}`);
      const variant = type.variants.find((one) => one.tag === tag);
      if (variant === undefined) throw new FileFault(where, 'a known variant was expected');
      return decodeRecord(variant.record, json, where);
    }
    case 'accounts':
    case 'changes':
      throw new FileFault(where, 'a ghost collection has no JSON');
  }
}

/** Equal as values: fields in any order, tuples element by element. */
export function equalValues(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length
    && names.every(
      (name) =>
        Object.hasOwn(right, name)
        && equalValues(Reflect.get(left, name), Reflect.get(right, name)),
    )
  );
}
