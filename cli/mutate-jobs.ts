// Mutants over processes: each reads the project once and judges one mutant after the other, so
// that neither the reading nor the solver is paid for again. A few for one
// job stay in this process.

import { fork, type ChildProcess } from 'node:child_process';
import type { MutateCommand } from './arguments.ts';
import { openCourt, type Judgement } from '../generators/judge-mutant.ts';
import type { Mutant } from '../generators/mutant.ts';
import type { ProjectRead } from '../verifier/read/project.ts';
import { ToolchainError } from '../verifier/solve/query.ts';

/** What a process is told: first how to judge, then the mutants by id, one at a time. */
export type JobMessage =
  | {
      readonly kind: 'start';
      readonly config: string;
      readonly seed: number;
      readonly rlimit: number;
      readonly thorough: boolean;
    }
  | { readonly kind: 'judge'; readonly id: string; readonly briefly: boolean };

export type JobReply =
  | { readonly kind: 'ready' }
  /** `judgement` null: it takes longer. */
  | { readonly kind: 'judged'; readonly judgement: Judgement | null; readonly bytes: number }
  | { readonly kind: 'failed'; readonly reason: string };

const FEW = 300;
const ENTRY = new URL('./mutate-worker.mjs', import.meta.url);

/** `bytes`: what the process takes that judged. */
type Note = (judgement: Judgement, bytes: number) => void;

type Job = {
  readonly start: JobMessage;
  readonly briefly: boolean;
  readonly left: Mutant[]; // of all jobs
  readonly open: Set<Mutant>; // judged briefly, without a judgement
  readonly most: number; // bytes that a process may take
  readonly note: Note;
};

/** One process, until nothing is left to take, or it has grown too large. */
function runProcess({ start, briefly, left, open: undecided, most, note }: Job): Promise<void> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(ENTRY, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let open = true;
    let judging: Mutant | undefined;
    const next = (bytes: number): void => {
      const mutant = bytes > most ? undefined : left.shift();
      judging = mutant;
      if (mutant !== undefined) return void child.send({ kind: 'judge', id: mutant.id, briefly });
      open = false;
      child.disconnect();
    };
    child.on('message', (reply: JobReply) => {
      if (reply.kind === 'failed') {
        open = false;
        child.disconnect();
        return reject(new ToolchainError(reply.reason));
      }
      if (reply.kind === 'judged') {
        if (reply.judgement !== null) note(reply.judgement, reply.bytes);
        else if (judging !== undefined) undecided.add(judging);
      }
      next(reply.kind === 'judged' ? reply.bytes : 0);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (open) reject(new ToolchainError(`a process that judges mutants ended with code ${code}`));
      else resolve();
    });
    child.send(start);
  });
}

/** A process that has grown too large makes way for a fresh one. */
async function runJob(job: Job): Promise<void> {
  while (job.left.length > 0) await runProcess(job);
}

async function judgeHere(
  read: ProjectRead, mutants: readonly Mutant[], command: MutateCommand, note: Note,
): Promise<void> {
  const court = openCourt(read, command);
  try {
    for (const mutant of mutants) note(await court.judge(mutant), process.memoryUsage.rss());
  } finally {
    await court.close();
  }
}

/** `most`: bytes of one process; `note` hears of each judgement as it is made, in any order. */
export async function judgeMutants(
  read: ProjectRead, mutants: readonly Mutant[], command: MutateCommand, most: number, note: Note,
): Promise<void> {
  if (mutants.length === 0) return;
  const jobs = Math.min(command.jobs, mutants.length);
  if (mutants.length <= FEW && jobs === 1) return judgeHere(read, mutants, command, note);
  const { seed, rlimit, thorough } = command;
  const start: JobMessage =
    { kind: 'start', config: read.project.config, seed, rlimit, thorough };
  const run = async (some: readonly Mutant[], briefly: boolean): Promise<readonly Mutant[]> => {
    const job: Job = { start, briefly, left: [...some], open: new Set(), most, note };
    await Promise.all(Array.from({ length: jobs }, () => runJob(job)));
    return mutants.filter((mutant) => job.open.has(mutant));
  };
  // most are noticed at once: what takes the proofs comes last, so that a run that is cut short
  // has judged as many as it could
  await run(thorough ? mutants : await run(mutants, true), false);
}
