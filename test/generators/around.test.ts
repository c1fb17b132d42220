// Steps around those of walks: edges are neighbours that come to something else, variants stand on
// books of which the invariants hold and that no walk has come to, and every outcome that the
// explorer knows of a small world is among the evidence.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawEdges, drawVariants } from '../../generators/around.ts';
import { drawSamples } from '../../generators/draw-samples.ts';
import type { Samples } from '../../generators/draw-samples.ts';
import { findEdges, findShape } from '../../generators/edges.ts';
import { gatherEvidence } from '../../generators/evidence.ts';
import { exploreOutcomes } from '../../generators/outcomes.ts';
import { runSample } from '../../generators/sample.ts';
import type { Sample } from '../../generators/sample.ts';
import { randomFor } from '../../generators/seed.ts';
import { createShown } from '../../generators/shown.ts';
import { loadSubject } from '../../generators/subject.ts';
import type { Subject } from '../../generators/subject.ts';
import { readWithSources } from '../../verifier/read/project.ts';
import { findLeaves } from '../../verifier/witness/draw.ts';
import { copyPurse } from '../cli/session.ts';
import { CONFIGS, loadCopy } from './subjects.ts';

type Drawn = { readonly subject: Subject; readonly samples: Samples };

const groupFor = ({ subject, samples }: Drawn, transition: string) => {
  const layout = samples.experience.layouts.get(transition);
  if (layout === undefined) throw new Error(`no transition ${transition}`);
  return { subject, transition, layout, samples: samples.walked.get(transition) ?? [] };
};

async function draw(config: string): Promise<Drawn> {
  const subject = await loadSubject(config);
  return { subject, samples: drawSamples(subject, { runs: 20, seed: 1, traces: [] }) };
}

/** Vault, fees and balances: the purse pays out no more than it has. */
function isBalanced({ situation }: Sample): boolean {
  const { vault, fees } = situation.venue as { readonly vault: bigint; readonly fees: bigint };
  const accounts = [...situation.touched, ...situation.others] as { readonly balance: bigint }[];
  return vault === fees + accounts.reduce((sum, { balance }) => sum + balance, 0n)
    && fees >= 0n && accounts.every(({ balance }) => balance >= 0n);
}

describe('around the steps of the purse', () => {
  const drawn: { purse: Drawn | null } = { purse: null };
  const purse = (): Drawn => drawn.purse as Drawn;
  beforeAll(async () => {
    drawn.purse = await draw(CONFIGS.purse);
  });

  it('lie edges whose sides differ by one, in an integer, and in what they come to', () => {
    const { subject, layout, samples } = groupFor(purse(), 'transfer');
    const integers = ({ situation }: Sample): readonly bigint[] =>
      findLeaves([situation.venue, situation.event]).map(([, value]) => value);
    const edges = samples.slice(0, 20).flatMap((sample) =>
      findEdges(randomFor(1, 1), layout, sample, (situation) => runSample(subject, situation)));
    expect(edges.length).toBeGreaterThan(20);
    for (const { sides: [one, other] } of edges) {
      const others = integers(other);
      const apart = integers(one).map((value, i) => value - (others[i] ?? 0n))
        .filter((distance) => distance !== 0n);
      expect([[1n], [-1n]]).toContainEqual(apart);
      expect(findShape(one)).not.toBe(findShape(other));
    }
  });

  it('lie edges of every guard, on books of which every invariant holds', () => {
    const sides = drawEdges(randomFor(1, 1), groupFor(purse(), 'transfer'));
    expect(sides.every(isBalanced)).toBe(true);
    const shapes = new Set(sides.map(findShape));
    for (const code of ['amount_out_of_range', 'balance_too_low']) expect(shapes).toContain(code);
    expect(shapes.size).toBeGreaterThan(2);
  });

  it('lie variants on books of which every invariant holds', () => {
    const group = groupFor(purse(), 'transfer');
    const variants = drawVariants(randomFor(1, 2), group, createShown());
    expect(variants.length).toBeGreaterThan(100);
    expect(variants.every(isBalanced)).toBe(true);
    const rates = new Set(variants.map(({ situation }) =>
      (situation.venue as { readonly rate: bigint }).rate));
    expect(rates.size).toBeGreaterThan(5);
    const balances = new Set(variants.map(({ situation }) =>
      (situation.touched[0] as { readonly balance: bigint }).balance));
    expect(balances.size).toBeGreaterThan(20); // with the vault, which an invariant ties to it
  });

  it('are all as the kernel answers, the same for the same seed', async () => {
    const { subject, samples } = purse();
    const names = ['genesis', 'deposit', 'transfer'];
    const all = names.map(samples.around);
    for (const sample of all.flat()) {
      expect(runSample(subject, sample.situation)?.outcome).toEqual(sample.outcome);
    }
    const { samples: again } = await draw(CONFIGS.purse);
    expect([...names].reverse().map(again.around).reverse()).toEqual(all); // in whatever order
  });
});

describe('outcomes of a small world', () => {
  it('are among the evidence, each by a trace that ends with it', async () => {
    const { walker, project } = await loadSubject(CONFIGS.purse);
    const traces = await exploreOutcomes(project, walker.kernel);
    const last = new Set(traces.map((trace) => trace.at(-1)?.transition));
    expect(last).toEqual(new Set(['genesis', 'deposit', 'transfer']));
    const { samples } = await gatherEvidence(readWithSources(CONFIGS.purse), 1, 0);
    const codes = [...samples.walked.values()].flat().map(({ taken }) => taken.code);
    for (const code of ['rate_out_of_range', 'vault_full', 'same_account', 'balance_too_low']) {
      expect(codes).toContain(code);
    }
  });

  const copy = copyPurse();
  afterAll(copy.remove);

  it('are none where no scope is named so', async () => {
    copy.edit('plimsoll.config.ts', '{ medium, small }', '{ medium }');
    copy.edit('plimsoll.config.ts', 'scopes: { small, medium }', 'scopes: { medium }');
    const { walker, project } = await loadCopy(copy);
    expect(await exploreOutcomes(project, walker.kernel)).toEqual([]);
  });
});
