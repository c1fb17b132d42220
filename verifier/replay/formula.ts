// An expression of the typed tree as source text on one line, with only the parentheses that
// JavaScript needs. Narrowing is the checker's and has no text.

import type { BinaryOperator, Expression, Lambda, Pattern, Statement } from '../read/tree.ts';

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '||': 2,
  '&&': 3,
  '===': 4,
  '!==': 4,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};
const LOOSEST = 0;
const CONDITIONAL = 1;
const UNARY = 8;
const MEMBER = 9;

const shortName = (id: string): string => id.slice(id.lastIndexOf('#') + 1);
const within = (tight: boolean, text: string): string => (tight ? `(${text})` : text);

/** `level`: how tightly the surroundings bind. */
export function printExpression(e: Expression, level: number = LOOSEST): string {
  switch (e.kind) {
    case 'bigint':
      return within(e.value < 0n && level > UNARY, `${e.value}n`);
    case 'boolean':
      return String(e.value);
    case 'string':
      return `'${e.value}'`;
    case 'local':
      return e.name;
    case 'global':
      return shortName(e.id);
    case 'field':
      return `${printExpression(e.object, MEMBER)}.${e.name}`;
    case 'discriminant':
      return `${printExpression(e.object, MEMBER)}.${discriminantName(e.object)}`;
    case 'narrow':
      return printExpression(e.object, level);
    case 'index':
      return `${printExpression(e.tuple, MEMBER)}[${e.index}]`;
    case 'record':
      return printRecord(e);
    case 'tuple':
      return `[${e.elements.map((element) => printExpression(element)).join(', ')}]`;
    case 'unary':
      return within(level > UNARY, `${e.operator}${printExpression(e.operand, UNARY + 1)}`);
    case 'binary':
      return printBinary(e, level);
    case 'conditional':
      return within(
        level > CONDITIONAL,
        [
          printExpression(e.condition, CONDITIONAL + 1),
          '?',
          printExpression(e.then, CONDITIONAL),
          ':',
          printExpression(e.otherwise, CONDITIONAL),
        ].join(' '),
      );
    case 'call':
      return `${shortName(e.callee)}(${e.arguments.map((a) => printExpression(a)).join(', ')})`;
    case 'module':
      return `modules.${e.member}(${e.arguments.map((a) => printExpression(a)).join(', ')})`;
    case 'fold': {
      const last = e.initial === null ? '' : `, ${printExpression(e.initial)}`;
      return `${printExpression(e.tuple, MEMBER)}.${e.method}(${printLambda(e.lambda)}${last})`;
    }
    case 'ghost':
      return `${printExpression(e.accounts, MEMBER)}.${e.method}(${printLambda(e.lambda)})`;
  }
}

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

const discriminantName = (object: Expression): string =>
  object.type.kind === 'union' ? object.type.discriminant : 'kind';

function printRecord(e: Node<'record'>): string {
  const entries = e.entries.map((entry) =>
    entry.kind === 'spread'
      ? `...${printExpression(entry.value)}`
      : `${entry.name}: ${printExpression(entry.value)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function printBinary(e: Node<'binary'>, level: number): string {
  const own = PRECEDENCE[e.operator];
  // to the right of an equal operator parentheses are kept: a - (b - c)
  const text = `${printExpression(e.left, own)} ${e.operator} ${printExpression(e.right, own + 1)}`;
  return within(level > own, text);
}

function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'name':
      return pattern.name;
    case 'hole':
      return '';
    case 'tuple':
      return `[${pattern.elements.map(printPattern).join(', ')}]`;
    case 'record':
      return `{ ${pattern.fields
        .map((f) => {
          const inner = printPattern(f.pattern);
          return inner === f.field ? inner : `${f.field}: ${inner}`;
        })
        .join(', ')} }`;
  }
}

/** A body of several statements is shown by what it returns last. */
function printLambda(lambda: Lambda): string {
  const parameters = lambda.parameters.map((p) => printPattern(p.pattern)).join(', ');
  const [first, ...rest] = lambda.body;
  const last: Statement | undefined = rest.at(-1) ?? first;
  if (last === undefined || last.kind !== 'return') return `(${parameters}) => { … }`;
  const value = printExpression(last.value, CONDITIONAL);
  const text = last.value.kind === 'record' ? `(${value})` : value;
  return rest.length === 0
    ? `(${parameters}) => ${text}`
    : `(${parameters}) => { … return ${value}; }`;
}
