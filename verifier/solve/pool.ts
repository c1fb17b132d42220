// The pool: queries in, answers out, first come first served over a fixed number of lanes. With
// one lane the queries are asked strictly one after the other. Every lane starts at once, so that
// the embedded solver loads while the caller is still reading its sources.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { answerQuery } from './attempts.ts';
import { createEmbeddedLanes } from './embedded.ts';
import { createExternalLane, findSolver } from './external.ts';
import { type Answer, type Lane, type Query, ToolchainError } from './query.ts';

export type PoolOptions = {
  readonly jobs: number; // lanes, at least 1
  readonly solver: 'embedded' | { readonly path: string };
  readonly timeoutMs: number; // the wall guard of one query, all its attempts together
};

export type Pool = {
  /** Rejects only with `ToolchainError`: a solver that fails on one query is an `unknown`. */
  readonly solve: (query: Query) => Promise<Answer>;
  /** Ends all lanes; what is still unanswered is rejected. */
  readonly close: () => Promise<void>;
  readonly name: string;
};

/** Throws `SolverMissing` if `solver` is a path at which no z3 or cvc5 can be run. */
export function createPool({ jobs, solver, timeoutMs }: PoolOptions): Pool {
  if (solver === 'embedded') {
    return serve(createEmbeddedLanes(jobs), timeoutMs, findEmbeddedName());
  }
  const binary = findSolver(solver.path);
  const lanes = Array.from({ length: jobs }, () => createExternalLane(binary));
  return serve(lanes, timeoutMs, binary.name);
}

function findEmbeddedName(): string {
  const path = createRequire(import.meta.url).resolve('z3-solver/package.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
  return `z3-solver ${version} (wasm)`;
}

type Waiting = {
  readonly query: Query;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/** A pool over `lanes`, which it owns from here on. */
export function serve(lanes: readonly Lane[], timeoutMs: number, name: string): Pool {
  const idle = [...lanes];
  const queue: Waiting[] = [];
  let closed = false;
  const refuse = () => new ToolchainError('the solver pool was closed before it had answered');

  const dispatch = (): void => {
    const lane = idle[0];
    const next = queue[0];
    if (lane === undefined || next === undefined) return;
    idle.shift();
    queue.shift();
    void answerQuery(next.query, lane, timeoutMs)
      .then((answer) => (closed ? next.reject(refuse()) : next.resolve(answer)), next.reject)
      .finally(() => {
        idle.push(lane);
        dispatch();
      });
  };

  return {
    name,
    solve: (query) => new Promise((resolve, reject) => {
      if (closed) return reject(refuse());
      queue.push({ query, resolve, reject });
      dispatch();
    }),
    close: async () => {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(refuse());
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}
