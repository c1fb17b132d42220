// How far a run over mutants is: how many, how fast, how long it will take, what survived so far.

import { performance } from 'node:perf_hooks';
import type { Terminal } from './terminal.ts';
import type { Judgement } from '../generators/judge-mutant.ts';

type MutationProgress = {
  readonly show: (judgement: Judgement, bytes: number) => void;
  readonly clear: () => void;
};

const ERASE = '\r\u001b[2K';
const REDRAW_MS = 100;
const PLAIN_MS = 10_000;
/** The rate is that of the last so many: what takes the proofs comes last, and takes longer. */
const LATELY = 40;

function printLeft(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return `${Math.ceil(seconds / 60)} min`;
}

const printGib = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);

/** `known`: judged by an earlier run, and not counted in the rate; `most`: bytes of a process. */
export function openMutationProgress(
  terminal: Terminal, total: number, known: number, most: number,
  now: () => number = () => performance.now(),
): MutationProgress {
  const startedMs = now();
  const every = terminal.interactive ? REDRAW_MS : PLAIN_MS;
  const lately = [startedMs]; // when the last of them were judged, the one before those first
  let [done, survived, largest, drawnMs] = [0, 0, 0, terminal.interactive ? -Infinity : startedMs];
  return {
    show: ({ id, verdict }, bytes) => {
      done += 1;
      largest = Math.max(largest, bytes);
      if (verdict === 'survived') survived += 1;
      lately.push(now());
      if (lately.length > LATELY + 1) lately.shift();
      if (now() - drawnMs < every) return;
      drawnMs = now();
      const since = lately[0] ?? startedMs;
      const rate = ((lately.length - 1) * 1000) / Math.max(1, now() - since);
      const left = printLeft((total - known - done) / rate);
      const text = `${known + done} of ${total} mutants, ${rate.toFixed(1)} a second, `
        + `about ${left} left, ${survived} survived, `
        + `${printGib(largest)} of ${printGib(most)} GiB a process`;
      terminal.err(terminal.interactive
        ? ERASE + `${text}  ${id}`.slice(0, terminal.lineWidth - 1) : `${text}\n`);
    },
    clear: () => {
      if (terminal.interactive && done > 0) terminal.err(ERASE);
    },
  };
}
