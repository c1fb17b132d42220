// The compiled meaning of an expression: the evaluator's, row by row, as the text of JavaScript.
// What is known of the event's tag and of constants is folded, so that a property that does not
// speak of a transition costs nothing there.

import { evaluateClosed, findModule } from '../../verifier/evaluate/evaluate.ts';
import type { Expression, Lambda, Type } from '../../verifier/read/tree.ts';
import { compactValue, elementName } from './compact.ts';
import type { Compact } from './compact.ts';
import {
  constantPiece, declareTemporaries, freshTemporary, isSamePath, keyText, localName, memberText,
  nameConstant, piece,
} from './code.ts';
import type { Code, Listed, Piece, Unit } from './code.ts';
import { emitNegation, emitNumeric, emitOperation } from './emit-arithmetic.ts';
import { emitBody, emitFunction, emitParameters } from './emit-statement.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

export function emit(unit: Unit, e: Expression): Piece {
  switch (e.kind) {
    case 'bigint':
    case 'boolean':
    case 'string':
      return constantPiece(e.value);
    case 'local':
      return unit.aliases.get(e.name) ?? piece(localName(e.name));
    case 'global':
      return emitGlobal(unit.code, e);
    case 'field':
      return emitField(unit, e);
    case 'discriminant':
      return emitDiscriminant(unit, e);
    case 'narrow':
      return emit(unit, e.object);
    case 'index':
      return piece(memberText(emit(unit, e.tuple).text, elementName(e.index)));
    case 'record':
      return emitRecord(unit, e);
    case 'tuple':
      return emitFields(unit, e.elements.map((element, i) =>
        [elementName(i), emit(unit, element)] as const), []);
    case 'unary':
      return emitUnary(unit, e);
    case 'binary':
      return emitBinary(unit, e);
    case 'conditional':
      return emitConditional(unit, e);
    case 'call':
      return emitCall(unit, e);
    case 'module':
      return emitModule(unit, e);
    case 'fold':
      return emitFold(unit, e);
    case 'ghost':
      return emitGhost(unit, e);
  }
}

export function constantText(value: Compact): string {
  if (typeof value === 'bigint') return value < 0n ? `(${value}n)` : `${value}n`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, part]) =>
    `${keyText(name)}: ${constantText(part)}`);
  return `{ ${fields.join(', ')} }`;
}

/** A value of a type, as text; a record as a name. */
function emitValue(code: Code, type: Type, value: unknown): Piece {
  if (typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string') {
    return constantPiece(value);
  }
  return piece(nameConstant(code, constantText(compactValue(type, value, 'a constant'))));
}

function emitGlobal(code: Code, e: Node<'global'>): Piece {
  return emitValue(code, e.type, evaluateClosed(code.program, e));
}

/** A field whose type has one value is that value. */
function emitField(unit: Unit, e: Node<'field'>): Piece {
  const { text } = emit(unit, e.object);
  if (e.type.kind === 'string' && e.type.literals.length === 1 && /^[\w$.]+$/.test(text)) {
    return constantPiece(e.type.literals[0] ?? '');
  }
  return piece(memberText(text, e.name));
}

/** The tag of a local, whatever has been found out about it in between. */
function findTag(unit: Unit, e: Expression): string | undefined {
  if (e.kind === 'narrow') return findTag(unit, e.object);
  return e.kind === 'local' ? unit.tags.get(e.name) : undefined;
}

function emitDiscriminant(unit: Unit, e: Node<'discriminant'>): Piece {
  const tag = findTag(unit, e.object);
  if (tag !== undefined) return constantPiece(tag);
  const name = e.object.type.kind === 'union' ? e.object.type.discriminant : '';
  return piece(memberText(emit(unit, e.object).text, name));
}

const isConstantText = ({ text, constant }: Piece): boolean =>
  constant !== null || /^k\d+$/.test(text);

/** A record or tuple; one of constants only is made once. `lost` are values that are replaced. */
function emitFields(
  unit: Unit, fields: readonly (readonly [name: string, value: Piece])[], lost: readonly Piece[],
): Piece {
  const ordered = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = ordered.map(([name, { text }]) => `${keyText(name)}: ${text}`);
  const text = `{ ${['$id: -1', ...parts].join(', ')} }`;
  if (lost.length > 0) return piece(`(${[...lost.map((p) => p.text), text].join(', ')})`);
  return piece(fields.every(([, value]) => isConstantText(value))
    ? nameConstant(unit.code, text) : `(${text})`);
}

