// How far a run is: one line that is rewritten on a terminal, a plain line every few seconds
// elsewhere. Obligations are asked while later ones are still being posed, so that their number
// grows.

import { performance } from 'node:perf_hooks';
import type { Progress } from '../verifier/verdict.ts';
import type { Terminal } from './terminal.ts';

export type ProgressLine = {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void; // of a terminal, before anything else is printed
  readonly last: () => Progress | null;
};

const ERASE = '\r\u001b[2K';
const REDRAW_MS = 50;
const PLAIN_MS = 5_000;

/** `now`: a monotonic clock, in milliseconds. */
export function openProgress(
  terminal: Terminal, now: () => number = () => performance.now(),
): ProgressLine {
  const every = terminal.interactive ? REDRAW_MS : PLAIN_MS;
  let last: Progress | null = null;
  let drawnMs = -Infinity;
  return {
    show: (progress) => {
      last = progress;
      if (now() - drawnMs < every) return;
      drawnMs = now();
      const text = print(progress);
      terminal.err(
        terminal.interactive
          ? ERASE + `${text}  ${progress.last}`.slice(0, terminal.lineWidth - 1)
          : `${text}\n`,
      );
    },
    clear: () => {
      if (terminal.interactive && last !== null) terminal.err(ERASE);
    },
    last: () => last,
  };
}

function print(progress: Progress): string {
  return `${progress.done} of ${progress.total} obligations`;
}
