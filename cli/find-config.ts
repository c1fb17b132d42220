// Finds the configuration that a command is about: the one named, or the nearest plimsoll.config.ts
// from the current folder upward.

import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { UsageError } from './usage.ts';

const CONFIG_NAME = 'plimsoll.config.ts';

/** An absolute path. Throws a UsageError where there is none. */
export function findConfig(named: string | null, from: string): string {
  if (named === null) return findUpward(from);
  const path = resolve(from, named);
  if (existsSync(path) && statSync(path).isFile()) return path;
  throw new UsageError(`plimsoll: no file ${relative(from, path)}: give --config a ${CONFIG_NAME}`);
}

function findUpward(from: string): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = join(folder, CONFIG_NAME);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) {
      throw new UsageError(
        `plimsoll: no ${CONFIG_NAME} here or above: go to a folder that has one, or give --config`,
      );
    }
  }
}
