// A module in formulas: an unknown function of integers for each integer that it returns. Arguments
// are spelt out as integers and read back by their type, a truth value as 1 or 0, a literal as its
// index; equal arguments so give equal results, and nothing else is known of them here.

import type { ModuleSignature, Type } from '../read/tree.ts';
import type { Bool, Int, Terms } from '../ir/term.ts';
import type { Literals, SymbolicValue } from './value.ts';
import { integerValue, Malformed, readRecordField, truthValue } from './value.ts';

type Leaf = { readonly path: string; readonly type: Type };

/**
 * The integers of a type in a fixed order, by path; a type that is one integer has the empty one.
 */
export function findLeaves(type: Type, path = ''): readonly Leaf[] {
  switch (type.kind) {
    case 'bigint':
    case 'boolean':
    case 'string':
      return [{ path, type }];
    case 'record':
      return type.fields.flatMap((field) => findLeaves(field.type, `${path}.${field.name}`));
    case 'tuple':
      return type.elements.flatMap((element, i) => findLeaves(element, `${path}.${i}`));
    default:
      throw new Malformed(`a module takes or returns a ${type.kind}`);
  }
}

/** The integers of a value, in the order of the leaves of its type. */
export function spellValue(terms: Terms, type: Type, value: SymbolicValue): readonly Int[] {
  if (type.kind === 'record')
    return type.fields.flatMap((field) =>
      spellValue(terms, field.type, readRecordField(value, field.name)),
    );
  if (type.kind === 'tuple' && value.kind === 'tuple')
    return type.elements.flatMap((element, i) => {
      const part = value.elements[i];
      if (part === undefined) throw new Malformed(`no element ${i} in a tuple`);
      return spellValue(terms, element, part);
    });
  if (value.kind === 'bool')
    return [terms.choose(value.term, terms.integer(1n), terms.integer(0n))];
  if (value.kind === 'int' || value.kind === 'string') return [value.term];
  throw new Malformed(`a ${value.kind} stands for a ${type.kind}`);
}

/** The value of a type whose leaves, by path, are the integers given. */
export function readBack(
  terms: Terms,
  type: Type,
  leaf: (path: string) => Int,
  path = '',
): SymbolicValue {
  switch (type.kind) {
    case 'bigint':
      return integerValue(leaf(path));
    case 'boolean':
      return truthValue(terms.equal(leaf(path), terms.integer(1n)));
    case 'string':
      return { kind: 'string', term: leaf(path) };
    case 'record':
      return {
        kind: 'record',
        fields: new Map(
          type.fields.map((field) => [
            field.name,
            readBack(terms, field.type, leaf, `${path}.${field.name}`),
          ]),
        ),
      };
    case 'tuple':
      return {
        kind: 'tuple',
        elements: type.elements.map((element, i) =>
          readBack(terms, element, leaf, `${path}.${i}`),
        ),
      };
    default:
      throw new Malformed(`a module takes or returns a ${type.kind}`);
  }
}

const argumentsType = ({ parameters }: ModuleSignature): Type => ({
  kind: 'tuple',
  elements: parameters.map(({ type }) => type),
});

export const spellArguments = (
  terms: Terms,
  module: ModuleSignature,
  values: readonly SymbolicValue[],
): readonly Int[] =>
  spellValue(terms, argumentsType(module), {
    kind: 'tuple',
    elements: values.slice(0, module.parameters.length),
  });

/** The arguments that were spelt out so. */
export function readArguments(
  terms: Terms,
  module: ModuleSignature,
  spelt: readonly Int[],
): readonly SymbolicValue[] {
  const type = argumentsType(module);
  const places = new Map(findLeaves(type).map(({ path }, i) => [path, spelt[i]]));
  const read = readBack(terms, type, (path) => {
    const term = places.get(path);
    if (term === undefined) throw new Malformed(`no argument ${path} of ${module.member}`);
    return term;
  });
  return read.kind === 'tuple' ? read.elements : [];
}

/** What is returned for these arguments: a function of them, and nothing more. */
export const unknownResult = (
  terms: Terms,
  module: ModuleSignature,
  spelt: readonly Int[],
): SymbolicValue =>
  readBack(terms, module.result, (path) => terms.application(module.member, path, spelt));

/** That each literal among the integers of a value is one of its type. */
export const isTyped = (
  terms: Terms,
  literals: Literals,
  type: Type,
  spelt: readonly Int[],
): Bool =>
  terms.and(
    ...findLeaves(type).flatMap(({ type: leaf }, i): readonly Bool[] => {
      const term = spelt[i];
      if (leaf.kind !== 'string' || term === undefined) return [];
      const among = leaf.literals.map((literal) =>
        terms.equal(term, terms.integer(literals.indexOf(literal))),
      );
      return [terms.or(...among)];
    }),
  );

export const areTyped = (
  terms: Terms,
  literals: Literals,
  module: ModuleSignature,
  spelt: readonly Int[],
): Bool => isTyped(terms, literals, argumentsType(module), spelt);
