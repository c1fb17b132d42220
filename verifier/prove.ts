// The prover: a project's claims posed, asked, judged, their counterexamples realised on the real
// kernel, and their accepted paths witnessed by traces from genesis.

import { askAll, emitQuestions } from './ask.ts';
import type { Asked, Asker } from './ask.ts';
import { claimGroup, findFixpoint, judge } from './judge.ts';
import { buildTheorems, claimCell, createCells } from './obligation/build.ts';
import type { Scope } from './obligation/build.ts';
import type { Cell } from './obligation/cell.ts';
import type { Claim } from './obligation/claim.ts';
import { findContracts } from './obligation/module.ts';
import { poseQuestion } from './obligation/question.ts';
import type { Known, Question } from './obligation/question.ts';
import { createSession } from './obligation/session.ts';
import type { Session } from './obligation/session.ts';
import { STRUCTURE } from './obligation/structure.ts';
import { lemmasBefore } from './obligation/theorem.ts';
import type { Project } from './read/tree.ts';
import { realise } from './realise.ts';
import type { Realised, Realiser } from './realise.ts';
import { loadKernel } from './replay/kernel.ts';
import { createPool } from './solve/pool.ts';
import type { ProofRun, ProveOptions, Totals, Verdict, VerdictClass } from './verdict.ts';
import { witnessVerdicts } from './witness/verdicts.ts';

/**
 * Claims in order, each with the lemmas it may use: for a lemma, only those stated before it. What
 * a contract says of a module is for those that call it unseen.
 */
export function* poseAll(
  session: Session,
  scope: Scope,
  onCell: (cell: Cell) => void,
): Generator<Question> {
  const { properties } = session.project;
  const contracts = findContracts(session.project, scope.without);
  const before = (claim: Claim): Known => ({
    lemmas: lemmasBefore(properties, claim).filter((lemma) => !scope.without.has(lemma.id)),
    contracts,
  });
  for (const { session: own, claim } of buildTheorems(session, scope)) {
    yield poseQuestion(own, claim, before(claim));
  }
  for (const cell of createCells(session, scope)) {
    onCell(cell);
    for (const claim of claimCell(cell, scope)) {
      yield poseQuestion(session, claim, before(claim));
    }
  }
}

/** A book that the solver finds at all it finds soon: what is not found is `unknown`, and fails. */
const REALISE_RLIMIT = 1_000_000;

/** One counterexample for a group of claims: its other claims refer to it. */
async function realiseAll(
  session: Session,
  asker: Asker,
  asked: readonly Asked[],
  judged: readonly Verdict[],
): Promise<readonly Verdict[]> {
  if (!asked.some((one) => one.answer?.result === 'sat')) return judged;
  const { pool, options } = asker;
  const realiser: Realiser = {
    session,
    kernel: await loadKernel(session.project),
    pool,
    rlimit: Math.min(options.rlimit, REALISE_RLIMIT),
    seed: options.seeds[0] ?? 0,
  };
  const found = new Map<string, { readonly id: string; readonly realised: Promise<Realised> }>();
  return Promise.all(
    judged.map(async (verdict, i) => {
      const one = asked[i];
      if (one === undefined || one.answer?.result !== 'sat') return verdict;
      const { claim, session: own } = one.question;
      const known = found.get(claimGroup(claim));
      const made = known ?? {
        id: claim.id,
        realised: realise({ ...realiser, session: own }, claim, one.answer),
      };
      found.set(claimGroup(claim), made);
      const realised = await made.realised;
      return known === undefined || realised.counterexample === null
        ? { ...verdict, ...realised }
        : { ...verdict, verdict: realised.verdict, reason: `the same step as for ${known.id}` };
    }),
  );
}

function countVerdicts(verdicts: readonly Verdict[]): Totals {
  const count = (...classes: readonly VerdictClass[]): number =>
    verdicts.filter((verdict) => classes.includes(verdict.verdict)).length;
  return {
    proved: count('proved'),
    refuted: count('refuted', 'not inductive'),
    unknown: count('unknown'),
    vacuous: count('vacuous'),
    assumed: count('assumed'),
    open: count('open'),
  };
}

type Selection = { readonly scope: Scope; readonly unasked: ReadonlySet<string> };

/** What a restricted run does not ask, it may only assume: that shows in its verdicts. */
export function select(project: Project, named: readonly string[]): Selection {
  const only = new Set(named);
  const declared = project.properties
    .filter((p) => p.kind === 'invariant' || p.kind === 'lemma' || p.kind === 'module')
    .map((p) => p.id);
  const assumable = [...declared, STRUCTURE.requires];
  return {
    unasked: new Set(only.size === 0 ? [] : assumable.filter((id) => !only.has(id))),
    scope: {
      without: new Set(),
      open: new Set(),
      wants: (property, transition) =>
        only.size === 0 || only.has(property) || (transition !== null && only.has(transition)),
    },
  };
}

async function proveWith(asker: Asker, project: Project): Promise<ProofRun> {
  const { options, pool, started } = asker;
  const session = createSession(project, new Map(), options.askAll);
  const { scope, unasked } = select(project, options.only);
  const cells: Cell[] = [];
  const asked = await askAll(
    asker,
    poseAll(session, scope, (cell) => cells.push(cell)),
  );
  if (options.emitSmt !== null) {
    emitQuestions(
      asked.map(({ question }) => question),
      options.emitSmt,
    );
  }
  const fixpoint = await findFixpoint(asker, asked, unasked, (without) =>
    poseAll(session, { ...scope, without }, () => undefined),
  );
  const judged = asked.map((one) => judge(one, fixpoint));
  const realised = await realiseAll(session, asker, asked, judged);
  const witnessed = await witnessVerdicts(session, cells, {
    solve: pool.solve,
    rlimit: options.rlimit,
    seed: options.seeds[0] ?? 0,
    without: new Set([...fixpoint.failed, ...unasked]),
    wants: scope.wants,
  });
  const verdicts = [...realised, ...witnessed];
  return {
    kernelHash: project.hash,
    solver: pool.name,
    verdicts,
    totals: countVerdicts(verdicts),
    elapsedMs: performance.now() - started,
    firstVerdictMs: asker.count.firstMs,
  };
}

export type Prover = {
  readonly prove: (project: Project) => Promise<ProofRun>;
  readonly close: () => Promise<void>;
};

/** Starts the solvers at once, so that they load while the caller reads the project. */
export function openProver(options: ProveOptions): Prover {
  const started = performance.now();
  const pool = createPool({
    jobs: options.jobs,
    solver: options.solver,
    timeoutMs: options.timeoutMs,
  });
  const asker: Asker = {
    pool,
    cheaply: false,
    options,
    started,
    answered: new Map(),
    count: { done: 0, total: 0, firstMs: 0 },
  };
  return { prove: (project) => proveWith(asker, project), close: pool.close };
}

/**
 * Proves every property of a project. Rejects with `ToolchainError` if the toolchain itself fails.
 */
export async function prove(project: Project, options: ProveOptions): Promise<ProofRun> {
  const prover = openProver(options);
  try {
    return await prover.prove(project);
  } finally {
    await prover.close();
  }
}
