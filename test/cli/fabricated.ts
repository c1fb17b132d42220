// A run that no prover made, for tests of what is printed: every class of verdict is in it.

import type { Terminal } from '../../cli/terminal.ts';
import type { Counterexample, ProofRun, Verdict, VerdictClass } from '../../verifier/verdict.ts';

const AT = { file: 'invariants/accounting.ts', line: 8, column: 3 };

export function verdict(
  property: string, transition: string | null, cls: VerdictClass, more: Partial<Verdict> = {},
): Verdict {
  return {
    id: `${property}/${transition ?? '-'}/1/1`, property, kind: 'invariant', transition,
    path: transition === null ? null : '1', verdict: cls, folded: false, ms: 2, rlimit: 100,
    assumptions: [], reason: cls === 'proved' ? '' : `said why ${cls}`, at: AT,
    counterexample: null, ...more,
  };
}

export const counterexample: Counterexample = {
  property: 'INV-01',
  claim: 'v.vault === accounts.sum((a) => a.balance) + v.fees',
  at: AT,
  values: [['v.vault', 7n], ['accounts.sum((a) => a.balance)', 5n], ['v.fees', 1n]],
  inputs: {},
  step: {
    transition: 'transfer',
    event: { kind: 'transfer', from: 0n, to: 1n, amount: 1n },
    touched: { from: { balance: 7n }, to: { balance: 0n } },
    touchedAfter: { from: { balance: 4n }, to: { balance: 1n } },
    venue: { vault: 7n, fees: 0n, rate: 1_000_000n, feeds: [{ price: 3n }] },
    venueAfter: { vault: 7n, fees: 1n, rate: 1_000_000n, feeds: [{ price: 3n }] },
    outcome: 'accepted',
  },
  others: [{ balance: 0n }],
  relevant: ['venue.fees', 'from.balance'],
  modules: {},
  path: [{ file: 'kernel/purse.ts', line: 55, column: 3 }],
};

export const headings = {
  properties: [
    { id: 'INV-01', sentence: 'Every token has one owner, and nothing else is said of it here.' },
    { id: 'INV-02', sentence: 'No balance is negative.' },
    { id: 'CON-deposit', sentence: 'deposit' },
    { id: 'CON-transfer', sentence: 'transfer' },
    { id: 'THM-01', sentence: 'A transfer neither makes nor destroys money.' },
  ],
  transitions: ['deposit', 'transfer'],
};

export function fabricateRun(verdicts: readonly Verdict[]): ProofRun {
  const count = (...classes: VerdictClass[]): number =>
    verdicts.filter((v) => classes.includes(v.verdict)).length;
  return {
    kernelHash: 'ab12',
    solver: 'z3 0.0.0 (fabricated)',
    verdicts,
    totals: {
      proved: count('proved'), refuted: count('refuted', 'not inductive'),
      unknown: count('unknown'), vacuous: count('vacuous'), assumed: count('assumed'),
      open: count('open'),
    },
    elapsedMs: 2000,
    firstVerdictMs: 500,
  };
}

export function fabricateTerminal(more: Partial<Terminal> = {}): {
  readonly terminal: Terminal; readonly out: () => string; readonly err: () => string;
} {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    interactive: false, color: false, columns: 100, lineWidth: 80, ...more,
  };
  return { terminal, out: () => out.join(''), err: () => err.join('') };
}
