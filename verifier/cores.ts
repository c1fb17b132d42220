// What each proof needed: for every obligation that holds, the assumptions and guards in an unsat
// core of it, made smaller by leaving some out. A core is evidence of why, never a verdict: an
// obligation counts as proved only where `prove` says so.

import { performance } from 'node:perf_hooks';
import type { Cell } from './obligation/cell.ts';
import type { Claim } from './obligation/claim.ts';
import type { Question } from './obligation/question.ts';
import { createSession } from './obligation/session.ts';
import {
  createShared, findGuards, foldedNeeds, NO_GUARDS, trackEncoding,
} from './obligation/tracked.ts';
import type { Guards, Origin, Shared, Tracked } from './obligation/tracked.ts';
import { STRUCTURE } from './obligation/structure.ts';
import { poseAll, select } from './prove.ts';
import type { Position, Project } from './read/tree.ts';
import { createPool } from './solve/pool.ts';
import type { Pool } from './solve/pool.ts';
import type { Progress } from './verdict.ts';

export type Core = {
  readonly id: string;
  readonly property: string;
  readonly transition: string | null;
  readonly path: string | null;
  readonly folded: boolean; // decided without a solver
  readonly properties: readonly string[]; // assumed invariants and lemmas that it needs, sorted
  /** Of the transition's own statements; a rejected path's own is left out. */
  readonly guards: readonly Position[];
  readonly found: boolean; // false: it does not hold, or no core of it was found
};

export type Guard = {
  readonly transition: string;
  readonly at: Position;
  readonly needed: readonly string[]; // properties with a proof that needs it
};

export type CoreRun = {
  readonly kernelHash: string;
  readonly cores: readonly Core[];
  readonly guards: readonly Guard[]; // every guard, in the order of the transitions
};

type CoreOptions = {
  readonly only: readonly string[];
  readonly jobs: number;
  readonly rlimit: number;
  readonly timeoutMs: number;
  readonly onProgress: (progress: Progress) => void;
};

type Work = {
  readonly pool: Pool;
  readonly options: CoreOptions;
  readonly shared: Shared;
  readonly guards: Map<string, Guards>; // by transition
  readonly ends: Map<string, readonly Position[]>; // by rejected path: the branches that led there
};

const SEED = 0;
/** Leaving out is worth a try only where it is cheap: the core is right either way. */
const SHRINK_RLIMIT = 50_000;
const MOST_SHRINKS = 16;
/** How long solvers may wait for what they have answered to be heard. */
const POSING_MS = 50;

const askTracked = async (
  { pool }: Work, claim: Claim, tracked: Tracked, assume: readonly string[], rlimit: number,
): Promise<readonly string[] | null> => {
  const { name, smt2 } = tracked;
  const answer = await pool.solve({
    id: claim.id, attempts: [{ name, smt2, trusted: 'unsat-only' }], model: [], rlimit,
    seed: SEED, assume,
  });
  return answer.result === 'unsat' ? answer.core ?? null : null;
};

/**
 * Leaves out named assertions, half of them at first and then ever fewer, as long as what is left
 * still suffices; guards first: one that the invariants make idle must not pass for a need.
 */
async function shrink(
  work: Work, claim: Claim, tracked: Tracked, core: readonly string[],
): Promise<readonly string[]> {
  const rlimit = Math.min(SHRINK_RLIMIT, work.options.rlimit);
  const isGuard = (name: string): boolean => tracked.origins.get(name)?.kind === 'guard';
  const isNamed = (name: string): boolean =>
    isGuard(name) || tracked.origins.get(name)?.kind === 'property';
  let kept = core;
  let left = MOST_SHRINKS;
  for (const part of [isGuard, isNamed]) {
    let size = kept.filter(part).length;
    for (let from = 0; size >= 1 && left > 0;) {
      const tried = kept.filter(part).slice(from, from + size);
      if (tried.length === 0) {
        size = size === 1 ? 0 : Math.ceil(size / 2);
        from = 0;
        continue;
      }
      left -= 1;
      const without = kept.filter((name) => !tried.includes(name));
      const smaller = await askTracked(work, claim, tracked, without, rlimit);
      if (smaller === null) from += size;
      else kept = tracked.switches.filter((name) => smaller.includes(name));
    }
  }
  return kept;
}

