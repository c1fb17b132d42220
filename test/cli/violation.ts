// Produces the violations that README.md shows, each of a copy of this repository's kernel that is
// wrong in one place: what `plimsoll prove` says of one that pays a gain in full instead of its
// share of what losers have paid, and what `plimsoll fuzz` finds in one that rounds a fee down.
// `npx tsx test/cli/violation.ts` writes them into the README; a test holds the README to them.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyRepository, ROOT, runPlimsoll } from './session.ts';

export const README = join(ROOT, 'README.md');

/** `shown`: what is printed of it, without what would tire a reader. */
type Fault = {
  readonly mark: string;
  readonly edits: readonly (readonly [file: string, right: string, wrong: string])[];
  readonly words: readonly string[];
  readonly told: readonly string[];
  readonly shown: (printed: string) => string;
};

/** The first problem that is printed, without the many fields that stay as they are. */
function findProblem(printed: string): string {
  const match = /^(REFUTED|NOT INDUCTIVE) [^]*?\n {2}replay .*$/m.exec(printed);
  if (match === null) throw new Error(`no violation was found:\n${printed}`);
  return match[0].replace(/(?<=\n {2}the rest, unchanged\n)(?: {4}.*\n)+/, '    ...\n');
}

/** The trace without genesis' parameters and what follows, and the command that finds it again. */
function findTrace(printed: string): string {
  const match = /^VIOLATED [^]*?(?=\n {2}claim )/m.exec(printed);
  const again = /^ {2}again .*$/m.exec(printed);
  if (match === null || again === null) throw new Error(`no trace was found:\n${printed}`);
  return `${match[0].replace(/params: \{.*?\}/, 'params: { ... }')}\n  ...\n${again[0]}`;
}

const IN_FULL = 'const paid = mulDivDown(gain, owed, owed);';

export const FAULTS: readonly Fault[] = [
  {
    mark: 'violation', words: ['prove', '--only', 'INV-02'], shown: findProblem,
    edits: [['kernel/settle.ts', 'const paid = mulDivDown(gain, venue.pool, owed);', IN_FULL]],
    told: [
      `Pay a gain in full, \`${IN_FULL}\`, where the kernel pays the share that`,
      'losers have paid in so far, and the proof fails with a book in which it goes wrong:',
    ],
  },
  {
    mark: 'trace', words: ['fuzz', '--only', 'STEP-09a'], shown: findTrace,
    edits: [
      ['kernel/trade.ts', 'import { abs, min, mulDivUp }', 'import { abs, min, mulDivDown }'],
      ['kernel/trade.ts', 'const fee = mulDivUp(', 'const fee = mulDivDown('],
    ],
    told: [
      'Round the fee of a trade down instead of up, and random runs find events from genesis that',
      'show it, with the seed and the run that find them again:',
    ],
  },
];

const openMark = (mark: string): string =>
  `<!-- ${mark}: written by \`npx tsx test/cli/violation.ts\`, checked by a test -->`;
const closeMark = (mark: string): string => `<!-- /${mark} -->`;

/** The block between the README's marks, marks included. */
export function produceViolation({ mark, edits, words, told, shown }: Fault): string {
  const copy = copyRepository();
  try {
    edits.forEach((edit) => copy.edit(...edit));
    const jobs = words[0] === 'prove' ? ['--jobs', '1'] : [];
    const { out } = runPlimsoll(copy.folder, [...words, ...jobs]);
    return [
      openMark(mark), '', ...told, '', '```text', `$ npx plimsoll ${words.join(' ')}`, shown(out),
      '```', '', closeMark(mark),
    ].join('\n');
  } finally {
    copy.remove();
  }
}

/** The README's present block. */
export function readViolation({ mark }: Fault): string {
  const text = readFileSync(README, 'utf8');
  const close = closeMark(mark);
  return text.slice(text.indexOf(openMark(mark)), text.indexOf(close) + close.length);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const fault of FAULTS) {
    const text = readFileSync(README, 'utf8');
    writeFileSync(README, text.replace(readViolation(fault), () => produceViolation(fault)));
  }
}
