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

/** One line of text: rewritten on a terminal, printed again now and then elsewhere. */
export type Line = {
  readonly show: (text: string, plain?: string) => void; // `plain`: where it is not rewritten
  readonly clear: () => void;
};

/** `now`: a monotonic clock, in milliseconds. */
export function openLine(
  terminal: Terminal, now: () => number = () => performance.now(),
): Line {
  const every = terminal.interactive ? REDRAW_MS : PLAIN_MS;
  let drawnMs = -Infinity;
  let shown = false;
  return {
    show: (text, plain = text) => {
      shown = true;
      if (now() - drawnMs < every) return;
      drawnMs = now();
      terminal.err(
        terminal.interactive ? ERASE + text.slice(0, terminal.lineWidth - 1) : `${plain}\n`,
      );
    },
    clear: () => {
      if (terminal.interactive && shown) terminal.err(ERASE);
    },
  };
}

export function openProgress(
  terminal: Terminal, now: () => number = () => performance.now(),
): ProgressLine {
  const line = openLine(terminal, now);
  let last: Progress | null = null;
  return {
    show: (progress) => {
      last = progress;
      const text = print(progress);
      line.show(`${text}  ${progress.last}`, text);
    },
    clear: line.clear,
    last: () => last,
  };
}

function print(progress: Progress): string {
  return `${progress.done} of ${progress.total} obligations`;
}
