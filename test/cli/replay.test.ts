// `plimsoll replay` on the leaky ledger: whether the violation still occurs, said in words, in
// JSON and by the exit code; files and configurations that do not fit end with 2 and one line.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../cli/main.ts';

const CONFIG = fileURLToPath(
  new URL('../verifier/replay/leaky/plimsoll.config.ts', import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const account = (balance: bigint): unknown => ({ balance: balance.toString(), tier: 'basic' });
const recorded = {
  schema: 'plimsoll.counterexample/1',
  property: 'INV-01',
  claim: 'v.vault === …',
  at: { file: 'properties.ts', line: 10, column: 5 },
  inputs: {},
  others: [],
  step: {
    transition: 'transfer',
    event: { kind: 'transfer', from: '1', to: '2', amount: '20' },
    touched: { from: account(50n), to: account(10n) },
    venue: { vault: '60', fees: '0', moves: '0' },
  },
};

async function run(file: unknown, ...words: readonly string[]) {
  const path = join(folder, 'found.json');
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
  const printed = { out: '', err: '' };
  const terminal = {
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
    interactive: false,
    color: false,
    columns: 100,
    lineWidth: 80,
  };
  const code = await main(['replay', path, ...words], terminal, folder);
  return { code, ...printed };
}

describe('plimsoll replay', () => {
  it('shows a violation that still occurs: claim, values, step, and ends with 1', async () => {
    const { code, out } = await run(recorded, '--config', CONFIG);
    expect(code).toBe(1);
    for (const line of [
      'VIOLATED INV-01 by transfer',
      'Every token has one owner.',
      'v.vault === accounts.sum((a) => a.balance) + v.fees',
      'at properties.ts:',
      'transfer: accepted',
      'kernel.ts:',
    ])
      expect(out).toContain(line);
    expect(out).toMatch(/venue\.fees +0n -> 1n/);
    expect(out).toMatch(/v\.vault +(= )?60n/);
  });

  it('says that a violation no longer occurs, and ends with 0', async () => {
    const rejected = {
      ...recorded,
      step: { ...recorded.step, event: { ...recorded.step.event, amount: '90' } },
    };
    const { code, out } = await run(rejected, '--config', CONFIG);
    expect(out).toContain('NOT VIOLATED INV-01 by transfer');
    expect(out).toContain('the property holds of this step on the real kernel');
    expect(code).toBe(0);
  });

  it('prints one JSON object', async () => {
    const { code, out } = await run(recorded, '--config', CONFIG, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'plimsoll.replay/1',
      property: 'INV-01',
      transition: 'transfer',
      violated: true,
      reason: null,
      counterexample: { schema: 'plimsoll.counterexample/1', step: { venueAfter: { fees: '1' } } },
    });
  });

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ['no JSON', '{', /it is not JSON/],
    [
      'a venue of another kernel',
      { ...recorded, step: { ...recorded.step, venue: { pool: '1' } } },
      /step\.venue\.pool: the kernel has no such field/,
    ],
    [
      'an unknown property',
      { ...recorded, property: 'INV-77' },
      /the project has no property INV-77/,
    ],
  ];
  it.each(wrong)('ends with 2 and one line on %s', async (_name, file, message) => {
    const { code, out, err } = await run(file, '--config', CONFIG);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('ends with 2 where there is no configuration, or no file', async () => {
    expect(await run(recorded)).toMatchObject({ code: 2 });
    rmSync(join(folder, 'found.json'));
    const printed: string[] = [];
    const terminal = {
      out: () => undefined,
      err: (text: string) => void printed.push(text),
      interactive: false,
      color: false,
      columns: 100,
      lineWidth: 80,
    };
    expect(await main(['replay', 'gone.json'], terminal, folder)).toBe(2);
    expect(printed.join('')).toContain('no file gone.json');
  });
});
