// Alive, dead or unknown: what is said of each accepted path and of each assumption, on the purse
// as it is and with paths that nothing takes.

import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { beforeDeposit, judge, readCells, useSolver, withPurse, withWholePurse } from './purse.ts';
import type { Judged } from './purse.ts';

const solver = useSolver();
const ACCEPTED = "return { kind: 'accepted', venue, touched: [account] };";

const classes = (judged: Judged): Readonly<Record<string, string>> =>
  Object.fromEntries([...judged].map(([id, { verdict }]) => [id, verdict]));

const ALIVE = {
  'WITNESS/genesis/accepted': 'proved', 'WITNESS/deposit/accepted': 'proved',
  'WITNESS/transfer/accepted': 'proved', 'WITNESS/LEM-01': 'proved', 'WITNESS/THM-01': 'proved',
};

describe('the purse', () => {
  test('is alive by committed traces, without the solver', () => withWholePurse(async (config) => {
    const before = solver.asked.length;
    expect(classes(await judge(readCells(config), solver))).toEqual(ALIVE);
    expect(solver.asked.length).toBe(before);
  }));

  test('without committed traces is searched for them', () => withPurse(
    ({ folder }) => rmSync(`${folder}/proofs/witnesses.json`),
    async (config) => expect(classes(await judge(readCells(config), solver))).toEqual(ALIVE)));
});

describe('a path that nothing takes', () => {
  test('is vacuous where the guards above it exclude it', () => withPurse(
    (copy) => beforeDeposit(copy, `  if (event.amount * event.amount === 0n) ${ACCEPTED}`),
    async (config) => {
      const judged = await judge(readCells(config), solver);
      expect(judged.get('WITNESS/deposit/accepted')).toMatchObject({
        verdict: 'vacuous',
        reason: expect.stringMatching(/reaches kernel\/purse\.ts:\d+$/) as unknown,
      });
      expect(judged.get('WITNESS/deposit/accepted-2')?.verdict).toBe('proved');
    }));

  test('is vacuous where invariants exclude it, unknown without them', () => withPurse(
    (copy) => beforeDeposit(copy, `  if (account.balance < 0n) ${ACCEPTED}`),
    async (config) => {
      const read = readCells(config);
      const id = 'WITNESS/deposit/accepted';
      expect((await judge(read, solver)).get(id)?.verdict).toBe('vacuous');
      const unknown = (await judge(read, solver, ['INV-01', 'INV-02'])).get(id);
      expect(unknown).toMatchObject({ verdict: 'unknown', folded: false });
      expect(unknown?.reason).toMatch(/no trace from genesis reaches .*plimsoll witness --update/);
    }));

  test('is not mistaken for another round of the same loop', () => withPurse(
    (copy) => {
      copy.edit('kernel/purse.ts', "account: bigint; readonly amount: bigint;",
        'account: bigint; readonly amount: bigint; readonly marks: readonly [bigint, bigint];');
      const rejected = "return { kind: 'rejected', code: 'vault_full' };";
      beforeDeposit(copy, `  if (event.marks[0] !== 7n) ${rejected}
  for (const mark of event.marks) {
    if (mark === 7n) ${ACCEPTED}
  }`);
      rmSync(`${copy.folder}/proofs/witnesses.json`);
    },
    async (config) => {
      const judged = await judge(readCells(config), solver);
      const verdicts = ['accepted', 'accepted-2', 'accepted-3'].map((path) =>
        judged.get(`WITNESS/deposit/${path}`)?.verdict);
      expect(verdicts).toEqual(['proved', 'vacuous', 'vacuous']);
    }));

  test('that every kind of branch leads to is recognised', () => withPurse(
    (copy) => {
      copy.edit('kernel/purse.ts', 'account: bigint; readonly amount: bigint;',
        "account: bigint; readonly amount: bigint; readonly way: 'left' | 'right';");
      beforeDeposit(copy, `  let bonus = 0n;
  for (const part of [event.amount, 5n] as const) {
    if (part === 6n) { bonus = bonus + 1n; } else { bonus = bonus + 2n; }
  }
  if (event.amount === 9n) {
    if (event.account === 1n) ${ACCEPTED}
  } else {
    if (bonus === 3n) ${ACCEPTED}
  }
  switch (event.way) {
    case 'left': ${ACCEPTED}
    case 'right': if (event.amount === 3n) { ${ACCEPTED} } else { ${ACCEPTED} }
  }`);
      const full = "return { kind: 'rejected', code: 'vault_full' };";
      copy.edit('kernel/purse.ts', `  if (venue.vault + event.amount > LIMIT) ${full}
  return {
    kind: 'accepted',
    venue: { ...venue, vault: venue.vault + event.amount },
    touched: [{ balance: account.balance + event.amount }],
  };
`, '');
      rmSync(`${copy.folder}/proofs/witnesses.json`);
    },
    async (config) => {
      const judged = [...await judge(readCells(config), solver)]
        .filter(([id]) => id.includes('/deposit/'));
      // an amount of 9 that reaches the switch is not 3 there: of its two ways right one is dead
      const all = ['proved', 'proved', 'vacuous', 'proved', 'proved', 'proved', 'proved', 'proved'];
      expect(judged.map(([, { verdict }]) => verdict)).toEqual(all);
    }));
});

describe('an assumption', () => {
  const stated = (when: string): string => `import { theorem } from 'plimsoll';
export const extra = theorem('THM-99', 'A claim.', {
  when: (x: bigint, y: bigint) => ${when},
  then: (x, y) => x === y || x !== y,
});
`;
  const judgeStated = (when: string, rlimit?: number) => withPurse(
    ({ folder }) => writeFileSync(`${folder}/proofs/extra.ts`, stated(when)),
    async (config) =>
      (await judge(readCells(config), solver, [], rlimit)).get('WITNESS/THM-99'));

  test('that nothing meets is vacuous', async () => {
    expect(await judgeStated('x * x < 0n && y > x')).toMatchObject({
      verdict: 'vacuous', reason: 'no inputs meet the `when` of THM-99' });
  });
  test('that chance would hardly meet is met by the solver, and confirmed', async () => {
    expect(await judgeStated('x > 700_000n && 1_000_003n * x === 7n * y + 5n')).toMatchObject({
      verdict: 'proved', folded: true });
    expect(solver.asked.at(-1)).toBe('WITNESS/THM-99');
  });
  test('that neither meets is unknown', async () => {
    const fifth = (x: string): string => Array.from({ length: 5 }, () => x).join(' * ');
    const judged = await judgeStated(`x > 100n && y > x && x * x * x + 11n === y * y
      && (${fifth('x')} + ${fifth('y')}) % 1_000_003n === 7n`, 100_000);
    expect(judged?.verdict).toBe('unknown');
    expect(judged?.reason).toMatch(/no inputs were found that meet the `when` of THM-99/);
  });
});
