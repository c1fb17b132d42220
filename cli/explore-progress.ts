// How far an exploration is: one line that is rewritten on a terminal, a plain line every few
// seconds elsewhere. What is left is known of the level alone: nobody knows how many follow.

import type { Progress } from '../generators/explore/explore.ts';
import type { Terminal } from './terminal.ts';

const ERASE = '\r\u001b[2K';
const PLAIN_MS = 5_000;

export const count = (n: number): string => Math.round(n).toLocaleString('en');

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

export function printBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const amount = bytes / 2 ** (10 * power);
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`;
}

function print(now: Progress, before: Progress | null, memory: number): string {
  const sinceMs = Math.max(1, now.elapsedMs - (before?.elapsedMs ?? 0));
  const rate = ((now.transitions - (before?.transitions ?? 0)) * 1_000) / sinceMs;
  const perState = now.transitions / Math.max(1, now.states - now.next - now.frontier);
  const left = rate === 0 ? '' : `, ${count((now.frontier * perState) / rate)} s`;
  return `depth ${now.depth}: ${count(now.frontier)} states left in this level${left}; `
    + `${count(now.states)} states, ${count(now.transitions)} transitions, ${count(rate)} a second,`
    + ` ${printBytes(now.bytes)} of ${printBytes(memory)}`;
}

export function openExploreProgress(terminal: Terminal, memory: number): {
  readonly show: (progress: Progress) => void; readonly clear: () => void;
} {
  const everyMs = terminal.interactive ? 500 : PLAIN_MS;
  let before: Progress | null = null;
  let drawn = false;
  return {
    show: (now) => {
      if (now.elapsedMs - (before?.elapsedMs ?? 0) < everyMs) return;
      const text = print(now, before, memory);
      before = now;
      drawn = true;
      terminal.err(terminal.interactive
        ? ERASE + text.slice(0, terminal.lineWidth - 1) : `${text}\n`);
    },
    clear: () => {
      if (terminal.interactive && drawn) terminal.err(ERASE);
      drawn = false;
    },
  };
}
