// Expressions of the subset, one function per construct. Every node is given its declared type;
// where the checker knows more of a union at that place, a `narrow` node says so.

import { ts } from 'ts-morph';
import { readCall } from './call.ts';
import { fit } from './fit.ts';
import { findFunctionName, readGlobal } from './function.ts';
import { readRecordLiteral, readTupleLiteral } from './literal.ts';
import { readBinary, readUnary } from './operator.ts';
import { locate, quote, refuse, type Reader } from './reader.ts';
import { refuseSyntax } from './refuse-syntax.ts';
import { lookUpName, type Scope } from './scope.ts';
import { findTag, isGhost, readTypeAt } from './structure.ts';
import type { Expression, Type, UnionType, Variant } from './tree.ts';

/** Reads an expression where a value of type `want` is expected; null: of its own type. */
export function readExpression(
  reader: Reader,
  scope: Scope,
  node: ts.Expression,
  want: Type | null,
): Expression {
  return fit(reader, node, readOwn(reader, scope, node, want), want);
}

function readOwn(reader: Reader, scope: Scope, node: ts.Expression, want: Type | null): Expression {
  if (ts.isParenthesizedExpression(node))
    return readExpression(reader, scope, node.expression, want);
  if (ts.isBigIntLiteral(node)) return readBigint(reader, node);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return readBoolean(reader, node, true);
  if (node.kind === ts.SyntaxKind.FalseKeyword) return readBoolean(reader, node, false);
  if (ts.isStringLiteral(node)) return readString(reader, node, want);
  if (ts.isIdentifier(node)) return readName(reader, scope, node);
  if (ts.isPropertyAccessExpression(node)) return readField(reader, scope, node);
  if (ts.isElementAccessExpression(node)) return readElement(reader, scope, node);
  if (ts.isObjectLiteralExpression(node)) return readRecordLiteral(reader, scope, node, want);
  if (ts.isArrayLiteralExpression(node)) return readTupleLiteral(reader, scope, node, want);
  if (ts.isPrefixUnaryExpression(node)) return readUnary(reader, scope, node);
  if (ts.isBinaryExpression(node)) return readBinary(reader, scope, node);
  if (ts.isConditionalExpression(node)) return readConditional(reader, scope, node, want);
  if (ts.isCallExpression(node)) return readCall(reader, scope, node);
  if (ts.isAsExpression(node) && ts.isConstTypeReference(node.type)) {
    return readExpression(reader, scope, node.expression, want ?? readTypeAt(reader, node));
  }
  return refuseSyntax(reader, node);
}

/** A condition or an operand that must be a truth value. */
export function readTruth(reader: Reader, scope: Scope, node: ts.Expression): Expression {
  return readKind(reader, scope, node, 'boolean');
}

export function readKind(
  reader: Reader,
  scope: Scope,
  node: ts.Expression,
  kind: 'boolean' | 'bigint',
): Expression {
  const read = readExpression(reader, scope, node, null);
  if (read.type.kind !== kind) {
    refuse(reader, node, read.type.kind === 'string' && kind === 'bigint' ? 'SUB-04' : 'SUB-46', {
      problem: `${quote(node)} is not a ${kind}`,
    });
  }
  return read;
}

function readBigint(reader: Reader, node: ts.BigIntLiteral): Expression {
  const value = BigInt(node.text.replace(/_/g, '').slice(0, -1));
  return { kind: 'bigint', value, type: { kind: 'bigint' }, at: locate(reader, node) };
}

function readBoolean(reader: Reader, node: ts.Node, value: boolean): Expression {
  return { kind: 'boolean', value, type: { kind: 'boolean' }, at: locate(reader, node) };
}

function readString(reader: Reader, node: ts.StringLiteral, want: Type | null): Expression {
  const expected = want?.kind === 'string' && want.literals.includes(node.text);
  const type: Type = expected ? want : { kind: 'string', literals: [node.text] };
  return { kind: 'string', value: node.text, type, at: locate(reader, node) };
}

function readName(reader: Reader, scope: Scope, node: ts.Identifier): Expression {
  const type = lookUpName(reader, scope, node);
  if (type !== null && isGhost(type)) {
    refuse(reader, node, 'SUB-42', { problem: `\`${node.text}\` is not called directly` });
  }
  const { checker } = reader.sources;
  const narrowed = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getTypeOfSymbol(
        checker.getSymbolAtLocation(node.parent.name) ?? missing(reader, node),
      )
    : checker.getTypeAtLocation(node);
  return readReference(reader, node, readBound(reader, node, type), narrowed);
}

