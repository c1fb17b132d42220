// What a run comes to, for a reader: the table, each problem in full, the totals. Pure but for the
// terminal that it is handed; where a counterexample was written is told to it.

import { fails, gatherCells, type Cell } from './cells.ts';
import { printCounterexample, printPosition } from './counterexample.ts';
import type { Difference } from './expected.ts';
import { LEGEND, printAlone, printTable, type Headings } from './table.ts';
import { paint, type Terminal } from './terminal.ts';
import type { ProofRun, Verdict } from '../verifier/verdict.ts';

/** Where each counterexample was written, by obligation id, and how to run it again. */
export type Written = ReadonlyMap<string, { readonly file: string; readonly command: string }>;

const MOST_IN_FULL = 12;

/** Properties that were asked for and of which no obligation was made: never a pass. */
export function findUnasked(cells: readonly Cell[], asked: readonly string[]): readonly string[] {
  return asked.filter((id) => !cells.some((c) => c.property === id));
}

function printProblem(
  terminal: Terminal, verdict: Verdict, headings: Headings, written: Written,
): readonly string[] {
  const sentence = headings.properties.find((p) => p.id === verdict.property)?.sentence ?? '';
  const place = [verdict.transition, verdict.path].filter((x) => x !== null).join(', path ');
  const by = place === '' ? '' : ` by ${place}`;
  const title = `${verdict.verdict.toUpperCase()} ${verdict.property}${by}`;
  const file = written.get(verdict.id);
  return [
    '',
    paint(terminal, 'red', title),
    ...(sentence === '' ? [] : [`  ${sentence}`]),
    `  ${verdict.id}, ${printPosition(verdict.at)}`,
    ...(verdict.reason === '' ? [] : verdict.reason.split('\n').map((line) => `  ${line}`)),
    ...(verdict.counterexample === null ? [] : printCounterexample(verdict.counterexample)),
    ...(file === undefined ? [] : [`  written   ${file.file}`, `  replay    ${file.command}`]),
  ];
}

/** Another part of a property that the step of a part printed before violates too. */
function isFollower(verdict: Verdict): boolean {
  const shown = verdict.verdict === 'refuted' || verdict.verdict === 'not inductive';
  return shown && verdict.counterexample === null;
}

function printProblems(
  terminal: Terminal, run: ProofRun, headings: Headings, written: Written,
): readonly string[] {
  const problems = run.verdicts.filter((v) => fails(v.verdict));
  const followers = problems.filter(isFollower);
  const alone = problems.filter((v) => !isFollower(v));
  const others = [ // what is known to be false before what is not known
    ...alone.filter((v) => v.counterexample !== null),
    ...alone.filter((v) => v.counterexample === null),
  ];
  const rest = others.slice(MOST_IN_FULL);
  return [
    ...others.slice(0, MOST_IN_FULL)
      .flatMap((verdict) => printProblem(terminal, verdict, headings, written)),
    ...(rest.length === 0 ? [] : ['', `and ${rest.length} more:`]),
    ...rest.map((v) => `  ${v.verdict} ${v.id}${printPlace(written, v)}`),
    ...(followers.length === 0 ? [] : ['', 'and by steps that are shown above:']),
    ...followers.map((v) => `  ${v.verdict} ${v.id}, ${printPosition(v.at)}: ${v.reason}`),
  ];
}

function printPlace(written: Written, { id }: Verdict): string {
  const place = written.get(id);
  return place === undefined ? '' : `: ${place.command}`;
}

const RESTRICTED =
  'assumed: a run with --only does not prove all that it assumes; one without does';

/**
 * Assumed cells, by what they rest on: they hold no better than that. In a restricted run most rest
 * on what was not asked, so that it is said once.
 */
function printResting(cells: readonly Cell[], restricted: boolean): readonly string[] {
  const resting = cells.filter((c) => c.verdict === 'assumed');
  if (resting.length === 0) return [];
  if (restricted) return ['', RESTRICTED];
  const under = (cell: Cell): string => cell.assumptions.join(', ');
  return [...new Set(resting.map(under))].flatMap((assumptions) => [
    '',
    `proved only under ${assumptions}:`,
    ...resting.filter((cell) => under(cell) === assumptions)
      .map(({ property, column }) => `  ${property} ${column}`),
  ]);
}

function printDifference(difference: Difference | null): readonly string[] {
  if (difference === null) return [];
  const { lost, gained, changed } = difference;
  if (lost.length + gained.length + changed.length === 0) return ['verdicts as committed'];
  return [
    ...lost.map((line) => `LOST    ${line}`),
    ...gained.map((line) => `gained  ${line}`),
    ...changed.map((line) => `changed ${line}`),
    'The committed verdicts differ: plimsoll prove --update writes these, once they are meant.',
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function printTotals(run: ProofRun, startedMs: number): readonly string[] {
  const { proved, refuted, unknown, vacuous, assumed, open } = run.totals;
  const asked = run.verdicts.filter((v) => !v.folded).length;
  const rate = Math.round((run.verdicts.length * 1000) / Math.max(run.elapsedMs, 1));
  return [
    `${run.verdicts.length} obligations: ${proved} proved, ${refuted} refuted, ${unknown} unknown, `
      + `${vacuous} vacuous, ${assumed} assumed, ${open} open`,
    `${asked} asked of ${run.solver}, `
      + `${run.verdicts.length - asked} decided without it`,
    `${seconds(startedMs + run.elapsedMs)} in all, first verdict after `
      + `${seconds(startedMs + run.firstVerdictMs)}, ${rate} obligations per second`,
  ];
}

export type Summary = {
  readonly run: ProofRun;
  readonly headings: Headings;
  readonly written: Written;
  readonly difference: Difference | null;
  readonly unasked: readonly string[];
  readonly restricted: boolean; // by --only
  readonly startedMs: number; // from the start of the process to the call of the prover
};

export function printSummary(terminal: Terminal, summary: Summary): string {
  const { run, headings } = summary;
  const cells = gatherCells(run.verdicts);
  const alone = printAlone(terminal, cells, headings);
  const lines = [
    ...printTable(terminal, cells, headings),
    ...(alone.length === 0 ? [] : ['', ...alone]),
    '',
    paint(terminal, 'dim', LEGEND),
    ...printProblems(terminal, run, headings, summary.written),
    ...summary.unasked.map((id) => `UNKNOWN ${id}: no obligation was made of it`),
    ...printResting(cells, summary.restricted),
    '',
    ...printTotals(run, summary.startedMs),
    ...printDifference(summary.difference),
  ];
  return `${lines.join('\n')}\n`;
}
