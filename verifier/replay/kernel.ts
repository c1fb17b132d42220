// The real thing: the functions that a configuration names and the properties declared beside it,
// imported and run as any host would. Needs a process that can import TypeScript. Executes the
// user's code, which the reader has already refused if it is outside the subset.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Project } from '../read/tree.ts';
import type { Value } from '../verdict.ts';

export type RealFunction = (...values: readonly unknown[]) => unknown;

/** A declaration as its module exports it; which members it has depends on its kind. */
export type RealProperty = {
  readonly kind: string;
  readonly holds?: RealFunction;
  readonly when?: RealFunction;
  readonly then?: RealFunction;
  readonly rejects?: Readonly<Record<string, RealFunction>>;
  readonly requires?: RealFunction;
  readonly ensures?: RealFunction;
};

export type Kernel = {
  readonly genesis: RealFunction;
  readonly empty: Value;
  readonly transitions: ReadonlyMap<string, RealFunction>;
  readonly implementations: ReadonlyMap<string, RealFunction>; // by id
  readonly model: RealFunction | null; // another telling of it, where the configuration names one
  readonly properties: ReadonlyMap<string, RealProperty>; // by the id that the reader gave
};

/** The configuration cannot be executed, or exports other things than the reader has read. */
export class LoadFault extends Error {
  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
    this.name = 'LoadFault';
  }
}

export type Members = Readonly<Record<string, unknown>>;
/** What a file exports when executed; `shown` is its name in messages. */
type ImportFile = (path: string, shown: string) => Promise<Members>;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const importModule: ImportFile = async (path, shown) => {
  try {
    const loaded: unknown = await import(pathToFileURL(path).href);
    return isMembers(loaded) ? loaded : {};
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LoadFault(shown, `it cannot be executed: ${reason}`);
  }
};

function expectFunction(value: unknown, where: string, name: string): RealFunction {
  if (typeof value === 'function') return value as RealFunction;
  throw new LoadFault(where, `\`${name}\` is not a function when executed`);
}

function expectMembers(value: unknown, where: string, name: string): Members {
  if (isMembers(value)) return value;
  throw new LoadFault(where, `\`${name}\` is missing when executed`);
}

/** Declarations by kind and id; a contract by its transition or module. */
function declarationKey(value: unknown): string | null {
  if (!isMembers(value) || typeof value.kind !== 'string') return null;
  const { kind } = value;
  const name = kind === 'contract' ? value.transition : kind === 'module' ? value.member : value.id;
  return typeof name === 'string' ? `${value.kind} ${name}` : null;
}

async function importProperties(
  project: Project,
  importFile: ImportFile,
): Promise<ReadonlyMap<string, RealProperty>> {
  const files = [...new Set(project.properties.map((property) => property.at.file))];
  const declared = new Map<string, unknown>();
  for (const file of files) {
    const exported = await importFile(resolve(project.root, file), file);
    for (const value of Object.values(exported)) {
      const key = declarationKey(value);
      if (key !== null) declared.set(key, value);
    }
  }
  return new Map(
    project.properties.map((property) => {
      const found = declared.get(declarationKey(property) ?? '');
      if (found === undefined) {
        throw new LoadFault(
          property.at.file,
          `${property.id} is read but not exported when executed`,
        );
      }
      return [property.id, found as RealProperty];
    }),
  );
}

/** Every implementation of every module, as the configuration lists them. */
function findImplementations(
  project: Project,
  config: Members,
  shown: string,
): ReadonlyMap<string, RealFunction> {
  const modules = isMembers(config.modules) ? config.modules : {};
  return new Map(
    [...project.program.modules].flatMap(([member, { implementations }]) => {
      const listed: unknown = modules[member];
      return implementations.map((id, i) => {
        const found: unknown = Array.isArray(listed) ? listed[i] : undefined;
        return [id, expectFunction(found, shown, `${member}[${i}]`)] as const;
      });
    }),
  );
}

/** The record of functions that a project composes: what a host hands to every transition. */
export const composeModules = (
  kernel: Kernel,
  project: Project,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...project.program.modules].map(([member, { implementations }]) =>
      [member, kernel.implementations.get(implementations[0] ?? '')]),
  );

/** The kernel and the properties of a project, executed. */
export async function loadKernel(
  project: Project,
  importFile: ImportFile = importModule,
): Promise<Kernel> {
  const shown = project.config.slice(project.root.length + 1);
  const config = expectMembers(
    (await importFile(project.config, shown)).default,
    shown,
    'default',
  );
  const transitions = expectMembers(config.transitions, shown, 'transitions');
  return {
    genesis: expectFunction(config.genesis, shown, 'genesis'),
    empty: expectMembers(config.empty, shown, 'empty') as Value,
    transitions: new Map(
      project.transitions.map(({ name }) => [name, expectFunction(transitions[name], shown, name)]),
    ),
    model: config.model === undefined ? null : expectFunction(config.model, shown, 'model'),
    implementations: findImplementations(project, config, shown),
    properties: await importProperties(project, importFile),
  };
}
