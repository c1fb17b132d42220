// Symbolic values: the shape of a JavaScript value of the subset with terms at its leaves. A string
// is an integer, the index of its literal; a union holds its tag and the record of every variant it
// may be.

import type { Type } from '../read/tree.ts';
import type { Bool, Int, Terms } from '../ir/term.ts';
import { isFalse, isTrue } from '../ir/term.ts';

export type SymbolicValue =
  | { readonly kind: 'int'; readonly term: Int }
  | { readonly kind: 'bool'; readonly term: Bool }
  | { readonly kind: 'string'; readonly term: Int }
  | SymbolicRecord
  | { readonly kind: 'tuple'; readonly elements: readonly SymbolicValue[] }
  | SymbolicUnion
  | { readonly kind: 'ghost'; readonly ghost: Ghost };

export type SymbolicRecord = {
  readonly kind: 'record';
  readonly fields: ReadonlyMap<string, SymbolicValue>;
};
export type SymbolicUnion = {
  readonly kind: 'union';
  readonly discriminant: string;
  readonly tag: Int;
  readonly variants: ReadonlyMap<string, SymbolicRecord>;
};

/** What the account collection of a property means, in the universe an obligation chose. */
export type Ghost = {
  readonly sum: (f: (...values: readonly SymbolicValue[]) => Int) => Int;
  readonly every: (p: (...values: readonly SymbolicValue[]) => Bool) => Bool;
};

/** Numbers string literals in order of first use; equal literals have equal numbers. */
export type Literals = {
  readonly indexOf: (literal: string) => bigint;
  readonly literalAt: (index: bigint) => string | null;
};

export function createLiterals(): Literals {
  const indices = new Map<string, bigint>();
  const literals: string[] = [];
  return {
    indexOf: (literal) => {
      const known = indices.get(literal);
      if (known !== undefined) return known;
      indices.set(literal, BigInt(literals.length));
      literals.push(literal);
      return BigInt(literals.length - 1);
    },
    literalAt: (index) =>
      index >= 0n && index < BigInt(literals.length) ? (literals[Number(index)] ?? null) : null,
  };
}

/**
 * Raised where a tree has a shape that the reader promises not to make: a fault of the toolchain.
 */
export class Malformed extends Error {}

export const integerValue = (term: Int): SymbolicValue => ({ kind: 'int', term });
export const truthValue = (term: Bool): SymbolicValue => ({ kind: 'bool', term });

export function asInt(value: SymbolicValue): Int {
  if (value.kind === 'int' || value.kind === 'string') return value.term;
  throw new Malformed(`an integer was expected, not a ${value.kind}`);
}

export function asBool(value: SymbolicValue): Bool {
  if (value.kind === 'bool') return value.term;
  throw new Malformed(`a truth value was expected, not a ${value.kind}`);
}

export function readRecordField(value: SymbolicValue, name: string): SymbolicValue {
  const found = value.kind === 'record' ? value.fields.get(name) : undefined;
  if (found === undefined) throw new Malformed(`no field ${name} in a ${value.kind}`);
  return found;
}

/** Begins the names that are not of inputs: no identifier of TypeScript has this character. */
export const INTERNAL = '#';

/** The name of a variant of an input; a tag may be any text, a symbol of SMT-LIB may not. */
export const variantName = (name: string, tag: string): string =>
  `${name}:${encodeURIComponent(tag).replaceAll('.', '%2E')}`;

export const otherName = (index: number): string => `${INTERNAL}others.${index}`;
export const arbitraryName = (property: string, index: number): string =>
  `${INTERNAL}any.${property}.${index}`;
export const chosenName = (role: string): string => `${INTERNAL}chosen.${role}`;

export type Input = { readonly value: SymbolicValue; readonly constraints: readonly Bool[] };

type Fresh = { readonly terms: Terms; readonly literals: Literals; readonly constraints: Bool[] };

function freshValue(fresh: Fresh, name: string, type: Type): SymbolicValue {
  const { terms } = fresh;
  switch (type.kind) {
    case 'bigint':
      return integerValue(terms.variable(name));
    case 'boolean':
      return truthValue(terms.proposition(name));
    case 'string':
      return freshString(fresh, name, type.literals);
    case 'record':
      return freshRecord(fresh, name, type);
    case 'tuple':
      return {
        kind: 'tuple',
        elements: type.elements.map((t, i) => freshValue(fresh, `${name}.${i}`, t)),
      };
    case 'union': {
      const tag = freshString(
        fresh,
        `${name}.${type.discriminant}`,
        type.variants.map((v) => v.tag),
      );
      const variants = new Map(
        type.variants.map((v) => [v.tag, freshRecord(fresh, variantName(name, v.tag), v.record)]),
      );
      return { kind: 'union', discriminant: type.discriminant, tag: asInt(tag), variants };
    }
    case 'accounts':
    case 'changes':
      throw new Malformed(`${type.kind} cannot be an input`);
  }
}

