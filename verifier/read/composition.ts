// The parameter `modules`: a record of functions that the host composes a book of. Its members are
// called, and it is handed on whole; nothing else, so that every call in a book is of the same
// composition and a formula need not say of which. It is therefore no value of the tree.

import { ts } from 'ts-morph';
import { readExpression } from './expression.ts';
import { locate, quote, refuse, type Reader } from './reader.ts';
import { declareModules, type Scope } from './scope.ts';
import { readType } from './structure.ts';
import type { Expression, Field, ModuleSignature, Type } from './tree.ts';

const NAMES: readonly string[] = ['modules', '_modules']; // the second where it is not used

/** Whether a parameter is a record of functions alone, each of them declared in the sources. */
export function isModulesType(reader: Reader, node: ts.Node): boolean {
  const { checker, files } = reader.sources;
  const type = checker.getTypeAtLocation(node);
  if (!(type.flags & ts.TypeFlags.Object) || checker.isTupleType(type)) return false;
  if (checker.isArrayType(type) || type.getCallSignatures().length > 0) return false;
  const members = checker.getPropertiesOfType(type);
  const isOwn = (member: ts.Symbol): boolean =>
    member.declarations?.every((node) => files.has(node.getSourceFile().fileName)) ?? false;
  return members.length > 0
    && members.every((member) => isOwn(member) && findSignature(reader, member) !== null);
}

const findSignature = (reader: Reader, member: ts.Symbol): ts.Signature | null =>
  reader.sources.checker.getTypeOfSymbol(member).getCallSignatures()[0] ?? null;

/** Binds the name; every member that its type has is known from then on. */
export function readModulesParameter(
  reader: Reader,
  scope: Scope,
  node: ts.ParameterDeclaration,
): void {
  if (!ts.isIdentifier(node.name) || !NAMES.includes(node.name.text)) {
    refuse(reader, node, 'SUB-49', {
      problem: `${quote(node.name)} is a record of functions`,
      instead: 'call the parameter `modules`, and call its members',
    });
  }
  const { checker } = reader.sources;
  declareModules(reader, scope, node.name);
  for (const member of checker.getPropertiesOfType(checker.getTypeAtLocation(node))) {
    knowMember(reader, node, readSignature(reader, node, member));
  }
}

/** One member has one signature, wherever it is named. */
function knowMember(reader: Reader, node: ts.Node, read: ModuleSignature): void {
  const known = reader.modules.get(read.member);
  if (known !== undefined && !isSameSignature(known, read)) {
    refuse(reader, node, 'SUB-49', {
      problem: `\`${read.member}\` has another signature elsewhere`,
      instead: 'use one type for `modules` everywhere',
    });
  }
  if (known === undefined) reader.modules.set(read.member, read);
}

function readSignature(reader: Reader, node: ts.Node, member: ts.Symbol): ModuleSignature {
  const { checker } = reader.sources;
  const signatures = checker.getTypeOfSymbol(member).getCallSignatures();
  const [signature] = signatures;
  const odd = (problem: string): never =>
    refuse(reader, node, 'SUB-49', {
      problem: `the member \`${member.name}\` ${problem}`,
      instead: 'give it one signature over integers, booleans, literals, and records of those',
    });
  if (signature === undefined || signatures.length > 1) return odd('has more than one signature');
  if (member.flags & ts.SymbolFlags.Optional) odd('is optional');
  if (signature.typeParameters !== undefined) odd('is generic');
  const parameters = signature.getParameters().map((parameter): Field<Type> => {
    const declared = parameter.valueDeclaration;
    const wide = declared !== undefined && ts.isParameter(declared)
      && (declared.questionToken !== undefined || declared.dotDotDotToken !== undefined);
    if (wide) odd(`takes \`${parameter.name}\` not always once`);
    return { name: parameter.name, type: readPlain(checker.getTypeOfSymbol(parameter)) };
  });
  function readPlain(type: ts.Type): Type {
    const read = readType(reader, type, node);
    return isPlain(read) ? read : odd(`takes or returns a ${read.kind}`);
  }
  const result = readPlain(checker.getReturnTypeOfSignature(signature));
  return { member: member.name, parameters, result };
}

/** What can be spelt out as finitely many integers, whatever its value. */
function isPlain(type: Type): boolean {
  switch (type.kind) {
    case 'bigint':
    case 'boolean':
    case 'string':
      return true;
    case 'record':
      return type.fields.every((field) => isPlain(field.type));
    case 'tuple':
      return type.elements.every(isPlain);
    default:
      return false;
  }
}

/** A type with the fields of its records in a fixed order: equal texts, equal types. */
function spell(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.literals.map((literal) => JSON.stringify(literal)).join('|');
    case 'record':
      return `{${type.fields.map((field) => `${field.name}:${spell(field.type)}`).sort().join()}}`;
    case 'tuple':
      return `[${type.elements.map(spell).join()}]`;
    default:
      return type.kind;
  }
}

type Shape = { readonly parameters: readonly { readonly type: Type }[]; readonly result: Type };

/** Names of parameters are free; types, literals included, are not. */
export const isSameSignature = (left: Shape, right: Shape): boolean =>
  spell(left.result) === spell(right.result)
  && spell({ kind: 'tuple', elements: left.parameters.map(({ type }) => type) })
    === spell({ kind: 'tuple', elements: right.parameters.map(({ type }) => type) });

/** `modules.member(…)`. */
export function readModuleCall(
  reader: Reader,
  scope: Scope,
  node: ts.CallExpression,
  member: string,
): Expression {
  const known = reader.modules.get(member);
  if (known === undefined) {
    return refuse(reader, node, 'SUB-01', { problem: `\`${member}\` is not a member of modules` });
  }
  if (node.arguments.length !== known.parameters.length) {
    refuse(reader, node, 'SUB-06', {
      problem: `\`${member}\` takes ${known.parameters.length} arguments`,
    });
  }
  const read = node.arguments.map((argument, index) =>
    readExpression(reader, scope, argument, known.parameters[index]?.type ?? null),
  );
  return { kind: 'module', member, arguments: read, type: known.result, at: locate(reader, node) };
}
