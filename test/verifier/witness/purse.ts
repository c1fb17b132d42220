// What the tests of witnesses start from: a copy of the purse that a test may break, read and made
// into cells, with a solver that counts what it was asked.

import { beforeAll, afterAll } from 'vitest';
import {
  createCell, createGenesisCell, createOpenWorld,
} from '../../../verifier/obligation/cell.ts';
import type { Cell } from '../../../verifier/obligation/cell.ts';
import { createSession } from '../../../verifier/obligation/session.ts';
import type { Session } from '../../../verifier/obligation/session.ts';
import { readProject } from '../../../verifier/read/project.ts';
import { createPool } from '../../../verifier/solve/pool.ts';
import type { Pool } from '../../../verifier/solve/pool.ts';
import type { Answer, Query } from '../../../verifier/solve/query.ts';
import type { Verdict } from '../../../verifier/verdict.ts';
import { witnessVerdicts } from '../../../verifier/witness/verdicts.ts';
import { copyPurse } from '../../cli/session.ts';
import type { Copy } from '../../cli/session.ts';

export type Read = { readonly session: Session; readonly cells: readonly Cell[] };

export function readCells(config: string): Read {
  const session = createSession(readProject(config));
  const cells = session.project.transitions.map((transition) =>
    createCell(session, transition, createOpenWorld(session)));
  return { session, cells: [createGenesisCell(session), ...cells] };
}

export type Solver = {
  readonly solve: (query: Query) => Promise<Answer>;
  readonly asked: string[];
};

/** One solver for the tests of a file. */
export function useSolver(): Solver {
  const asked: string[] = [];
  const held: { pool: Pool | null } = { pool: null };
  beforeAll(() => { held.pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: 60_000 }); });
  afterAll(() => held.pool?.close());
  const solve = (query: Query): Promise<Answer> => {
    asked.push(query.id);
    if (held.pool === null) throw new Error('the solver is used before the tests run');
    return held.pool.solve(query);
  };
  return { solve, asked };
}

/** A copy of the purse, broken by `edit`, for as long as `use` takes. */
export async function withPurse<T>(
  edit: (copy: Copy) => void, use: (config: string, copy: Copy) => Promise<T>,
): Promise<T> {
  const copy = copyPurse();
  try {
    edit(copy);
    return await use(`${copy.folder}/plimsoll.config.ts`, copy);
  } finally {
    copy.remove();
  }
}

/** The purse as it is. */
export const withWholePurse = <T>(
  use: (config: string, copy: Copy) => Promise<T>,
): Promise<T> => withPurse(() => {}, use);

export type Judged = ReadonlyMap<string, Pick<Verdict, 'verdict' | 'reason' | 'folded'>>;

export async function judge(
  { session, cells }: Read, solver: Solver, without: readonly string[] = [], rlimit = 5_000_000,
): Promise<Judged> {
  const verdicts = await witnessVerdicts(session, cells, {
    solve: solver.solve, rlimit, seed: 0, without: new Set(without), wants: () => true,
  });
  return new Map(verdicts.map((verdict) => [verdict.id, verdict]));
}

/** The purse's deposit with statements put before its effect. */
export const beforeDeposit = (copy: Copy, statements: string): void =>
  copy.edit('kernel/purse.ts', "  if (venue.vault + event.amount > LIMIT)",
    `${statements}\n  if (venue.vault + event.amount > LIMIT)`);