const freshRecord = (
  fresh: Fresh,
  name: string,
  type: Extract<Type, { kind: 'record' }>,
): SymbolicRecord => ({
  kind: 'record',
  fields: new Map(type.fields.map((f) => [f.name, freshValue(fresh, `${name}.${f.name}`, f.type)])),
});

function freshString(
  { terms, literals, constraints }: Fresh,
  name: string,
  options: readonly string[],
): SymbolicValue {
  const [only] = options;
  if (options.length === 1 && only !== undefined)
    return { kind: 'string', term: terms.integer(literals.indexOf(only)) };
  const term = terms.variable(name);
  constraints.push(
    terms.or(...options.map((o) => terms.equal(term, terms.integer(literals.indexOf(o))))),
  );
  return { kind: 'string', term };
}

/** An arbitrary value of a type: variables named by path, and what every such value satisfies. */
export function freshInput(terms: Terms, literals: Literals, name: string, type: Type): Input {
  const constraints: Bool[] = [];
  return { value: freshValue({ terms, literals, constraints }, name, type), constraints };
}

/** if-then-else on values of one type; a variant that one side lacks is the other's. */
export function mergeValues(
  terms: Terms,
  condition: Bool,
  then: SymbolicValue,
  otherwise: SymbolicValue,
): SymbolicValue {
  if (isTrue(condition) || then === otherwise) return then;
  if (isFalse(condition)) return otherwise;
  if (then.kind === 'int' && otherwise.kind === 'int')
    return integerValue(terms.choose(condition, then.term, otherwise.term));
  if (then.kind === 'bool' && otherwise.kind === 'bool')
    return truthValue(terms.decide(condition, then.term, otherwise.term));
  if (then.kind === 'string' && otherwise.kind === 'string') {
    return { kind: 'string', term: terms.choose(condition, then.term, otherwise.term) };
  }
  if (then.kind === 'record' && otherwise.kind === 'record')
    return mergeRecords(terms, condition, then, otherwise);
  if (
    then.kind === 'tuple'
    && otherwise.kind === 'tuple'
    && then.elements.length === otherwise.elements.length
  ) {
    return {
      kind: 'tuple',
      elements: then.elements.map((element, i) => {
        const other = otherwise.elements[i];
        return other === undefined ? element : mergeValues(terms, condition, element, other);
      }),
    };
  }
  if (then.kind === 'union' && otherwise.kind === 'union')
    return mergeUnions(terms, condition, then, otherwise);
  throw new Malformed(`a ${then.kind} cannot be merged with a ${otherwise.kind}`);
}

const mergeRecords = (
  terms: Terms,
  condition: Bool,
  then: SymbolicRecord,
  otherwise: SymbolicRecord,
): SymbolicRecord => ({
  kind: 'record',
  fields: new Map(
    [...then.fields].map(([name, value]) => [
      name,
      mergeValues(terms, condition, value, readRecordField(otherwise, name)),
    ]),
  ),
});

function mergeUnions(
  terms: Terms,
  condition: Bool,
  then: SymbolicUnion,
  otherwise: SymbolicUnion,
): SymbolicUnion {
  const variants = new Map(then.variants);
  for (const [tag, record] of otherwise.variants) {
    const mine = then.variants.get(tag);
    variants.set(tag, mine === undefined ? record : mergeRecords(terms, condition, mine, record));
  }
  return {
    kind: 'union',
    discriminant: then.discriminant,
    tag: terms.choose(condition, then.tag, otherwise.tag),
    variants,
  };
}

/** Componentwise equality of two values of one type; unions are equal where tag and variant are. */
export function equalValues(
  terms: Terms,
  left: SymbolicValue,
  right: SymbolicValue,
  literals: Literals,
): Bool {
  if (left.kind === 'int' && right.kind === 'int') return terms.equal(left.term, right.term);
  if (left.kind === 'string' && right.kind === 'string') return terms.equal(left.term, right.term);
  if (left.kind === 'bool' && right.kind === 'bool') return terms.iff(left.term, right.term);
  if (left.kind === 'record' && right.kind === 'record') {
    return terms.and(
      ...[...left.fields].map(([name, value]) =>
        equalValues(terms, value, readRecordField(right, name), literals),
      ),
    );
  }
  if (left.kind === 'tuple' && right.kind === 'tuple') {
    return terms.and(
      ...left.elements.map((element, i) => {
        const other = right.elements[i];
        return other === undefined
          ? terms.truth(false)
          : equalValues(terms, element, other, literals);
      }),
    );
  }
  if (left.kind === 'union' && right.kind === 'union') {
    const same = [...left.variants].map(([tag, record]) => {
      const other = right.variants.get(tag);
      const isTag = terms.equal(left.tag, terms.integer(literals.indexOf(tag)));
      return terms.implies(
        isTag,
        other === undefined ? terms.truth(false) : equalValues(terms, record, other, literals),
      );
    });
    return terms.and(terms.equal(left.tag, right.tag), ...same);
  }
  throw new Malformed(`a ${left.kind} cannot be compared with a ${right.kind}`);
}
