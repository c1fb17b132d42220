// The configuration as source: one `export default defineConfig({ … })` whose values are names that
// resolve through imports, strings written out and constant ranges. It is never executed here.

import { ts } from 'ts-morph';
import { literalText, valueSymbol } from './expression.ts';
import { readFunction, readGlobal } from './function.ts';
import { Abandoned, locate, quote, refuse, type Reader } from './reader.ts';
import { Refusal } from './refusal.ts';
import { positionAt } from './source.ts';
import type { Expression } from './tree.ts';

/** The configuration's own syntax tree, before there is a program to resolve its names in. */
export type ConfigFile = { readonly file: ts.SourceFile; readonly root: string };

const KEYS = ['genesis', 'empty', 'transitions', 'modules', 'properties', 'ranges'] as const;
type Key = (typeof KEYS)[number];

export function refuseIn(
  { file, root }: ConfigFile,
  node: ts.Node,
  rule: string,
  problem: string | null,
): never {
  throw new Refusal(rule, positionAt(root, file, node.getStart(file)), problem, null);
}

export function parseConfig(root: string, path: string, text: string): ConfigFile {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true, fileName: path });
  const first = diagnostics?.find(({ category }) => category === ts.DiagnosticCategory.Error);
  if (first !== undefined) {
    const text = ts.flattenDiagnosticMessageText(first.messageText, ' ').replace(/\.$/, '');
    throw new Refusal('CFG-02', positionAt(root, file, first.start ?? 0), text, null);
  }
  return { file, root };
}

/** The object given to `defineConfig`. */
function findSettings(config: ConfigFile): ts.ObjectLiteralExpression {
  const { file } = config;
  const others = file.statements.filter(
    (node) => !ts.isImportDeclaration(node) && !ts.isExportAssignment(node),
  );
  const exported = file.statements.find(ts.isExportAssignment);
  const [odd] = others;
  if (odd !== undefined) {
    refuseIn(
      config,
      odd,
      'CFG-03',
      'the configuration may only import and export one `defineConfig({ … })`',
    );
  }
  if (exported === undefined || exported.isExportEquals) {
    return refuseIn(config, file, 'CFG-03', 'the configuration has no `export default`');
  }
  const call = exported.expression;
  const [settings] = ts.isCallExpression(call) ? call.arguments : [];
  const isDefine =
    ts.isCallExpression(call) &&
    ts.isIdentifier(call.expression) &&
    call.expression.text === 'defineConfig' &&
    call.arguments.length === 1;
  if (!isDefine || settings === undefined || !ts.isObjectLiteralExpression(settings)) {
    return refuseIn(config, exported, 'CFG-03', 'the default export is not `defineConfig({ … })`');
  }
  return settings;
}

const isKey = (name: string): name is Key => KEYS.some((key) => key === name);

export type Entry = {
  readonly name: string;
  readonly node: ts.Node;
  readonly value: ts.Expression;
};

/** `name: value` and `name` of an object written in place. */
function readEntries(config: ConfigFile, object: ts.ObjectLiteralExpression): readonly Entry[] {
  return object.properties.map((node): Entry => {
    const { name } = node;
    if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) {
      return refuseIn(config, node, 'CFG-04', `${quote(node)} is not a key with its value`);
    }
    if (ts.isPropertyAssignment(node)) return { name: name.text, node, value: node.initializer };
    if (ts.isShorthandPropertyAssignment(node)) return { name: name.text, node, value: node.name };
    return refuseIn(config, node, 'CFG-04', `${quote(node)} is not a key with its value`);
  });
}

/** A kernel without modules gives none. */
export type Settings = Readonly<Record<Exclude<Key, 'modules'>, ts.Expression>> & {
  readonly modules: ts.Expression | null;
};

export function readSettings(config: ConfigFile): Settings {
  const object = findSettings(config);
  const found = new Map<Key, ts.Expression>();
  for (const { name, node, value } of readEntries(config, object)) {
    if (!isKey(name))
      return refuseIn(config, node, 'CFG-04', `\`${name}\` is not a key of the configuration`);
    if (found.has(name)) return refuseIn(config, node, 'CFG-04', `\`${name}\` is given twice`);
    found.set(name, value);
  }
  const setting = (key: Key): ts.Expression =>
    found.get(key) ?? refuseIn(config, object, 'CFG-04', `the key \`${key}\` is missing`);
  return {
    genesis: setting('genesis'),
    empty: setting('empty'),
    transitions: setting('transitions'),
    modules: found.get('modules') ?? null,
    properties: setting('properties'),
    ranges: setting('ranges'),
  };
}

