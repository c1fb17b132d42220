// Transitions and genesis: which functions they are, their roles and their codes. The roles are the
// names of the parameters between the venue and the event, and name the event's fields that hold
// ids.

import { ts } from 'ts-morph';
import { isSameType } from './fit.ts';
import { refuse, type Reader } from './reader.ts';
import {
  GENESIS,
  OUTCOME,
  type FunctionTree,
  type RecordType,
  type TransitionTree,
  type Type,
} from './tree.ts';

type Outcome = {
  readonly venue: Type;
  readonly touched: readonly Type[];
  readonly codes: readonly string[];
};

/**
 * What a function's result holds, where it is `accepted { venue, touched } | rejected { code }`.
 */
function readOutcome(reader: Reader, node: ts.Node, tree: FunctionTree): Outcome {
  const wrong = (problem: string): never =>
    refuse(reader, node, 'CFG-08', { problem: `\`${tree.name}\` ${problem}` });
  const { result } = tree;
  if (result.kind !== 'union') return wrong('does not return a union of accepted and rejected');
  const variant = (tag: string): RecordType =>
    result.variants.find((candidate) => candidate.tag === tag)?.record ??
    wrong(`has no outcome '${tag}'`);
  const field = (record: RecordType, name: string): Type =>
    record.fields.find((candidate) => candidate.name === name)?.type ??
    wrong(`returns no \`${name}\``);
  if (result.variants.length !== 2) wrong('has an outcome other than accepted and rejected');
  const touched = field(variant(OUTCOME.accepted), OUTCOME.touched);
  const code = field(variant(OUTCOME.rejected), OUTCOME.code);
  if (touched.kind !== 'tuple') return wrong('returns `touched` that is not a tuple');
  if (code.kind !== 'string') return wrong('returns a `code` that is not a union of literals');
  const venue = field(variant(OUTCOME.accepted), OUTCOME.venue);
  return { venue, touched: touched.elements, codes: code.literals };
}

/** The types that every transition must share. */
export type Book = { readonly venue: Type; readonly account: Type };

/** What genesis takes, and the codes with which it rejects. */
export type Founding = { readonly event: Type; readonly codes: readonly string[] };

export function readGenesis(
  reader: Reader,
  node: ts.Node,
  id: string,
  account: Type,
): { readonly book: Book; readonly founding: Founding } {
  const tree = findTree(reader, node, id);
  const outcome = readOutcome(reader, node, tree);
  const [parameter, ...others] = tree.parameters;
  const touched = outcome.touched.length;
  if (parameter === undefined || others.length > 0 || tree.modules !== null || touched > 0) {
    return refuse(reader, node, 'CFG-08', {
      problem: `\`${tree.name}\` is not a genesis`,
      instead: 'write `(params) => accepted { venue, touched: [] } | rejected { code }`',
    });
  }
  const codes = declaredOrder(reader, id, outcome.codes);
  return { book: { venue: outcome.venue, account }, founding: { event: parameter.type, codes } };
}

const findTree = (reader: Reader, node: ts.Node, id: string): FunctionTree =>
  reader.functions.get(id) ?? refuse(reader, node, 'CFG-05');

export function readTransition(
  reader: Reader,
  node: ts.Node,
  name: string,
  id: string,
  book: Book,
): TransitionTree {
  const tree = findTree(reader, node, id);
  const wrong = (problem: string): never =>
    refuse(reader, node, 'CFG-08', { problem: `\`${name}\` ${problem}` });
  const outcome = readOutcome(reader, node, tree);
  if (name === GENESIS) wrong('has the name of what founds the book');
  if (tree.modules !== null && tree.modules !== 0)
    return wrong('takes `modules` after another parameter');
  const [venue, ...others] = tree.parameters;
  const event = others.at(-1);
  if (venue === undefined || event === undefined)
    return wrong('does not take a venue and an event');
  const accounts = others.slice(0, -1);
  if (!isSameType(venue.type, book.venue) || !isSameType(outcome.venue, book.venue)) {
    wrong('is over another venue than genesis');
  }
  for (const type of [...accounts.map((account) => account.type), ...outcome.touched]) {
    if (!isSameType(type, book.account)) wrong('is over another account than `empty`');
  }
  if (outcome.touched.length !== accounts.length) {
    wrong(`takes ${accounts.length} accounts and returns ${outcome.touched.length}`);
  }
  const roles = accounts.map(({ pattern }) =>
    pattern.kind === 'name' ? pattern.name : wrong('destructures an account: its name is its role'),
  );
  for (const role of roles) verifyRole(reader, node, name, role, event.type);
  const codes = declaredOrder(reader, id, outcome.codes);
  return {
    name,
    function: id,
    venue: book.venue,
    account: book.account,
    event: event.type,
    roles,
    codes,
    modules: tree.modules !== null,
  };
}

/** The names that a contract's frame and the prover's variables give to the book and the event. */
const RESERVED_ROLES = ['venue', 'event'];

function verifyRole(reader: Reader, node: ts.Node, name: string, role: string, event: Type): void {
  if (RESERVED_ROLES.includes(role)) {
    refuse(reader, node, 'CFG-09', {
      problem: `\`${role}\` of \`${name}\` is not the name of an account`,
      instead: 'name the parameter, and the field of the event, after what the account is there',
    });
  }
  const records =
    event.kind === 'union'
      ? event.variants.map((variant) => variant.record)
      : event.kind === 'record'
        ? [event]
        : [];
  const holds = records.every((record) =>
    record.fields.some((field) => field.name === role && field.type.kind === 'bigint'),
  );
  if (records.length === 0 || !holds) {
    refuse(reader, node, 'CFG-09', {
      problem: `\`${role}\` of \`${name}\` is not a bigint field of its event`,
    });
  }
}

/** The codes as the declared result lists them: a union type itself has no order of its own. */
function declaredOrder(reader: Reader, id: string, codes: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (ts.isStringLiteral(node) && codes.includes(node.text)) found.add(node.text);
    ts.forEachChild(node, visit);
    if (ts.isTypeReferenceNode(node)) findAliases(reader, node).forEach(visit);
  };
  const type = resultNode(reader, id);
  if (type !== undefined) visit(type);
  return [...found, ...codes.filter((code) => !found.has(code))];
}

function findAliases(reader: Reader, node: ts.TypeReferenceNode): readonly ts.Node[] {
  const { checker } = reader.sources;
  const symbol = checker.getSymbolAtLocation(node.typeName);
  if (symbol === undefined) return [];
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.declarations ?? []).filter(ts.isTypeAliasDeclaration).map((alias) => alias.type);
}

function resultNode(reader: Reader, id: string): ts.TypeNode | undefined {
  const at = reader.functions.get(id)?.at;
  const file = [...reader.sources.files.values()].find(
    (candidate) => at !== undefined && candidate.fileName === `${reader.sources.root}/${at.file}`,
  );
  if (file === undefined || at === undefined) return undefined;
  const offset = file.getPositionOfLineAndCharacter(at.line - 1, at.column - 1);
  const search = (node: ts.Node): ts.TypeNode | undefined => {
    if (offset < node.pos || offset >= node.end) return undefined;
    const isFunction = ts.isFunctionDeclaration(node) || ts.isArrowFunction(node);
    return isFunction ? node.type : ts.forEachChild(node, search);
  };
  return search(file);
}
