// A run over mutants as text and as one JSON object, schema `plimsoll.mutants/1`.

import { findReason, nameChange, type KnownSurvivor } from './survivors.ts';
import { paint, type Terminal } from './terminal.ts';
import {
  describeSurvivor, printHunks, type JudgedMutant, type MutationReport,
} from '../generators/mutation-report.ts';

const SCHEMA = 'plimsoll.mutants/1';

type WholeRun = {
  readonly hash: string;
  readonly seed: number;
  readonly judged: readonly JudgedMutant[];
  readonly chosen: number;
  readonly complete: boolean; // every mutant chosen has been judged
  readonly report: MutationReport;
  readonly known: readonly KnownSurvivor[];
};

const MOST_LISTED = 12;
const MOST_NAMED = 60;

function listSome(words: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const rest = ids.length - MOST_LISTED;
  const more = rest > 0 ? [`  and ${rest} more: see --json`] : [];
  return ['', words, ...ids.slice(0, MOST_LISTED).map((id) => `  ${id}`), ...more];
}

/** Of a few mutants most properties notice none: only a whole run says something of them. */
function printIdle(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const named = ids.length > MOST_NAMED ? `${ids.length} properties, see --json` : ids.join(', ');
  return ['', `noticing none of these mutants: ${named}`];
}

function printProperties({ properties }: MutationReport): readonly string[] {
  const width = Math.max(8, ...properties.map(({ id }) => id.length));
  return [
    `${'property'.padEnd(width)}  notices  alone`,
    ...properties.map(({ id, kills, alone }) =>
      `${id.padEnd(width)}  ${`${kills}`.padStart(7)}  ${`${alone.length}`.padStart(5)}`),
  ];
}

function printSurvivor(terminal: Terminal, one: JudgedMutant): readonly string[] {
  const { title, body } = describeSurvivor(one);
  return ['', paint(terminal, 'red', `SURVIVED ${title}`),
    ...body.split('\n').map((line) => `  ${line}`)];
}

function printKnown(known: readonly KnownSurvivor[], survivors: readonly JudgedMutant[]) {
  const lines = survivors.flatMap(({ mutant }) => {
    const reason = findReason(known, mutant);
    return reason === null ? [] : [`  ${mutant.id}: ${reason}`];
  });
  return lines.length === 0 ? [] : ['', 'survived, for a reason that is known:', ...lines];
}

/** Entries whose change was judged in this run and did not survive. */
function printStale({ known, judged, report, complete }: WholeRun): readonly string[] {
  const survives = (one: KnownSurvivor): boolean =>
    report.survivors.some(({ mutant }) => findReason([one], mutant) !== null);
  const isJudged = (one: KnownSurvivor): boolean =>
    judged.some(({ mutant }) => findReason([one], mutant) !== null);
  const stale = known.filter((one) => complete && isJudged(one) && !survives(one));
  return stale.map(({ file, after }) =>
    `no survivor any more, drop it from proofs/survivors.json: ${file}: ${after}`);
}

export function printMutationText(terminal: Terminal, run: WholeRun): string {
  const { report, judged, chosen, complete, known } = run;
  const { totals, idle, mirrored, unproved, survivors } = report;
  const unfinished = complete ? [] : [`${judged.length} of ${chosen} mutants were judged`];
  const lines = [
    ...printProperties(report),
    ...printIdle(idle),
    ...listSome('noticed by a contract alone, whose clause may only repeat the code:', mirrored),
    ...listSome('killed because a proof was lost, with no counterexample:', unproved),
    ...survivors.filter(({ mutant }) => findReason(known, mutant) === null)
      .flatMap((one) => printSurvivor(terminal, one)),
    ...printKnown(known, survivors),
    '', ...printStale(run), ...unfinished,
    `${totals.mutants} mutants: ${totals.killed} killed, ${totals.equivalent} equivalent, `
      + `${totals.survived} survived`,
    `${totals.invalid} more do not type-check or leave the subset, ${totals.same} change nothing`,
  ];
  return `${lines.join('\n')}\n`;
}

export function printMutationJson(run: WholeRun): string {
  const { hash, seed, judged, complete, report, known } = run;
  const { survivors, ...rest } = report;
  const mutants = judged.map(({ mutant, judgement }) => {
    const { rule, owner, at, hunks } = mutant;
    return { rule, owner, at, hunks, diff: printHunks(mutant), ...judgement };
  });
  const issues = survivors.map((one) => ({
    id: one.mutant.id, ...describeSurvivor(one), ...nameChange(one.mutant),
    reason: findReason(known, one.mutant),
  }));
  return `${JSON.stringify({
    schema: SCHEMA, kernel: { hash }, seed, complete, ...rest, survivors: issues, mutants,
  })}\n`;
}
