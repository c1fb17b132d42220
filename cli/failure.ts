// How a command ends when it cannot do its work, and what each end means to the shell. One message,
// no stack trace unless it is asked for.

import { ScopeFault, ValueFault } from '../generators/explore/fault.ts';
import { NoStart } from '../generators/no-start.ts';
import { Refusal, RefusalList } from '../verifier/read/refusal.ts';
import { LoadFault } from '../verifier/replay/kernel.ts';
import { FileFault } from '../verifier/replay/value-json.ts';
import { SolverMissing } from '../verifier/solve/query.ts';
import type { Terminal } from './terminal.ts';
import { EXIT, UsageError } from './usage.ts';

/** What the user can correct; anything else is the toolchain's own. */
const FAULTS = [
  UsageError, Refusal, RefusalList, LoadFault, FileFault, SolverMissing, NoStart, ScopeFault,
  ValueFault,
];

function exitCodeFor(error: unknown): number {
  return FAULTS.some((fault) => error instanceof fault) ? EXIT.usage : EXIT.toolchain;
}

/** Prints the message (of the toolchain's own failure, also what to do); returns the exit code. */
export function explainFailure(terminal: Terminal, error: unknown, debug: boolean): number {
  const code = exitCodeFor(error);
  const message = error instanceof Error ? error.message : String(error);
  const lead = code === EXIT.usage ? '' : 'plimsoll: the toolchain failed: ';
  terminal.err(`${lead}${message}\n`);
  if (debug && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`);
  else if (code === EXIT.toolchain) {
    terminal.err('Nothing was proved. --debug shows where it failed.\n');
  }
  return code;
}
