// Declared properties: the top-level `export const name = kind(…)` of the property files, in file
// order, then in source order. Ids and sentences are literals and arrows stand in place, since what
// is proved is what is written there.

import { ts } from 'ts-morph';
import { literalText, valueSymbol } from './expression.ts';
import { findMisfit } from './fit.ts';
import { readLambda } from './lambda.ts';
import { attempt, locate, quote, refuse, type Reader } from './reader.ts';
import { openScope } from './scope.ts';
import { isGhost } from './structure.ts';
import { GENESIS } from './tree.ts';
import type { Frame, Guard, Lambda, Position, Property, Type } from './tree.ts';

const BOOLEAN: Type = { kind: 'boolean' };
const KINDS = {
  invariant: 'invariant',
  step: 'step',
  theorem: 'theorem',
  lemma: 'lemma',
  contract: 'contract',
  genesisContract: 'genesis',
  moduleContract: 'module',
} as const;
type Kind = (typeof KINDS)[keyof typeof KINDS];

export type Declaration = {
  readonly kind: Kind;
  readonly node: ts.VariableDeclaration;
  readonly call: ts.CallExpression;
};

/** The kind of property that a call declares, or null. */
function declaredKind(reader: Reader, call: ts.CallExpression): Kind | null {
  if (!ts.isIdentifier(call.expression)) return null;
  const symbol = valueSymbol(reader, call.expression);
  const declaration = symbol?.valueDeclaration;
  if (declaration?.getSourceFile() !== reader.sources.declarations) return null;
  const name = Object.keys(KINDS).find((known) => known === symbol?.name);
  return name === undefined ? null : KINDS[name as keyof typeof KINDS];
}

/** Every property that a file declares, in source order; one that is not exported is refused. */
export function findDeclarations(reader: Reader, file: ts.SourceFile): readonly Declaration[] {
  return file.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const exported =
      ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false;
    return statement.declarationList.declarations.flatMap((node): readonly Declaration[] => {
      const call = node.initializer;
      const kind =
        call !== undefined && ts.isCallExpression(call) ? declaredKind(reader, call) : null;
      if (kind === null || call === undefined || !ts.isCallExpression(call)) return [];
      if (!exported) {
        attempt(reader, () =>
          refuse(reader, node, 'CFG-10', { problem: `${quote(node.name)} is not exported` }),
        );
      }
      return [{ kind, node, call }];
    });
  });
}

/** Reads one declared property. */
export function readProperty(reader: Reader, { kind, node, call }: Declaration): Property {
  const at = locate(reader, node);
  if (kind === 'contract') return readContract(reader, call, at);
  if (kind === 'genesis') return readGenesisContract(reader, call, at);
  if (kind === 'module') return readModuleContract(reader, call, at);
  const [idNode, sentenceNode, claim] = call.arguments;
  const id = readText(reader, call, idNode, 'its id');
  const sentence = readText(reader, call, sentenceNode, 'its sentence');
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(id)) {
    refuse(reader, idNode ?? call, 'CFG-10', {
      problem: `\`${id}\` is not an id`,
      instead: 'write letters, digits and hyphens, as in INV-07',
    });
  }
  const declared = { id, sentence, at };
  if (claim === undefined)
    return refuse(reader, call, 'CFG-10', { problem: `${id} claims nothing` });
  if (kind === 'invariant') return { ...declared, kind, holds: readArrow(reader, claim, kind) };
  if (kind === 'step') return { ...declared, kind, holds: readArrow(reader, claim, kind) };
  const parts = readParts(
    reader,
    claim,
    kind === 'lemma' ? ['when', 'then', 'at'] : ['when', 'then'],
  );
  const when = readArrow(reader, parts.get('when') ?? claim, kind);
  const then = readArrow(reader, parts.get('then') ?? claim, kind);
  verifySameParameters(reader, parts.get('then') ?? claim, when, then);
  if (kind === 'theorem') return { ...declared, kind, when, then };
  const instances = readInstances(reader, parts.get('at') ?? claim);
  verifySameParameters(reader, parts.get('at') ?? claim, when, instances);
  return { ...declared, kind, when, then, instances };
}

