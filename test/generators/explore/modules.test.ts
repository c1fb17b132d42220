// A kernel that is composed of modules, explored in either composition: what an independent search
// of the real kernel finds, and a module that breaks its kernel's property is caught.

import { afterEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../declare/index.ts';
import { composeKernel } from '../../../generators/explore/compare.ts';
import { replay } from '../../../verifier/replay/replay.ts';
import { copyKernel } from '../../cli/session.ts';
import type { Copy } from '../../cli/session.ts';
import { searchNaively } from './naive.ts';
import { countOutcomes, exploreScope, open } from './opened.ts';

const PARTS = [
  'plimsoll.config.ts', 'plimsoll.scopes.ts', 'kernel', 'spec', 'invariants', 'proofs',
];
const copies: Copy[] = [];
afterEach(() => copies.splice(0).forEach((copy) => copy.remove()));

function copyTariff(): Copy {
  const copy = copyKernel('examples/tariff', PARTS);
  copies.push(copy);
  return copy;
}

const swapFees = (copy: Copy): void =>
  copy.edit('plimsoll.config.ts', '[proportionalFee, tieredFee]', '[tieredFee, proportionalFee]');
const swapAllowances = (copy: Copy): void =>
  copy.edit('plimsoll.config.ts', '[openAllowance, prudentAllowance]',
    '[prudentAllowance, openAllowance]');

describe('a composed kernel', () => {
  it.each([
    ['as it is', () => undefined, 0], ['with the other fee', swapFees, 0],
    ['with the other allowance', swapAllowances, 1],
  ])('%s has the states, transitions and outcomes of an independent search', async (
    _what, change, least,
  ) => {
    const copy = copyTariff();
    change(copy);
    const { project, kernel, scopes } = await open(copy.folder);
    const scope = scopes['small'] as Scope;
    const explored = await exploreScope({ project, kernel }, scope);
    const counted = searchNaively(project, composeKernel(project, kernel), scope, true);
    expect([explored.complete, explored.symmetric, explored.violations]).toEqual([true, true, []]);
    expect([explored.states, explored.transitions]).toEqual([counted.states, counted.transitions]);
    const outcomes = countOutcomes(explored);
    expect([...outcomes].sort()).toEqual([...counted.outcomes].sort());
    expect(explored.compared).toBe(explored.transitions);
    expect(outcomes.get('transfer not_allowed') ?? 0).toBeGreaterThanOrEqual(least);
  });

  it('whose module pays out of nothing is caught, and replays', async () => {
    const copy = copyTariff();
    copy.edit('kernel/fees.ts', 'return (amount * rate + PPM - 1n) / PPM;\n}\n\n',
      'return (amount * rate + PPM - 1n) / PPM - 2n;\n}\n\n');
    const { project, kernel, scopes } = await open(copy.folder);
    const { violations } = await exploreScope({ project, kernel }, scopes['small'] as Scope);
    const ids = violations.map(({ property, transition }) => `${property} ${transition}`);
    expect(ids).toContain('INV-02 transfer');
    for (const { step, property, transition } of violations) {
      const replayed = replay(project, kernel, { property, transition, ...step }, []);
      expect([property, replayed.kind]).toEqual([property, 'violated']);
    }
  });
});
