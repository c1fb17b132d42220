// A project with its kernel and scopes, as a test explores it.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scope } from '../../../declare/index.ts';
import { explore } from '../../../generators/explore/explore.ts';
import type { Exploration } from '../../../generators/explore/explore.ts';
import { readProject } from '../../../verifier/read/project.ts';
import type { Project } from '../../../verifier/read/tree.ts';
import { loadKernel } from '../../../verifier/replay/kernel.ts';
import type { Kernel } from '../../../verifier/replay/kernel.ts';

export type Opened = {
  readonly project: Project;
  readonly kernel: Kernel;
  readonly scopes: Readonly<Record<string, Scope>>;
};

export async function open(folder: string): Promise<Opened> {
  const project = readProject(join(folder, 'plimsoll.config.ts'));
  const kernel = await loadKernel(project);
  const loaded = await import(pathToFileURL(project.config).href) as {
    readonly default: { readonly scopes: Readonly<Record<string, Scope>> };
  };
  return { project, kernel, scopes: loaded.default.scopes };
}

export const exploreScope = (
  { project, kernel }: Pick<Opened, 'project' | 'kernel'>, scope: Scope,
  limits: { readonly memory?: number; readonly stopped?: () => boolean } = {},
): Promise<Exploration> =>
  explore({
    project, kernel, name: 'test', scope, memory: limits.memory ?? 2 ** 30,
    stopped: limits.stopped ?? (() => false), onProgress: () => {},
  });

/** Outcomes by name, those of one transition that accept together. */
export function countOutcomes({ coverage }: Exploration): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { transition, outcomes } of coverage) {
    for (const { outcome, accepted, count } of outcomes) {
      const name = `${transition} ${accepted ? 'accepted' : outcome}`;
      if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return counts;
}
