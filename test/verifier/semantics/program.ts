// Random functions of Kernel TypeScript, as one source text that type-checks: statements, patterns
// and declarations. What they compute is meaningless; that every reader of it agrees is the point.

import type { RecordType, Type } from '../../../verifier/read/tree.ts';
import {
  findFoldable,
  freshName,
  makeCondition,
  makeExpression,
  makeParameter,
  places,
  remaining,
  subjectsHere,
  under,
} from './expression.ts';
import type { Setting, Signature } from './expression.ts';
import { NOTHING_NARROWED } from './places.ts';
import type { Local } from './places.ts';
import { createRandom } from './random.ts';
import { BIGINT, BOOLEAN, createUniverse, typeText } from './universe.ts';
import type { TupleType } from './universe.ts';

export type RandomProgram = { readonly text: string; readonly functions: readonly Signature[] };

const local = (name: string, type: Type, testable: boolean): Local => ({
  name,
  type,
  testable,
  assigned: false,
});
const grown = (s: Setting, locals: readonly Local[]): Setting => ({
  ...s,
  locals: [...s.locals, ...locals],
});
const text = (s: Setting, type: Type): string => typeText(s.universe.aliases, type);
const randomType = (s: Setting): Type =>
  s.random.chance(45)
    ? BIGINT
    : s.random.chance(30)
      ? BOOLEAN
      : s.random.pick(s.universe.aliases).type;

type Binding = { readonly text: string; readonly locals: readonly Local[] };

/** `{ a, b: x, c: { d } }` or `[x, , y]`, or a name where there is nothing to take apart. */
function makePattern(s: Setting, type: Type, depth: number): Binding {
  if (depth > 0 && type.kind === 'record') return makeRecordPattern(s, type, depth);
  if (depth > 0 && type.kind === 'tuple') return makeTuplePattern(s, type, depth);
  const name = freshName(s);
  return { text: name, locals: [local(name, type, true)] };
}

function makeRecordPattern(s: Setting, type: RecordType, depth: number): Binding {
  const taken = s.random.shuffle(type.fields).slice(0, 1 + s.random.below(2));
  const inner = taken.map((f) => ({ name: f.name, pattern: makePattern(s, f.type, depth - 1) }));
  return {
    text: `{ ${inner.map(({ name, pattern }) => `${name}: ${pattern.text}`).join(', ')} }`,
    locals: inner.flatMap(({ pattern }) => pattern.locals),
  };
}

function makeTuplePattern(s: Setting, type: TupleType, depth: number): Binding {
  const last = s.random.below(type.elements.length);
  const inner = type.elements
    .slice(0, last + 1)
    .map((element, i) =>
      i < last && s.random.chance(40) ? null : makePattern(s, element, depth - 1),
    );
  return {
    text: `[${inner.map((pattern) => pattern?.text ?? '').join(', ')}]`,
    locals: inner.flatMap((pattern) => pattern?.locals ?? []),
  };
}

type Lines = readonly string[];
type Continued = { readonly lines: Lines; readonly after: Setting };

const indented = (lines: Lines): Lines => lines.map((line) => `  ${line}`);

function makeConst(s: Setting): Continued {
  const type = randomType(s);
  const name = freshName(s);
  const line = `const ${name}: ${text(s, type)} = ${makeExpression(s, type, s.depth - 1)};`;
  return { lines: [line], after: grown(s, [local(name, type, false)]) };
}

function makeDestructuring(s: Setting): Continued {
  const apart = places(s).filter(({ type }) => type.kind === 'record' || type.kind === 'tuple');
  if (apart.length === 0) return makeConst(s);
  const from = s.random.pick(apart);
  const pattern = makePattern(s, from.type, 2);
  const unknown = pattern.locals.map((bound) => ({ ...bound, testable: false })); // may be narrowed
  return { lines: [`const ${pattern.text} = ${from.text};`], after: grown(s, unknown) };
}

function makeGuard(s: Setting, result: Type): Continued {
  const condition = makeCondition(s, s.depth - 1);
  const inside = under(s, condition.whenTrue);
  const lines = s.random.chance(50)
    ? [`if (${condition.text}) return ${makeExpression(inside, result, s.depth - 2)};`]
    : [`if (${condition.text}) {`, ...indented(makeBlock(inside, result, 1)), '}'];
  return { lines, after: under(s, condition.whenFalse) };
}

