// Produces the violation that README.md opens with: a copy of this repository's kernel that pays a
// gain in full instead of its share of what losers have paid, and what `plimsoll prove` says of it.
// `npx tsx test/cli/violation.ts` writes it into the README; a test holds the README to it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyRepository, ROOT, runPlimsoll } from './session.ts';

export const README = join(ROOT, 'README.md');
const FILE = 'kernel/settle.ts';
const RIGHT = 'const paid = mulDivDown(gain, venue.pool, owed);';
const WRONG = 'const paid = mulDivDown(gain, owed, owed);';
const OPEN = '<!-- violation: written by `npx tsx test/cli/violation.ts`, checked by a test -->';
const CLOSE = '<!-- /violation -->';

/** The first problem that is printed, without the many fields that stay as they are. */
function findProblem(printed: string): string {
  const match = /^(REFUTED|NOT INDUCTIVE) [^]*?\n {2}replay .*$/m.exec(printed);
  if (match === null) throw new Error(`no violation was found:\n${printed}`);
  return match[0].replace(/(?<=\n {2}the rest, unchanged\n)(?: {4}.*\n)+/, '    ...\n');
}

/** The block between the README's marks, marks included. */
export function produceViolation(): string {
  const copy = copyRepository();
  try {
    copy.edit(FILE, RIGHT, WRONG);
    const words = ['prove', '--only', 'INV-02', '--jobs', '1'];
    const { out } = runPlimsoll(copy.folder, words);
    return [
      OPEN, '',
      `Pay a gain in full, \`${WRONG}\`, where the kernel pays the share that`,
      'losers have paid in so far, and the proof fails with a book in which it goes wrong:', '',
      '```text', '$ npx plimsoll prove --only INV-02', findProblem(out), '```', '', CLOSE,
    ].join('\n');
  } finally {
    copy.remove();
  }
}

/** The README's present block. */
export function readViolation(): string {
  const text = readFileSync(README, 'utf8');
  return text.slice(text.indexOf(OPEN), text.indexOf(CLOSE) + CLOSE.length);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(README, 'utf8');
  writeFileSync(README, text.replace(readViolation(), () => produceViolation()));
}
