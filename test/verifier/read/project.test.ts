// Whole projects: what a configuration names is read as such, from any folder, and what is wrong
// with one is said with its rule, file and line.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../../verifier/read/project.ts';
import type { Project } from '../../../verifier/read/tree.ts';
import { changed, LEDGER, refusals, withLedger } from './folder.ts';
import { print, printLambda, printType } from './print.ts';

const PURSE = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../../examples/purse/plimsoll.config.ts',
);

const read = (replaced: Readonly<Record<string, string>> = {}): Project =>
  withLedger(replaced, readProject);

/** A contract of genesis with one code, beside those that the ledger has. */
const founding = (code: string, ensures: string, venue = '_v: { readonly total: bigint }') => ({
  'spec/founded.ts': `import { genesisContract } from 'plimsoll';
export const founded = genesisContract({
  rejects: { ${code}: (_e: Record<never, bigint>) => false },
  ensures: (_e, ${venue}) => ${ensures},
});
`,
});

describe('a project', () => {
  it('gives the transitions with roles and codes in their declared order', () => {
    const [move] = read().transitions;
    expect(move).toMatchObject({
      name: 'move',
      function: 'kernel/ledger.ts#move',
      roles: ['payer', 'payee'],
      codes: ['same', 'poor'],
    });
    expect(move !== undefined && printType(move.account)).toBe('{amount: bigint}');
  });

  it('gives genesis, empty and ranges', () => {
    const { genesis, empty, ranges } = read();
    expect(genesis).toBe('kernel/ledger.ts#genesis');
    expect(print(empty)).toBe('kernel/ledger.ts#empty');
    expect(ranges).toEqual({ stored: 2n ** 127n - 1n, intermediate: 2n ** 255n });
  });

  it('reads the functions that roots reach, through imports', () => {
    expect([...read().program.functions.keys()].sort()).toEqual([
      'kernel/due.ts#isDue',
      'kernel/ledger.ts#genesis',
      'kernel/ledger.ts#move',
    ]);
  });

  it('reads properties in file order, then source order, and guards in theirs', () => {
    const again = "invariant('INV-00', 'Again.', (v: Venue) => v.total === v.total);";
    const two = `${LEDGER['invariants/total.ts'] ?? ''}export const again = ${again}\n`;
    const { properties } = read({ 'invariants/total.ts': two });
    expect(properties.map((property) => property.id)).toEqual(['INV-01', 'INV-00', 'CON-move']);
    const contract = properties[2];
    expect(contract?.kind === 'contract' && contract.rejects.map((guard) => guard.code)).toEqual([
      'same',
      'poor',
    ]);
    expect(contract?.kind === 'contract' && contract.changes.map((frame) => frame.target)).toEqual([
      'payer',
      'payee',
    ]);
    expect(contract?.kind === 'contract' && printLambda(contract.ensures)).toBe(
      '(v, [a], e, v2, [a2]) => return ' +
        '((v2.total === v.total) && (a2.amount === (a.amount - e.sum)))',
    );
  });

  it('reads the purse of the examples', () => {
    const { transitions, properties } = readProject(PURSE);
    expect(transitions.map(({ name }) => name)).toEqual(['deposit', 'transfer']);
    expect(properties.map(({ id }) => id)).toContain('THM-01');
  });

  it('is the same from any folder, and its hash depends on the sources alone', () => {
    const strip = ({ config, root, ...rest }: Project) => ({
      config: config.length > root.length,
      ...rest,
    });
    expect(strip(read())).toEqual(strip(read()));
    const other = read(changed('kernel/due.ts', '0n', '1n'));
    expect(other.hash).not.toBe(read().hash);
    expect(read().hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('resolves the declarations by any path that ends in declare/index.ts', () => {
    const config = changed('plimsoll.config.ts', "'plimsoll'", "'../some/declare/index.ts'");
    expect(read(config).properties).toHaveLength(2);
  });

  it('writes nothing', () => {
    withLedger({}, (config) => {
      const list = () =>
        readdirSync(dirname(config), { recursive: true, encoding: 'utf8' })
          .sort()
          .map((name) => `${name} ${statSync(join(dirname(config), name)).mtimeMs}`);
      const before = list();
      readProject(config);
      expect(list()).toEqual(before);
      expect(readFileSync(config, 'utf8')).toBe(LEDGER['plimsoll.config.ts']);
    });
  });
});

const CONFIG = 'plimsoll.config.ts';
const KERNEL = 'kernel/ledger.ts';
const SPEC = 'spec/move.ts';
const INVARIANTS = 'invariants/total.ts';

describe('a configuration that names no kernel', () => {
  it('is refused where there is none', () => {
    expect(() => readProject('nowhere/plimsoll.config.ts')).toThrow(
      'CFG-01 nowhere/plimsoll.config.ts:1:1 there is no such configuration file',
    );
  });

  it.each<readonly [Readonly<Record<string, string>>, string]>([
    [
      { [CONFIG]: 'export default defineConfig({,});' },
      'CFG-02 plimsoll.config.ts:1 Property assignment expected',
    ],
    [{ [CONFIG]: 'export const x = 1;' }, 'CFG-03 plimsoll.config.ts:1 the configuration may only'],
    [
      { [CONFIG]: "import { defineConfig } from 'plimsoll';" },
      'CFG-03 plimsoll.config.ts:1 the configuration has no',
    ],
    [{ [CONFIG]: 'export default {};' }, 'CFG-03 plimsoll.config.ts:1 the default export is not'],
    [
      { [CONFIG]: `throw new Error('x');\n${LEDGER[CONFIG] ?? ''}` },
      'CFG-03 plimsoll.config.ts:1 the configuration may only',
    ],
    [
      changed(CONFIG, 'genesis, empty,', 'empty,'),
      'CFG-04 plimsoll.config.ts:3 the key `genesis` is missing',
    ],
    [
      changed(CONFIG, '  genesis,', '  genesis, extra: 1n,'),
      'CFG-04 plimsoll.config.ts:4 `extra` is not a key',
    ],
    [
      changed(CONFIG, "['invariants/*.ts', 'spec/*.ts']", 'all'),
      'CFG-04 plimsoll.config.ts:5 `properties` is not',
    ],
    [
      changed(CONFIG, '{ move }', '{ move: (): bigint => 1n }'),
      'CFG-05 plimsoll.config.ts:4 `(): bigint => 1n`',
    ],
    [
      changed(CONFIG, '{ move }', '{ move: empty }'),
      'CFG-05 plimsoll.config.ts:4 `empty` is not a top-level function',
    ],
    [
      changed(CONFIG, 'genesis, empty,', 'genesis, empty: genesis,'),
      'CFG-05 plimsoll.config.ts:4 `genesis` is not a top-level constant',
    ],
    [
      changed(CONFIG, 'invariants/*.ts', 'invariant/*.ts'),
      "CFG-06 plimsoll.config.ts:5 no file matches 'invariant/*.ts'",
    ],
    [
      changed(CONFIG, '2n ** 127n - 1n', '-1n'),
      'CFG-07 plimsoll.config.ts:6 `-1n` is not a positive constant',
    ],
    [changed(CONFIG, '2n ** 127n - 1n', '2n ** 1_000_000_000n'), 'CFG-07 plimsoll.config.ts:6'],
    [
      changed(CONFIG, '{ move }', '{ move: genesis }'),
      'CFG-08 plimsoll.config.ts:4 `move` does not take',
    ],
    [
      changed(KERNEL, 'readonly [Account, Account], Codes', 'readonly [Account], Codes'),
      'SUB-01 kernel/ledger.ts:20',
    ],
    [
      changed(KERNEL, 'readonly payee: bigint; readonly sum', "readonly payee: 'x'; readonly sum"),
      'CFG-09 plimsoll.config.ts:4 `payee` of `move` is not a bigint field',
    ],
    [
      changed(INVARIANTS, "'INV-01'", "'INV' + '-01'"),
      'CFG-10 invariants/total.ts:3 its id is not a string literal',
    ],
    [
      changed(INVARIANTS, 'export const', 'const'),
      'CFG-10 invariants/total.ts:3 `total` is not exported',
    ],
    [
      { 'invariants/twice.ts': LEDGER[INVARIANTS] ?? '' },
      'CFG-11 invariants/twice.ts:3 `INV-01` is already the id at invariants/total.ts:3',
    ],
    [
      changed(SPEC, "contract('move'", "contract('mvoe'"),
      'CFG-12 spec/move.ts:3 `mvoe` is not a transition',
    ],
    [
      changed(SPEC, "contract('move'", "contract('genesis'"),
      'CFG-12 spec/move.ts:3 `genesis` is no transition',
    ],
    [
      changed(CONFIG, '{ move }', '{ genesis: move }'),
      'CFG-08 plimsoll.config.ts:4 `genesis` has the name of what founds the book',
    ],
    [founding('other', 'true'), 'CFG-13 spec/founded.ts:3 `genesis` has no code `other`'],
    [founding('other', 'true'), 'CFG-13 spec/founded.ts:2 the contract has no guard for `never`'],
    [
      founding('never', 'true', 'v: { readonly sum: bigint }'),
      "CFG-15 spec/founded.ts:4 parameter 2 of `ensures` is not the kernel's: it has",
    ],
    [
      changed(SPEC, '    poor:', '    broke:'),
      'CFG-13 spec/move.ts:3 the contract has no guard for `poor`',
    ],
    [changed(SPEC, '    poor:', '    broke:'), 'CFG-13 spec/move.ts:7 `move` has no code `broke`'],
    [
      changed(SPEC, "['payer']", "['seller']"),
      'CFG-14 spec/move.ts:3 the actor `seller` is not a role',
    ],
    [
      changed(SPEC, 'payee: [', 'vault: ['),
      'CFG-14 spec/move.ts:3 `vault` is neither `venue` nor a role',
    ],
    [
      changed(SPEC, "payee: ['amount']", "payee: ['sum']"),
      'CFG-14 spec/move.ts:3 `sum` is not a field of `payee`',
    ],
    [
      changed(INVARIANTS, 'v: Venue', 'v: { readonly total: bigint; readonly more: bigint }'),
      "CFG-15 invariants/total.ts:4 parameter 1 of INV-01 is not the kernel's: it lacks",
    ],
  ])('is refused: %$', (replaced, message) => {
    const found = refusals(replaced);
    expect(found.filter((refusal) => refusal.startsWith(message))).toHaveLength(1);
  });
});

describe('sources of a project', () => {
  it('refuses a property over an unknown field, in the words of the checker', () => {
    expect(refusals(changed(INVARIANTS, 'a.amount', 'a.amuont'))).toEqual([
      "SUB-01 invariants/total.ts:4 Property 'amuont' does not exist on type 'Account'. " +
        "Did you mean 'amount'? (TS2551)",
    ]);
  });

  it('refuses a kernel that imports the declarations, and not a property that does', () => {
    const text = `import { invariant } from 'plimsoll';\n${LEDGER['kernel/due.ts'] ?? ''}`;
    expect(refusals({ 'kernel/due.ts': text })).toEqual([
      'SUB-33 kernel/due.ts:1 a file of the kernel imports the declarations',
    ]);
    expect(refusals({})).toEqual([]);
  });

  it.each(["'node:fs'", "'../../outside.ts'", "'./due'", "'fast-check'"])(
    'refuses an import of %s',
    (specifier) => {
      const found = refusals(changed(KERNEL, "'./due.ts'", specifier));
      expect(found.map((refusal) => refusal.slice(0, 25))).toContain('SUB-33 kernel/ledger.ts:1');
    },
  );

  it('refuses an import of a file that is not there', () => {
    expect(refusals({ 'kernel/due.ts': '' }).join()).toContain("Cannot find module './due.ts'");
  });

  it('refuses what no root reaches, in every file that is loaded', () => {
    const text = `${LEDGER['kernel/due.ts'] ?? ''}export const root = Math.sqrt(2);\n`;
    expect(refusals({ 'kernel/due.ts': text })).toEqual([
      'SUB-22 kernel/due.ts:2 `Math` is not declared in the sources',
    ]);
  });

  it('is strict whatever the tsconfig of the user says', () => {
    const loose = { 'tsconfig.json': '{ "compilerOptions": { "strict": false } }' };
    expect(
      refusals({ ...loose, ...changed('kernel/due.ts', 'sum: bigint', 'sum') }).join(),
    ).toContain('SUB-01 kernel/due.ts:1');
  });
});