/** The arrows of one claim are given the same values: a wider type would hide fields of them. */
function verifySameParameters(reader: Reader, node: ts.Node, first: Lambda, second: Lambda): void {
  for (const [index, { type }] of second.parameters.entries()) {
    const given = first.parameters[index]?.type;
    const misfit = given === undefined ? '`when` has no such parameter' : findMisfit(given, type);
    if (misfit !== null) {
      refuse(reader, node, 'SUB-29', {
        problem: `parameter ${index + 1} is not that of \`when\`: ${misfit}`,
      });
    }
  }
}

function readText(reader: Reader, call: ts.Node, node: ts.Node | undefined, what: string): string {
  const text = literalText(node);
  if (text !== null && text.trim() !== '') return text;
  return refuse(reader, node ?? call, 'CFG-10', { problem: `${what} is not a string literal` });
}

function expectArrow(reader: Reader, node: ts.Expression): ts.ArrowFunction {
  if (ts.isArrowFunction(node)) return node;
  return refuse(reader, node, 'CFG-10', {
    problem: `${quote(node)} is not an arrow written in place`,
  });
}

/** What is the same whatever a book is composed of. */
const WITHOUT_MODULES: readonly (readonly [Kind, string])[] = [
  ['invariant', 'an invariant'],
  ['module', 'the contract of a module'],
  ['genesis', 'the contract of genesis'],
];

/** Account collections stand where the declaration gives one and nowhere else. */
function readArrow(reader: Reader, node: ts.Expression, kind: Kind): Lambda {
  const arrow = expectArrow(reader, node);
  const lambda = readLambda(reader, openScope(), arrow, {
    ghost: null,
    result: BOOLEAN,
    counts: null,
  });
  const placed = WITHOUT_MODULES.find(([known]) => known === kind);
  if (lambda.modules !== null && placed !== undefined) {
    const [, what] = placed;
    refuse(reader, arrow, 'CFG-19', { problem: `${what} takes \`modules\`` });
  }
  const place = kind === 'invariant' ? 1 : kind === 'step' ? 2 : -1;
  const wanted = kind === 'invariant' ? 'accounts' : 'changes';
  for (const [index, { type }] of lambda.parameters.entries()) {
    const fits = index === place ? type.kind === wanted : !isGhost(type);
    if (!fits)
      refuse(reader, arrow, 'SUB-42', {
        problem: `parameter ${index + 1} is not what a ${kind} gives there`,
      });
  }
  return lambda;
}

/** The terms at which a lemma is used: an array of bigints, written in place. */
function readInstances(reader: Reader, node: ts.Expression): Lambda {
  const arrow = expectArrow(reader, node);
  const body = ts.isParenthesizedExpression(arrow.body) ? arrow.body.expression : arrow.body;
  if (!ts.isArrayLiteralExpression(body)) {
    return refuse(reader, body, 'CFG-10', {
      problem: 'the arrow does not return an array written in place',
    });
  }
  const result: Type = { kind: 'tuple', elements: body.elements.map(() => ({ kind: 'bigint' })) };
  return readLambda(reader, openScope(), arrow, { ghost: null, result, counts: null });
}

type Parts = ReadonlyMap<string, ts.Expression>;

/** The values of an object written in place that has exactly these keys; none given: any keys. */
function readParts(reader: Reader, node: ts.Expression, keys: readonly string[] | null): Parts {
  if (!ts.isObjectLiteralExpression(node)) {
    return refuse(reader, node, 'CFG-10', {
      problem: `${quote(node)} is not an object written in place`,
    });
  }
  const parts = new Map<string, ts.Expression>();
  for (const property of node.properties) {
    const name = property.name;
    if (
      !ts.isPropertyAssignment(property) ||
      name === undefined ||
      !(ts.isIdentifier(name) || ts.isStringLiteral(name))
    ) {
      return refuse(reader, property, 'CFG-10', {
        problem: `${quote(property)} is not a key with its value`,
      });
    }
    if (parts.has(name.text))
      refuse(reader, property, 'CFG-10', { problem: `\`${name.text}\` is given twice` });
    if (/^\d/.test(name.text)) {
      refuse(reader, property, 'CFG-10', {
        problem: `\`${name.text}\` would not keep its place in JavaScript`,
      });
    }
    parts.set(name.text, property.initializer);
  }
  const lacking = keys?.find((key) => !parts.has(key));
  if (lacking !== undefined)
    refuse(reader, node, 'CFG-10', { problem: `the key \`${lacking}\` is missing` });
  const extra = keys === null ? undefined : [...parts.keys()].find((key) => !keys.includes(key));
  if (extra !== undefined)
    refuse(reader, node, 'CFG-10', { problem: `\`${extra}\` is not a key here` });
  return parts;
}

