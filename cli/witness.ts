// `plimsoll witness`: checks the committed traces on the kernel, says which accepted path each of
// them takes, and searches for those that none takes. `--update` writes what it found, without the
// traces that no longer run.

import type { WitnessCommand } from './arguments.ts';
import { findConfig } from './find-config.ts';
import { paint, type Terminal } from './terminal.ts';
import { EXIT } from './usage.ts';
import { createCell, createGenesisCell, createOpenWorld } from '../verifier/obligation/cell.ts';
import type { Cell } from '../verifier/obligation/cell.ts';
import { createSession, type Session } from '../verifier/obligation/session.ts';
import { readProject } from '../verifier/read/project.ts';
import { loadKernel } from '../verifier/replay/kernel.ts';
import { createPool } from '../verifier/solve/pool.ts';
import { coverTraces, findTargets } from '../verifier/witness/coverage.ts';
import type { Coverage, Target } from '../verifier/witness/coverage.ts';
import { findTraces } from '../verifier/witness/find.ts';
import { readTraces, writeTraces } from '../verifier/witness/trace.ts';
import type { Misfit, Trace, TraceFile } from '../verifier/witness/trace.ts';
import { createWalker, type Walker } from '../verifier/witness/walk.ts';

const SCHEMA = 'plimsoll.witness/1';
const RLIMIT = 5_000_000;
const TIMEOUT_MS = 60_000;

type Report = {
  readonly targets: readonly Target[];
  readonly committed: Coverage;
  readonly misfits: readonly Misfit[];
  readonly found: readonly Trace[];
  readonly after: Coverage; // with what was found
  readonly shown: string;
  readonly update: boolean;
};

const createCells = (session: Session): readonly Cell[] => [
  createGenesisCell(session), ...session.project.transitions.map((transition) =>
    createCell(session, transition, createOpenWorld(session)))];

async function search(
  terminal: Terminal, command: WitnessCommand, walker: Walker, known: readonly Trace[],
  targets: readonly Target[],
): Promise<readonly Trace[]> {
  const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: TIMEOUT_MS });
  const onRound = (missing: number): void =>
    terminal.err(`plimsoll: searching for ${missing} of ${targets.length} accepted paths\n`);
  const { runs, seed } = command;
  try {
    const asking = { solve: pool.solve, rlimit: RLIMIT, seed };
    return await findTraces(walker, known, targets, { ...asking, runs, onRound });
  } finally {
    await pool.close();
  }
}

function printPath({ committed, after }: Report, { key, path }: Target): string {
  const was = committed.seen.get(key);
  const now = after.seen.get(key);
  const at = path.branches.at(-1);
  const where = at === undefined ? '' : `${at.file}:${at.line}`;
  const taken = was !== undefined ? `${was.trace}, step ${was.step}`
    : now !== undefined ? `found: ${now.step} steps` : 'no trace takes it';
  return `  ${key.padEnd(30)} ${where.padEnd(28)} ${taken}`;
}

const countSeen = (targets: readonly Target[], { seen }: Coverage): number =>
  targets.filter(({ key }) => seen.has(key)).length;

function printText(terminal: Terminal, report: Report): string {
  const { targets, committed, after, misfits, found, shown, update } = report;
  const dropped = update ? ' (dropped)' : ': mend it, or drop it with --update';
  const refused = misfits.map(({ trace, reason }) =>
    paint(terminal, 'red', `${shown}: trace \`${trace}\`: ${reason}${dropped}`));
  const seen = countSeen(targets, update ? after : committed);
  const advice = update || found.length === 0 ? '' : '; --update writes what was found';
  const by = update ? 'the traces written' : 'committed traces';
  const total = `${seen} of ${targets.length} accepted paths are taken by ${by}${advice}`;
  return [...targets.map((target) => printPath(report, target)), ...refused, total, ''].join('\n');
}

function printJson({ targets, committed, after, misfits, update }: Report): string {
  const { seen } = update ? after : committed;
  const paths = targets.map(({ key, cell, path }) => ({
    transition: cell.name, path: path.name, ...(seen.get(key) ?? { trace: null, step: null }),
  }));
  return `${JSON.stringify({ schema: SCHEMA, paths, misfits })}\n`;
}

/** A name that no known trace has. */
const nameApart = (known: readonly Trace[], name: string): string =>
  (known.some((trace) => trace.name === name) ? nameApart(known, `${name} again`) : name);

async function makeReport(
  terminal: Terminal, command: WitnessCommand, walker: Walker, file: TraceFile,
): Promise<Report & { readonly kept: readonly Trace[] }> {
  const targets = findTargets([...walker.cells.values()]);
  const committed = coverTraces(walker, file.traces);
  const running = file.traces.filter(({ name }) =>
    committed.misfits.every(({ trace }) => trace !== name));
  const complete = countSeen(targets, coverTraces(walker, running)) === targets.length;
  const searched = complete ? [] : await search(terminal, command, walker, running, targets);
  const found = searched.map((trace) => ({ ...trace, name: nameApart(running, trace.name) }));
  const kept = [...running, ...found];
  return {
    targets, committed, found, kept, after: coverTraces(walker, kept),
    misfits: [...file.misfits, ...committed.misfits], shown: file.shown, update: command.update,
  };
}

export async function runWitness(
  terminal: Terminal, command: WitnessCommand, folder: string,
): Promise<number> {
  const project = readProject(findConfig(command.config, folder));
  const file = readTraces(project);
  const session = createSession(project);
  const walker = createWalker(project, await loadKernel(project), createCells(session));
  const report = await makeReport(terminal, command, walker, file);
  if (command.update) writeTraces(project, report.kept);
  terminal.out(command.json ? printJson(report) : printText(terminal, report));
  const complete = countSeen(report.targets, command.update ? report.after : report.committed)
    === report.targets.length;
  return complete && (command.update || report.misfits.length === 0) ? EXIT.holds : EXIT.fails;
}
