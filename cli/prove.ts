// `plimsoll prove`: reads the project, asks the prover, prints, compares with the committed
// verdicts.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { ProveCommand } from './arguments.ts';
import { fails, gatherCells, type Cell } from './cells.ts';
import { compareExpected, printExpected, type Difference } from './expected.ts';
import { EXIT, UsageError } from './usage.ts';
import { findConfig } from './find-config.ts';
import { verifyOnly } from './only.ts';
import { openProgress, type ProgressLine } from './progress.ts';
import { findUnasked, printSummary, type Written } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { printJson, type Times } from './verdicts-json.ts';
import { openProver } from '../verifier/prove.ts';
import { readProject } from '../verifier/read/project.ts';
import type { Project } from '../verifier/read/tree.ts';
import { writeCounterexample } from '../verifier/replay/file.ts';
import type { ProofRun, ProveOptions } from '../verifier/verdict.ts';

const EXPECTED = join('proofs', 'verdicts.expected.txt');
const COUNTEREXAMPLES = join('.plimsoll', 'counterexamples');

function readOptions(command: ProveCommand, folder: string, progress: ProgressLine): ProveOptions {
  return {
    only: command.only,
    jobs: command.jobs,
    solver: command.solver === 'embedded' ? 'embedded' : { path: command.solver },
    rlimit: command.rlimit,
    timeoutMs: command.timeoutMs,
    seeds: Array.from({ length: command.seeds }, (_, seed) => seed),
    askAll: command.askAll,
    emitSmt: command.emitSmt === null ? null : resolve(folder, command.emitSmt),
    onProgress: progress.show,
  };
}

/** The properties of which at least one obligation must have come back. */
function findAsked(only: readonly string[], project: Project): readonly string[] {
  const ids = project.properties.map((p) => p.id);
  return only.length === 0 ? ids : ids.filter((id) => only.includes(id));
}

function writeCounterexamples(
  run: ProofRun, project: Project, command: ProveCommand, folder: string,
): Written {
  const written = new Map<string, { file: string; command: string }>();
  const config = command.config === null ? '' : ` --config ${command.config}`;
  for (const verdict of run.verdicts) {
    if (verdict.counterexample === null) continue;
    const name = `${verdict.id.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.json`;
    const path = join(project.root, COUNTEREXAMPLES, name);
    mkdirSync(dirname(path), { recursive: true });
    writeCounterexample(path, verdict.counterexample);
    const file = relative(folder, path);
    written.set(verdict.id, { file, command: `npx plimsoll replay ${file}${config}` });
  }
  return written;
}

/** The committed verdicts are of every obligation, in the parts that a plain run makes. */
const isPartial = ({ only, askAll }: ProveCommand): boolean => only.length > 0 || askAll;

/** Compares with the committed verdicts, or writes them. Null: there are none to compare with. */
function compare(
  command: ProveCommand, project: Project, cells: readonly Cell[], folder: string,
): Difference | null {
  const standard = join(project.root, EXPECTED);
  const path = command.expect === null ? standard : resolve(folder, command.expect);
  if (command.update) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, printExpected(cells));
    return null;
  }
  if (command.expect === null && (isPartial(command) || !existsSync(path))) return null;
  if (!existsSync(path)) {
    throw new UsageError(`plimsoll: no file ${command.expect}: write it with --update --expect`);
  }
  const whole = command.only.length === 0;
  return compareExpected(readFileSync(path, 'utf8'), relative(folder, path), cells, whole);
}

/** Ctrl-C: the workers end with this process, which is all that they are attached to. */
function onInterrupt(terminal: Terminal, progress: ProgressLine): () => void {
  const stop = (): void => {
    progress.clear();
    const last = progress.last();
    const found = last === null
      ? 'before the first verdict'
      : `after ${last.done} of ${last.total} obligations, the last ${last.last}`;
    terminal.err(`plimsoll: interrupted ${found}; nothing was written\n`);
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', stop);
  return () => void process.removeListener('SIGINT', stop);
}

export async function runProve(
  terminal: Terminal, command: ProveCommand, folder: string,
): Promise<number> {
  const progress = openProgress(terminal);
  const release = onInterrupt(terminal, progress);
  try {
    return await proveAndConclude(terminal, command, folder, progress);
  } finally {
    progress.clear();
    release();
  }
}

async function proveAndConclude(
  terminal: Terminal, command: ProveCommand, folder: string, progress: ProgressLine,
): Promise<number> {
  const config = findConfig(command.config, folder);
  const startedMs = performance.now();
  const prover = openProver(readOptions(command, folder, progress));
  try {
    const project = readProject(config);
    const times = { startedMs, readMs: performance.now() - startedMs };
    verifyOnly(command.only, project);
    const run = await prover.prove(project);
    progress.clear();
    return conclude(terminal, command, project, run, times, folder);
  } finally {
    await prover.close();
  }
}

function conclude(
  terminal: Terminal, command: ProveCommand, project: Project, run: ProofRun,
  times: Times, folder: string,
): number {
  const cells = gatherCells(run.verdicts);
  const unasked = findUnasked(cells, findAsked(command.only, project));
  const difference = compare(command, project, cells, folder);
  const written = writeCounterexamples(run, project, command, folder);
  const headings = {
    properties: project.properties,
    transitions: project.transitions.map((t) => t.name),
  };
  const restricted = command.only.length > 0;
  const summary = { run, headings, written, difference, unasked, restricted, ...times };
  if (command.json) terminal.out(`${printJson(run, summary)}\n`);
  else terminal.out(printSummary(terminal, summary));
  const failed = run.verdicts.length === 0 || run.verdicts.some((v) => fails(v.verdict))
    || unasked.length > 0 || (difference !== null && difference.lost.length > 0);
  return failed ? EXIT.fails : EXIT.holds;
}
