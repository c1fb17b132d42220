// Random expressions of Kernel TypeScript, as source text that type-checks. One maker per
// construct.

import type { RecordType, Type, UnionType } from '../../../verifier/read/tree.ts';
import {
  findSubjects,
  fits,
  insideArrow,
  narrowedBoth,
  NOTHING_NARROWED,
  reach,
} from './places.ts';
import type { Local, Narrowing, Place, Subject } from './places.ts';
import type { Random } from './random.ts';
import { BIGINT, BOOLEAN } from './universe.ts';
import type { StringType, Universe } from './universe.ts';

export type Signature = {
  readonly name: string;
  readonly parameters: readonly Type[];
  readonly result: Type;
  readonly level: number; // of the calls below it: bounds the size of the integers
};

export type Setting = {
  readonly random: Random;
  readonly universe: Universe;
  readonly functions: readonly Signature[];
  readonly locals: readonly Local[];
  readonly narrowing: Narrowing;
  readonly tested: readonly string[] | 'every path'; // no condition here may test these
  readonly names: { next: number };
  readonly depth: number; // of the expressions in statements, at most
  readonly arrow: boolean; // in the body of an arrow
  readonly arm: boolean; // in an arm of a switch: TypeScript thinks that a second one falls through
};

type Condition = {
  readonly text: string;
  readonly whenTrue: Narrowing;
  readonly whenFalse: Narrowing;
};

export const freshName = (s: Setting): string => `x${s.names.next++}`;
export const under = (s: Setting, narrowing: Narrowing): Setting => ({
  ...s,
  narrowing: narrowedBoth(s.narrowing, narrowing),
});
export const places = (s: Setting): readonly Place[] => reach(s.locals, s.narrowing);
export const remaining = (all: readonly string[], out: readonly string[]): readonly string[] =>
  all.filter((one) => !out.includes(one));

export function makeExpression(s: Setting, type: Type, depth: number): string {
  const found = places(s).filter((place) => fits(place.type, type));
  if (found.length > 0 && s.random.chance(depth <= 0 ? 85 : 20)) return s.random.pick(found).text;
  if (depth > 0 && s.random.chance(15)) return makeConditional(s, type, depth);
  if (depth > 0 && s.random.chance(15)) {
    const call = makeCall(s, type, depth);
    if (call !== null) return call;
  }
  switch (type.kind) {
    case 'bigint':
      return makeInteger(s, depth);
    case 'boolean':
      return s.random.chance(8)
        ? s.random.pick(['true', 'false'])
        : depth <= 0
          ? makeComparison(s, 0)
          : makeCondition(s, depth).text;
    case 'string':
      return `'${s.random.pick(type.literals)}'`;
    case 'record':
      return makeRecord(s, type, type, depth);
    case 'union':
      return makeVariant(s, type, depth);
    case 'tuple':
      return `[${type.elements.map((e) => makeExpression(s, e, depth - 1)).join(', ')}]`;
    case 'accounts':
    case 'changes':
      throw new Error('random programs hold no ghost collections');
  }
}

const LITERALS = ['0n', '1n', '-1n', '2n', '-3n', '7n', '10n', '1_000_000n', '-(2n)', '0xffn'];

function makeInteger(s: Setting, depth: number): string {
  if (depth <= 0) return s.random.pick(LITERALS);
  const operand = (): string => makeExpression(s, BIGINT, depth - 1);
  switch (s.random.below(9)) {
    case 0:
      return `-${parenthesised(operand())}`;
    case 1:
      return `(${operand()} + ${operand()})`;
    case 2:
      return `(${operand()} - ${operand()})`;
    case 3:
      return `(${operand()} * ${operand()})`;
    case 4:
      return `(${operand()} / ${operand()})`;
    case 5:
      return `(${operand()} % ${operand()})`;
    case 6:
      return `(${operand()} / ${s.random.pick(['2n', '-3n', '7n', '1_000_000n'])})`;
    case 7:
      return `(${operand()} % ${s.random.pick(['2n', '-3n', '7n', '1_000_000n'])})`;
    default:
      return makeReduce(s, BIGINT, depth) ?? s.random.pick(LITERALS);
  }
}

const parenthesised = (text: string): string => (/^[\w.[\]]+$/.test(text) ? text : `(${text})`);

