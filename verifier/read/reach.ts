// Which functions and constants of a program a tree uses, directly or through others. A call of a
// module reaches its implementations for what runs, and none of them for what is proved: a proof
// knows their contracts alone.

import type { Program, Project, Property } from './tree.ts';

type Named = Readonly<Record<'kind' | 'callee' | 'id' | 'member', unknown>>;

/** What stands for a member of `modules` among the ids that are reached. */
const memberId = (member: string): string => `modules.${member}`;

/** Ids that a tree names itself: callees, constants and members of `modules`. */
function findNamed(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const { kind, callee, id, member } = node as Named;
  if (kind === 'call' && typeof callee === 'string') found.add(callee);
  if (kind === 'global' && typeof id === 'string') found.add(id);
  if (kind === 'module' && typeof member === 'string') found.add(memberId(member));
  for (const part of Object.values(node)) findNamed(part, found);
}

/** Everything reached from some ids, those included. */
function reachFrom(program: Program, ids: Iterable<string>): ReadonlySet<string> {
  const reached = new Set(ids);
  for (const id of reached) {
    findNamed(program.functions.get(id)?.body ?? program.globals.get(id)?.value, reached);
  }
  return reached;
}

/** The same with the implementations of every member reached. */
function withImplementations(program: Program, ids: ReadonlySet<string>): ReadonlySet<string> {
  const chosen = [...program.modules].filter(([member]) => ids.has(memberId(member)))
    .flatMap(([, { implementations }]) => implementations);
  return new Set([...ids, ...reachFrom(program, chosen)]);
}

/**
 * Everything that the proofs of a declared property reach: what its arrows do, and for the contract
 * or a law of modules every implementation, of which it is proved.
 */
export function reachOfProperty(program: Program, property: Property): ReadonlySet<string> {
  const named = new Set<string>(property.kind === 'module' ? [memberId(property.member)] : []);
  findNamed(property, named);
  const reached = reachFrom(program, named);
  return property.kind === 'module' || property.kind === 'lemma'
    ? withImplementations(program, reached) : reached;
}

/** What each implementation that a module may be composed of reaches, by its id. */
export const reachOfImplementations = (
  program: Program,
): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map([...program.modules.values()].flatMap(({ implementations }) =>
    implementations.map((id) => [id, reachFrom(program, [id])] as const)));

const GENESIS_ROOT = 'genesis';

/** `proved`: what the formulas are made of; `run`: that and what modules are composed of. */
export type Reached = { readonly proved: ReadonlySet<string>; readonly run: ReadonlySet<string> };

/** What genesis and each transition reach, by name. */
export function reachOfTransitions(project: Project): ReadonlyMap<string, Reached> {
  const { program } = project;
  const roots: readonly (readonly [string, string])[] = [
    [GENESIS_ROOT, project.genesis],
    ...project.transitions.map((t): readonly [string, string] => [t.name, t.function]),
  ];
  return new Map(roots.map(([name, id]) => {
    const proved = reachFrom(program, [id]);
    return [name, { proved, run: withImplementations(program, proved) }];
  }));
}
