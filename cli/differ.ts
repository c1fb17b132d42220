// `plimsoll differ`: generated steps, each told by the kernel's code, the evaluator, the explorer's
// compiled code, the configuration's model and, on samples, the formulas and the solver. They
// agree, or one of them is wrong.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { DifferCommand } from './arguments.ts';
import { findConfig } from './find-config.ts';
import { listenForInterrupt } from './interrupt.ts';
import { openLine } from './progress.ts';
import { paint, type Terminal } from './terminal.ts';
import { EXIT } from './usage.ts';
import { differ } from '../generators/differ.ts';
import type { Difference, DifferProgress, DifferReport, Share } from '../generators/differ.ts';
import { compiledSemantics } from '../generators/explore/compiled.ts';
import {
  createCells, formulaSemantics, modelSemantics, solverSemantics,
} from '../generators/semantics.ts';
import type { Semantics } from '../generators/semantics.ts';
import { loadSubject } from '../generators/subject.ts';
import type { Subject } from '../generators/subject.ts';
import { encodeValue } from '../verifier/replay/value-json.ts';
import { createPool } from '../verifier/solve/pool.ts';

const SCHEMA = 'plimsoll.differ/1';
const FILE = join('.plimsoll', 'differences', 'step.json');
const FORMULA_SHARE = 100;
const RLIMIT = 5_000_000;
const TIMEOUT_MS = 60_000;
const NAME_WIDTH = 16;

type Told = {
  readonly subject: Subject;
  readonly report: DifferReport;
  readonly names: readonly string[];
  readonly file: string | null;
};

function printProgress(command: DifferCommand, { steps, elapsedMs }: DifferProgress): string {
  const rate = Math.round((steps * 1_000) / Math.max(1, elapsedMs));
  const left = command.seconds !== null ? command.seconds - elapsedMs / 1_000
    : (command.steps - steps) / Math.max(1, rate);
  return `${steps} steps, ${rate} per second, about ${Math.max(0, Math.ceil(left))} s left`;
}

function printShare(subject: Subject, { transition, steps, accepted, outcomes }: Share): string {
  const codes = subject.project.transitions.find(({ name }) => name === transition)?.codes;
  const known = codes === undefined ? '' : ` of ${new Set(codes).size + 1}`;
  const share = steps === 0 ? '-' : `${((accepted * 100) / steps).toFixed(1)} %`;
  return `  ${transition.padEnd(NAME_WIDTH)}${String(steps).padStart(10)}`
    + `${String(accepted).padStart(10)}${share.padStart(9)}   ${outcomes.size}${known}`;
}

function printDifference(
  terminal: Terminal, { input, said }: Difference, file: string | null,
): readonly string[] {
  const width = Math.max(...said.map(([name]) => name.length));
  return [
    paint(terminal, 'red', `DIFFERENT on a step of ${input.transition ?? ''}`),
    ...said.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`),
    `  the step's inputs: ${file ?? ''}`,
    '  one of them is wrong about the language: believe no verdict until it is mended',
  ];
}

function printText(terminal: Terminal, { subject, report, names, file }: Told): string {
  const { steps, elapsedMs, seed, shares, asked, difference, ended, hash } = report;
  const rate = Math.round((steps * 1_000) / Math.max(1, elapsedMs));
  const others = asked.map(([name, n]) => `${name} on ${n}`).join(', ');
  const all = shares.reduce((sum, { accepted }) => sum + accepted, 0);
  const share = ((all * 100) / Math.max(1, steps)).toFixed(1);
  return [
    `  ${'transition'.padEnd(NAME_WIDTH)}     steps  accepted    share   outcomes`,
    ...shares.map((one) => printShare(subject, one)),
    ...(difference === null ? [] : printDifference(terminal, difference, file)),
    `${ended === 'stopped' ? 'interrupted: ' : ''}seed ${seed}, ${steps} steps, ${share} % `
      + `accepted, ${(elapsedMs / 1_000).toFixed(1)} s, ${rate} per second`,
    `code and evaluator on all${others === '' ? '' : `, ${others}`}`,
    ...(hash === null ? [] : [`hash ${hash}`]),
    ...(difference === null ? [`all agree: ${names.join(', ')}`] : []), '',
  ].join('\n');
}

const encodeInput = ({ input, said }: Difference) => ({
  transition: input.transition, venue: encodeValue(input.venue),
  touched: input.touched.map(encodeValue), event: encodeValue(input.event),
  said: Object.fromEntries(said),
});

function printJson({ report, file }: Told): string {
  const { shares, asked, difference, ...rest } = report;
  return `${JSON.stringify({
    schema: SCHEMA, ...rest, asked: Object.fromEntries(asked),
    shares: shares.map((one) => ({ ...one, outcomes: [...one.outcomes].sort() })),
    difference: difference === null ? null : { ...encodeInput(difference), file },
  })}\n`;
}

function writeDifference(subject: Subject, found: Difference, folder: string): string {
  const path = join(subject.project.root, FILE);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(encodeInput(found), null, 2)}\n`);
  return relative(folder, path);
}

type Panel = { readonly semantics: readonly Semantics[]; readonly close: () => Promise<void> };

/** Those that are quick, asked of every step: the explorer's code, and a model if there is one. */
function listQuick({ project, walker: { kernel: { model } } }: Subject): readonly Semantics[] {
  const compiled = compiledSemantics(project, 1);
  return model === null ? [compiled] : [compiled, modelSemantics(project, model, 1)];
}

/** Nothing is asked of formulas where the solver is left out: they need the whole compiler. */
function openPanel(subject: Subject, { solver, seed }: DifferCommand): Panel {
  const quick = listQuick(subject);
  if (solver === 0) return { semantics: quick, close: () => Promise.resolve() };
  const cells = createCells(subject.project);
  const pool = createPool({ jobs: 1, solver: 'embedded', timeoutMs: TIMEOUT_MS });
  const asking = { solve: pool.solve, rlimit: RLIMIT, seed };
  const semantics = [
    ...quick,
    formulaSemantics(cells, Math.min(FORMULA_SHARE, solver)),
    solverSemantics(cells, solver, asking),
  ];
  return { semantics, close: pool.close };
}

async function runAll(
  terminal: Terminal, command: DifferCommand, subject: Subject, panel: Panel,
): Promise<DifferReport> {
  const line = openLine(terminal);
  const interrupt = listenForInterrupt();
  try {
    return await differ(subject, {
      seed: command.seed, steps: command.steps, hash: command.hash,
      timeMs: command.seconds === null ? null : command.seconds * 1_000,
      semantics: panel.semantics, stopped: interrupt.asked,
      onProgress: (progress) => line.show(printProgress(command, progress)),
    });
  } finally {
    line.clear();
    interrupt.release();
    await panel.close();
  }
}

export async function runDiffer(
  terminal: Terminal, command: DifferCommand, folder: string,
): Promise<number> {
  const subject = await loadSubject(findConfig(command.config, folder));
  const panel = openPanel(subject, command);
  const report = await runAll(terminal, command, subject, panel);
  const { difference, ended } = report;
  const file = difference === null ? null : writeDifference(subject, difference, folder);
  const names = ['code', 'evaluator', ...panel.semantics.map(({ name }) => name)];
  const told = { subject, report, names, file };
  terminal.out(command.json ? printJson(told) : printText(terminal, told));
  if (difference !== null) return EXIT.toolchain;
  return ended === 'stopped' ? EXIT.interrupted : EXIT.holds;
}
