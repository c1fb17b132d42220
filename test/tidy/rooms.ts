// Who may import whom: the table of rooms, and the order of the verifier's stages. An entry that
// ends in ` (types)` allows a type-only import.

import { dirname, posix } from 'node:path';
import { findImports, parse } from './sources.ts';

type Rule = { readonly rooms: readonly string[]; readonly packages: readonly string[] };

/** The command and its tests may import every room; a test belongs to no room. */
export const ROOMS: Readonly<Record<string, Rule>> = {
  kernel: { rooms: ['kernel'], packages: [] },
  declare: { rooms: ['declare'], packages: [] },
  spec: { rooms: ['spec', 'declare', 'kernel (types)'], packages: [] },
  invariants: { rooms: ['invariants', 'declare', 'spec', 'kernel (types)'], packages: [] },
  proofs: { rooms: ['proofs', 'declare', 'invariants', 'spec', 'kernel'], packages: [] },
  generators: {
    // the verifier's stages but the solvers': what judges a step there judges it here too
    rooms: [
      'generators', 'declare', 'runtime', 'verifier/read', 'verifier/ir', 'verifier/evaluate',
      'verifier/obligation', 'verifier/replay', 'verifier/solve', 'verifier/witness',
      'verifier/prove.ts', 'verifier/reprove.ts', 'verifier/verdict.ts',
    ],
    packages: ['fast-check', 'node:', 'tsx'], // the loader of a thread
  },
  verifier: { rooms: ['verifier'], packages: ['ts-morph', 'z3-solver', 'node:'] },
  runtime: { rooms: ['runtime', 'declare'], packages: ['node:crypto'] },
  cli: {
    rooms: ['cli', 'verifier', 'runtime', 'declare', 'generators'],
    packages: ['node:', 'tsx'],
  },
};

/** A stage imports itself and what stands before it. `verifier/*.ts` speaks of all stages. */
export const STAGES: Readonly<Record<string, number>> = {
  read: 0, ir: 1, evaluate: 1, symbolic: 2, obligation: 3, solve: 4, replay: 5, witness: 6,
  export: 7, report: 7,
};

/** Only the reader may touch the compiler, only the solver's stage the solver. */
const PACKAGE_STAGE: Readonly<Record<string, string>> = {
  'ts-morph': 'verifier/read', 'z3-solver': 'verifier/solve',
};

function matches(name: string, allowed: string): boolean {
  if (allowed === 'node:') return name.startsWith('node:');
  return name === allowed || name.startsWith(`${allowed}/`);
}

function resolveImport(path: string, from: string): string | null {
  if (from === 'plimsoll') return 'declare/index.ts';
  return from.startsWith('.') ? posix.join(dirname(path), from) : null;
}

function allowsRoom(rule: Rule, target: string, typeOnly: boolean): boolean {
  return rule.rooms.some((room) => {
    const name = room.replace(' (types)', '');
    return matches(target, name) && (typeOnly || name === room);
  });
}

/** `file:line what` for each import that the table forbids. */
export function findForbiddenImports(path: string): readonly string[] {
  const rule = ROOMS[path.split('/')[0] ?? ''];
  if (rule === undefined || !path.includes('/')) return [];
  return findImports(parse(path)).flatMap(({ from, typeOnly, line }) => {
    const target = resolveImport(path, from);
    const allowed = target === null
      ? rule.packages.some((p) => matches(from, p)) && path.startsWith(PACKAGE_STAGE[from] ?? '')
      : allowsRoom(rule, target, typeOnly);
    return allowed ? [] : [`${path}:${line} imports ${from}`];
  });
}

function findStage(path: string): number | null {
  const [room, stage, file] = path.split('/');
  return room === 'verifier' && file !== undefined ? STAGES[stage ?? ''] ?? NaN : null;
}

/** What two stages agree upon: it may be imported from before its stage, and imports nothing. */
export const CONTRACTS = ['verifier/solve/query.ts'];

/** Imports of a later stage, and stages that the order does not know. */
export function findBackwardImports(path: string): readonly string[] {
  const stage = findStage(path);
  if (stage === null) return [];
  return findImports(parse(path)).flatMap(({ from, line }) => {
    const target = resolveImport(path, from);
    const other = target === null ? null : findStage(target);
    const allowed = other === null || other <= stage || CONTRACTS.includes(target ?? '');
    return allowed ? [] : [`${path}:${line} imports ${from}`];
  });
}
