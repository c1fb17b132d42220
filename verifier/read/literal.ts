// Record and tuple literals. A literal takes the type that is expected of it, in that type's order
// of fields; what a spread brings in must be fields of that type and nothing more.

import { ts } from 'ts-morph';
import { constantTag, readExpression } from './expression.ts';
import { findMisfit } from './fit.ts';
import { locate, quote, refuse, type Reader } from './reader.ts';
import { refuseSyntax } from './refuse-syntax.ts';
import type { Scope } from './scope.ts';
import { readTypeAt, verifyFieldName } from './structure.ts';
import type { Expression, RecordEntry, RecordType, Type, UnionType } from './tree.ts';

/** Reads `{ … }` as the record or the union that is expected, or as its own record type. */
export function readRecordLiteral(
  reader: Reader,
  scope: Scope,
  node: ts.ObjectLiteralExpression,
  want: Type | null,
): Expression {
  verifyProperties(reader, node);
  const spreads = new Map(
    node.properties
      .filter(ts.isSpreadAssignment)
      .map((property) => [property, readSpread(reader, scope, property)]),
  );
  const type = want?.kind === 'record' || want?.kind === 'union' ? want : readTypeAt(reader, node);
  const record = type.kind === 'union' ? readTagged(reader, node, type, spreads) : type;
  if (record.kind !== 'record') {
    return refuse(reader, node, 'SUB-46', {
      problem: `a record stands where a ${record.kind} is expected`,
    });
  }
  const entries = node.properties.map((property): RecordEntry => {
    const spread = ts.isSpreadAssignment(property) ? spreads.get(property) : undefined;
    return spread === undefined
      ? readEntry(reader, scope, property, record)
      : { kind: 'spread', value: spread };
  });
  verifyEntries(reader, node, record, entries);
  return { kind: 'record', entries, type, at: locate(reader, node) };
}

type Spreads = ReadonlyMap<ts.SpreadAssignment, Expression>;

/** Every property is `name: value`, `name` or `...value`, with a name written out. */
function verifyProperties(reader: Reader, node: ts.ObjectLiteralExpression): void {
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) continue;
    if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) {
      refuseSyntax(reader, property);
    }
    if (!ts.isIdentifier(property.name) && !ts.isStringLiteral(property.name)) {
      refuse(reader, property, 'SUB-23', { problem: `the key of ${quote(property)} is computed` });
    }
    verifyFieldName(reader, property, property.name.text);
  }
}

function readSpread(reader: Reader, scope: Scope, node: ts.SpreadAssignment): Expression {
  const value = readExpression(reader, scope, node.expression, null);
  if (value.type.kind === 'record') return value;
  return refuse(reader, node, 'SUB-29', {
    problem: `${quote(node)} spreads a ${value.type.kind}, whose fields are not known`,
    instead: 'narrow it to one record first',
  });
}

/** The variant whose tag is written in the literal, or comes with a spread of that variant. */
function readTagged(
  reader: Reader,
  node: ts.ObjectLiteralExpression,
  union: UnionType,
  spreads: Spreads,
): RecordType {
  const tags = node.properties.flatMap((property) => {
    const tag = ts.isSpreadAssignment(property)
      ? spreadTag(spreads.get(property), union)
      : writtenTag(property, union);
    return tag === null ? [] : [tag];
  });
  const variant = union.variants.find(({ tag }) => tag === tags.at(-1));
  if (variant !== undefined) return variant.record;
  return refuse(reader, node, 'SUB-44', {
    problem: `the tag \`${union.discriminant}\` of ${quote(node)} is not a literal of its union`,
  });
}

const spreadTag = (value: Expression | undefined, union: UnionType): string | null =>
  value === undefined ? null : constantTag(value, union.discriminant);

/**
 * The tag that a property gives: a literal's text, '' for anything computed, null for other fields.
 */
function writtenTag(property: ts.ObjectLiteralElementLike, union: UnionType): string | null {
  const name = property.name !== undefined && 'text' in property.name ? property.name.text : null;
  if (name !== union.discriminant) return null;
  const value = ts.isPropertyAssignment(property) ? property.initializer : null;
  return value !== null && ts.isStringLiteral(value) ? value.text : '';
}

