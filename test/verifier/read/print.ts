// Trees as text, so that a test shows in one line what was read: constructs by keyword, narrowing
// as `x:tag`, types where they are asked for. Positions are left out.

import type {
  Expression,
  Lambda,
  Pattern,
  RecordEntry,
  Statement,
  Type,
} from '../../../verifier/read/tree.ts';

export function printType(type: Type): string {
  switch (type.kind) {
    case 'bigint':
    case 'boolean':
      return type.kind;
    case 'string':
      return type.literals.map((literal) => `'${literal}'`).join('|');
    case 'record':
      return `{${type.fields.map((f) => `${f.name}: ${printType(f.type)}`).join(', ')}}`;
    case 'tuple':
      return `[${type.elements.map(printType).join(', ')}]`;
    case 'union':
      return `<${type.discriminant}> ${type.variants
        .map((v) => `${v.tag}${printType(v.record)}`)
        .join(' | ')}`;
    case 'accounts':
    case 'changes':
      return `${type.kind} of ${printType(type.account)}`;
  }
}

export function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'name':
      return pattern.name;
    case 'hole':
      return '_';
    case 'record':
      return `{${pattern.fields.map((f) => `${f.field}: ${printPattern(f.pattern)}`).join(', ')}}`;
    case 'tuple':
      return `[${pattern.elements.map(printPattern).join(', ')}]`;
  }
}

export const printLambda = ({ parameters, body }: Lambda): string =>
  `(${parameters.map((p) => printPattern(p.pattern)).join(', ')}) => ${printBody(body)}`;

const printEntry = (entry: RecordEntry): string =>
  entry.kind === 'spread' ? `...${print(entry.value)}` : `${entry.name}: ${print(entry.value)}`;

export function print(e: Expression): string {
  switch (e.kind) {
    case 'bigint':
      return `${e.value}n`;
    case 'boolean':
      return String(e.value);
    case 'string':
      return `'${e.value}'`;
    case 'local':
      return e.name;
    case 'global':
      return e.id;
    case 'field':
      return `${print(e.object)}.${e.name}`;
    case 'discriminant':
      return `tag(${print(e.object)})`;
    case 'narrow':
      return `${print(e.object)}:${e.tags.join('|')}`;
    case 'index':
      return `${print(e.tuple)}[${e.index}]`;
    case 'record':
      return `{${e.entries.map(printEntry).join(', ')}}`;
    case 'tuple':
      return `[${e.elements.map(print).join(', ')}]`;
    case 'unary':
      return `${e.operator}${print(e.operand)}`;
    case 'binary':
      return `(${print(e.left)} ${e.operator} ${print(e.right)})`;
    case 'conditional':
      return `(${print(e.condition)} ? ${print(e.then)} : ${print(e.otherwise)})`;
    case 'call':
      return `${e.callee}(${e.arguments.map(print).join(', ')})`;
    case 'module':
      return `modules.${e.member}(${e.arguments.map(print).join(', ')})`;
    case 'fold':
      return (
        `${e.method}(${print(e.tuple)}, ${printLambda(e.lambda)}` +
        `${e.initial === null ? '' : `, ${print(e.initial)}`})`
      );
    case 'ghost':
      return `${e.method}!(${print(e.accounts)}, ${printLambda(e.lambda)})`;
  }
}

export const printBody = (statements: readonly Statement[]): string =>
  statements.map(printStatement).join('; ');

function printStatement(s: Statement): string {
  switch (s.kind) {
    case 'const':
      return `const ${printPattern(s.pattern)} = ${print(s.value)}`;
    case 'let':
      return `let ${s.name} = ${print(s.value)}`;
    case 'assign':
      return `${s.name} = ${print(s.value)}`;
    case 'if':
      return `if ${print(s.condition)} {${printBody(s.then)}} else {${printBody(s.otherwise)}}`;
    case 'switch':
      return `switch ${print(s.subject)} ${s.cases
        .map((arm) => `[${arm.literals.join('|')}: ${printBody(arm.body)}]`)
        .join(' ')}`;
    case 'for':
      return `for ${printPattern(s.pattern)} of ${print(s.tuple)} {${printBody(s.body)}}`;
    case 'return':
      return `return ${print(s.value)}`;
  }
}
