// Paths matched by a pattern: `*` and `?` within one name, `**` over folders. In code-unit order,
// so that the order of properties is the same on every machine.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules']);

/**
 * Files under a folder that match, as paths relative to it with `/`; none if there is no such
 * folder.
 */
export function findFiles(root: string, pattern: string): readonly string[] {
  const names = pattern
    .replace(/^\.\//, '')
    .split('/')
    .filter((name) => name !== '');
  return [...new Set(findIn(root, '', names))].sort();
}

function findIn(root: string, folder: string, names: readonly string[]): readonly string[] {
  const [name, ...rest] = names;
  if (name === undefined || name === '..') return [];
  const entries = readEntries(join(root, folder));
  const path = (child: string): string => (folder === '' ? child : `${folder}/${child}`);
  if (name === '**') {
    const deeper = entries
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => findIn(root, path(entry.name), names));
    return [...findIn(root, folder, rest), ...deeper];
  }
  const matched = entries.filter((entry) => toRegExp(name).test(entry.name));
  if (rest.length === 0)
    return matched.filter((entry) => entry.isFile()).map((entry) => path(entry.name));
  return matched
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => findIn(root, path(entry.name), rest));
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(
      ({ name }) => !SKIPPED.has(name) && !name.startsWith('.'),
    );
  } catch {
    return [];
  }
}

function toRegExp(name: string): RegExp {
  const escaped = name.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