function makeComparison(s: Setting, depth: number): string {
  const operand = (): string => makeExpression(s, BIGINT, depth - 1);
  const operator = s.random.pick(['<', '<=', '>', '>=', '===', '!==']);
  // `=== 7n` on a name would narrow it to 7n, and TypeScript refuse the next comparison with it
  return operator.length === 3
    ? `(${operand()} + ${operand()} ${operator} ${operand()})`
    : `(${operand()} ${operator} ${operand()})`;
}

const unnarrowed = (text: string): Condition => ({
  text,
  whenTrue: NOTHING_NARROWED,
  whenFalse: NOTHING_NARROWED,
});

export function makeCondition(s: Setting, depth: number): Condition {
  if (depth <= 0) return unnarrowed(makeComparison(s, 0));
  switch (s.random.below(10)) {
    case 0:
    case 1:
      return makeTest(s) ?? unnarrowed(makeComparison(s, depth));
    case 2: {
      const { text, whenTrue, whenFalse } = makeCondition(s, depth - 1);
      return { text: `!(${text})`, whenTrue: whenFalse, whenFalse: whenTrue };
    }
    case 3:
    case 4:
      return makeJunction(s, '&&', depth);
    case 5:
      return makeJunction(s, '||', depth);
    case 6:
      return unnarrowed(makeQuantifier(s, depth) ?? makeComparison(s, depth));
    case 7:
      return unnarrowed(makeReduce(s, BOOLEAN, depth) ?? makeComparison(s, depth));
    case 8:
      return (
        makeBare(s)
        ?? unnarrowed(`(${makeComparison(s, depth - 1)} === ${makeComparison(s, depth - 1)})`)
      );
    default:
      return unnarrowed(makeComparison(s, depth));
  }
}

export function subjectsHere(s: Setting): readonly Subject[] {
  const { tested } = s;
  return tested === 'every path'
    ? []
    : findSubjects(places(s), s.narrowing).filter(({ path }) => !tested.includes(path));
}

/** A boolean by its name. Tested twice it would be of type `never`, which the subset refuses. */
function makeBare(s: Setting): Condition | null {
  const { tested } = s;
  const found = places(s).filter(
    ({ text, type, testable }) =>
      type.kind === 'boolean'
      && testable
      && !s.narrowing.has(text)
      && tested !== 'every path'
      && !tested.includes(text),
  );
  if (found.length === 0 || s.random.chance(30)) return null;
  const { text } = s.random.pick(found);
  return { text, whenTrue: new Map([[text, ['true']]]), whenFalse: new Map([[text, ['false']]]) };
}

/** `path.kind === 'tag'` or `path === 'literal'`, or its negation. */
function makeTest(s: Setting): Condition | null {
  const subjects = subjectsHere(s);
  if (subjects.length === 0) return null;
  const { path, text, left } = s.random.pick(subjects);
  const tag = s.random.pick(left);
  const is: Narrowing = new Map([[path, [tag]]]);
  const isNot: Narrowing = new Map([[path, remaining(left, [tag])]]);
  return s.random.chance(70)
    ? { text: `${text} === '${tag}'`, whenTrue: is, whenFalse: isNot }
    : { text: `${text} !== '${tag}'`, whenTrue: isNot, whenFalse: is };
}

/** The right side stands under what the left decides, and may not test the same paths again. */
function makeJunction(s: Setting, operator: '&&' | '||', depth: number): Condition {
  const left = makeCondition(s, depth - 1);
  const known = operator === '&&' ? left.whenTrue : left.whenFalse;
  const tested =
    s.tested === 'every path'
      ? s.tested
      : [...s.tested, ...left.whenTrue.keys(), ...left.whenFalse.keys()];
  const right = makeCondition({ ...under(s, known), tested }, depth - 1);
  const text = `((${left.text}) ${operator} (${right.text}))`;
  return operator === '&&'
    ? { text, whenTrue: narrowedBoth(left.whenTrue, right.whenTrue), whenFalse: NOTHING_NARROWED }
    : {
        text,
        whenTrue: NOTHING_NARROWED,
        whenFalse: narrowedBoth(left.whenFalse, right.whenFalse),
      };
}

