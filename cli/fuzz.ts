// `plimsoll fuzz`: random runs over the kernel, every declared property on every step; a violation
// is shrunk, replayed, written to a file that `plimsoll replay` takes, and to a test on request.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { FuzzCommand } from './arguments.ts';
import { findConfig } from './find-config.ts';
import { printFuzz, printFuzzJson, type FuzzWritten } from './fuzz-report.ts';
import { listenForInterrupt } from './interrupt.ts';
import { verifyOnly } from './only.ts';
import { openLine } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { EXIT, UsageError } from './usage.ts';
import { fuzz } from '../generators/fuzz.ts';
import type { FuzzFailure, FuzzOptions, FuzzProgress, FuzzReport } from '../generators/fuzz.ts';
import { printTest, recordFailure } from '../generators/recorded.ts';
import { loadSubject, transitionNames } from '../generators/subject.ts';
import type { Subject } from '../generators/subject.ts';
import { writeCounterexample } from '../verifier/replay/file.ts';
import { assumableInvariants, replay } from '../verifier/replay/replay.ts';
import type { Counterexample } from '../verifier/verdict.ts';

const COUNTEREXAMPLES = join('.plimsoll', 'counterexamples');

function printProgress(command: FuzzCommand, progress: FuzzProgress): string {
  const { runs, steps, accepted, elapsedMs } = progress;
  const rate = Math.round((steps * 1_000) / Math.max(1, elapsedMs));
  const left = command.seconds !== null ? command.seconds - elapsedMs / 1_000
    : ((command.runs - runs) * elapsedMs) / 1_000 / Math.max(1, runs);
  const share = Math.round((accepted * 100) / Math.max(1, steps));
  return `run ${runs}: ${steps} steps, ${share} % accepted, ${rate} per second, `
    + `about ${Math.max(0, Math.ceil(left))} s left`;
}

/** A name selects the property, or all that is checked of the transition. */
function readOptions(
  command: FuzzCommand, subject: Subject, rest: Pick<FuzzOptions, 'onProgress' | 'stopped'>,
): FuzzOptions {
  const only = new Set(command.only);
  const names = transitionNames(subject.project);
  return {
    ...rest, seed: command.seed, from: command.from, runs: command.runs,
    timeMs: command.seconds === null ? null : command.seconds * 1_000,
    focus: subject.project.transitions.map(({ name }) => name).filter((name) => only.has(name)),
    wants: (property, transition) => only.size === 0 || only.has(property)
      || (transition !== null && names.includes(transition) && only.has(transition)),
  };
}

/** The violation as the real kernel shows it now; null if it does not. */
function replayFailure(subject: Subject, { situation }: FuzzFailure): Counterexample | null {
  const { project, kernel } = subject.walker;
  const assumed = assumableInvariants(project).filter((id) => id !== situation.property);
  const again = replay(project, kernel, situation, assumed);
  const shown = again.kind === 'violated' ? again : replay(project, kernel, situation, []);
  return shown.kind === 'violated' ? shown.counterexample : null;
}

function writeFailure(
  command: FuzzCommand, subject: Subject, failure: FuzzFailure, folder: string,
): FuzzWritten {
  const { property, transition } = failure.situation;
  const counterexample = replayFailure(subject, failure);
  if (counterexample === null) {
    throw new Error(`${property} was violated by ${transition ?? 'its inputs'} and is not when it `
      + `is replayed: seed ${command.seed}, run ${failure.run}`);
  }
  const name = ['fuzz', property, transition].filter((part) => part !== null).join('-');
  const path = join(subject.project.root, COUNTEREXAMPLES, `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeCounterexample(path, counterexample);
  const test = command.writeTest === null ? null
    : writeTest(command.writeTest, command.seed, subject, failure, folder);
  const config = command.config === null ? '' : ` --config ${command.config}`;
  const file = relative(folder, path);
  return { counterexample, file, replay: `npx plimsoll replay ${file}${config}`, test };
}

function writeTest(
  file: string, seed: number, subject: Subject, failure: FuzzFailure, folder: string,
): string {
  const path = resolve(folder, file);
  const { properties, config } = subject.project;
  const sentence = properties.find(({ id }) => id === failure.situation.property)?.sentence ?? '';
  const from = relative(dirname(path), config).replaceAll('\\', '/');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, printTest(recordFailure(failure), sentence, seed, from));
  return relative(folder, path);
}

async function runUntilDone(
  terminal: Terminal, command: FuzzCommand, subject: Subject,
): Promise<FuzzReport> {
  const line = openLine(terminal);
  const interrupt = listenForInterrupt();
  try {
    return await fuzz(subject, readOptions(command, subject, {
      onProgress: (progress) => line.show(printProgress(command, progress)),
      stopped: interrupt.asked,
    }));
  } finally {
    line.clear();
    interrupt.release();
  }
}

export async function runFuzz(
  terminal: Terminal, command: FuzzCommand, folder: string,
): Promise<number> {
  if (command.writeTest !== null && !/\.test\.ts$/.test(command.writeTest)) {
    throw new UsageError(
      `plimsoll: --write-test ${command.writeTest}: give a file that ends in .test.ts`);
  }
  const subject = await loadSubject(findConfig(command.config, folder));
  verifyOnly(command.only, subject.project);
  const report = await runUntilDone(terminal, command, subject);
  const written = report.failure === null ? null
    : writeFailure(command, subject, report.failure, folder);
  const told = { subject, command, report, written };
  terminal.out(command.json ? printFuzzJson(told) : printFuzz(terminal, told));
  if (report.failure !== null) return EXIT.fails;
  return report.ended === 'stopped' ? EXIT.interrupted : EXIT.holds;
}
