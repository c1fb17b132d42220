// From the checker's types to the types of the tree: structural, aliases expanded, `readonly`
// ignored. Whatever has no exact counterpart is refused, at the field that brings it in where there
// is one.

import { ts } from 'ts-morph';
import { refuse, type Reader } from './reader.ts';
import type { Field, RecordType, Type, UnionType, Variant } from './tree.ts';

/** The tree's type of a checker's type; `node` is where a refusal points. */
export function readType(reader: Reader, type: ts.Type, node: ts.Node): Type {
  return readWithin({ reader, enclosing: new Set() }, type, node);
}

export const readTypeAt = (reader: Reader, node: ts.Node): Type =>
  readType(reader, reader.sources.checker.getTypeAtLocation(node), node);

type Descent = { readonly reader: Reader; readonly enclosing: ReadonlySet<ts.Type> };

function readWithin(descent: Descent, type: ts.Type, node: ts.Node): Type {
  const { reader, enclosing } = descent;
  if (enclosing.has(type))
    refuse(reader, node, 'SUB-10', { problem: 'a type that contains itself' });
  const inner = { reader, enclosing: new Set([...enclosing, type]) };
  const read =
    reader.structures.get(type) ??
    readPrimitive(inner, type, node) ??
    readObject(inner, type, node);
  reader.structures.set(type, read);
  if (enclosing.size > 0 && isGhost(read)) {
    refuse(reader, node, 'SUB-42', { problem: 'an account collection cannot be part of a value' });
  }
  return read;
}

export const isGhost = (type: Type): boolean => type.kind === 'accounts' || type.kind === 'changes';

function readPrimitive(descent: Descent, type: ts.Type, node: ts.Node): Type | null {
  const { flags } = type;
  const { reader } = descent;
  if (flags & ts.TypeFlags.BigIntLike) return { kind: 'bigint' };
  if (flags & ts.TypeFlags.BooleanLike) return { kind: 'boolean' };
  if (type.isStringLiteral()) return { kind: 'string', literals: [type.value] };
  if (type.isUnion()) return readUnion(descent, type, node);
  const named = `\`${reader.sources.checker.typeToString(type)}\``;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) {
    refuse(reader, node, 'SUB-02', { problem: `${named} is not in the subset` });
  }
  if (flags & ts.TypeFlags.NumberLike) {
    refuse(reader, node, 'SUB-03', { problem: '`number` is not in the subset' });
  }
  if (flags & ts.TypeFlags.StringLike) {
    refuse(reader, node, 'SUB-04', { problem: `${named} is not a finite union of literals` });
  }
  if (flags & (ts.TypeFlags.Null | ts.TypeFlags.VoidLike)) {
    refuse(reader, node, 'SUB-05', { problem: `${named} is not in the subset` });
  }
  if (flags & ts.TypeFlags.TypeParameter) {
    refuse(reader, node, 'SUB-19', { problem: `${named} stands for more than one type` });
  }
  if (flags & ts.TypeFlags.Never)
    refuse(reader, node, 'SUB-47', { problem: 'no value can come here' });
  return null;
}

function readUnion(descent: Descent, type: ts.UnionType, node: ts.Node): Type {
  const members = type.types;
  const every = (flag: ts.TypeFlags): boolean => members.every((member) => member.flags & flag);
  if (every(ts.TypeFlags.BigIntLike)) return { kind: 'bigint' };
  if (every(ts.TypeFlags.BooleanLike)) return { kind: 'boolean' };
  if (every(ts.TypeFlags.StringLiteral)) {
    const literals = members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
    return { kind: 'string', literals: literals.sort() };
  }
  const odd = members.find(
    (member) => !(member.flags & ts.TypeFlags.Object) && !member.isIntersection(),
  );
  if (odd !== undefined) {
    readPrimitive(descent, odd, node);
    refuse(descent.reader, node, 'SUB-08', { problem: notDiscriminated(descent, type) });
  }
  return readVariants(descent, type, node);
}

const notDiscriminated = ({ reader }: Descent, type: ts.Type): string =>
  `\`${reader.sources.checker.typeToString(type)}\` is not a discriminated union`;

function readVariants(descent: Descent, type: ts.UnionType, node: ts.Node): UnionType {
  const records = type.types.map((member) => readWithin(descent, member, node));
  const discriminant = findDiscriminant(records);
  if (discriminant === null) {
    refuse(descent.reader, node, 'SUB-08', { problem: notDiscriminated(descent, type) });
  }
  const variants = records.flatMap((record): Variant[] => {
    const tag = record.kind === 'record' ? findTag(record, discriminant) : null;
    return record.kind === 'record' && tag !== null ? [{ tag, record }] : [];
  });
  return { kind: 'union', discriminant, variants };
}

/** The one literal that a record's field may hold, or null. */
export function findTag(record: RecordType, name: string): string | null {
  const type = record.fields.find((field) => field.name === name)?.type;
  return type?.kind === 'string' && type.literals.length === 1 ? (type.literals[0] ?? null) : null;
}

function findDiscriminant(records: readonly Type[]): string | null {
  const [first] = records;
  if (first?.kind !== 'record') return null;
  const names = first.fields.map((field) => field.name);
  const candidates = names.includes('kind') ? ['kind', ...names] : names;
  return (
    candidates.find((name) => {
      const tags = records.map((record) =>
        record.kind === 'record' ? findTag(record, name) : null,
      );
      return tags.every((tag) => tag !== null) && new Set(tags).size === records.length;
    }) ?? null
  );
}

