// The survivors that are known, each with the reason: `proofs/survivors.json` beside the
// configuration. An entry names a change by its file and its text, so that it outlives other edits
// of the file; one that no longer survives is told.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '../generators/mutant.ts';
import type { Project } from '../verifier/read/tree.ts';
import {
  expectJsonList, expectJsonRecord, expectText, FileFault, type Json,
} from '../verifier/replay/value-json.ts';

export type KnownSurvivor = {
  readonly file: string;
  readonly before: string; // the lines as they are, without what they are indented by
  readonly after: string;
  readonly reason: string;
};

const SHOWN = 'proofs/survivors.json';
const SCHEMA = 'plimsoll.survivors/1';

const trimLines = (text: string): string =>
  text.split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n');

/** What an entry of the file says of a mutant, without the reason. */
export const nameChange = ({ at, hunks }: Mutant): Omit<KnownSurvivor, 'reason'> => ({
  file: at.file,
  before: hunks.map(({ before }) => trimLines(before)).join('\n'),
  after: hunks.map(({ after }) => trimLines(after)).join('\n'),
});

export function findReason(known: readonly KnownSurvivor[], mutant: Mutant): string | null {
  const { file, before, after } = nameChange(mutant);
  return known.find((one) =>
    one.file === file && one.before === before && one.after === after)?.reason ?? null;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new FileFault(SHOWN, error instanceof Error ? error.message : String(error));
  }
}

/** None where there is no file. */
export function readSurvivors(project: Project): readonly KnownSurvivor[] {
  const path = join(project.root, SHOWN);
  if (!existsSync(path)) return [];
  const given = expectJsonRecord(parseJson(readFileSync(path, 'utf8')), SHOWN);
  if (given.schema !== SCHEMA) throw new FileFault(`${SHOWN}: schema`, `"${SCHEMA}" was expected`);
  return expectJsonList(given.survivors, `${SHOWN}: survivors`).map((json, i) => {
    const where = `${SHOWN}: survivors[${i}]`;
    const { file, before, after, reason } = expectJsonRecord(json, where);
    return {
      file: expectText(file, `${where}.file`),
      before: trimLines(expectText(before, `${where}.before`)),
      after: trimLines(expectText(after, `${where}.after`)),
      reason: expectText(reason, `${where}.reason`),
    };
  });
}