/** The origins that some encoding's core needs; null: none of them is decided. */
async function findNeeds(work: Work, question: Question): Promise<readonly Origin[] | null> {
  const { claim } = question;
  const guards = work.guards.get(claim.transition ?? '') ?? NO_GUARDS;
  if (question.folded) return foldedNeeds(question, guards, work.shared);
  for (const encoded of [question.first, ...question.others()]) {
    const tracked = trackEncoding(question, encoded, guards);
    const core = await askTracked(
      work, claim, tracked, tracked.switches, work.options.rlimit);
    if (core === null) continue;
    const kept = await shrink(work, claim, tracked, core);
    return kept.flatMap((name) => tracked.origins.get(name) ?? []);
  }
  return null;
}

const pathKey = (transition: string | null, path: string | null): string =>
  `${transition ?? ''}/${path ?? ''}`;

/**
 * What a rejected path says of the guard that ends it is no reason for that guard: without it there
 * would be no such path.
 */
const speaksOfItself = ({ ends }: Work, { transition, path }: Claim, at: Position): boolean =>
  (ends.get(pathKey(transition, path)) ?? []).some((one) => samePlace(one, at));

function gather(work: Work, question: Question, needs: readonly Origin[] | null): Core {
  const { claim, folded } = question;
  const used = (needs ?? []).flatMap((origin) => (origin.kind === 'property' ? [origin] : []));
  // an equality that elimination used up stands in no assertion any more
  const eliminated = claim.eliminated || used.some((origin) => origin.eliminated);
  const solved = needs !== null && eliminated ? [...claim.context.solvedBy] : [];
  const guards = new Map((needs ?? []).flatMap((origin) =>
    (origin.kind === 'guard' && !speaksOfItself(work, claim, origin.at)
      ? [[`${origin.at.line}:${origin.at.column}`, origin.at]] : [])));
  return {
    id: claim.id, property: claim.property, transition: claim.transition, path: claim.path, folded,
    properties: [...new Set([...used.map(({ id }) => id), ...solved])].sort(),
    guards: [...guards.values()],
    found: needs !== null,
  };
}

const samePlace = (left: Position, right: Position): boolean =>
  left.file === right.file && left.line === right.line && left.column === right.column;

/** That paths exclude each other needs every guard, and says nothing for any. */
const ASIDE: readonly string[] = [STRUCTURE.paths];

function listGuards(cells: readonly Cell[], cores: readonly Core[]): readonly Guard[] {
  const asked = new Set(cores.map(({ transition }) => transition));
  return cells.filter(({ name }) => asked.has(name)).flatMap((cell) => {
    const places = cell.notes.decisions.map(({ at }) => at);
    const distinct = places.filter((at, i) => places.findIndex((one) => samePlace(one, at)) === i);
    const own = cores.filter(({ transition, property }) =>
      transition === cell.name && !ASIDE.includes(property));
    return distinct.map((at) => ({
      transition: cell.name, at,
      needed: [...new Set(own.filter(({ guards }) => guards.some((one) => samePlace(one, at)))
        .map(({ property }) => property))],
    }));
  });
}

async function findAll(work: Work, questions: Iterable<Question>): Promise<readonly Core[]> {
  const { onProgress } = work.options;
  const count = { done: 0, total: 0 };
  const asked: Promise<Core>[] = [];
  let since = performance.now();
  for (const question of questions) {
    count.total += 1;
    if (performance.now() - since > POSING_MS) {
      await new Promise<void>((resolve) => void setImmediate(resolve));
      since = performance.now();
    }
    const one = findNeeds(work, question).then((needs) => {
      count.done += 1;
      onProgress({ ...count, last: question.claim.id });
      return gather(work, question, needs);
    });
    one.catch(() => undefined); // reported by the wait for all, not before
    asked.push(one);
  }
  return Promise.all(asked);
}

/** The cores of a project that is proved. The same project gives the same cores. */
export async function findCores(project: Project, options: CoreOptions): Promise<CoreRun> {
  const { jobs, timeoutMs } = options;
  const pool = createPool({ jobs, solver: 'embedded', timeoutMs });
  const session = createSession(project);
  const work: Work = {
    pool, options, shared: createShared(), guards: new Map(), ends: new Map(),
  };
  const { scope } = select(project, options.only);
  const cells: Cell[] = [];
  const onCell = (cell: Cell): void => {
    cells.push(cell);
    work.guards.set(cell.name, findGuards(cell));
    for (const path of cell.paths) {
      if (path.code !== null) work.ends.set(pathKey(cell.name, path.name), path.branches);
    }
  };
  try {
    const cores = await findAll(work, poseAll(session, scope, onCell));
    return { kernelHash: project.hash, cores, guards: listGuards(cells, cores) };
  } finally {
    await pool.close();
  }
}
