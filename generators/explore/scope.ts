// A declared scope held against the kernel: every transition named, and no other; values of the
// right types; arbitrary values for every property that takes them.

import type { Scope } from '../../declare/index.ts';
import { findFunction } from '../../verifier/evaluate/evaluate.ts';
import type { Parameter, Project, Property, Type } from '../../verifier/read/tree.ts';
import { compactValue } from './compact.ts';
import type { CompactRecord } from './compact.ts';
import { ScopeFault } from './fault.ts';

const FIXED: Readonly<Record<string, number>> = { invariant: 2, step: 4 };
const MOST_ANY = 200;

function anyParameters(property: Property): readonly Parameter[] {
  return property.kind === 'invariant' || property.kind === 'step'
    ? property.holds.parameters.slice(FIXED[property.kind]) : [];
}

/** Each with each, up to a limit that keeps a property's question finite and small. */
const product = (lists: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  lists.reduce<readonly (readonly unknown[])[]>((rows, list) =>
    rows.flatMap((row) => list.map((value) => [...row, value])).slice(0, MOST_ANY), [[]]);

/** A few values of a type, where a scope gives none. */
function fewValues(type: Type): readonly unknown[] {
  switch (type.kind) {
    case 'bigint':
      return [0n, 1n, -1n];
    case 'boolean':
      return [false, true];
    case 'string':
      return type.literals;
    case 'tuple':
      return product(type.elements.map(fewValues));
    case 'record':
      return product(type.fields.map((field) => fewValues(field.type))).map((row) =>
        Object.fromEntries(type.fields.map(({ name }, i) => [name, row[i]])));
    case 'union':
      return type.variants.flatMap(({ record }) => fewValues(record));
    default:
      return [];
  }
}

/** By property, the rows of arbitrary values that it is asked of. */
export function chooseAny(
  name: string, scope: Scope, project: Project,
): ReadonlyMap<string, readonly (readonly unknown[])[]> {
  const asking = project.properties.filter((property) => anyParameters(property).length > 0);
  const unknown = Object.keys(scope.any ?? {}).find((id) => !asking.some((p) => p.id === id));
  if (unknown !== undefined) {
    throw new ScopeFault(`scope ${name}: any.${unknown}: no property takes arbitrary values so`);
  }
  return new Map(asking.map((property) => {
    const types = anyParameters(property).map(({ type }) => type);
    const rows = scope.any?.[property.id] ?? product(types.map(fewValues));
    for (const row of rows) {
      types.forEach((type, i) => compactValue(type, row[i], `scope ${name}: any.${property.id}`));
    }
    return [property.id, rows];
  }));
}

/** The genesis events, in the type of the kernel's genesis. */
export function listGenesis(
  name: string, scope: Scope, project: Project,
): readonly CompactRecord[] {
  const [parameter] = findFunction(project.program, project.genesis, null).parameters;
  if (parameter === undefined) throw new ScopeFault(`scope ${name}: genesis takes no parameters`);
  return scope.genesis.map((given, i) => {
    const where = `scope ${name}: genesis[${i}]`;
    return compactValue(parameter.type, given, where) as CompactRecord;
  });
}

/** Throws a `ScopeFault` of one line. */
export function verifyScope(name: string, scope: Scope, project: Project): void {
  const refuse = (problem: string): never => {
    throw new ScopeFault(`scope ${name}: ${problem}`);
  };
  if (new Set(scope.accounts).size !== scope.accounts.length) refuse('an account is given twice');
  const roles = Math.max(0, ...project.transitions.map((one) => one.roles.length));
  if (scope.accounts.length < roles) refuse(`give at least ${roles} accounts`);
  if (scope.genesis.length === 0) refuse('no genesis is given');
  const known = project.transitions.map((transition) => transition.name);
  const missing = known.find((one) => !Object.hasOwn(scope.events, one));
  if (missing !== undefined) refuse(`events.${missing} is missing: () => [] where there is none`);
  const extra = Object.keys(scope.events).find((one) => !known.includes(one));
  if (extra !== undefined) refuse(`events.${extra}: the kernel has no such transition`);
  const { depth = 1, check = 1 } = scope;
  if (!Number.isSafeInteger(depth) || depth < 1) refuse('depth is not a positive whole number');
  if (!Number.isSafeInteger(check) || check < 1) refuse('check is not a positive whole number');
}
