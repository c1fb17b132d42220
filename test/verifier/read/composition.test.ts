// What a book is composed of, as the configuration lists it: read from the tariff, and refused with
// its rule where it is not what the kernel calls, or a property takes modules where none are meant.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../../verifier/read/project.ts';
import { RefusalList } from '../../../verifier/read/refusal.ts';
import { copyKernel } from '../../cli/session.ts';

const PARTS = ['plimsoll.config.ts', 'kernel', 'spec', 'invariants', 'proofs'];
const TARIFF = join(import.meta.dirname, '../../../examples/tariff/plimsoll.config.ts');

type Edit = readonly [file: string, from: string, to: string];

function refusals(edits: readonly Edit[]): readonly string[] {
  const copy = copyKernel('examples/tariff', PARTS);
  try {
    for (const edit of edits) copy.edit(...edit);
    readProject(join(copy.folder, 'plimsoll.config.ts'));
    return [];
  } catch (caught) {
    if (!(caught instanceof RefusalList)) throw caught;
    return caught.refusals.map(({ rule, at, problem }) =>
      `${rule} ${at.file}:${at.line} ${problem}`);
  } finally {
    copy.remove();
  }
}

const CONFIG = 'plimsoll.config.ts';
const KERNEL = 'kernel/tariff.ts';
const FEES = '[proportionalFee, tieredFee]';

describe('a composition', () => {
  it('is read with signatures, implementations and contracts', () => {
    const { program, transitions } = readProject(TARIFF);
    const fee = program.modules.get('fee');
    expect(fee?.implementations).toEqual([
      'kernel/fees.ts#proportionalFee', 'kernel/fees.ts#tieredFee',
    ]);
    expect(fee?.parameters.map(({ name }) => name)).toEqual(['amount', 'rate']);
    expect(fee?.contract).toBe('CON-fee');
    expect(transitions.map(({ name, modules }) => [name, modules])).toEqual([
      ['deposit', false], ['transfer', true],
    ]);
  });

  it.each<readonly [string, readonly Edit[]]>([
    ['CFG-16 plimsoll.config.ts:13 no implementation of `fee` is listed',
      [[CONFIG, `    fee: ${FEES},\n`, '']]],
    ['CFG-16 plimsoll.config.ts:14 `fee` has no implementation', [[CONFIG, FEES, '[]']]],
    ['CFG-16 plimsoll.config.ts:14 `fees` is not a member of `modules`',
      [[CONFIG, `fee: ${FEES}`, `fees: ${FEES}`]]],
    ['CFG-16 plimsoll.config.ts:14 `fee` lists one implementation twice',
      [[CONFIG, FEES, '[tieredFee, tieredFee]']]],
    ['CFG-04 plimsoll.config.ts:14 `fee` is not an array written in place',
      [[CONFIG, FEES, 'tieredFee']]],
    ['CFG-05 plimsoll.config.ts:14 `(): bigint => 1n` names nothing that is imported',
      [[CONFIG, FEES, '[(): bigint => 1n]']]],
    ['CFG-17 plimsoll.config.ts:14 `openAllowance` has not the signature of `fee`',
      [[CONFIG, FEES, '[openAllowance]']]],
    ['CFG-17 plimsoll.config.ts:14 `tieredFee` has not the signature of `fee`',
      [['kernel/fees.ts', 'tieredFee(amount: bigint, rate: bigint)', 'tieredFee(amount: bigint)'],
        ['kernel/fees.ts', 'const share = (amount * rate', 'const share = (amount * amount']]],
    ['CFG-18 plimsoll.config.ts:1 `fee` has no contract',
      [['spec/modules.ts', "moduleContract('fee'", "moduleContract('fees'"]]],
    ['CFG-18 spec/modules.ts:7 `fees` is not a member of `modules`',
      [['spec/modules.ts', "moduleContract('fee'", "moduleContract('fees'"]]],
    ['CFG-15 spec/modules.ts:11 parameter 3 of `ensures` is not the kernel\'s: a bigint',
      [['spec/modules.ts', 'fee: bigint) => 0n <= fee && fee <= amount',
        'fee: boolean) => fee || 0n <= amount']]],
    ['CFG-19 invariants/accounting.ts:14 an invariant takes `modules`',
      [['invariants/accounting.ts', `(v: Venue, _accounts: Accounts<Account>) =>
    0n <= v.rate`, `(v: Venue, _accounts: Accounts<Account>, _modules: Modules) =>
    0n <= v.rate`]]],
    ['CFG-08 plimsoll.config.ts:10 `genesis` is not a genesis',
      [[KERNEL, '  params: { readonly rate', '  _modules: Modules, params: { readonly rate']]],
    ['CFG-08 plimsoll.config.ts:12 `transfer` takes `modules` after another parameter',
      [[KERNEL, 'modules: Modules, venue: Venue, from', 'venue: Venue, modules: Modules, from']]],
  ])('is refused: %s', (message, edits) => {
    expect(refusals(edits).filter((found) => found.startsWith(message))).toHaveLength(1);
  });

  it('names the literals of a signature too: a wider one is another', () => {
    expect(refusals([['kernel/allowances.ts',
      'prudentAllowance(payer: Account, speed: Speed)',
      "prudentAllowance(payer: Account, speed: Speed | 'instant')"]])).toEqual([
      'CFG-17 plimsoll.config.ts:15 `prudentAllowance` has not the signature of `allowance`',
    ]);
  });
});
