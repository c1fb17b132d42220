// The legs of the semantics test: the same functions on the same values, run by Node from the
// source text itself, by the evaluator from the tree that the reader made of it, and by the
// symbolic compiler, whose formula of constants must fold to a constant.

import ts from 'typescript';
import { callFunction, Undefined } from '../../../verifier/evaluate/evaluate.ts';
import { createTerms } from '../../../verifier/ir/factory.ts';
import { findConstant, isTrue } from '../../../verifier/ir/term.ts';
import type { Terms } from '../../../verifier/ir/term.ts';
import type { Program, Type } from '../../../verifier/read/tree.ts';
import { equalValues } from '../../../verifier/replay/value-json.ts';
import { createNotes } from '../../../verifier/symbolic/compile.ts';
import type { Compiler } from '../../../verifier/symbolic/compile.ts';
import { applyMerged } from '../../../verifier/symbolic/execute.ts';
import { createLiterals, integerValue, truthValue } from '../../../verifier/symbolic/value.ts';
import type { Literals, SymbolicRecord, SymbolicValue } from '../../../verifier/symbolic/value.ts';
import type { Value } from '../../../verifier/verdict.ts';
import type { Signature } from './expression.ts';

export type Leg = (name: string, values: readonly Value[]) => Value | 'division by zero';

/** Node runs the text: types erased, exports made plain, nothing else touched. */
export function runByNode(text: string, functions: readonly Signature[]): Leg {
  const erased = ts
    .transpileModule(text, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    })
    .outputText.replace(/^export (?=const|function)/gm, '');
  const names = functions.map(({ name }) => name).join(', ');
  const made: unknown = new Function(`'use strict';\n${erased}\nreturn { ${names} };`)();
  return (name, values) => {
    try {
      return (Reflect.get(made as object, name) as (...given: readonly Value[]) => Value)(
        ...values,
      );
    } catch (error) {
      if (error instanceof RangeError && /division by zero/i.test(error.message))
        return 'division by zero';
      throw error;
    }
  };
}

export function runByEvaluator(program: Program, fileName: string): Leg {
  return (name, values) => {
    try {
      return callFunction(program, `${fileName}#${name}`, values);
    } catch (error) {
      if (error instanceof Undefined) return 'division by zero';
      throw error;
    }
  };
}

export type Words = { readonly terms: Terms; readonly literals: Literals };

const part = (value: Value, name: string | number): Value =>
  Reflect.get(value as object, name) as Value;

/** A value as the symbolic compiler holds it, with constants at its leaves. */
export function constantValue(words: Words, type: Type, value: Value): SymbolicValue {
  switch (type.kind) {
    case 'bigint':
      return integerValue(words.terms.integer(value as bigint));
    case 'boolean':
      return truthValue(words.terms.truth(value as boolean));
    case 'string':
      return { kind: 'string', term: words.terms.integer(words.literals.indexOf(value as string)) };
    case 'record':
      return constantRecord(words, type, value);
    case 'tuple':
      return {
        kind: 'tuple',
        elements: type.elements.map((e, i) => constantValue(words, e, part(value, i))),
      };
    case 'union': {
      const tag = part(value, type.discriminant) as string;
      const variants = type.variants
        .filter((variant) => variant.tag === tag)
        .map((variant) => [tag, constantRecord(words, variant.record, value)] as const);
      return {
        kind: 'union',
        discriminant: type.discriminant,
        variants: new Map(variants),
        tag: words.terms.integer(words.literals.indexOf(tag)),
      };
    }
    default:
      throw new TypeError(`no constant of a ${type.kind}`);
  }
}

const constantRecord = (
  words: Words,
  type: Extract<Type, { readonly kind: 'record' }>,
  value: Value,
): SymbolicRecord => ({
  kind: 'record',
  fields: new Map(
    type.fields.map((f) => [f.name, constantValue(words, f.type, part(value, f.name))]),
  ),
});

/** The value that a symbolic value of constants is; throws where a leaf is not one. */
export function readConstant(words: Words, value: SymbolicValue): Value {
  switch (value.kind) {
    case 'int': {
      const constant = findConstant(value.term);
      if (constant === null) throw new Error('an integer did not fold to a constant');
      return constant;
    }
    case 'bool':
      if (value.term.kind !== 'constant') throw new Error('a boolean did not fold to a constant');
      return value.term.value;
    case 'string':
      return words.literals.literalAt(findConstant(value.term) ?? -1n) ?? 'not a literal';
    case 'record':
      return Object.fromEntries(
        [...value.fields].map(([name, field]) => [name, readConstant(words, field)]),
      );
    case 'tuple':
      return value.elements.map((element) => readConstant(words, element));
    case 'union': {
      const tag = words.literals.literalAt(findConstant(value.tag) ?? -1n);
      const variant = tag === null ? undefined : value.variants.get(tag);
      if (variant === undefined) throw new Error('a tag did not fold to that of a variant');
      return readConstant(words, variant);
    }
    case 'ghost':
      throw new TypeError('a ghost collection is no result');
  }
}

/** A division notes where it is reached: reached with the divisor 0, the function has no value. */
function dividesByZero({ notes, terms }: Compiler): boolean {
  return notes.divisions.some(({ under, divisor }) => {
    const undefinedHere = terms.and(under, terms.equal(divisor, terms.integer(0n)));
    if (undefinedHere.kind !== 'constant') throw new Error('a definedness condition did not fold');
    return isTrue(undefinedHere);
  });
}

export function runBySymbols(
  program: Program,
  fileName: string,
  functions: readonly Signature[],
): Leg {
  const words: Words = { terms: createTerms(), literals: createLiterals() };
  return (name, values) => {
    const tree = program.functions.get(`${fileName}#${name}`);
    const parameters = functions.find((f) => f.name === name)?.parameters ?? [];
    if (tree === undefined) throw new TypeError(`no function ${name}`);
    const compiler: Compiler = { ...words, program, unfolded: new Map(), notes: createNotes() };
    const place = { scope: new Map<string, SymbolicValue>(), under: words.terms.truth(true) };
    const given = parameters.map((type, i) => constantValue(words, type, values[i] ?? 0n));
    const result = applyMerged(compiler, place, tree, given);
    return dividesByZero(compiler) ? 'division by zero' : readConstant(words, result);
  };
}

export const sameResult = (left: ReturnType<Leg>, right: ReturnType<Leg>): boolean =>
  equalValues(left, right);
