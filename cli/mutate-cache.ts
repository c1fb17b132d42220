// Judgements kept from run to run: a line of JSON each, in a file named after all that they depend
// on. A line that was cut off by an interrupt is left out, and judged again.

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MutateCommand } from './arguments.ts';
import type { Judgement } from '../generators/judge-mutant.ts';
import type { Project } from '../verifier/read/tree.ts';

export type Judgements = {
  readonly find: (id: string) => Judgement | undefined;
  readonly add: (judgement: Judgement) => void;
};

/** Changes whenever judgements made by an earlier version must not be taken over. */
const VERSION = 2;

function parseLine(line: string): readonly Judgement[] {
  try {
    const found = JSON.parse(line) as Judgement;
    return typeof found.id === 'string' && typeof found.verdict === 'string' ? [found] : [];
  } catch {
    return [];
  }
}

function cachePath(project: Project, command: MutateCommand): string {
  const { seed, rlimit, thorough } = command;
  const depends = [VERSION, project.hash, seed, rlimit, thorough].join(' ');
  const key = createHash('sha256').update(depends);
  return join(project.root, '.plimsoll', 'mutants', `${key.digest('hex').slice(0, 16)}.jsonl`);
}

export function openJudgements(project: Project, command: MutateCommand): Judgements {
  const path = cachePath(project, command);
  if (command.fresh) rmSync(path, { force: true });
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const known = new Map(lines.flatMap(parseLine).map((one) => [one.id, one] as const));
  mkdirSync(dirname(path), { recursive: true });
  return {
    find: (id) => known.get(id),
    add: (judgement) => {
      known.set(judgement.id, judgement);
      appendFileSync(path, `${JSON.stringify(judgement)}\n`);
    },
  };
}
