// Gathers the verdicts of single obligations into cells, one per property and column: a transition,
// `genesis` for a base case, an implementation of modules for what is proved of each, `-` for what
// speaks of none of these. A cell is as bad as its worst
// part.

import type { Verdict, VerdictClass } from '../verifier/verdict.ts';

export type Cell = {
  readonly property: string;
  readonly column: string;
  readonly kind: string;
  readonly verdict: VerdictClass;
  readonly proved: number;
  readonly total: number;
  readonly assumptions: readonly string[]; // sorted
};

/** Worst first. */
export const SEVERITY: readonly VerdictClass[] = [
  'refuted', 'not inductive', 'unknown', 'vacuous', 'open', 'assumed', 'proved',
];
export const GENESIS = 'genesis';
export const NOWHERE = '-';

/** Whether a run that holds this verdict fails. Open and assumed are shown, and compared. */
export function fails(verdict: VerdictClass): boolean {
  return SEVERITY.indexOf(verdict) < SEVERITY.indexOf('open');
}

function findColumn(verdict: Verdict): string {
  return verdict.transition ?? (verdict.kind === 'base' ? GENESIS : verdict.path ?? NOWHERE);
}

/** Code-unit order: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In order of first appearance. */
export function gatherCells(verdicts: readonly Verdict[]): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const verdict of verdicts) {
    const column = findColumn(verdict);
    const key = `${verdict.property} ${column}`;
    cells.set(key, join(cells.get(key), verdict, column));
  }
  return [...cells.values()];
}

function join(cell: Cell | undefined, next: Verdict, column: string): Cell {
  const { property, kind, verdict } = next;
  const assumptions = [...new Set([...(cell?.assumptions ?? []), ...next.assumptions])];
  const before = cell?.verdict ?? 'proved';
  return {
    property,
    column,
    kind: cell?.kind ?? kind,
    verdict: SEVERITY.indexOf(verdict) < SEVERITY.indexOf(before) ? verdict : before,
    proved: (cell?.proved ?? 0) + (verdict === 'proved' ? 1 : 0),
    total: (cell?.total ?? 0) + 1,
    assumptions: assumptions.sort(compareText),
  };
}