/** A spread reads each field of its value once: the value is held first, if it is not a name. */
function emitSpread(unit: Unit, value: Expression): readonly (readonly [string, Piece])[] {
  const { text } = emit(unit, value);
  const fields = value.type.kind === 'record' ? value.type.fields : [];
  const plain = /^[\w$.]+$/.test(text);
  const held = plain ? text : freshTemporary(unit);
  const first = plain ? text : `(${held} = ${text})`;
  const ordered = fields.map(({ name }) => name).sort((a, b) => (a < b ? -1 : 1));
  return ordered.map((name, i) =>
    [name, piece(memberText(i === 0 ? first : held, name))] as const);
}

function emitRecord(unit: Unit, e: Node<'record'>): Piece {
  const fields = new Map<string, Piece>();
  const lost: Piece[] = [];
  const simple = e.entries.filter((entry) => entry.kind === 'spread').length <= 1;
  for (const entry of e.entries) {
    const given = entry.kind === 'spread'
      ? emitSpread(unit, entry.value) : [[entry.name, emit(unit, entry.value)] as const];
    for (const [name, value] of given) {
      const before = fields.get(name);
      if (before !== undefined && !(simple && /^[\w$.]+$/.test(before.text))) lost.push(before);
      fields.set(name, value);
    }
  }
  return emitFields(unit, [...fields], lost);
}

function emitUnary(unit: Unit, e: Node<'unary'>): Piece {
  const operand = emit(unit, e.operand);
  if (e.operator === '-') return emitNegation(unit, operand);
  return typeof operand.constant === 'boolean'
    ? constantPiece(!operand.constant) : piece(`!${operand.text}`);
}

function emitLogic(unit: Unit, e: Node<'binary'>, neutral: boolean): Piece {
  const left = emit(unit, e.left);
  if (typeof left.constant === 'boolean') {
    return left.constant === neutral ? emit(unit, e.right) : left;
  }
  const right = emit(unit, e.right);
  return right.constant === neutral ? left : piece(`(${left.text} ${e.operator} ${right.text})`);
}

function emitEqual(unit: Unit, e: Node<'binary'>): Piece {
  const left = emit(unit, e.left);
  const right = emit(unit, e.right);
  if (left.constant !== null && right.constant !== null) {
    return constantPiece((left.constant === right.constant) === (e.operator === '==='));
  }
  if (isSamePath(left, right)) return constantPiece(e.operator === '===');
  return piece(`(${left.text} ${e.operator} ${right.text})`);
}

function emitBinary(unit: Unit, e: Node<'binary'>): Piece {
  switch (e.operator) {
    case '&&':
      return emitLogic(unit, e, true);
    case '||':
      return emitLogic(unit, e, false);
    case '===':
    case '!==':
      return emitEqual(unit, e);
    default:
      return emitNumeric(unit, e.operator, emit(unit, e.left), emit(unit, e.right));
  }
}

function emitConditional(unit: Unit, e: Node<'conditional'>): Piece {
  const condition = emit(unit, e.condition);
  if (typeof condition.constant === 'boolean') {
    return emit(unit, condition.constant ? e.then : e.otherwise);
  }
  const [yes, no] = [emit(unit, e.then), emit(unit, e.otherwise)];
  const text = `(${condition.text} ? ${yes.text} : ${no.text})`;
  return { text, constant: null, narrow: yes.narrow && no.narrow };
}

function emitApplied(unit: Unit, id: string, values: readonly Expression[]): Piece {
  const tags = values.map((value) => findTag(unit, value) ?? null);
  const name = emitFunction(unit.code, id, tags, unit.isKernel);
  const given = values.map((value) => emit(unit, value).text);
  return piece(`${name}(${given.join(', ')})`);
}

const emitCall = (unit: Unit, e: Node<'call'>): Piece => emitApplied(unit, e.callee, e.arguments);

/** The implementation that the book is composed of, called like any function of the kernel. */
function emitModule(unit: Unit, e: Node<'module'>): Piece {
  const [composed = ''] = findModule(unit.code.program, e.member, e.at).implementations;
  return emitApplied(unit, composed, e.arguments);
}

/** An arrow where it stands: it sees the locals around it, and has temporaries of its own. */
function emitArrow(unit: Unit, lambda: Lambda): string {
  const inner: Unit = { ...unit, temporaries: [], exits: null };
  const { names, bindings } = emitParameters(lambda.parameters);
  const body = emitBody(inner, lambda.body);
  const head = `${declareTemporaries(inner.temporaries)}${bindings}`;
  return `((${names.join(', ')}) => { ${head}${body} })`;
}

