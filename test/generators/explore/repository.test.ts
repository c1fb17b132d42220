// This repository's own kernel in its `small` scope: complete, nothing violated, every outcome
// reached but those listed here with the reason. And Ctrl-C, as a user presses it.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Scope } from '../../../declare/index.ts';
import { ROOT } from '../../cli/session.ts';
import { exploreScope, open } from './opened.ts';

const UNREACHED = [
  'trade too_many_accounts', // 2^32 accounts
  'liquidate too_many_accounts', // 2^32 accounts
];

it('small is complete, holds, and reaches every outcome but those listed', async () => {
  const opened = await open(ROOT);
  const explored = await exploreScope(opened, opened.scopes['small'] as Scope);
  expect(explored.violations).toEqual([]);
  expect([explored.complete, explored.symmetric]).toEqual([true, true]);
  expect(explored.unexpanded).toEqual({ depth: 0, outside: 0 });
  expect(explored.states).toBeGreaterThan(1_000);
  expect(explored.compared).toBeGreaterThan(2_000);
  const unreached = explored.coverage.flatMap(({ transition, outcomes }) =>
    outcomes.filter(({ count }) => count === 0).map(({ outcome }) => `${transition} ${outcome}`));
  expect(unreached.sort()).toEqual([...UNREACHED].sort());
});

it('Ctrl-C ends a search with what it has found, and 130', async () => {
  const child = spawn(process.execPath,
    [join(ROOT, 'cli', 'plimsoll.mjs'), 'explore', '--scope', 'medium', '--json'], { cwd: ROOT });
  let out = '';
  child.stdout.on('data', (text: Buffer) => { out += text.toString(); });
  child.stderr.once('data', () => child.kill('SIGINT')); // the first line of progress
  const code = await new Promise((resolve) => { child.once('close', resolve); });
  const report = JSON.parse(out) as Readonly<Record<string, unknown>>;
  expect([code, report['complete'], report['stopped']]).toEqual([130, false, 'interrupted']);
  expect(report['states']).toBeGreaterThan(100);
  expect(report['violations']).toEqual([]);
});