/** An `if` that may fall through: nothing inside it may narrow what stands after it. */
function makeOpenIf(s: Setting, result: Type): Continued {
  const quiet: Setting = { ...s, tested: 'every path' };
  const bound = makeConst(quiet);
  const inner = makeGuard(bound.after, result);
  const lines = [
    `if (${makeCondition(quiet, s.depth - 2).text}) {`,
    ...indented([...bound.lines, ...inner.lines]),
    '}',
  ];
  return { lines, after: s };
}

function makeAssignment(s: Setting, target: Local): Lines {
  const assign = (): string => `${target.name} = ${makeExpression(s, target.type, s.depth - 2)};`;
  const condition = (): string => makeCondition({ ...s, tested: 'every path' }, s.depth - 2).text;
  switch (s.random.below(4)) {
    case 0:
      return [`if (${condition()}) ${assign()}`];
    case 1:
      return [`if (${condition()}) {`, `  ${assign()}`, '} else {', `  ${assign()}`, '}'];
    case 2:
      return [assign(), assign()];
    default:
      return [assign()];
  }
}

function makeLeaving(s: Setting, result: Type): string {
  const { text: condition } = makeCondition(s, s.depth - 2);
  return `if (${condition}) return ${makeExpression(s, result, s.depth - 2)};`;
}

function makeLoop(s: Setting, result: Type): Continued {
  const foldable = findFoldable(s);
  if (foldable === null) return makeConst(s);
  const leaf = s.universe.aliases.find(({ name }) => name === 'Leaf')?.type ?? BIGINT;
  const target: Local = {
    name: freshName(s),
    type: s.random.pick([BIGINT, BIGINT, BOOLEAN, leaf]),
    testable: false,
    assigned: true,
  };
  const initial = makeExpression(s, target.type, s.depth - 2);
  const first = `let ${target.name}: ${text(s, target.type)} = ${initial};`;
  const element = makeParameter(s, foldable.element);
  const inside: Setting = { ...grown(s, [target, ...element.locals]), tested: 'every path' };
  const bound = s.random.chance(40) ? makeConst(inside) : { lines: [], after: inside };
  const assigned = makeAssignment(bound.after, target);
  const leaving = s.random.chance(30) ? [makeLeaving(bound.after, result)] : [];
  const body = [...bound.lines, ...assigned, ...leaving];
  return {
    lines: [first, `for (const ${element.text} of ${foldable.text}) {`, ...indented(body), '}'],
    after: grown(s, [target]),
  };
}

/** A switch that returns in every arm: arms may share a body, the last may be `default`. */
function makeSwitch(s: Setting, result: Type, budget: number): Lines | null {
  // the subset's switch over a string serves every literal of its type, also those ruled out above
  const subjects = subjectsHere(s).filter(
    ({ path, text: tested }) => path !== tested || !s.narrowing.has(path),
  );
  if (subjects.length === 0 || s.arm) return null;
  const { path, text: subject, left } = s.random.pick(subjects);
  const order = s.random.shuffle(left);
  const shared = s.random.chance(30) ? 2 : 1;
  const byDefault = s.random.chance(30);
  const arms = [order.slice(0, shared), ...order.slice(shared).map((tag) => [tag])];
  const labels = (tags: Lines): Lines => tags.map((tag) => `case '${tag}':`);
  const lines = arms.flatMap((tags, i) => {
    const replaced = byDefault && i === arms.length - 1 && i > 0;
    const known = remaining(left, remaining(left, tags));
    const inside = { ...under(s, new Map([[path, known]])), arm: true };
    const body = makeBlock(inside, result, budget - 1);
    const label = replaced ? ['default:'] : labels(tags);
    const opened = [...label.slice(0, -1), `${label[label.length - 1]} {`];
    return [...opened, ...indented(body), '}'];
  });
  return [`switch (${subject}) {`, ...indented(lines), '}'];
}

