// Refusals: what the reader says of a source that is outside the subset, or of a configuration that
// names no kernel. A refusal is the user's to correct; nothing has been written when it is raised.

import { findRule } from './rules.ts';
import type { Position } from './tree.ts';

export class Refusal extends Error {
  readonly rule: string;
  readonly at: Position;
  readonly problem: string;
  readonly instead: string;

  constructor(rule: string, at: Position, problem: string | null, instead: string | null) {
    const known = findRule(rule);
    if (known === undefined) throw new TypeError(`no rule ${rule}`);
    const said = problem ?? `${known.refused}: not in the subset`;
    const advice = instead ?? known.instead;
    super(`${rule} ${at.file}:${at.line}:${at.column} ${said}: ${advice}`);
    this.name = 'Refusal';
    this.rule = rule;
    this.at = at;
    this.problem = said;
    this.instead = advice;
  }
}

/** Every refusal of one run, by file, line and column. What `readProject` throws, also for one. */
export class RefusalList extends Error {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    const sorted = sortRefusals(refusals);
    super(sorted.map((refusal) => refusal.message).join('\n'));
    this.name = 'RefusalList';
    this.refusals = sorted;
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sortRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
  const distinct = new Map(refusals.map((refusal) => [refusal.message, refusal]));
  return [...distinct.values()].sort(
    (a, b) =>
      order(a.at.file, b.at.file) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column ||
      order(a.rule, b.rule),
  );
}
