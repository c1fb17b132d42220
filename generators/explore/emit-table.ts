// Code for storing states: equality of a type's values, a value as a few integers and back, and the
// row of integers that a venue is. A venue's integer fields stand in the row themselves; one that
// does not fit, and each field that is a record, tuple or union, as its number in a table.

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

/** How many integers a value of a type is, laid flat. */
export function countEntries(type: Type): number {
  switch (type.kind) {
    case 'string':
      return type.literals.length === 1 ? 0 : 1;
    case 'union':
      return 1 + Math.max(...type.variants.map(({ record }) => countEntries(record)));
    case 'record':
    case 'tuple':
      return fieldsInOrder(type).reduce((sum, [, inner]) => sum + countEntries(inner), 0);
    default:
      return 1;
  }
}

type Place = { readonly at: number };

const emitParts = (
  type: Type, { at }: Place, use: (name: string, inner: Type, place: Place) => string,
): readonly string[] => {
  let next = at;
  return fieldsInOrder(type).map(([name, inner]) => {
    const text = use(name, inner, { at: next });
    next += countEntries(inner);
    return text;
  });
};

/** Statements that lay a value flat into `out`. */
function emitWrite(type: Type, text: string, place: Place): string {
  const { at } = place;
  switch (type.kind) {
    case 'bigint':
      return `x = ${text}; out[${at}] = typeof x === 'number' && x < ${WIDE_FROM} && `
        + `x >= -${WIDE_FROM} ? x : ${WIDE_FROM} + W.intern(x);`;
    case 'boolean':
      return `out[${at}] = ${text} ? 1 : 0;`;
    case 'string':
      return type.literals.length === 1 ? ''
        : `out[${at}] = ${literalNumber(type.literals, text)};`;
    case 'union': {
      const end = at + countEntries(type);
      const arms = type.variants.map(({ tag, record }, i) =>
        `case ${JSON.stringify(tag)}: out[${at}] = ${i}; out.fill(0, ${at + 1}, ${end}); `
          + `${emitWrite(record, text, { at: at + 1 })} break;`);
      return `switch (${memberText(text, type.discriminant)}) { ${arms.join(' ')} }`;
    }
    default:
      return emitParts(type, place, (name, inner, where) =>
        emitWrite(inner, memberText(text, name), where)).join(' ');
  }
}

/** The value that was laid flat into `row` from `base` on. */
function emitRead(type: Type, place: Place): string {
  const entry = `row[base + ${place.at}]`;
  switch (type.kind) {
    case 'bigint':
      return `(${entry} < ${WIDE_FROM} ? ${entry} : W.value(${entry} - ${WIDE_FROM}))`;
    case 'boolean':
      return `${entry} === 1`;
    case 'string':
      return type.literals.length === 1 ? JSON.stringify(type.literals[0])
        : `${JSON.stringify(type.literals)}[${entry}]`;
    case 'union':
      return type.variants.reduceRight((rest, { record }, i) =>
        `(${entry} === ${i} ? ${emitRead(record, { at: place.at + 1 })} : ${rest})`, 'null');
    default: {
      const parts = emitParts(type, place, (name, inner, where) =>
        `${JSON.stringify(name)}: ${emitRead(inner, where)}`);
      return `{ ${['$id: -1', ...parts].join(', ')} }`;
    }
  }
}

/** Functions that lay a value flat, and that make it again: `(value, out)`, `(row, base)`. */
export const flatText = (type: Type): string =>
  `[(v, out) => { let x; ${emitWrite(type, 'v', { at: 0 })} }, `
    + `(row, base) => (${emitRead(type, { at: 0 })})]`;

export type RowColumn = { readonly name: string; readonly type: Type; readonly table: number };

/** A function that writes a venue into `out`. `I[n].intern` numbers what is stored by table. */
export function writeRowText(columns: readonly RowColumn[]): string {
  const lines = columns.map(({ name, type, table }, i) => {
    const value = memberText('v', name);
    return isStored(type) ? `out[${i}] = I[${table}].intern(${value});`
      : type.kind === 'string' ? `out[${i}] = ${literalNumber(type.literals, value)};`
        : emitWrite(type, value, { at: i });
  });
  return `(v, out) => { let x; ${lines.join('\n')} }`;
}

/** A function that makes the venue of a row: `(row, base, id)`. */
export function readRowText(columns: readonly RowColumn[]): string {
  const fields = columns.map(({ name, type, table }, i) => {
    const entry = `row[base + ${i}]`;
    const key = JSON.stringify(name);
    if (isStored(type)) return `${key}: I[${table}].value(${entry})`;
    if (type.kind === 'string') return `${key}: ${JSON.stringify(type.literals)}[${entry}]`;
    return `${key}: ${emitRead(type, { at: i })}`;
  });
  return `(row, base, id) => ({ $id: id, ${fields.join(', ')} })`;
}

export const elementNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => elementName(i));
