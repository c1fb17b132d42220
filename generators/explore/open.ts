// What one worker of a search holds: the compiled program, its view of the states, and what it has
// met so far.

import type { Scope } from '../../declare/index.ts';
import type { Project } from '../../verifier/read/tree.ts';
import type { Kernel } from '../../verifier/replay/kernel.ts';
import { composeKernel } from './compare.ts';
import { createCoverage } from './coverage.ts';
import { createProgram } from './program.ts';
import { chooseAny, listGenesis } from './scope.ts';
import type { Search } from './search.ts';
import type { Shared } from './shared.ts';
import { createStore } from './store.ts';
import type { Symmetry } from './symmetry.ts';

type Asked = {
  readonly project: Project;
  readonly kernel: Kernel;
  readonly name: string;
  readonly scope: Scope;
  readonly symmetry: Symmetry | null;
  readonly shared: Shared;
  readonly jobs: number;
};

export function openSearch(asked: Asked): Search {
  const { project, kernel, name, scope, symmetry, shared, jobs } = asked;
  const [first] = project.transitions;
  if (first === undefined) throw new TypeError('the kernel has no transitions');
  const any = chooseAny(name, scope, project);
  const program = createProgram({ project, accounts: scope.accounts.length, any });
  const store = createStore(shared, project, first, scope.accounts.length, jobs);
  return {
    context: { name, scope, project, store, symmetry }, program, any,
    kernel: composeKernel(project, kernel),
    coverage: createCoverage(project, program.exits),
    genesis: listGenesis(name, scope, project),
    found: [], wrong: [], tally: { transitions: 0, compared: 0, outside: 0 },
  };
}