function readObject(descent: Descent, type: ts.Type, node: ts.Node): Type {
  const { reader } = descent;
  const { checker } = reader.sources;
  const named = `\`${checker.typeToString(type)}\``;
  if (!(type.flags & ts.TypeFlags.Object) && !isRecordIntersection(type)) {
    refuse(reader, node, 'SUB-10', { problem: `${named} has no meaning in the subset` });
  }
  if (checker.isTupleType(type)) return readTuple(descent, type, node);
  if (checker.isArrayType(type)) {
    refuse(reader, node, 'SUB-07', { problem: `${named} has no fixed length` });
  }
  const ghost = readGhost(descent, type, node);
  if (ghost !== null) return ghost;
  if (type.getCallSignatures().length + type.getConstructSignatures().length > 0) {
    refuse(reader, node, 'SUB-09', { problem: `${named} is a function` });
  }
  if (checker.getIndexInfosOfType(type).length > 0) {
    refuse(reader, node, 'SUB-23', { problem: `${named} has keys that no type lists` });
  }
  verifyPlain(descent, type, node);
  return { kind: 'record', fields: readFields(descent, type, node) };
}

const isRecordIntersection = (type: ts.Type): boolean =>
  type.isIntersection() && type.types.every((part) => part.flags & ts.TypeFlags.Object);

/** Refuses instances: what a class or a library's interface declares has more than its fields. */
function verifyPlain({ reader }: Descent, type: ts.Type, node: ts.Node): void {
  const declarations = type.symbol?.declarations ?? [];
  if (declarations.some((declaration) => ts.isClassLike(declaration))) {
    refuse(reader, node, 'SUB-18', { problem: `\`${type.symbol.name}\` is a class` });
  }
  const foreign = declarations.some(
    (declaration) =>
      ts.isInterfaceDeclaration(declaration) &&
      !reader.sources.files.has(declaration.getSourceFile().fileName),
  );
  if (foreign)
    refuse(reader, node, 'SUB-22', { problem: `\`${type.symbol.name}\` is a global's type` });
}

function readFields(descent: Descent, type: ts.Type, node: ts.Node): readonly Field<Type>[] {
  const { reader } = descent;
  return reader.sources.checker.getPropertiesOfType(type).map((property) => {
    const at = ownNode(reader, property) ?? node;
    if (property.flags & ts.SymbolFlags.Optional) {
      refuse(reader, at, 'SUB-06', { problem: `the field \`${property.name}\` is optional` });
    }
    if (property.flags & ts.SymbolFlags.Method) {
      refuse(reader, at, 'SUB-09', { problem: `the field \`${property.name}\` is a function` });
    }
    if (property.flags & ts.SymbolFlags.Accessor) refuse(reader, at, 'SUB-39');
    verifyFieldName(reader, at, property.name);
    return { name: property.name, type: readWithin(descent, fieldType(reader, property), at) };
  });
}

const fieldType = (reader: Reader, property: ts.Symbol): ts.Type =>
  reader.sources.checker.getTypeOfSymbol(property);

export function verifyFieldName(reader: Reader, at: ts.Node, name: string): void {
  if (name === '__proto__') refuse(reader, at, 'SUB-44', { problem: '`__proto__` is not a field' });
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) {
    refuse(reader, at, 'SUB-23', { problem: `\`${name}\` is not an identifier` });
  }
}

/** Where a field is declared, if that is in a file of the user's. */
function ownNode(reader: Reader, property: ts.Symbol): ts.Node | null {
  const [declaration] = property.declarations ?? [];
  const own =
    declaration !== undefined && reader.sources.files.has(declaration.getSourceFile().fileName);
  return own ? declaration : null;
}

function readTuple(descent: Descent, type: ts.Type, node: ts.Node): Type {
  const { reader } = descent;
  const { checker } = reader.sources;
  const reference = type as ts.TupleTypeReference; // isTupleType has said so
  const { elementFlags } = reference.target;
  if (elementFlags.some((flag) => flag & ts.ElementFlags.Variable)) {
    refuse(reader, node, 'SUB-07', {
      problem: `\`${checker.typeToString(type)}\` has no fixed length`,
    });
  }
  if (elementFlags.some((flag) => flag & ts.ElementFlags.Optional)) {
    refuse(reader, node, 'SUB-06', { problem: 'an element of the tuple is optional' });
  }
  const elements = checker.getTypeArguments(reference);
  return { kind: 'tuple', elements: elements.map((element) => readWithin(descent, element, node)) };
}

/** `Accounts<A>` and `Changes<A>`, recognised by where they are declared. */
function readGhost(descent: Descent, type: ts.Type, node: ts.Node): Type | null {
  const { checker, declarations } = descent.reader.sources;
  const literal = type.symbol?.declarations?.[0];
  if (literal === undefined || literal.getSourceFile() !== declarations) return null;
  const alias = literal.parent;
  if (!ts.isTypeAliasDeclaration(alias)) return null;
  const kind =
    alias.name.text === 'Accounts' ? 'accounts' : alias.name.text === 'Changes' ? 'changes' : null;
  if (kind === null) return null;
  const every = checker.getPropertyOfType(type, 'every');
  const account =
    every && firstParameter(checker, firstParameter(checker, checker.getTypeOfSymbol(every)));
  if (account === undefined) return null;
  return { kind, account: readWithin(descent, account, node) };
}

function firstParameter(checker: ts.TypeChecker, type: ts.Type | undefined): ts.Type | undefined {
  const [parameter] = type?.getCallSignatures()[0]?.getParameters() ?? [];
  return parameter && checker.getTypeOfSymbol(parameter);
}
