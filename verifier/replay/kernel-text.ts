// A project's kernel and properties executed from texts in memory: for a changed source that never
// reaches the disk. The reader has accepted those texts, so that they import nothing but each other
// and the declarations, and do nothing when loaded.

import { readFileSync } from 'node:fs';
import { transpile } from '../read/transpile.ts';
import { resolveImport } from '../read/source.ts';
import type { Project } from '../read/tree.ts';
import { loadKernel } from './kernel.ts';
import type { Kernel, Members } from './kernel.ts';

type Loaded = { readonly exports: Members };
type Body = (require: (name: string) => unknown, exports: object) => void;

/** Compiled bodies by text: of a changed project all but one are known. */
export type Bodies = Map<string, Body>;

function compileBody(bodies: Bodies, text: string): Body {
  const known = bodies.get(text);
  if (known !== undefined) return known;
  const body = new Function('require', 'exports', transpile(text)) as Body;
  bodies.set(text, body);
  return body;
}

/** `texts` by absolute path; the configuration is one of them. */
export function loadKernelText(
  project: Project, texts: ReadonlyMap<string, string>, bodies: Bodies,
): Promise<Kernel> {
  const loaded = new Map<string, Loaded>();
  const load = (path: string): Members => {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const exports = {};
    loaded.set(path, { exports });
    const require = (name: string): unknown => {
      const target = resolveImport(project.root, path, name);
      if (target === null) throw new TypeError(`${path} imports ${name}`);
      return load(target);
    };
    compileBody(bodies, texts.get(path) ?? readFileSync(path, 'utf8'))(require, exports);
    return exports;
  };
  return loadKernel(project, async (path) => load(path));
}
