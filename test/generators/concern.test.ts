// Cells that no accepted step can exercise. Where a claim is wrong it must be silent: what it bars
// is measured by no step of any run.

import { describe, expect, it } from 'vitest';
import { createConcern } from '../../generators/concern.ts';
import { loadSubject } from '../../generators/subject.ts';
import { CONFIGS, fuzzWith } from './subjects.ts';

const subject = await loadSubject(CONFIGS.kernel);
const concerns = createConcern(subject.project);

function ask(id: string, transition: string): boolean {
  const property = subject.project.properties.find((one) => one.id === id);
  if (property?.kind !== 'invariant' && property?.kind !== 'step') throw new Error(`no ${id}`);
  return concerns(property, transition);
}

describe('a property concerns', () => {
  it.each([
    ['INV-18', 'redeem', 'a wound book, which claims leave'],
    ['INV-08c', 'finalise', 'a wound book, which it makes'],
    ['INV-34b', 'trip', 'a halt, which it begins'],
    ['INV-43', 'trade', 'what is proposed, which it leaves'],
    ['STEP-14', 'cover', 'insurance, which it draws'],
    ['STEP-16a', 'deposit', 'a book that winds down, which takes it'],
    ['STEP-14', 'deposit', 'insurance, which it may not draw'],
    ['STEP-30', 'trade', 'an unhealthy account, which may reduce'],
  ])('%s: %s, for it is about %s', (id, transition) => {
    expect(ask(id, transition)).toBe(true);
  });

  it.each([
    ['INV-18', 'trade', 'only an open book takes'],
    ['INV-08c', 'windDown', 'ends in another mode'],
    ['INV-34b', 'resume', 'leaves no halt'],
    ['INV-43', 'cancel', 'leaves nothing proposed'],
    ['STEP-46c', 'trip', 'leaves the book halted'],
  ])('not %s: %s, which %s', (id, transition) => {
    expect(ask(id, transition)).toBe(false);
  });

  it('whatever some step was seen to exercise', async () => {
    const { cells } = await fuzzWith(subject, { runs: 60, seed: 11 });
    const stated = new Set(subject.project.properties
      .filter(({ kind }) => kind === 'invariant' || kind === 'step').map(({ id }) => id));
    const met = cells.filter((cell) => cell.met > 0 && stated.has(cell.property));
    const compared = met.filter(({ property, transition }) => !ask(property, transition));
    expect(met.length).toBeGreaterThan(1_000);
    expect(compared.map(({ property, transition }) => `${property} ${transition}`)).toEqual([]);
  });
});
