// Whether a value of one type may stand where another is expected. The checker has already said
// that it may; TypeScript's records are open, though, and here they are not: a record fits only a
// type with exactly its fields. A string fits by name, a union where each of its variants fits.

import type { ts } from 'ts-morph';
import { quote, refuse, type Reader } from './reader.ts';
import { findTag } from './structure.ts';
import type { Expression, RecordType, Type } from './tree.ts';

/** What keeps a value of type `got` from standing for `want`, in words, or null. */
export function findMisfit(got: Type, want: Type): string | null {
  if (got.kind === 'record' && want.kind === 'record') return findRecordMisfit(got, want);
  if (got.kind === 'tuple' && want.kind === 'tuple') {
    if (got.elements.length !== want.elements.length) return 'the tuples differ in length';
    return firstMisfit(got.elements, (index) => want.elements[index]);
  }
  if (got.kind === 'union' && want.kind === 'union') {
    if (got.discriminant !== want.discriminant) return 'the unions differ in their discriminant';
    const wanted = (tag: string) => want.variants.find((variant) => variant.tag === tag)?.record;
    return firstMisfit(
      got.variants.map((variant) => variant.record),
      (index) => wanted(got.variants[index]?.tag ?? ''),
    );
  }
  if (got.kind === 'accounts' && want.kind === 'accounts')
    return findMisfit(got.account, want.account);
  if (got.kind === 'changes' && want.kind === 'changes')
    return findMisfit(got.account, want.account);
  return got.kind === want.kind ? null : `a ${got.kind} is not a ${want.kind}`;
}

function firstMisfit(
  got: readonly Type[],
  want: (index: number) => Type | undefined,
): string | null {
  for (const [index, type] of got.entries()) {
    const wanted = want(index);
    const misfit =
      wanted === undefined ? 'it may be of a variant too many' : findMisfit(type, wanted);
    if (misfit !== null) return misfit;
  }
  return null;
}

function findRecordMisfit(got: RecordType, want: RecordType): string | null {
  const extra = got.fields.find(
    (field) => !want.fields.some((wanted) => wanted.name === field.name),
  );
  if (extra !== undefined) return `it has a field \`${extra.name}\` more`;
  for (const wanted of want.fields) {
    const field = got.fields.find((candidate) => candidate.name === wanted.name);
    if (field === undefined) return `it lacks the field \`${wanted.name}\``;
    const misfit = findMisfit(field.type, wanted.type);
    if (misfit !== null) return `in its field \`${wanted.name}\`, ${misfit}`;
  }
  return null;
}

export const isSameType = (a: Type, b: Type): boolean =>
  findMisfit(a, b) === null && findMisfit(b, a) === null;

/** The variant of a union that a record is, or null. */
function findVariant(record: RecordType, union: Type): string | null {
  const tag = union.kind === 'union' ? findTag(record, union.discriminant) : null;
  const variant = union.kind === 'union' ? union.variants.find((v) => v.tag === tag) : undefined;
  return variant !== undefined && findMisfit(record, variant.record) === null ? tag : null;
}

/** A record where its union is expected becomes a record literal of the union: tag, then spread. */
export function fit(
  reader: Reader,
  node: ts.Node,
  value: Expression,
  want: Type | null,
): Expression {
  if (want === null) return value;
  if (
    value.kind === 'narrow' &&
    want.kind === 'union' &&
    findMisfit(value.object.type, want) === null
  ) {
    return value.object; // what is known of it is not needed
  }
  const tag = value.type.kind === 'record' ? findVariant(value.type, want) : null;
  if (tag !== null && want.kind === 'union') {
    const name = want.discriminant;
    const literal: Expression = {
      kind: 'string',
      value: tag,
      type: { kind: 'string', literals: [tag] },
      at: value.at,
    };
    const entries = [
      { kind: 'field', name, value: literal },
      { kind: 'spread', value },
    ] as const;
    return { kind: 'record', entries, type: want, at: value.at };
  }
  const misfit = findMisfit(value.type, want);
  if (misfit !== null)
    refuse(reader, node, 'SUB-29', { problem: `${quote(node)} does not fit: ${misfit}` });
  return value;
}