/** The entries of a setting that is an object written in place. */
export function objectEntries(
  config: ConfigFile,
  value: ts.Expression,
  key: Key,
): readonly Entry[] {
  if (!ts.isObjectLiteralExpression(value)) {
    return refuseIn(config, value, 'CFG-04', `\`${key}\` is not an object written in place`);
  }
  return readEntries(config, value);
}

/** The values of an array written in place. */
export function arrayElements(
  config: ConfigFile,
  value: ts.Expression,
  key: string,
): readonly ts.Expression[] {
  if (ts.isArrayLiteralExpression(value)) return value.elements;
  return refuseIn(config, value, 'CFG-04', `\`${key}\` is not an array written in place`);
}

export type Pattern = { readonly text: string; readonly node: ts.Node };

export function readPatterns(config: ConfigFile, value: ts.Expression): readonly Pattern[] {
  return arrayElements(config, value, 'properties').map((node) => {
    const text = literalText(node);
    return text === null
      ? refuseIn(config, node, 'CFG-04', `${quote(node)} is not a string literal`)
      : { text, node };
  });
}

export function refusePattern(config: ConfigFile, { text, node }: Pattern): never {
  return refuseIn(config, node, 'CFG-06', `no file matches '${text}'`);
}

type Ranges = { readonly stored: bigint; readonly intermediate: bigint };

export function readRanges(config: ConfigFile, value: ts.Expression): Ranges {
  const entries = objectEntries(config, value, 'ranges');
  const range = (name: keyof Ranges): bigint => {
    const entry = entries.find((candidate) => candidate.name === name);
    if (entry === undefined)
      return refuseIn(config, value, 'CFG-04', `the range \`${name}\` is missing`);
    const found = evaluateConstant(entry.value);
    if (found === null || found <= 0n) {
      return refuseIn(
        config,
        entry.node,
        'CFG-07',
        `${quote(entry.value)} is not a positive constant`,
      );
    }
    return found;
  };
  const odd = entries.find(({ name }) => name !== 'stored' && name !== 'intermediate');
  if (odd !== undefined) refuseIn(config, odd.node, 'CFG-04', `\`${odd.name}\` is not a range`);
  return { stored: range('stored'), intermediate: range('intermediate') };
}

/** A limit on exponents: 2n ** 4096n is already far beyond any range that a book can have. */
const EXPONENT_MAX = 4096n;

/** The value of a constant expression of bigint literals, + - * **, or null. */
function evaluateConstant(node: ts.Expression): bigint | null {
  if (ts.isParenthesizedExpression(node)) return evaluateConstant(node.expression);
  if (ts.isBigIntLiteral(node)) return BigInt(node.text.replace(/_/g, '').slice(0, -1));
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const operand = evaluateConstant(node.operand);
    return operand === null ? null : -operand;
  }
  if (!ts.isBinaryExpression(node)) return null;
  const left = evaluateConstant(node.left);
  const right = evaluateConstant(node.right);
  if (left === null || right === null) return null;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return right < 0n || right > EXPONENT_MAX ? null : left ** right;
    default:
      return null;
  }
}

/**
 * The node of the program's own tree that stands where a node of the parsed configuration stands.
 */
export function findTwin(file: ts.SourceFile, node: ts.Node): ts.Node {
  const search = (candidate: ts.Node): ts.Node | undefined =>
    candidate.pos === node.pos && candidate.end === node.end && candidate.kind === node.kind
      ? candidate
      : ts.forEachChild(candidate, search);
  const found = search(file);
  if (found === undefined) throw new Error('the configuration was parsed in two ways');
  return found;
}

/** The symbol that a value of the configuration names. */
export function namedSymbol(reader: Reader, value: ts.Node): ts.Symbol {
  const symbol = ts.isIdentifier(value) ? valueSymbol(reader, value) : null;
  return (
    symbol ??
    refuse(reader, value, 'CFG-05', { problem: `${quote(value)} names nothing that is imported` })
  );
}

/** Reads the top-level function that a value of the configuration names; its id. */
export function readNamedFunction(reader: Reader, value: ts.Node): string {
  const id = readFunction(reader, value, namedSymbol(reader, value));
  return (
    id ??
    refuse(reader, value, 'CFG-05', { problem: `${quote(value)} is not a top-level function` })
  );
}

/** The account that all but finitely many accounts equal: a top-level constant. */
export function readEmpty(reader: Reader, value: ts.Node): Expression {
  const global = readGlobal(reader, value, namedSymbol(reader, value));
  if (global === null) {
    return refuse(reader, value, 'CFG-05', {
      problem: `${quote(value)} is not a top-level constant`,
    });
  }
  if (!reader.globals.has(global.id)) throw new Abandoned();
  return { kind: 'global', id: global.id, type: global.type, at: locate(reader, value) };
}