function makeConditional(s: Setting, type: Type, depth: number): string {
  const { text, whenTrue, whenFalse } = makeCondition(s, depth - 1);
  const then = makeExpression(under(s, whenTrue), type, depth - 1);
  return `(${text} ? ${then} : ${makeExpression(under(s, whenFalse), type, depth - 1)})`;
}

const MOST_LEVELS = 3;

function makeCall(s: Setting, type: Type, depth: number): string | null {
  const callable = s.functions.filter((f) => f.level < MOST_LEVELS && fits(f.result, type));
  if (callable.length === 0) return null;
  const { name, parameters } = s.random.pick(callable);
  return `${name}(${parameters.map((p) => makeExpression(s, p, depth - 1)).join(', ')})`;
}

/** Every field in any order, or a spread of a record of the same type with some fields replaced. */
function makeRecord(s: Setting, type: RecordType, spreadable: Type, depth: number): string {
  const bases = places(s).filter((place) => place.type === spreadable);
  const spread = bases.length > 0 && s.random.chance(60);
  const fields = s.random
    .shuffle(type.fields)
    .filter((f) => !spread || (s.random.chance(40) && !isTag(f.type)));
  const written = fields.map(
    ({ name, type: inner }) =>
      `${name}: ${isTag(inner) ? makeTag(inner) : makeExpression(s, inner, depth - 1)}`,
  );
  return `({ ${[...(spread ? [`...${s.random.pick(bases).text}`] : []), ...written].join(', ')} })`;
}

const isTag = (type: Type): type is StringType =>
  type.kind === 'string' && type.literals.length === 1;
// the subset wants the tag of a record literal
const makeTag = ({ literals: [tag] }: StringType): string => `'${tag}'`;

function makeVariant(s: Setting, type: UnionType, depth: number): string {
  const { record } = s.random.pick(type.variants);
  return makeRecord(s, record, record, depth);
}

const arrowLocal = (name: string, type: Type): Local => ({
  name,
  type,
  testable: true,
  assigned: false,
});

/** The setting of an arrow's body. */
const within = (s: Setting, locals: readonly Local[]): Setting => ({
  ...s,
  locals: [...s.locals.filter((local) => !local.assigned), ...locals],
  narrowing: insideArrow(s.narrowing),
  arrow: true,
});

/** A tuple to fold: its elements have one type. */
export function findFoldable(s: Setting): { readonly text: string; readonly element: Type } | null {
  const foldable = places(s).flatMap(({ text, type }) => {
    const [element] = type.kind === 'tuple' ? type.elements : [];
    return type.kind === 'tuple'
      && element !== undefined
      && type.elements.every((e) => e === element)
      ? [{ text, element }]
      : [];
  });
  return foldable.length === 0 || s.arrow ? null : s.random.pick(foldable);
}

/** A field of a record element, taken by name or by destructuring the arrow's parameter. */
export function makeParameter(
  s: Setting,
  element: Type,
): { readonly text: string; readonly locals: readonly Local[] } {
  const name = freshName(s);
  const [taken] = element.kind === 'record' ? s.random.shuffle(element.fields) : [];
  if (taken === undefined || s.random.chance(50)) {
    return { text: name, locals: [arrowLocal(name, element)] };
  }
  return { text: `{ ${taken.name}: ${name} }`, locals: [arrowLocal(name, taken.type)] };
}

function makeQuantifier(s: Setting, depth: number): string | null {
  const foldable = findFoldable(s);
  if (foldable === null) return null;
  const parameter = makeParameter(s, foldable.element);
  const body = makeExpression(within(s, parameter.locals), BOOLEAN, depth - 1);
  return `${foldable.text}.${s.random.pick(['every', 'some'])}((${parameter.text}) => ${body})`;
}

function makeReduce(s: Setting, type: Type, depth: number): string | null {
  const foldable = findFoldable(s);
  if (foldable === null) return null;
  const parameter = makeParameter(s, foldable.element);
  const soFar = arrowLocal(freshName(s), type);
  const body = makeExpression(within(s, [soFar, ...parameter.locals]), type, depth - 1);
  const initial = makeExpression(s, type, depth - 1);
  const annotated = `${soFar.name}: ${type.kind}`; // `true` alone would infer the type `true`
  return `${foldable.text}.reduce((${annotated}, ${parameter.text}) => ${body}, ${initial})`;
}
