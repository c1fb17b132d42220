// The compiled meaning of statements and functions: one JavaScript function for each function of
// the program, and one more for each event tag that it is called with. A loop over a tuple is
// unrolled.

import { findFunction } from '../../verifier/evaluate/evaluate.ts';
import type {
  Expression, Parameter, Pattern, Position, Statement,
} from '../../verifier/read/tree.ts';
import { OUTCOME } from '../../verifier/read/tree.ts';
import { elementName } from './compact.ts';
import {
  declareTemporaries, freshName, freshTemporary, localName, memberText,
} from './code.ts';
import type { Code, Unit } from './code.ts';
import { emit } from './emit-expression.ts';

type Node<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

/** `const` declarations of the names of a pattern; `source` is a plain name. */
function emitPattern(pattern: Pattern, source: string): string {
  switch (pattern.kind) {
    case 'name':
      return `const ${localName(pattern.name)} = ${source};`;
    case 'record':
      return pattern.fields.map(({ field, pattern: inner }) =>
        emitPattern(inner, memberText(source, field))).join('');
    case 'tuple':
      return pattern.elements.map((inner, i) =>
        emitPattern(inner, memberText(source, elementName(i)))).join('');
    case 'hole':
      return '';
  }
}

type Parameters = { readonly names: readonly string[]; readonly bindings: string };

export function emitParameters(parameters: readonly Parameter[]): Parameters {
  const names = parameters.map(({ pattern }, i) =>
    (pattern.kind === 'name' ? localName(pattern.name) : `$p${i}`));
  const bindings = parameters.map(({ pattern }, i) =>
    (pattern.kind === 'name' ? '' : emitPattern(pattern, names[i] ?? '')));
  return { names, bindings: bindings.join('') };
}

export const emitBody = (unit: Unit, statements: readonly Statement[]): string =>
  statements.map((statement) => emitStatement(unit, statement)).join('');

function emitStatement(unit: Unit, s: Statement): string {
  switch (s.kind) {
    case 'const':
      return emitConst(unit, s);
    case 'let':
      return `let ${localName(s.name)} = ${emit(unit, s.value).text};`;
    case 'assign':
      return `${localName(s.name)} = ${emit(unit, s.value).text};`;
    case 'if':
      return emitIf(unit, s);
    case 'switch':
      return emitSwitch(unit, s);
    case 'for':
      return emitFor(unit, s);
    case 'return':
      return emitReturn(unit, s);
  }
}

function emitConst(unit: Unit, s: Node<'const'>): string {
  const { text } = emit(unit, s.value);
  if (s.pattern.kind === 'name') return emitPattern(s.pattern, text);
  if (/^[\w.]+$/.test(text)) return emitPattern(s.pattern, text);
  const held = freshTemporary(unit);
  return `${held} = ${text};${emitPattern(s.pattern, held)}`;
}

function emitIf(unit: Unit, s: Node<'if'>): string {
  const condition = emit(unit, s.condition);
  if (typeof condition.constant === 'boolean') {
    return `{ ${emitBody(unit, condition.constant ? s.then : s.otherwise)} }`;
  }
  const otherwise = s.otherwise.length === 0 ? '' : ` else { ${emitBody(unit, s.otherwise)} }`;
  return `if (${condition.text}) { ${emitBody(unit, s.then)} }${otherwise}`;
}

function emitSwitch(unit: Unit, s: Node<'switch'>): string {
  const subject = emit(unit, s.subject);
  const arms = s.cases.filter(({ literals }) =>
    typeof subject.constant !== 'string' || literals.includes(subject.constant));
  const cases = arms.map(({ literals, body }) => {
    const labels = literals.map((literal) => `case ${JSON.stringify(literal)}:`).join('');
    return `${labels} { ${emitBody(unit, body)} break; }`;
  });
  return `switch (${subject.text}) { ${cases.join(' ')} }`;
}

function emitFor(unit: Unit, s: Node<'for'>): string {
  const count = s.tuple.type.kind === 'tuple' ? s.tuple.type.elements.length : 0;
  const held = freshTemporary(unit);
  const rounds = Array.from({ length: count }, (_, i) =>
    `{ ${emitPattern(s.pattern, memberText(held, elementName(i)))}${emitBody(unit, s.body)} }`);
  return `${held} = ${emit(unit, s.tuple).text};${rounds.join('')}`;
}

/** Whether a returned expression is, by its own text, a rejection. */
function isRejection(e: Expression): boolean {
  return e.kind === 'record' && e.entries.some((entry) =>
    entry.kind === 'field' && entry.value.kind === 'string'
    && entry.value.value === OUTCOME.rejected);
}

function emitReturn(unit: Unit, s: Node<'return'>): string {
  const { text } = emit(unit, s.value);
  if (unit.exits === null || isRejection(s.value)) return `return ${text};`;
  return `$exit = ${unit.exits.push(s.at) - 1};return ${text};`;
}

/** The name of a function of the program, compiled for the tags that its arguments are known by. */
export function emitFunction(
  code: Code, id: string, tags: readonly (string | null)[], isKernel: boolean,
  exits: Position[] | null = null,
): string {
  const key = [id, isKernel, exits !== null, ...tags.map((tag) => tag ?? '')].join('|');
  const known = code.functions.get(key);
  if (known !== undefined) return known;
  const name = freshName(code, 'f');
  code.functions.set(key, name);
  const tree = findFunction(code.program, id, null);
  const named = tree.parameters.flatMap(({ pattern }, i) => {
    const tag = tags[i] ?? null;
    return tag !== null && pattern.kind === 'name' ? [[pattern.name, tag] as const] : [];
  });
  const unit: Unit = {
    code, temporaries: [], tags: new Map(named), aliases: new Map(), isKernel, listed: [], exits,
  };
  const { names, bindings } = emitParameters(tree.parameters);
  const body = emitBody(unit, tree.body);
  const head = `${declareTemporaries(unit.temporaries)}${bindings}`;
  code.lines.push(`function ${name}(${names.join(', ')}) { ${head}${body} }`);
  return name;
}
