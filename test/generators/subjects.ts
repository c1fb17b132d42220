// The kernels that the generators are tried on: this repository's own, the purse, and copies of
// them that a test breaks.

import { join } from 'node:path';
import { fuzz } from '../../generators/fuzz.ts';
import type { FuzzOptions, FuzzReport } from '../../generators/fuzz.ts';
import { loadSubject } from '../../generators/subject.ts';
import type { Subject } from '../../generators/subject.ts';
import { ROOT } from '../cli/session.ts';
import type { Copy } from '../cli/session.ts';

export const CONFIGS = {
  kernel: join(ROOT, 'plimsoll.config.ts'),
  purse: join(ROOT, 'examples', 'purse', 'plimsoll.config.ts'),
} as const;

const DEFAULTS: FuzzOptions = {
  seed: 1, from: 0, runs: 60, timeMs: null, wants: () => true, focus: [],
  onProgress: () => undefined, stopped: () => false,
};

export const fuzzWith = (
  subject: Subject, options: Partial<FuzzOptions> = {},
): Promise<FuzzReport> => fuzz(subject, { ...DEFAULTS, ...options });

export const loadCopy = (copy: Copy): Promise<Subject> =>
  loadSubject(join(copy.folder, 'plimsoll.config.ts'));
