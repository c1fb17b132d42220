// The committed verdicts: one sorted line per cell, `property column class assumptions…`, with
// nothing in it that differs from run to run. Comparing tells what was lost; a lost proof fails the
// run.

import { compareText, SEVERITY, type Cell } from './cells.ts';
import { UsageError } from './usage.ts';
import type { VerdictClass } from '../verifier/verdict.ts';

export type Difference = {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  readonly changed: readonly string[]; // the same class on other assumptions
};

type Line = { readonly key: string; readonly verdict: VerdictClass; readonly rests: string };

const HEADER =
  '# Written by plimsoll prove --update: property, transition, verdict, what it rests on.';

function toWord(verdict: VerdictClass): string {
  return verdict.replace(' ', '-');
}

export function printExpected(cells: readonly Cell[]): string {
  const lines = cells.map((cell) =>
    [cell.property, cell.column, toWord(cell.verdict), ...cell.assumptions].join(' '));
  return [HEADER, ...lines.sort(compareText), ''].join('\n');
}

function readLine(text: string, at: string): Line {
  const [property, column, word, ...assumptions] = text.split(' ');
  const verdict = SEVERITY.find((v) => toWord(v) === word);
  if (property === undefined || column === undefined || verdict === undefined) {
    throw new UsageError(
      `${at} not a verdict: ${text}: write the file with plimsoll prove --update`,
    );
  }
  return { key: `${property} ${column}`, verdict, rests: assumptions.join(' ') };
}

function readLines(text: string, file: string): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const read = readLine(line, `${file}:${index + 1}`);
    lines.set(read.key, read);
  }
  return lines;
}

/** Weaker: a worse class, or one more assumption under what was assumed already. */
function isWeaker(was: Line, now: Line): boolean {
  const fall = SEVERITY.indexOf(now.verdict) - SEVERITY.indexOf(was.verdict);
  if (fall !== 0) return fall < 0;
  if (now.verdict !== 'assumed') return false;
  const known = was.rests.split(' ');
  return now.rests.split(' ').some((id) => !known.includes(id));
}

function describe(was: Line | undefined, now: Line | undefined): string {
  const print = (line: Line | undefined): string =>
    line === undefined ? 'nothing' : `${toWord(line.verdict)} ${line.rests}`.trimEnd();
  return `${(was ?? now)?.key ?? ''}: ${print(was)} -> ${print(now)}`;
}

/** Of a restricted run: `assumed`, but under no more than what the committed proof used. */
function isAsProved(was: Line, now: Line): boolean {
  const used = was.rests.split(' ');
  return was.verdict === 'proved' && now.verdict === 'assumed'
    && now.rests.split(' ').every((id) => used.includes(id));
}

/**
 * Compares a run with the committed text. `whole`: the run asked for all, so a committed line
 * without a cell is lost; of a restricted run only the cells that it has are compared, and one that
 * is assumed only because of what was not asked is as committed.
 */
export function compareExpected(
  committed: string, file: string, cells: readonly Cell[], whole: boolean,
): Difference {
  const was = readLines(committed, file);
  const now = readLines(printExpected(cells), file);
  const difference = { lost: [] as string[], gained: [] as string[], changed: [] as string[] };
  for (const key of [...new Set([...was.keys(), ...now.keys()])].sort(compareText)) {
    const [before, after] = [was.get(key), now.get(key)];
    const text = describe(before, after);
    if (after === undefined) {
      if (whole) difference.lost.push(text);
    } else if (before === undefined) difference.gained.push(text);
    else if (!whole && isAsProved(before, after)) continue;
    else if (isWeaker(before, after)) difference.lost.push(text);
    else if (isWeaker(after, before)) difference.gained.push(text);
    else if (before.rests !== after.rests) difference.changed.push(text);
  }
  return difference;
}
