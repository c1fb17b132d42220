// Judges of a mutant, the cheapest first: the reader, steps on the real code, the proofs. Each
// concludes or passes it on; what the last one passes on has survived. A kill names every property
// that the judge who made it saw fail.

import { isOfInputs } from '../verifier/obligation/theorem.ts';
import { findChanged, rereadFile } from '../verifier/read/reread.ts';
import { RefusalList } from '../verifier/read/refusal.ts';
import type { ProjectRead } from '../verifier/read/project.ts';
import type { Project } from '../verifier/read/tree.ts';
import type { Kernel } from '../verifier/replay/kernel.ts';
import { loadKernelText } from '../verifier/replay/kernel-text.ts';
import { openReprover, type Affected, type Reprover } from '../verifier/reprove.ts';
import { createPool } from '../verifier/solve/pool.ts';
import { ToolchainError } from '../verifier/solve/query.ts';
import { convictClaims, convictSteps } from './convict.ts';
import { pursue } from './pursue.ts';
import { gatherEvidence, type Evidence } from './evidence.ts';
import type { Mutant } from './mutant.ts';

export type MutantVerdict =
  | 'killed'
  | 'equivalent' // no input that meets the invariants tells it from the kernel
  | 'survived'
  | 'invalid' // it does not type-check, or is outside the subset
  | 'same'; // the same program

type Conclusion = {
  readonly verdict: MutantVerdict;
  readonly judge: string;
  readonly properties: readonly string[]; // those that it violates
  readonly unproved: readonly string[]; // those no longer proved, and not refuted either
  readonly reason: string;
};

export type Judgement = Conclusion & { readonly id: string; readonly ms: number };

/** A mutant that has been read, with what it can reach. */
type Candidate = {
  readonly mutant: Mutant;
  readonly project: Project;
  readonly affected: Affected;
};

/** Null: no conclusion, ask the next one. */
type Judge = (candidate: Candidate) => Promise<Conclusion | null>;

type JudgeOptions = {
  readonly seed: number;
  readonly rlimit: number;
  /** What contracts alone notice on the steps tried is shown to the proofs as well. */
  readonly thorough: boolean;
};

export type Court = {
  /** What the reader and the steps conclude; null: it takes the proofs. */
  readonly judgeBriefly: (mutant: Mutant) => Promise<Judgement | null>;
  readonly judge: (mutant: Mutant) => Promise<Judgement>;
  readonly close: () => Promise<void>;
};

const TIMEOUT_MS = 60_000;

const conclude = (
  verdict: MutantVerdict, judge: string, rest: Partial<Conclusion> = {},
): Conclusion => ({ verdict, judge, properties: [], unproved: [], reason: '', ...rest });

async function judgeBySteps(
  evidence: Evidence, candidate: Candidate, seed: number,
): Promise<Conclusion | null> {
  const { texts, bodies, samples, inputs } = evidence;
  const { mutant, project, affected } = candidate;
  const changedTexts = new Map(texts).set(mutant.path, mutant.text);
  const kernel: Kernel = await loadKernelText(project, changedTexts, bodies);
  bodies.delete(mutant.text);
  const changed = { project, kernel };
  const steps = affected.run.flatMap((name) =>
    convictSteps(changed, samples.around(name), seed));
  const claims = project.properties.filter(isOfInputs)
    .filter(({ id }) => affected.theorems.includes(id));
  const properties = [...new Set([...steps, ...convictClaims(changed, claims, inputs)])];
  if (properties.length > 0) return conclude('killed', 'steps', { properties });
  const found = pursue(evidence, changed, affected.run, seed);
  return found.length === 0 ? null : conclude('killed', 'search', { properties: found });
}

async function judgeByProof(
  reprover: Reprover, { project, affected }: Candidate,
): Promise<Conclusion | null> {
  const reproved = await reprover.judge(project, affected);
  if (reproved.kind === 'equivalent') return conclude('equivalent', 'proof');
  if (reproved.kind === 'survived') {
    const reason = `every property is proved of it, but ${reproved.differs.join(', ')} may differ`;
    return conclude('survived', 'proof', { reason });
  }
  const { refuted, unproved } = reproved;
  return conclude('killed', 'proof', { properties: refuted, unproved });
}

/** Reads the mutant: a conclusion where it is none, else what the other judges are handed. */
function readMutant(
  read: ProjectRead, reprover: Reprover, mutant: Mutant,
): Conclusion | Candidate {
  try {
    const project = rereadFile(read, mutant.path, mutant.text);
    const changed = findChanged(read.project.program, project.program);
    if (changed.length === 0) return conclude('same', 'reader');
    return { mutant, project, affected: reprover.findAffected(changed) };
  } catch (error) {
    if (!(error instanceof RefusalList)) throw error;
    const [reason = ''] = error.message.split('\n');
    return conclude('invalid', 'reader', { reason });
  }
}

/** Adds what the proofs notice where nothing but contracts has. */
async function askFurther(
  reprover: Reprover, candidate: Candidate, conclusion: Conclusion,
): Promise<Conclusion> {
  const contracts = candidate.project.properties.filter(({ kind }) => kind === 'contract');
  const alone = conclusion.properties.every((id) => contracts.some((one) => one.id === id));
  const more = alone ? await judgeByProof(reprover, candidate) : null;
  if (more?.verdict === 'equivalent') {
    throw new ToolchainError(`${candidate.mutant.id}: it is proved equal to the kernel, and yet `
      + 'a step tells the two apart; report this as a defect of the verifier');
  }
  return more === null ? conclusion : {
    ...conclusion,
    properties: [...new Set([...conclusion.properties, ...more.properties])],
    unproved: more.unproved,
  };
}

/** `more`: judges for what the proofs pass as well, such as an exhaustive search. */
export function openCourt(
  read: ProjectRead, options: JudgeOptions, more: readonly Judge[] = [],
): Court {
  const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: TIMEOUT_MS });
  const reprover = openReprover(read.project, pool, options);
  const made: { evidence: Promise<Evidence> | null } = { evidence: null };
  const judges: readonly Judge[] = [
    async (candidate) => {
      made.evidence ??= gatherEvidence(read, options.seed);
      const conclusion = await judgeBySteps(await made.evidence, candidate, options.seed);
      return conclusion === null || !options.thorough ? conclusion
        : askFurther(reprover, candidate, conclusion);
    },
    (candidate) => judgeByProof(reprover, candidate),
    ...more,
  ];
  const judge = async (mutant: Mutant, some: readonly Judge[]): Promise<Conclusion | null> => {
    const candidate = readMutant(read, reprover, mutant);
    if ('verdict' in candidate) return candidate;
    let survived: Conclusion | null = null;
    for (const one of some) {
      const conclusion = await one(candidate);
      if (conclusion === null) continue;
      if (conclusion.verdict !== 'survived') return conclusion;
      survived = conclusion; // a later judge may yet kill it
    }
    return survived;
  };
  const time = async (
    mutant: Mutant, some: readonly Judge[],
  ): Promise<Judgement | null> => {
    const started = performance.now();
    const conclusion = await judge(mutant, some);
    return conclusion === null ? null
      : { id: mutant.id, ...conclusion, ms: Math.round(performance.now() - started) };
  };
  return {
    judgeBriefly: (mutant) => time(mutant, judges.slice(0, 1)),
    judge: async (mutant) => await time(mutant, judges)
      ?? { id: mutant.id, ...conclude('survived', 'nobody'), ms: 0 },
    close: pool.close,
  };
}
