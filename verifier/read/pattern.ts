// Bindings: a name, or the destructuring of a record or of a tuple. Each name takes its type from
// the value that is bound, so that what is known of the value is known of the name.

import { ts } from 'ts-morph';
import { locate, quote, refuse, type Reader } from './reader.ts';
import { declareName, findBinding, type Scope } from './scope.ts';
import type { Pattern, Type } from './tree.ts';

/** Reads a pattern for a value of a type, and brings its names into scope. */
export function bindPattern(
  reader: Reader,
  scope: Scope,
  node: ts.BindingName,
  type: Type,
): Pattern {
  if (ts.isIdentifier(node)) {
    declareName(reader, scope, node, type);
    return { kind: 'name', name: node.text, type, at: locate(reader, node) };
  }
  return ts.isObjectBindingPattern(node)
    ? bindRecord(reader, scope, node, type)
    : bindTuple(reader, scope, node, type);
}

function verifyElement(reader: Reader, node: ts.BindingElement): void {
  if (node.dotDotDotToken !== undefined)
    refuse(reader, node, 'SUB-26', { problem: `${quote(node)} is a rest pattern` });
  if (node.initializer !== undefined)
    refuse(reader, node, 'SUB-25', { problem: `${quote(node)} has a default` });
}

function bindRecord(
  reader: Reader,
  scope: Scope,
  node: ts.ObjectBindingPattern,
  type: Type,
): Pattern {
  if (type.kind !== 'record') {
    return refuse(reader, node, 'SUB-45', {
      problem: `${quote(node)} destructures a ${type.kind}`,
    });
  }
  const fields = node.elements.map((element) => {
    verifyElement(reader, element);
    const key = element.propertyName ?? element.name;
    if (!ts.isIdentifier(key)) {
      return refuse(reader, element, 'SUB-23', {
        problem: `the key of ${quote(element)} is computed`,
      });
    }
    const field = type.fields.find((candidate) => candidate.name === key.text);
    if (field === undefined) {
      return refuse(reader, element, 'SUB-45', {
        problem: `\`${key.text}\` is not a field of the record`,
      });
    }
    return { field: field.name, pattern: bindPattern(reader, scope, element.name, field.type) };
  });
  return { kind: 'record', fields, at: locate(reader, node) };
}

function bindTuple(
  reader: Reader,
  scope: Scope,
  node: ts.ArrayBindingPattern,
  type: Type,
): Pattern {
  if (type.kind !== 'tuple') {
    return refuse(reader, node, 'SUB-45', {
      problem: `${quote(node)} destructures a ${type.kind}`,
    });
  }
  const elements = node.elements.map((element, index): Pattern => {
    if (ts.isOmittedExpression(element)) return { kind: 'hole', at: locate(reader, element) };
    verifyElement(reader, element);
    const found = type.elements[index];
    if (found === undefined) {
      return refuse(reader, element, 'SUB-45', { problem: `the tuple has no element ${index}` });
    }
    return bindPattern(reader, scope, element.name, found);
  });
  return { kind: 'tuple', elements, at: locate(reader, node) };
}

/** After a refusal: the names of a pattern stand, so that their uses are not refused as well. */
export function bindRefused(reader: Reader, scope: Scope, node: ts.BindingName): void {
  if (ts.isIdentifier(node)) {
    if (findBinding(scope, node.text) === null) declareName(reader, scope, node, null);
    return;
  }
  for (const element of node.elements) {
    if (!ts.isOmittedExpression(element)) bindRefused(reader, scope, element.name);
  }
}
