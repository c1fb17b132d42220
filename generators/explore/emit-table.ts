// Code for storing states: equality and hash of a type's values, and the row of integers that a
// venue is. A venue's integer fields stand in the row themselves; one that does not fit, and each
// field that is a record, tuple or union, as its number in a table.

import type { Type } from '../../verifier/read/tree.ts';
import { elementName, fieldsInOrder } from './compact.ts';
import { freshName, memberText } from './code.ts';
import type { Code } from './code.ts';

/** From here on, an entry of a row is the number of an integer in the table of wide ones. */
export const WIDE_FROM = 2 ** 30;

export const isStored = (type: Type): boolean =>
  type.kind === 'record' || type.kind === 'tuple' || type.kind === 'union';

/** Equal for types of the same structure. */
export function signature(type: Type): string {
  switch (type.kind) {
    case 'string':
      return `s(${type.literals.join('|')})`;
    case 'record':
      return `r(${fieldsInOrder(type).map(([n, t]) => `${n}:${signature(t)}`).join(',')})`;
    case 'tuple':
      return `t(${type.elements.map(signature).join(',')})`;
    case 'union':
      return `u(${type.variants.map((v) => `${v.tag}:${signature(v.record)}`).join(',')})`;
    default:
      return type.kind;
  }
}

function sameFields(code: Code, type: Type): string {
  if (type.kind === 'union') {
    const tag = (name: string): string => memberText(name, type.discriminant);
    const arms = type.variants.map((variant) =>
      `case ${JSON.stringify(variant.tag)}: return ${sameFields(code, variant.record)};`);
    return `(${tag('a')} === ${tag('b')} && (() => { switch (${tag('a')}) `
      + `{ ${arms.join(' ')} } return false; })())`;
  }
  const parts = fieldsInOrder(type).map(([name, inner]) =>
    emitSame(code, inner, memberText('a', name), memberText('b', name)));
  return parts.length === 0 ? 'true' : `(${parts.join(' && ')})`;
}

/** The name of a function that tells whether two values of a type are equal. */
export function nameSame(code: Code, type: Type): string {
  const key = `same|${signature(type)}`;
  const known = code.functions.get(key);
  if (known !== undefined) return known;
  const name = freshName(code, 'q');
  code.functions.set(key, name);
  code.lines.push(`function ${name}(a, b) { return a === b || ${sameFields(code, type)}; }`);
  return name;
}

export const emitSame = (code: Code, type: Type, left: string, right: string): string =>
  (isStored(type) ? `${nameSame(code, type)}(${left}, ${right})` : `${left} === ${right}`);

const literalNumber = (literals: readonly string[], text: string): string =>
  literals.slice(0, -1).reduceRight((rest, literal, i) =>
    `(${text} === ${JSON.stringify(literal)} ? ${i} : ${rest})`, String(literals.length - 1));

/** Statements that mix a value into `h`. */
function emitMix(type: Type, text: string): string {
  const mix = (value: string): string =>
    `h = Math.imul(h ^ (${value}), 0x9e3779b1); h ^= h >>> 15;`;
  switch (type.kind) {
    case 'bigint':
      return mix(`typeof ${text} === 'number' ? ${text} | 0 : Number(BigInt.asIntN(32, ${text}))`);
    case 'boolean':
      return mix(`${text} ? 1 : 0`);
    case 'string':
      return type.literals.length === 1 ? '' : mix(literalNumber(type.literals, text));
    case 'union': {
      const arms = type.variants.map((variant) =>
        `case ${JSON.stringify(variant.tag)}: ${emitMix(variant.record, text)} break;`);
      return `switch (${memberText(text, type.discriminant)}) { ${arms.join(' ')} }`;
    }
    default:
      return fieldsInOrder(type).map(([name, inner]) =>
        emitMix(inner, memberText(text, name))).join(' ');
  }
}

/** A function of a value to a 32-bit hash. */
export const hashText = (type: Type): string =>
  `(a) => { let h = 0x85ebca6b; ${emitMix(type, 'a')} return h ^ (h >>> 13); }`;

export type RowColumn = { readonly name: string; readonly type: Type; readonly table: number };

/** A function that writes a venue into `out`. `I[n].intern` numbers what is stored by table. */
export function writeRowText(columns: readonly RowColumn[]): string {
  const lines = columns.map(({ name, type, table }, i) => {
    const value = memberText('v', name);
    if (isStored(type)) return `out[${i}] = I[${table}].intern(${value});`;
    if (type.kind === 'boolean') return `out[${i}] = ${value} ? 1 : 0;`;
    if (type.kind === 'string') return `out[${i}] = ${literalNumber(type.literals, value)};`;
    return `x = ${value}; out[${i}] = typeof x === 'number' && x < ${WIDE_FROM} && `
      + `x >= -${WIDE_FROM} ? x : ${WIDE_FROM} + W.intern(x);`;
  });
  return `(v, out) => { let x; ${lines.join('\n')} }`;
}

/** A function that makes the venue of a row: `(row, base, id)`. */
export function readRowText(columns: readonly RowColumn[]): string {
  const fields = columns.map(({ name, type, table }, i) => {
    const entry = `row[base + ${i}]`;
    const key = JSON.stringify(name);
    if (isStored(type)) return `${key}: I[${table}].values[${entry}]`;
    if (type.kind === 'boolean') return `${key}: ${entry} === 1`;
    if (type.kind === 'string') return `${key}: ${JSON.stringify(type.literals)}[${entry}]`;
    return `${key}: ${entry} < ${WIDE_FROM} ? ${entry} : W.values[${entry} - ${WIDE_FROM}]`;
  });
  return `(row, base, id) => ({ $id: id, ${fields.join(', ')} })`;
}

export const elementNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => elementName(i));