function readBound(reader: Reader, node: ts.Identifier, type: Type | null): Expression {
  const at = locate(reader, node);
  if (type !== null) return { kind: 'local', name: node.text, type, at };
  const symbol = valueSymbol(reader, node);
  const global = readGlobal(reader, node, symbol);
  if (global !== null) return { kind: 'global', id: global.id, type: global.type, at };
  if (node.text === 'undefined')
    refuse(reader, node, 'SUB-05', { problem: '`undefined` is not in the subset' });
  if (findFunctionName(reader, symbol) !== null) {
    refuse(reader, node, 'SUB-09', { problem: `\`${node.text}\` is a function, used as a value` });
  }
  return refuseForeign(reader, node);
}

const missing = (reader: Reader, node: ts.Identifier): never =>
  refuse(reader, node, 'SUB-01', {
    problem: `\`${node.text}\` is not declared`,
    instead: 'declare or import it',
  });

/** A name that the sources do not declare: a global of JavaScript's, or a slip. */
export function refuseForeign(reader: Reader, node: ts.Identifier): never {
  const declaration = valueSymbol(reader, node)?.declarations?.[0];
  if (declaration === undefined && !(node.text in globalThis)) return missing(reader, node);
  const { declarations, files } = reader.sources;
  const file = declaration?.getSourceFile();
  if (file === declarations) {
    refuse(reader, node, 'CFG-10', {
      problem: `\`${node.text}\` stands elsewhere than at the top of a property file`,
    });
  }
  if (file !== undefined && files.has(file.fileName)) {
    refuse(reader, node, 'SUB-01', {
      problem: `\`${node.text}\` has no value here`,
      instead: 'declare it above its use, as a \`const\` or a function',
    });
  }
  return refuse(reader, node, 'SUB-22', {
    problem: `\`${node.text}\` is not declared in the sources`,
  });
}

