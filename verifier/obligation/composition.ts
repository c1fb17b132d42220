// Compositions: one implementation for each of some members. A claim about implementations is made
// in a session of its own for each composition of the members that it calls, so that no term, and
// no text, of any other claim depends on what a book happens to be composed of.

import type { Project, Property } from '../read/tree.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';

/** By member, the id of an implementation. */
export type Composition = ReadonlyMap<string, string>;

/** The members that anything of the tree calls, itself or by what it calls. */
export function membersCalled(project: Project, ...roots: readonly unknown[]): ReadonlySet<string> {
  const members = new Set<string>();
  const seen = new Set<unknown>();
  const see = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    const { kind, member, callee } = node as Readonly<Record<string, unknown>>;
    if (kind === 'module' && typeof member === 'string') members.add(member);
    if (kind === 'call' && typeof callee === 'string') see(project.program.functions.get(callee));
    Object.values(node).forEach(see);
  };
  if (project.program.modules.size > 0) roots.forEach(see);
  return members;
}

/** What a theorem or lemma says, of modules. */
export const membersOfClaim = (
  project: Project,
  property: Extract<Property, { readonly kind: 'lemma' | 'theorem' }>,
): ReadonlySet<string> => membersCalled(project, property.when, property.then);

/** Every way to choose one implementation for each member. */
export function findCompositions(
  project: Project,
  members: ReadonlySet<string>,
): readonly Composition[] {
  return [...members].sort().reduce<readonly Composition[]>(
    (soFar, member) =>
      soFar.flatMap((chosen) =>
        (project.program.modules.get(member)?.implementations ?? []).map(
          (id) => new Map([...chosen, [member, id]]),
        ),
      ),
    [new Map()],
  );
}

/** The project with these implementations composed. */
export function composeProject(project: Project, chosen: Composition): Project {
  const modules = new Map(
    [...project.program.modules].map(([member, module]) => {
      const first = chosen.get(member);
      if (first === undefined) return [member, module] as const;
      const others = module.implementations.filter((id) => id !== first);
      return [member, { ...module, implementations: [first, ...others] }] as const;
    }),
  );
  return { ...project, program: { ...project.program, modules } };
}

/** A session that judges a composition: each of its members is what its implementation says. */
export const createJudging = (
  project: Project, chosen: Composition, asksAll = false,
): Session => createSession(composeProject(project, chosen), chosen, asksAll);

/** The composition of a project, whole: what runs. */
export const findComposed = (project: Project): Composition =>
  new Map([...project.program.modules].map(([member, { implementations }]) =>
    [member, implementations[0] ?? '']));

/** Names a composition by its functions, in the order of the members. */
export const nameComposition = (project: Project, chosen: Composition): string =>
  [...chosen.values()]
    .map((id) => project.program.functions.get(id)?.name ?? id)
    .join('+');
