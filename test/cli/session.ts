// Runs the command as a user does, in a process of its own, in a copy of a kernel that a test may
// break. Copies lie in this repository's ignored folder, so that `plimsoll` resolves from them.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND = join(ROOT, 'cli', 'plimsoll.mjs');

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

export function runPlimsoll(folder: string, words: readonly string[]): Ended {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...words], {
    cwd: folder, encoding: 'utf8', env, maxBuffer: 2 ** 28,
  });
  return { code: status, out: stdout, err: stderr };
}

export type Copy = {
  readonly folder: string;
  /** Replaces the one occurrence of a text; throws where it is not there exactly once. */
  readonly edit: (file: string, from: string, to: string) => void;
  readonly remove: () => void;
};

export function copyKernel(source: string, parts: readonly string[]): Copy {
  mkdirSync(join(ROOT, '.plimsoll'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.plimsoll', 'copy-'));
  for (const part of parts) {
    cpSync(join(ROOT, source, part), join(folder, part), { recursive: true });
  }
  const edit = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, file), 'utf8');
    const count = text.split(from).length - 1;
    if (count !== 1) throw new Error(`${file} holds ${count} times: ${from}`);
    writeFileSync(join(folder, file), text.replace(from, () => to));
  };
  return { folder, edit, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const PARTS = [
  'plimsoll.config.ts', 'plimsoll.scopes.ts', 'kernel', 'spec', 'invariants', 'proofs',
];

/** This repository's own kernel with its properties. */
export function copyRepository(): Copy {
  return copyKernel('.', PARTS);
}

export function copyPurse(): Copy {
  return copyKernel('examples/purse', PARTS);
}