/** `use` of the values and the arrow, each evaluated once, in an arrow that is called at once. */
function emitOver(
  unit: Unit, values: readonly string[], lambda: Lambda, use: (inner: Unit) => string,
): string {
  const inner: Unit = { ...unit, temporaries: [] };
  const result = use(inner);
  const names = values.map((_, i) => `$v${i}`);
  const given = [...values, emitArrow(unit, lambda)].join(', ');
  const head = declareTemporaries(inner.temporaries);
  return `((${[...names, '$f'].join(', ')}) => { ${head}return ${result}; })(${given})`;
}

function emitFold(unit: Unit, e: Node<'fold'>): Piece {
  const count = e.tuple.type.kind === 'tuple' ? e.tuple.type.elements.length : 0;
  const elements = Array.from({ length: count }, (_, i) => `$v0.${elementName(i)}`);
  const tuple = emit(unit, e.tuple).text;
  const join = (operator: string, none: string): Piece => (count === 0 ? piece(none)
    : piece(emitOver(unit, [tuple], e.lambda, () =>
      elements.map((element) => `$f(${element})`).join(operator))));
  switch (e.method) {
    case 'every':
      return join(' && ', 'true');
    case 'some':
      return join(' || ', 'false');
    case 'reduce': {
      const initial = e.initial === null ? [] : [emit(unit, e.initial).text];
      const [first = '', ...rest] = [...initial.map(() => '$v1'), ...elements];
      return piece(emitOver(unit, [tuple, ...initial], e.lambda, () =>
        rest.reduce((soFar, element) => `$f(${soFar}, ${element})`, first)));
    }
  }
}

/** The terms of a sum, added from the left. */
const addAll = (inner: Unit, terms: readonly Piece[]): string =>
  terms.reduce((total, term) => emitOperation(inner, '+', total, term), constantPiece(0n)).text;

/** What no step has changed adds nothing, but is evaluated: it may be undefined. */
function emitChange(inner: Unit, { was, now, chosen }: Listed): Piece {
  const before = piece(`$f(${was}, ${chosen})`);
  if (was === now) return piece(`(${before.text}, 0)`);
  return emitOperation(inner, '-', piece(`$f(${now}, ${chosen})`), before);
}

/** An arrow of one expression, without an arrow in it: its text for given arguments. */
function writeOut(unit: Unit, lambda: Lambda): ((given: readonly Piece[]) => Piece) | null {
  const [only, ...more] = lambda.body;
  if (only?.kind !== 'return' || more.length > 0 || holdsArrow(only.value)) return null;
  const names = lambda.parameters.map(({ pattern }) =>
    (pattern.kind === 'name' ? pattern.name : null));
  if (names.includes(null)) return null;
  return (given) => {
    const aliases = new Map(names.map((name, i) => [name ?? '', given[i] as Piece]));
    return emit({ ...unit, aliases }, only.value);
  };
}

/** Types are large, and hold no expression. */
function holdsArrow(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const kind: unknown = Reflect.get(node, 'kind');
  return kind === 'fold' || kind === 'ghost' || Object.entries(node).some(([name, part]) =>
    name !== 'type' && name !== 'at' && holdsArrow(part));
}

/** Of every account what the arrow says of it: what is known of one is folded. */
function emitEvery(unit: Unit, lambda: Lambda, isChange: boolean): Piece | null {
  const write = writeOut(unit, lambda);
  if (write === null) return null;
  const parts = unit.listed.map(({ was, now, acts }) =>
    write(isChange ? [piece(was), piece(now), constantPiece(acts)] : [piece(was)]));
  if (parts.some(({ constant }) => constant === false)) return null;
  const asked = parts.filter(({ constant }) => constant !== true).map(({ text }) => text);
  return asked.length === 0 ? constantPiece(true) : piece(`(${asked.join(' && ')})`);
}

function emitGhost(unit: Unit, e: Node<'ghost'>): Piece {
  const { listed } = unit;
  const isChange = e.accounts.type.kind === 'changes';
  const every = ({ was, now, acts }: Listed): string =>
    (isChange ? `$f(${was}, ${now}, ${acts})` : `$f(${was})`);
  switch (e.method) {
    case 'every':
      return emitEvery(unit, e.lambda, isChange)
        ?? piece(emitOver(unit, [], e.lambda, () => listed.map(every).join(' && ')));
    case 'sum':
      return piece(emitOver(unit, [], e.lambda, (inner) =>
        addAll(inner, listed.map(({ was }) => piece(`$f(${was})`)))));
    case 'change':
      return piece(emitOver(unit, [], e.lambda, (inner) =>
        addAll(inner, listed.map((one) => emitChange(inner, one)))));
  }
}
