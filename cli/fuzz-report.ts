// What `plimsoll fuzz` prints: a violation with the trace to it, or what was exercised and what
// not. Pure: a report in, text out.

import type { FuzzCommand } from './arguments.ts';
import { printCounterexample, printValue } from './counterexample.ts';
import { paint, type Terminal } from './terminal.ts';
import type { FuzzFailure, FuzzReport, Outcomes } from '../generators/fuzz.ts';
import { isIdle } from '../generators/matrix.ts';
import type { Cell } from '../generators/matrix.ts';
import { recordFailure } from '../generators/recorded.ts';
import type { Subject } from '../generators/subject.ts';
import { encodeCounterexample } from '../verifier/replay/file.ts';
import type { Counterexample } from '../verifier/verdict.ts';
import type { Trace } from '../verifier/witness/trace.ts';

const SCHEMA = 'plimsoll.fuzz/1';
const NAME_WIDTH = 16;

export type FuzzWritten = {
  readonly counterexample: Counterexample;
  readonly file: string;
  readonly replay: string;
  readonly test: string | null;
};

export type FuzzTold = {
  readonly subject: Subject;
  readonly command: FuzzCommand;
  readonly report: FuzzReport;
  readonly written: FuzzWritten | null;
};

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

function printTrace(trace: Trace, drawn: number | null): readonly string[] {
  const from = drawn === null || drawn === trace.steps.length ? ''
    : `, shrunk from ${drawn}`;
  return [
    `  trace, ${count(trace.steps.length, 'event')} after genesis${from}`,
    `    genesis  ${printValue(trace.genesis)}`,
    ...trace.steps.map(({ transition, event }, i) =>
      `    ${String(i + 1).padStart(2)} ${transition}  ${printValue(event)}`),
  ];
}

function printFailure(
  terminal: Terminal, told: FuzzTold, failure: FuzzFailure, written: FuzzWritten,
): readonly string[] {
  const { report, subject, command } = told;
  const { property, transition } = failure.situation;
  const by = transition === null ? '' : ` by ${transition}`;
  const where = `seed ${report.seed}, run ${failure.run}`;
  const sentence = subject.project.properties.find(({ id }) => id === property)?.sentence ?? '';
  const also = failure.alsoViolated;
  const only = command.only.map((name) => ` --only ${name}`).join('');
  return [
    paint(terminal, 'red', `VIOLATED ${property}${by}, ${where}`),
    ...(sentence === '' ? [] : [`  ${sentence}`]),
    ...(failure.trace === null ? [] : printTrace(failure.trace, failure.drawn)),
    ...printCounterexample(written.counterexample),
    ...(also.length === 0 ? [] : [`  also violated where it was found: ${also.join(', ')}`]),
    `  written   ${written.file}`,
    `  replay    ${written.replay}`,
    ...(written.test === null ? [] : [`  test      ${written.test}`]),
    `  again     npx plimsoll fuzz --seed ${report.seed} --from ${failure.run} --runs 1${only}`,
  ];
}

function printOutcomes({ transition, counts, never }: Outcomes): string {
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const accepted = counts.get('accepted') ?? 0;
  const share = all === 0 ? '' : `${Math.round((accepted * 100) / all)} %`;
  const seen = `${String(all).padStart(8)} ${String(accepted).padStart(8)} ${share.padStart(6)}`;
  const missing = never.length === 0 ? '' : `  ${never.join(', ')}`;
  return `  ${transition.padEnd(NAME_WIDTH)}${seen}${missing}`;
}

/** Cells that nothing exercised, one line for each property. */
function printIdle(cells: readonly Cell[]): readonly string[] {
  const idle = cells.filter(isIdle);
  const ids = [...new Set(idle.map(({ property }) => property))];
  const lines = ids.map((id) => {
    const names = idle.filter(({ property }) => property === id)
      .map(({ transition }) => transition);
    return `  ${id.padEnd(NAME_WIDTH)}${names.join(', ')}`;
  });
  return lines.length === 0 ? [] : ['never exercised, or only vacuously:', ...lines];
}

function printMatrix({ cells, trials, outcomes }: FuzzReport): readonly string[] {
  const met = cells.filter((cell) => cell.met > 0).length;
  const idle = cells.filter(isIdle).length;
  const asked = new Set(cells.map(({ property }) => property)).size;
  const unmet = trials.filter((trial) => trial.met === 0).map(({ property }) => property);
  return [
    `  ${'transition'.padEnd(NAME_WIDTH)}   steps accepted  share  outcomes never seen`,
    ...outcomes.map(printOutcomes),
    `${asked} ${asked === 1 ? 'property' : 'properties'}, ${cells.length} cells: `
      + `${met} exercised, ${idle} not, `
      + `${cells.length - met - idle} that do not concern their transition`,
    ...printIdle(cells),
    `${trials.length} theorems and lemmas: ${trials.length - unmet.length} with inputs that meet `
      + `their assumption${unmet.length === 0 ? '' : `, none of ${unmet.join(', ')}`}`,
  ];
}

function printTotal({ command, report }: FuzzTold): string {
  const { runs, steps, accepted, elapsedMs, seed, next, ended } = report;
  const rate = Math.round((steps * 1_000) / Math.max(1, elapsedMs));
  const share = Math.round((accepted * 100) / Math.max(1, steps));
  const more = ended === 'complete' || ended === 'violated' ? ''
    : `; more: npx plimsoll fuzz --seed ${seed} --from ${next}`;
  const stopped = ended === 'stopped' ? 'interrupted: ' : '';
  const only = command.only.length === 0 ? '' : `, only ${command.only.join(', ')}`;
  return `${stopped}seed ${seed}, ${count(runs, 'run')}, ${count(steps, 'step')}, ${share} % `
    + `accepted, ${(elapsedMs / 1_000).toFixed(1)} s, ${rate} per second${only}${more}`;
}

export function printFuzz(terminal: Terminal, told: FuzzTold): string {
  const { report, written } = told;
  const { failure } = report;
  const body = failure !== null && written !== null
    ? printFailure(terminal, told, failure, written) : printMatrix(report);
  const verdict = failure !== null ? [] : ['nothing is violated'];
  return [...body, printTotal(told), ...verdict, ''].join('\n');
}

export function printFuzzJson({ report, written }: FuzzTold): string {
  const { failure, cells, trials, outcomes, ...rest } = report;
  return `${JSON.stringify({
    schema: SCHEMA, ...rest,
    cells: cells.map((cell) => ({ ...cell, exercised: cell.met > 0, idle: isIdle(cell) })), trials,
    outcomes: outcomes.map(({ transition, counts, never }) =>
      ({ transition, counts: Object.fromEntries(counts), never })),
    failure: failure === null || written === null ? null : {
      run: failure.run, drawn: failure.drawn, alsoViolated: failure.alsoViolated,
      ...recordFailure(failure), counterexample: encodeCounterexample(written.counterexample),
      file: written.file, replay: written.replay, test: written.test,
    },
  })}\n`;
}
