// A small ledger as files in a temporary folder, with any of them replaced: what the tests of whole
// projects start from.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RefusalList } from '../../../verifier/read/refusal.ts';
import { readProject } from '../../../verifier/read/project.ts';

export const LEDGER: Readonly<Record<string, string>> = {
  'plimsoll.config.ts': `import { defineConfig } from 'plimsoll';
import { empty, genesis, move } from './kernel/ledger.ts';
export default defineConfig({
  genesis, empty, transitions: { move },
  properties: ['invariants/*.ts', 'spec/*.ts'],
  ranges: { stored: 2n ** 127n - 1n, intermediate: (1n + 1n) * 2n ** 254n },
});
`,
  'kernel/ledger.ts': `import { isDue } from './due.ts';
export type Venue = { readonly total: bigint };
export type Account = { readonly amount: bigint };
export type Move = {
  readonly kind: 'move'; readonly payer: bigint; readonly payee: bigint; readonly sum: bigint;
};
export type Outcome<T extends readonly Account[], Code extends string> =
  | { readonly kind: 'accepted'; readonly venue: Venue; readonly touched: T }
  | { readonly kind: 'rejected'; readonly code: Code };
type Codes = 'same' | 'poor';
export const empty: Account = { amount: 0n };
export const genesis = (_params: Record<never, bigint>): Outcome<readonly [], 'never'> =>
  ({ kind: 'accepted', venue: { total: 0n }, touched: [] });
export function move(
  venue: Venue, payer: Account, payee: Account, event: Move,
): Outcome<readonly [Account, Account], Codes> {
  if (event.payer === event.payee) return { kind: 'rejected', code: 'same' };
  if (!isDue(event.sum)) return { kind: 'rejected', code: 'poor' };
  const less: Account = { amount: payer.amount - event.sum };
  return { kind: 'accepted', venue, touched: [less, { amount: payee.amount + event.sum }] };
}
`,
  'kernel/due.ts': 'export const isDue = (sum: bigint): boolean => sum > 0n;\n',
  'invariants/total.ts': `import { type Accounts, invariant } from 'plimsoll';
import type { Account, Venue } from '../kernel/ledger.ts';
export const total = invariant('INV-01', 'The total is the sum.',
  (v: Venue, accounts: Accounts<Account>) => v.total === accounts.sum((a) => a.amount));
`,
  'spec/move.ts': `import { contract } from 'plimsoll';
import type { Account, Move, Venue } from '../kernel/ledger.ts';
export const moveContract = contract('move', {
  actors: ['payer'],
  rejects: {
    same: (_v: Venue, _t: readonly [Account, Account], e: Move) => e.payer === e.payee,
    poor: (_v, _t, e) => e.sum <= 0n,
  },
  ensures: (v, [a], e, v2, [a2]) => v2.total === v.total && a2.amount === a.amount - e.sum,
  changes: { payer: ['amount'], payee: ['amount'] },
});
`,
};

/**
 * Writes the ledger with replacements (an empty text leaves a file out), uses it, and removes it.
 */
export function withLedger<T>(
  replaced: Readonly<Record<string, string>>,
  use: (config: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-read-'));
  try {
    for (const [name, text] of Object.entries({ ...LEDGER, ...replaced })) {
      if (text === '') continue;
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return use(join(folder, 'plimsoll.config.ts'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The ledger's own text of a file with one piece of it changed, as a replacement. */
export function changed(name: string, from: string, to: string): Readonly<Record<string, string>> {
  const text = LEDGER[name] ?? '';
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  return { [name]: text.replace(from, to) };
}

/** The messages of the refusals that reading the ledger gives, up to the advice. */
export function refusals(replaced: Readonly<Record<string, string>>): readonly string[] {
  return withLedger(replaced, (config) => {
    try {
      readProject(config);
    } catch (caught) {
      if (!(caught instanceof RefusalList)) throw caught;
      return caught.refusals.map(
        ({ rule, at, problem }) => `${rule} ${at.file}:${at.line} ${problem}`,
      );
    }
    return [];
  });
}