function readEntry(
  reader: Reader,
  scope: Scope,
  property: ts.ObjectLiteralElementLike,
  record: RecordType,
): RecordEntry {
  if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) {
    return refuseSyntax(reader, property);
  }
  const name = 'text' in property.name ? property.name.text : '';
  const field = record.fields.find((candidate) => candidate.name === name);
  if (field === undefined) {
    return refuse(reader, property, 'SUB-29', {
      problem: `\`${name}\` is not a field of the record expected`,
    });
  }
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  return { kind: 'field', name, value: readExpression(reader, scope, value, field.type) };
}

/** Each spread brings only fields of the record, of their types unless written again after it. */
function verifyEntries(
  reader: Reader,
  node: ts.ObjectLiteralExpression,
  record: RecordType,
  entries: readonly RecordEntry[],
): void {
  const given = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'field') given.add(entry.name);
    if (entry.kind !== 'spread' || entry.value.type.kind !== 'record') continue;
    const later = overwritten(entries.slice(index + 1));
    for (const field of entry.value.type.fields) {
      const target = record.fields.find((candidate) => candidate.name === field.name);
      const misfit =
        target === undefined
          ? `it has a field \`${field.name}\` more`
          : later.has(field.name)
            ? null
            : findMisfit(field.type, target.type);
      if (misfit !== null) {
        refuse(reader, node.properties[index] ?? node, 'SUB-29', {
          problem: `the spread does not fit: ${misfit}`,
        });
      }
      given.add(field.name);
    }
  }
  const lacking = record.fields.find((field) => !given.has(field.name));
  if (lacking !== undefined) {
    refuse(reader, node, 'SUB-29', { problem: `the field \`${lacking.name}\` is not given` });
  }
}

const overwritten = (entries: readonly RecordEntry[]): ReadonlySet<string> =>
  new Set(
    entries.flatMap((entry) => {
      if (entry.kind === 'field') return [entry.name];
      return entry.value.type.kind === 'record'
        ? entry.value.type.fields.map((field) => field.name)
        : [];
    }),
  );

/** Reads `[ … ]` as the tuple that is expected, or as its own type where that is a tuple. */
export function readTupleLiteral(
  reader: Reader,
  scope: Scope,
  node: ts.ArrayLiteralExpression,
  want: Type | null,
): Expression {
  const type = want?.kind === 'tuple' ? want : readTypeAt(reader, node);
  if (type.kind !== 'tuple') {
    return refuse(reader, node, 'SUB-46', {
      problem: `a tuple stands where a ${type.kind} is expected`,
    });
  }
  const elements: Expression[] = [];
  for (const element of node.elements) {
    if (ts.isSpreadElement(element)) elements.push(...readTupleSpread(reader, scope, element));
    else
      elements.push(readExpression(reader, scope, element, type.elements[elements.length] ?? null));
  }
  if (elements.length !== type.elements.length) {
    refuse(reader, node, 'SUB-29', { problem: 'the tuple has not the length expected' });
  }
  const misfit = findMisfit(
    { kind: 'tuple', elements: elements.map((element) => element.type) },
    type,
  );
  if (misfit !== null)
    refuse(reader, node, 'SUB-29', { problem: `the tuple does not fit: ${misfit}` });
  return { kind: 'tuple', elements, type, at: locate(reader, node) };
}

/** `...t` in a tuple is each element of `t` in turn. */
function readTupleSpread(
  reader: Reader,
  scope: Scope,
  node: ts.SpreadElement,
): readonly Expression[] {
  const tuple = readExpression(reader, scope, node.expression, null);
  if (tuple.type.kind !== 'tuple') {
    return refuse(reader, node, 'SUB-26', { problem: `${quote(node)} is not a tuple` });
  }
  return tuple.type.elements.map((type, index) => ({
    kind: 'index',
    tuple,
    index,
    type,
    at: locate(reader, node),
  }));
}
