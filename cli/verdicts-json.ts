// A run as one JSON object, schema `plimsoll.verdicts/1`. Integers beyond a double's reach are
// strings.

import { encodeCounterexample } from '../verifier/replay/file.ts';
import type { ProofRun, Verdict } from '../verifier/verdict.ts';
import type { Difference } from './expected.ts';

export const SCHEMA = 'plimsoll.verdicts/1';

function encode(verdict: Verdict): object {
  const { counterexample: found } = verdict;
  return { ...verdict, counterexample: found === null ? null : encodeCounterexample(found) };
}

/** `startedMs`: from the start of the process to the start of the proof; `readMs`: its reading. */
export type Times = { readonly startedMs: number; readonly readMs: number };
export type Circumstances = Times & {
  readonly difference: Difference | null;
  readonly unasked: readonly string[];
};

export function printJson(run: ProofRun, circumstances: Circumstances): string {
  const { difference, unasked, startedMs, readMs } = circumstances;
  const asked = run.verdicts.filter((v) => !v.folded).length;
  const document = {
    schema: SCHEMA,
    kernel: { hash: run.kernelHash },
    solver: run.solver,
    obligations: run.verdicts.map(encode),
    totals: { ...run.totals, asked, folded: run.verdicts.length - asked },
    elapsedMs: run.elapsedMs,
    firstVerdictMs: run.firstVerdictMs,
    startedMs,
    readMs,
    expected: difference,
    unasked,
  };
  return JSON.stringify(document);
}
