// `plimsoll mutate`: judges every small change of the kernel and says what noticed it. Judgements
// are kept beside the configuration as they come, so that a run goes on where one was stopped.

import { freemem } from 'node:os';
import type { MutateCommand } from './arguments.ts';
import { findConfig } from './find-config.ts';
import { openJudgements, type Judgements } from './mutate-cache.ts';
import { printMutationJson, printMutationText } from './mutate-print.ts';
import { openMutationProgress } from './mutate-progress.ts';
import { judgeMutants } from './mutate-jobs.ts';
import { findNearest } from './nearest.ts';
import { findReason, readSurvivors, type KnownSurvivor } from './survivors.ts';
import type { Terminal } from './terminal.ts';
import { EXIT, UsageError } from './usage.ts';
import type { Judgement } from '../generators/judge-mutant.ts';
import {
  listMutants, listScopes, sampleMutants, selectMutants, type Mutant,
} from '../generators/mutant.ts';
import { reportMutants, type JudgedMutant } from '../generators/mutation-report.ts';
import { readWithSources, type ProjectRead } from '../verifier/read/project.ts';

function chooseMutants(command: MutateCommand, read: ProjectRead): readonly Mutant[] {
  const all = listMutants(read);
  const known = listScopes(read, all);
  for (const name of command.only) {
    if (known.includes(name)) continue;
    const nearest = findNearest(name, known).join(', ');
    throw new UsageError(
      `plimsoll: --only ${name}: no such file of the kernel or transition; nearest: ${nearest}`,
    );
  }
  const selected = selectMutants(read, all, command.only);
  return command.sample === null ? selected
    : sampleMutants(selected, command.sample, command.seed);
}

type Run = {
  readonly terminal: Terminal;
  readonly command: MutateCommand;
  readonly read: ProjectRead;
  readonly mutants: readonly Mutant[];
  readonly judgements: Judgements;
  readonly known: readonly KnownSurvivor[];
};

const pairJudged = ({ mutants, judgements }: Run): readonly JudgedMutant[] =>
  mutants.flatMap((mutant) => {
    const judgement = judgements.find(mutant.id);
    return judgement === undefined ? [] : [{ mutant, judgement }];
  });

/** Prints what has been judged so far; whether every survivor has its reason. */
function printRun(run: Run): boolean {
  const { terminal, command, read, mutants, known } = run;
  const judged = pairJudged(run);
  const report = reportMutants(judged, read.project.properties);
  const whole = {
    hash: read.project.hash, seed: command.seed, judged, report,
    complete: judged.length === mutants.length, chosen: mutants.length, known,
  };
  terminal.out(command.json ? printMutationJson(whole) : printMutationText(terminal, whole));
  return report.survivors.every(({ mutant }) => findReason(known, mutant) !== null);
}

const SHARE = 0.7; // of the memory that is free
const LEAST_BYTES = 2 ** 30;

function onInterrupt(run: Run, clear: () => void): () => void {
  const stop = (): void => {
    clear();
    printRun(run);
    run.terminal.err('plimsoll: interrupted; the same command goes on from here\n');
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', stop);
  return () => void process.removeListener('SIGINT', stop);
}

/** What each process may take: it needs some hundred MiB, and grows by what it has compared. */
const limitProcess = (jobs: number): number =>
  Math.max(LEAST_BYTES, Math.floor((freemem() * SHARE) / jobs));

export async function runMutate(
  terminal: Terminal, command: MutateCommand, folder: string,
): Promise<number> {
  const config = findConfig(command.config, folder);
  const read = readWithSources(config);
  const mutants = chooseMutants(command, read);
  const judgements = openJudgements(read.project, command);
  const known = readSurvivors(read.project);
  const run: Run = { terminal, command, read, mutants, judgements, known };
  const left = mutants.filter(({ id }) => judgements.find(id) === undefined);
  const most = limitProcess(command.jobs);
  const judged = mutants.length - left.length;
  const progress = openMutationProgress(terminal, mutants.length, judged, most);
  const release = onInterrupt(run, progress.clear);
  const note = (judgement: Judgement, bytes: number): void => {
    judgements.add(judgement);
    progress.show(judgement, bytes);
  };
  try {
    await judgeMutants(read, left, command, most, note);
  } finally {
    progress.clear();
    release();
  }
  return printRun(run) ? EXIT.holds : EXIT.fails;
}
