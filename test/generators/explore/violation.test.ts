// Broken purses: the explorer finds a violation with a trace that is as short as can be, the real
// kernel confirms it, and `plimsoll replay` runs what was written. Each is broken in another way,
// so that each kind of check is seen to fail.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../declare/index.ts';
import { replay } from '../../../verifier/replay/replay.ts';
import { copyPurse, runPlimsoll } from '../../cli/session.ts';
import type { Copy } from '../../cli/session.ts';
import { exploreScope, open } from './opened.ts';

const copies: Copy[] = [];
afterEach(() => copies.splice(0).forEach((copy) => copy.remove()));

function breakPurse(file: string, from: string, to: string): Copy {
  const copy = copyPurse();
  copies.push(copy);
  copy.edit(file, from, to);
  return copy;
}

const KERNEL = 'kernel/purse.ts';
const ROUND_DOWN = ['return (x * y + d - 1n) / d;', 'return (x * y) / d;'] as const;

describe('a purse that', () => {
  it.each<readonly [string, string, string, string, string, string, number]>([
    ['takes a fee that nobody gets', KERNEL, 'fees: venue.fees + fee', 'fees: venue.fees',
      'CON-transfer', 'transfer', 3],
    ['rounds a fee down', KERNEL, ...ROUND_DOWN, 'CON-transfer', 'transfer', 3],
    ['rejects in another order', KERNEL,
      "if (event.from === event.to) return { kind: 'rejected', code: 'same_account' };\n", '',
      'CON-transfer', 'transfer', 2],
    ['changes what its frame keeps', KERNEL, 'fees: venue.fees + fee }', 'rate: 0n }',
      'CON-transfer', 'transfer', 3],
    ['charges the receiver', 'invariants/accounting.ts', 'acts || now.balance >= was.balance',
      'now.balance >= was.balance', 'STEP-01', 'transfer', 3],
    ['divides by zero', KERNEL, 'mulDivUp(event.amount, venue.rate, PPM)',
      'mulDivUp(event.amount, venue.rate, venue.fees)', 'DEFINED', 'transfer', 2],
    ['begins in debt', KERNEL, 'vault: 0n, fees: 0n, rate: params.rate',
      'vault: -1n, fees: -1n, rate: params.rate', 'INV-02', 'genesis', 1],
    ['stores too much', 'plimsoll.config.ts',
      'stored: 170_141_183_460_469_231_731_687_303_715_884_105_727n, // 2^127 - 1',
      'stored: 1_000_000n,', 'STORED', 'deposit', 2],
    ['gives to a set of accounts', 'invariants/accounting.ts',
      '(_before: Venue, _after: Venue, accounts: Changes<Account>, _event: Event) =>\n'
        + '    accounts.every((was, now, acts) => acts || now.balance >= was.balance)',
      '(_before: Venue, _after: Venue, accounts: Changes<Account>, event: Event) =>\n'
        + "    event.kind === 'deposit' || accounts.change((a, chosen) =>\n"
        + '      (chosen ? a.balance : 0n)) <= 0n',
      'STEP-01', 'transfer', 3],
    ['claims something of every number', 'invariants/accounting.ts',
      '(_before: Venue, _after: Venue, accounts: Changes<Account>, _event: Event) =>\n'
        + '    accounts.every((was, now, acts) => acts || now.balance >= was.balance)',
      '(_before: Venue, after: Venue, _accounts: Changes<Account>, _event: Event, x: bigint) =>\n'
        + '    x !== 1n || after.vault !== 4n',
      'STEP-01', 'deposit', 3],
    ['computes too much', 'plimsoll.config.ts', '2n ** 255n - 1n', '1_000_000_000n',
      'INTERMEDIATE', 'deposit', 2],
  ])('%s is caught', async (_what, file, from, to, property, transition, length) => {
    const opened = await open(breakPurse(file, from, to).folder);
    const explored = await exploreScope(opened, opened.scopes['small'] as Scope);
    expect([explored.complete, explored.stopped]).toEqual([false, 'violation']);
    const ids = explored.violations.map((one) =>
      `${one.property} ${one.transition} ${one.trace.length}`);
    expect(ids).toContain(`${property} ${transition} ${length}`);
    for (const { step, ...found } of explored.violations) {
      const situation = { property: found.property, transition: found.transition, ...step };
      const replayed = replay(opened.project, opened.kernel, situation, []);
      expect([found.property, replayed.kind]).toEqual([found.property, 'violated']);
    }
  });

  it('pays with money that is not there is shown with a trace that replays', () => {
    const copy = breakPurse(KERNEL, 'vault: venue.vault + event.amount }', 'vault: venue.vault }');
    copy.edit('spec/deposit.ts', 'v2.vault === v.vault + e.amount', 'v2.vault === v.vault');
    const { code, out } = runPlimsoll(copy.folder, ['explore']);
    const lines = out.split('\n');
    expect([code, lines]).toEqual([1, expect.arrayContaining([
      'VIOLATED INV-01 by deposit', '  Every token has one owner.',
      expect.stringMatching(/^ {2}trace {3}0 genesis \{ rate: \d+n \}$/),
      expect.stringMatching(/^ {10}1 deposit \{ kind: 'deposit', account: 1n, amount: \d+n \}$/),
      'stopped at the first violation, 1 events after genesis: none is shorter',
    ])]);
    const file = /^ {2}written +(.*)$/m.exec(out)?.[1] ?? '';
    const written = JSON.parse(readFileSync(join(copy.folder, file), 'utf8')) as {
      readonly trace: readonly unknown[] };
    expect(written.trace.length).toBe(2);
    const replayed = runPlimsoll(copy.folder, ['replay', file]);
    expect([replayed.code, replayed.err]).toEqual([1, '']);
    expect(replayed.out).toContain('VIOLATED INV-01 by deposit');
  });
});
