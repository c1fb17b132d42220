// Mutants of the verifier: a copy of its sources with pieces of text replaced. A piece that does
// not occur exactly once is an error: the rule has moved, and the mutant must follow it.

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openScratch, ROOT } from './canary.ts';
import type { Canary, Prove } from './canary.ts';

export type Patch = {
  readonly file: string; // inside verifier/
  readonly find: string;
  readonly replace: string;
};

export type Mutant = {
  readonly rule: string;
  readonly says: string; // what the mutant does instead
  readonly canary: Canary;
  readonly patches: readonly Patch[];
  readonly leaves?: Canary['fails']; // what even the mutant does not prove
  readonly fault?: { readonly patches: readonly Patch[]; readonly fails: Canary['fails'] };
};

/** The text as a pattern that does not mind how its lines are broken. */
function patternFor(find: string): RegExp {
  const tokens = find.match(/\w+|[^\w\s]/g) ?? [];
  const source = tokens.map((token) => {
    const plain = token.replaceAll(/[^\w]/g, (sign) => `\\u${hex(sign)}`);
    return /[)\]}]/.test(token) ? `,?\\s*${plain}` : plain;
  });
  return new RegExp(source.join('\\s*'), 'g');
}

const hex = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(4, '0');

export function applyPatch(text: string, { file, find, replace }: Patch): string {
  const pattern = patternFor(find);
  const count = [...text.matchAll(pattern)].length;
  if (count === 1) return text.replace(pattern, () => replace);
  throw new Error(
    `verifier/${file}: the text that this mutant replaces occurs ${count} times, not once:\n`
    + `${find}\nWrite the patch anew from the code that now implements the rule.`,
  );
}

/** Copies the verifier, patches the copy, uses its prover, and removes it. */
export async function withMutant<T>(
  patches: readonly Patch[], use: (prove: Prove) => Promise<T>,
): Promise<T> {
  const folder = openScratch('mutant');
  try {
    for (const room of ['verifier', 'declare']) {
      cpSync(join(ROOT, room), join(folder, room), { recursive: true });
    }
    for (const patch of patches) {
      const path = join(folder, 'verifier', patch.file);
      writeFileSync(path, applyPatch(readFileSync(path, 'utf8'), patch));
    }
    const entry = pathToFileURL(join(folder, 'verifier', 'prove.ts')).href;
    const mutant = await import(entry) as { readonly prove: Prove };
    return await use(mutant.prove);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