/** A contract is named by its transition: `CON-<transition>`. */
function readContract(reader: Reader, call: ts.CallExpression, at: Position): Property {
  const [name, terms] = call.arguments;
  const transition = readText(reader, call, name, 'the transition');
  if (terms === undefined)
    return refuse(reader, call, 'CFG-10', { problem: 'the contract has no terms' });
  const parts = readParts(reader, terms, ['actors', 'rejects', 'ensures', 'changes']);
  const part = (key: string): ts.Expression => parts.get(key) ?? terms;
  if (transition === GENESIS) {
    refuse(reader, name ?? call, 'CFG-12', {
      problem: '`genesis` is no transition', instead: 'declare a `genesisContract({ … })` of it',
    });
  }
  const changes = [...readParts(reader, part('changes'), null)].map(([target, node]): Frame => ({
    target,
    fields: readNames(reader, node),
  }));
  return {
    kind: 'contract',
    at,
    transition,
    changes,
    rejects: readGuards(reader, part('rejects'), 'contract'),
    id: `CON-${transition}`,
    sentence: `${transition} does what its contract says, and nothing else.`,
    actors: readNames(reader, part('actors')),
    ensures: readArrow(reader, part('ensures'), 'contract'),
  };
}

const readGuards = (reader: Reader, node: ts.Expression, kind: Kind): readonly Guard[] =>
  [...readParts(reader, node, null)].flatMap(([code, arrow]): readonly Guard[] => {
    const violated = attempt(reader, () => readArrow(reader, arrow, kind));
    return violated === null ? [] : [{ code, violated }];
  });

/** What genesis founds has no frame, and nobody acts: what it says is a contract all the same. */
function readGenesisContract(reader: Reader, call: ts.CallExpression, at: Position): Property {
  const [terms] = call.arguments;
  if (terms === undefined)
    return refuse(reader, call, 'CFG-10', { problem: 'the contract has no terms' });
  const parts = readParts(reader, terms, ['rejects', 'ensures']);
  return {
    kind: 'contract',
    at,
    transition: GENESIS,
    actors: [],
    changes: [],
    rejects: readGuards(reader, parts.get('rejects') ?? terms, 'genesis'),
    id: `CON-${GENESIS}`,
    sentence: 'genesis founds what its contract says.',
    ensures: readArrow(reader, parts.get('ensures') ?? terms, 'genesis'),
  };
}

/** The contract of a module is named by its member: `CON-<member>`. */
function readModuleContract(reader: Reader, call: ts.CallExpression, at: Position): Property {
  const [name, terms] = call.arguments;
  const member = readText(reader, call, name, 'the module');
  if (terms === undefined)
    return refuse(reader, call, 'CFG-10', { problem: 'the contract has no terms' });
  const parts = readParts(reader, terms, ['requires', 'ensures']);
  return {
    kind: 'module',
    at,
    member,
    id: `CON-${member}`,
    sentence: `Every implementation of ${member} does what its contract says.`,
    requires: readArrow(reader, parts.get('requires') ?? terms, 'module'),
    ensures: readArrow(reader, parts.get('ensures') ?? terms, 'module'),
  };
}

function readNames(reader: Reader, node: ts.Expression): readonly string[] {
  if (!ts.isArrayLiteralExpression(node)) {
    return refuse(reader, node, 'CFG-10', {
      problem: `${quote(node)} is not an array written in place`,
    });
  }
  return node.elements.map((element) => readText(reader, element, element, 'the name'));
}
