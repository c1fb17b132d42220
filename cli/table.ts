// The proof table: a row per property, a column per transition, in as many blocks as the width asks
// for; then what speaks of no transition, a line each. Pure: cells in, lines out.

import { GENESIS, NOWHERE, type Cell } from './cells.ts';
import { paint, type Color, type Terminal } from './terminal.ts';
import { STRUCTURE } from '../verifier/obligation/structure.ts';
import type { VerdictClass } from '../verifier/verdict.ts';

/** What the table must know of a project: ids with their sentences, and transitions, in order. */
export type Headings = {
  readonly properties: readonly { readonly id: string; readonly sentence: string }[];
  readonly transitions: readonly string[];
};

type Row = { readonly label: string; readonly sentence: string; readonly ids: readonly string[] };

/** What every transition owes, whatever is declared of it. */
const STRUCTURAL: Readonly<Record<string, string>> = {
  PATHS: 'Its paths cover every input, once.',
  ALIASING: 'One account in two roles is rejected.',
  DEFINED: 'Nothing is divided by zero.',
  REQUIRES: 'Modules are called as they require.',
  INTERMEDIATE: 'Every computed value is in range.',
  STORED: 'Every stored value is in range.',
  WITNESS: 'Every accepted path is taken by a trace from genesis.',
};
const PREMISES = 'Every `when` of a theorem or lemma is met by some inputs.';
const SENTENCE_WIDTH = 38;
const GAP = 2;
const NONE = '·';
const WORDS: Readonly<Record<VerdictClass, readonly [string, Color]>> = {
  'proved': ['ok', 'green'],
  'assumed': ['assumed', 'yellow'],
  'open': ['open', 'yellow'],
  'vacuous': ['VACUOUS', 'red'],
  'unknown': ['UNKNOWN', 'red'],
  'not inductive': ['NOT IND', 'red'],
  'refuted': ['REFUTED', 'red'],
};

export const LEGEND =
  'ok n: n obligations proved; NOT IND: not inductive; · not applicable';

function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 3).trimEnd()}...`;
}

/** It speaks of no transition; its column may be an implementation that it was proved of. */
const isAlone = ({ column, kind }: Cell): boolean =>
  column === NOWHERE || kind === 'module' || kind === 'lemma';

const labelAlone = ({ property, column }: Cell): string =>
  (column === NOWHERE ? property : `${property} by ${column}`);

function printCell(cell: Cell | undefined): readonly [string, Color] {
  if (cell === undefined) return [NONE, 'dim'];
  const [word, color] = WORDS[cell.verdict];
  return [cell.verdict === 'proved' ? `${word} ${cell.total}` : word, color];
}

/** One row per property that has a cell; the contracts, one per transition, share a row. */
function layRows(cells: readonly Cell[], headings: Headings): readonly Row[] {
  const inTable = cells.filter((c) => !isAlone(c));
  const ofContracts = inTable.filter((c) => c.kind === 'contract').map((c) => c.property);
  const contracts = [...new Set(ofContracts)];
  const order = headings.properties.map((p) => p.id);
  const rest = [...new Set(inTable.map((c) => c.property))].filter((id) => !order.includes(id));
  const single = [...order, ...rest]
    .filter((id) => !contracts.includes(id) && inTable.some((c) => c.property === id))
    .map((id) => ({ label: id, sentence: findSentence(headings, id), ids: [id] }));
  if (contracts.length === 0) return single;
  const sentence = 'Does exactly what its contract says.';
  return [...single, { label: 'CON', sentence, ids: contracts }];
}

function findSentence(headings: Headings, id: string): string {
  return headings.properties.find((p) => p.id === id)?.sentence ?? STRUCTURAL[id] ?? '';
}

/** Columns into blocks that fit; the sentences stand in the first block only. */
function wrapColumns(
  columns: readonly string[], label: number, width: number,
): readonly string[][] {
  const blocks: string[][] = [[]];
  let free = width - label - GAP - SENTENCE_WIDTH;
  for (const column of columns) {
    const need = widthOfColumn(column) + GAP;
    if (need > free && blocks[blocks.length - 1]?.length !== 0) {
      blocks.push([]);
      free = width - label;
    }
    blocks[blocks.length - 1]?.push(column);
    free -= need;
  }
  return blocks;
}

function widthOfColumn(column: string): number {
  return Math.max(column.length, 'REFUTED'.length);
}

export function printTable(
  terminal: Terminal, cells: readonly Cell[], headings: Headings,
): readonly string[] {
  const rows = layRows(cells, headings);
  const known = [GENESIS, ...headings.transitions];
  const columns = known.filter((column) => cells.some((cell) => cell.column === column));
  const label = Math.max(...rows.map((r) => r.label.length), 0);
  const blocks = wrapColumns(columns, label, terminal.columns);
  const lines = blocks.flatMap((block, index) => {
    const sentences = index === 0;
    const lead = ' '.repeat(label + (sentences ? GAP + SENTENCE_WIDTH : 0));
    const head = block.map((c) => ' '.repeat(GAP) + c.padEnd(widthOfColumn(c))).join('').trimEnd();
    const body = rows.map((row) => printRow(terminal, row, block, cells, label, sentences));
    return [...(sentences ? [] : ['']), paint(terminal, 'bold', lead + head), ...body];
  });
  return columns.length === 0 ? [] : lines;
}

function printRow(
  terminal: Terminal, row: Row, block: readonly string[], cells: readonly Cell[],
  label: number, sentences: boolean,
): string {
  const lead = row.label.padEnd(label);
  const clipped = clip(row.sentence, SENTENCE_WIDTH).padEnd(SENTENCE_WIDTH);
  const sentence = sentences ? ' '.repeat(GAP) + clipped : '';
  const printed = block.map((column) => {
    const cell = cells.find((c) => row.ids.includes(c.property) && c.column === column);
    const [text, color] = printCell(cell);
    const pad = ' '.repeat(Math.max(0, widthOfColumn(column) - text.length));
    return ' '.repeat(GAP) + paint(terminal, color, text) + pad;
  });
  return (lead + sentence + printed.join('')).trimEnd();
}

/** Theorems, lemmas, modules and whatever else speaks of no transition. */
export function printAlone(
  terminal: Terminal, cells: readonly Cell[], headings: Headings,
): readonly string[] {
  const alone = cells.filter(isAlone);
  const label = Math.max(...alone.map((c) => labelAlone(c).length), 0);
  return alone.map((cell) => {
    const [text, color] = printCell(cell);
    const pad = ' '.repeat(Math.max(0, 'REFUTED'.length - text.length));
    const sentence = cell.property === STRUCTURE.witness
      ? PREMISES : findSentence(headings, cell.property);
    const room = terminal.columns - label - 'REFUTED'.length - 2 * GAP;
    const lead = `${labelAlone(cell).padEnd(label)}  ${paint(terminal, color, text)}${pad}`;
    return `${lead}  ${clip(sentence, room)}`;
  });
}
