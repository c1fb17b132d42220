// Events that lead to every outcome that a small world has: what the explorer finds in the scope
// `small`, where the configuration names one. Walks hardly come to some of them.

import type { Project } from '../verifier/read/tree.ts';
import type { Kernel } from '../verifier/replay/kernel.ts';
import type { TraceStep } from '../verifier/witness/trace.ts';
import { explore } from './explore/explore.ts';
import { loadScopes } from './explore/load.ts';

/** Genesis first, the event with the outcome last; all but the last are accepted. */
export type OutcomeTrace = readonly TraceStep[];

const SCOPE = 'small';
const MOST_BYTES = 2 ** 28; // some million states: enough for outcomes

export async function exploreOutcomes(
  project: Project, kernel: Kernel,
): Promise<readonly OutcomeTrace[]> {
  const scope = (await loadScopes(project.config)).get(SCOPE);
  if (scope === undefined || scope === null) return [];
  const { coverage } = await explore({
    project, kernel, name: SCOPE, scope, memory: MOST_BYTES, jobs: 1,
    stopped: () => false, onProgress: () => undefined,
  });
  return coverage.flatMap(({ outcomes }) =>
    outcomes.flatMap(({ witness }) => (witness === null ? [] : [witness])));
}