function makeIfElse(s: Setting, result: Type, budget: number): Lines {
  const { text: condition, whenTrue, whenFalse } = makeCondition(s, s.depth - 2);
  return [
    `if (${condition}) {`,
    ...indented(makeBlock(under(s, whenTrue), result, budget - 1)),
    '} else {',
    ...indented(makeBlock(under(s, whenFalse), result, budget - 1)),
    '}',
  ];
}

/** Statements of which the last returns on every path. */
function makeBlock(s: Setting, result: Type, budget: number): Lines {
  const makers = [
    makeConst,
    makeConst,
    makeDestructuring,
    makeGuard,
    makeGuard,
    makeOpenIf,
    makeLoop,
  ];
  const count = budget <= 0 ? 0 : s.random.below(budget + 2);
  const body = Array.from({ length: count }).reduce<Continued>(
    ({ lines, after }) => {
      const next = s.random.pick(makers)(after, result);
      return { lines: [...lines, ...next.lines], after: next.after };
    },
    { lines: [], after: s },
  );
  const end =
    budget > 0 && s.random.chance(35)
      ? makeSwitch(body.after, result, budget)
      : budget > 0 && s.random.chance(20)
        ? makeIfElse(body.after, result, budget)
        : null;
  return [...body.lines, ...(end ?? [`return ${makeExpression(body.after, result, s.depth)};`])];
}

type Made = { readonly text: string; readonly signature: Signature };

function makeFunction(s: Setting, index: number): Made {
  const parameters = Array.from({ length: 2 + s.random.below(3) }, () => randomType(s));
  const result = randomType(s);
  const name = `f${index}`;
  const bound = parameters.map((type) => ({
    type,
    pattern: makePattern(s, type, s.random.chance(25) ? 2 : 0),
  }));
  // few constants, so that what is computed depends on the inputs
  const seen: Setting = { ...s, locals: s.random.shuffle(s.locals).slice(0, s.random.below(2)) };
  const inside = grown(
    seen,
    bound.flatMap(({ pattern }) => pattern.locals),
  );
  const head = bound.map(({ type, pattern }) => `${pattern.text}: ${text(s, type)}`).join(', ');
  const signed = `(${head}): ${text(s, result)}`;
  const written = s.random.chance(20)
    ? `const ${name} = ${signed} => ${makeExpression(inside, result, s.depth)};`
    : [`function ${name}${signed} {`, ...indented(makeBlock(inside, result, 3)), '}'].join('\n');
  const called = s.functions.filter((f) => written.includes(`${f.name}(`)).map((f) => f.level);
  const level = 1 + Math.max(0, ...called);
  return {
    text: `${s.random.chance(50) ? 'export ' : ''}${written}\n`,
    signature: { name, parameters, result, level },
  };
}

function makeGlobals(s: Setting): { readonly text: string; readonly locals: readonly Local[] } {
  const typed = s.universe.aliases
    .filter(({ type }) => type.kind !== 'string')
    .map(({ type }, i) => ({
      name: `G${i}`,
      type,
      line: `const G${i}: ${text(s, type)} = ${makeExpression(s, type, 1)};\n`,
    }));
  return {
    text: `const LIMIT = 1_000_003n;\n${typed.map(({ line }) => line).join('')}`,
    locals: [
      local('LIMIT', BIGINT, false),
      ...typed.map(({ name, type }) => local(name, type, false)),
    ],
  };
}

export function makeProgram(seed: number, size: number, depth: number): RandomProgram {
  const random = createRandom(seed);
  const universe = createUniverse(random);
  const bare: Setting = {
    random,
    universe,
    functions: [],
    locals: [],
    narrowing: NOTHING_NARROWED,
    tested: [],
    names: { next: 0 },
    depth,
    arrow: false,
    arm: false,
  };
  const globals = makeGlobals(bare);
  const start = { ...bare, locals: globals.locals };
  const made = Array.from({ length: size }).reduce<readonly Made[]>(
    (soFar, _, index) => [
      ...soFar,
      makeFunction({ ...start, functions: soFar.map((f) => f.signature) }, index),
    ],
    [],
  );
  return {
    text: `${universe.preamble}${globals.text}${made.map((f) => f.text).join('')}`,
    functions: made.map((f) => f.signature),
  };
}
