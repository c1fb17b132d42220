// What a book may be composed of: for each member of `modules` the implementations that the
// configuration lists, the composed one first, and the contract that each of them must meet.

import type { ts } from 'ts-morph';
import { isSameSignature } from './composition.ts';
import {
  arrayElements,
  findTwin,
  objectEntries,
  readNamedFunction,
  type ConfigFile,
  type Entry,
} from './config.ts';
import { Abandoned, attempt, quote, refuse, type Reader } from './reader.ts';
import { Refusal } from './refusal.ts';
import type { ModuleTree, Position, Property } from './tree.ts';

type Listed = {
  readonly member: string;
  readonly node: ts.Node;
  readonly values: readonly ts.Node[];
};

/** The setting `modules`, in the program's own tree; a kernel without modules has none. */
export function listModules(
  config: ConfigFile,
  own: ts.SourceFile,
  setting: ts.Expression | null,
): readonly Listed[] {
  if (setting === null) return [];
  return objectEntries(config, setting, 'modules').map(({ name, node, value }: Entry): Listed => ({
    member: name,
    node: findTwin(own, node),
    values: arrayElements(config, value, name).map((element) => findTwin(own, element)),
  }));
}

export type Implementations = ReadonlyMap<string, readonly string[]>;

/**
 * The implementations of every member that is listed, to be called once the kernel has been read.
 * `setting`: where what is missing should stand.
 */
export function readImplementations(
  reader: Reader,
  setting: ts.Node,
  listed: readonly Listed[],
): Implementations {
  const found = new Map<string, readonly string[]>();
  for (const one of listed) {
    const ids = attempt(reader, () => readMember(reader, one, found));
    if (ids !== null) found.set(one.member, ids);
  }
  const missing = [...reader.modules.keys()].filter((member) =>
    listed.every((one) => one.member !== member));
  for (const member of missing) {
    const problem = `no implementation of \`${member}\` is listed`;
    attempt(reader, () => refuse(reader, setting, 'CFG-16', { problem }));
  }
  return found;
}

function readMember(reader: Reader, one: Listed, earlier: Implementations): readonly string[] {
  const { member, node, values } = one;
  const wrong = (problem: string): never => refuse(reader, node, 'CFG-16', { problem });
  if (earlier.has(member)) wrong(`\`${member}\` is given twice`);
  if (!reader.modules.has(member)) wrong(`\`${member}\` is not a member of \`modules\``);
  if (values.length === 0) wrong(`\`${member}\` has no implementation`);
  const ids = values.map((value) => readImplementation(reader, member, value));
  if (new Set(ids).size < ids.length) wrong(`\`${member}\` lists one implementation twice`);
  return ids;
}

function readImplementation(reader: Reader, member: string, node: ts.Node): string {
  const id = readNamedFunction(reader, node);
  const tree = reader.functions.get(id);
  const signature = reader.modules.get(member);
  if (tree === undefined || signature === undefined) throw new Abandoned();
  if (tree.modules !== null) {
    refuse(reader, node, 'CFG-17', { problem: `${quote(node)} takes \`modules\` itself` });
  }
  if (!isSameSignature(signature, tree)) {
    refuse(reader, node, 'CFG-17', {
      problem: `${quote(node)} has not the signature of \`${member}\``,
    });
  }
  return id;
}

/** Members with their implementations and contracts; what lacks either is refused. */
export function joinModules(
  reader: Reader,
  implementations: Implementations,
  properties: readonly Property[],
  config: Position,
): ReadonlyMap<string, ModuleTree> {
  const contracts = properties.filter((one) => one.kind === 'module');
  const lost = contracts.filter(({ member }) => !reader.modules.has(member));
  for (const { member, at } of lost) {
    reader.refusals.push(
      new Refusal('CFG-18', at, `\`${member}\` is not a member of \`modules\``, null),
    );
  }
  const joined = [...reader.modules.values()].flatMap((signature): ModuleTree[] => {
    const { member } = signature;
    const contract = contracts.find((one) => one.member === member);
    if (contract === undefined) {
      const problem = `\`${member}\` has no contract`;
      reader.refusals.push(new Refusal('CFG-18', config, problem, null));
      return [];
    }
    const { requires, ensures, id } = contract;
    const ids = implementations.get(member) ?? [];
    return [{ ...signature, implementations: ids, contract: id, requires, ensures }];
  });
  return new Map(joined.map((module) => [module.member, module]));
}
