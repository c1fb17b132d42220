// Which statements part the ways through a body: by this the interpreter names the way that it
// went, and the symbolic executor splits its paths.

import type { Statement } from '../read/tree.ts';

/** Whether a return is reached within: only such a statement parts the ways through a body. */
export const mayReturn = (statements: readonly Statement[]): boolean =>
  statements.some((s) => {
    switch (s.kind) {
      case 'return':
        return true;
      case 'if':
        return mayReturn(s.then) || mayReturn(s.otherwise);
      case 'switch':
        return s.cases.some((arm) => mayReturn(arm.body));
      case 'for':
        return mayReturn(s.body);
      default:
        return false;
    }
  });