/** What a name stands for, imports followed; null where the checker knows nothing of it. */
export function valueSymbol(reader: Reader, node: ts.Identifier): ts.Symbol | null {
  const { checker } = reader.sources;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (symbol === undefined) return null;
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Inserts what the checker knows at this place beyond the declared type. */
function readReference(reader: Reader, node: ts.Node, read: Expression, seen: ts.Type): Expression {
  if (seen.flags & ts.TypeFlags.Never) {
    refuse(reader, node, 'SUB-47', { problem: `${quote(node)} can have no value here` });
  }
  if (read.type.kind !== 'union') return read;
  if (seen.flags & ts.TypeFlags.Any)
    refuse(reader, node, 'SUB-02', { problem: `${quote(node)} has no type` });
  const tags = findTags(reader, read.type, seen);
  if (tags.length === 0)
    refuse(reader, node, 'SUB-08', { problem: `the variants of ${quote(node)} are lost` });
  return tags.length === read.type.variants.length ? read : narrow(read, read.type, tags);
}

function findTags(reader: Reader, union: UnionType, seen: ts.Type): readonly string[] {
  const { checker } = reader.sources;
  const tagged = (seen.isUnion() ? seen.types : [seen]).flatMap((member) => {
    const property = checker.getPropertyOfType(member, union.discriminant);
    const type = property && checker.getTypeOfSymbol(property);
    return type === undefined ? [] : type.isUnion() ? type.types : [type];
  });
  const tags = new Set(tagged.map((type) => (type.isStringLiteral() ? type.value : '')));
  return union.variants.map((variant) => variant.tag).filter((tag) => tags.has(tag));
}

function narrow(object: Expression, union: UnionType, tags: readonly string[]): Expression {
  const variants = union.variants.filter((variant) => tags.includes(variant.tag));
  const [only, ...others] = variants;
  const type: Type =
    only !== undefined && others.length === 0
      ? only.record
      : { kind: 'union', discriminant: union.discriminant, variants };
  return { kind: 'narrow', object, tags, type, at: object.at };
}

function readField(reader: Reader, scope: Scope, node: ts.PropertyAccessExpression): Expression {
  if (node.questionDotToken !== undefined) {
    refuse(reader, node, 'SUB-06', { problem: `${quote(node)} uses \`?.\`` });
  }
  refuseGlobal(reader, scope, node.expression);
  const object = readExpression(reader, scope, node.expression, null);
  const read = readMember(reader, node, object, node.name.text);
  return readReference(reader, node, read, reader.sources.checker.getTypeAtLocation(node));
}

/** `Math.max`, `Number.MAX_VALUE`, `console.log`: refused at the global, not at the field. */
export function refuseGlobal(reader: Reader, scope: Scope, node: ts.Expression): void {
  if (ts.isIdentifier(node) && lookUpName(reader, scope, node) === null) {
    const symbol = valueSymbol(reader, node);
    const own = symbol?.declarations?.some((d) =>
      reader.sources.files.has(d.getSourceFile().fileName),
    );
    if (own !== true) refuseForeign(reader, node);
  }
}

function readMember(reader: Reader, node: ts.Node, object: Expression, name: string): Expression {
  const at = locate(reader, node);
  const { type } = object;
  if (type.kind === 'union') {
    return type.discriminant === name
      ? { kind: 'discriminant', object, type: tagType(type), at }
      : readCommonField(reader, node, object, type, name);
  }
  const field = type.kind === 'record' ? type.fields.find((f) => f.name === name) : undefined;
  if (field !== undefined) return { kind: 'field', object, name, type: field.type, at };
  if (reader.sources.checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) {
    refuse(reader, node, 'SUB-02', { problem: `${quote(node)} has no type` });
  }
  const rule = type.kind === 'tuple' ? 'SUB-30' : type.kind === 'string' ? 'SUB-04' : 'SUB-22';
  return refuse(reader, node, rule, { problem: `\`${name}\` is not a field of a ${type.kind}` });
}

const tagType = (union: UnionType): Type => ({
  kind: 'string',
  literals: union.variants.map((variant) => variant.tag).sort(),
});

/** A field that every variant has: the variant's own, chosen by the tag. */
function readCommonField(
  reader: Reader,
  node: ts.Node,
  object: Expression,
  union: UnionType,
  name: string,
): Expression {
  const at = locate(reader, node);
  const type = readTypeAt(reader, node);
  const own = (variant: Variant): Expression => {
    const narrowed = narrow(object, union, [variant.tag]);
    return fit(reader, node, readMember(reader, node, narrowed, name), type);
  };
  const is = (tag: string): Expression => ({
    kind: 'binary',
    operator: '===',
    type: { kind: 'boolean' },
    at,
    left: { kind: 'discriminant', object, type: tagType(union), at },
    right: { kind: 'string', value: tag, type: tagType(union), at },
  });
  const [last, ...others] = [...union.variants].reverse();
  if (last === undefined) return refuse(reader, node, 'SUB-08');
  return others.reduce<Expression>(
    (otherwise, variant) => ({
      kind: 'conditional',
      condition: is(variant.tag),
      then: own(variant),
      otherwise,
      type,
      at,
    }),
    own(last),
  );
}

function readElement(reader: Reader, scope: Scope, node: ts.ElementAccessExpression): Expression {
  if (node.questionDotToken !== undefined) {
    refuse(reader, node, 'SUB-06', { problem: `${quote(node)} uses \`?.\`` });
  }
  const index = node.argumentExpression;
  if (!ts.isNumericLiteral(index)) {
    refuse(reader, node, 'SUB-23', {
      problem: `the key of ${quote(node)} is not a constant index`,
    });
  }
  const tuple = readExpression(reader, scope, node.expression, null);
  const type = tuple.type.kind === 'tuple' ? tuple.type.elements[Number(index.text)] : undefined;
  if (type === undefined) {
    return refuse(reader, node, 'SUB-23', {
      problem: `${quote(node)} is not an element of a tuple`,
    });
  }
  const at = locate(reader, node);
  const read: Expression = { kind: 'index', tuple, index: Number(index.text), type, at };
  return readReference(reader, node, read, reader.sources.checker.getTypeAtLocation(node));
}

function readConditional(
  reader: Reader,
  scope: Scope,
  node: ts.ConditionalExpression,
  want: Type | null,
): Expression {
  const type = want ?? readTypeAt(reader, node);
  const condition = readTruth(reader, scope, node.condition);
  const then = readExpression(reader, scope, node.whenTrue, type);
  const otherwise = readExpression(reader, scope, node.whenFalse, type);
  return { kind: 'conditional', condition, then, otherwise, type, at: locate(reader, node) };
}

/** A string literal's value, or null: where names must be read and not computed. */
export const literalText = (node: ts.Node | undefined): string | null =>
  node !== undefined && ts.isStringLiteral(node) ? node.text : null;

/** The tag that an expression is known to hold without running, or null. */
export function constantTag(value: Expression, discriminant: string): string | null {
  if (value.kind === 'string') return value.value;
  return value.type.kind === 'record' ? findTag(value.type, discriminant) : null;
}
