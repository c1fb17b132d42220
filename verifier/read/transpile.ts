// Sources as JavaScript that can be run without touching the disk: types erased, imports as calls
// of `require`, nothing else changed.

import { ts } from 'ts-morph';

/** The body of a function of `require` and `exports`. The text must have been read before. */
export const transpile = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      verbatimModuleSyntax: false,
    },
  }).outputText;
