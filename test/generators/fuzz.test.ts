// Generated properties: the whole matrix holds on this repository's kernel and on the purse, and
// kernels that are wrong by one guard or one rounding are found, with a short trace. The same seed
// gives the same outcome.

import { join } from 'node:path';
import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { anyTrace, anyValue, hostileEvent } from '../../generators/arbitrary.ts';
import { createChecker } from '../../generators/check-trace.ts';
import { isIdle } from '../../generators/matrix.ts';
import { checkRecorded, recordFailure } from '../../generators/recorded.ts';
import { eventType, loadSubject } from '../../generators/subject.ts';
import { decodeValue, encodeValue } from '../../verifier/replay/value-json.ts';
import { copyPurse, copyRepository } from '../cli/session.ts';
import type { Copy } from '../cli/session.ts';
import { CONFIGS, fuzzWith, loadCopy } from './subjects.ts';

const subjects = {
  kernel: await loadSubject(CONFIGS.kernel), purse: await loadSubject(CONFIGS.purse),
} as const;

describe.each(['kernel', 'purse'] as const)('every property of the %s', (name) => {
  const subject = subjects[name];
  const checker = createChecker(subject);
  test.prop([anyTrace(subject, 12)], { numRuns: 30, seed: 7 })(
    'holds on every step of a random trace', (trace) => {
      expect(checker.check(trace)).toEqual([]);
    });

  it.each(subject.project.transitions.map((transition) => transition.name))(
    'has a hostile event of %s that fits its type', (transition) => {
      const type = eventType(subject.project, transition);
      for (const event of fc.sample(hostileEvent(subject, transition), { seed: 1, numRuns: 20 })) {
        expect(decodeValue(type, encodeValue(event), 'event')).toEqual(event);
      }
    });
});

describe('the matrix', () => {
  const wanted = subjects.kernel.project.properties;

  it('has a cell for every property and transition that it speaks of, by no list', async () => {
    const { cells, trials, failure } = await fuzzWith(subjects.kernel, { runs: 50, seed: 2 });
    expect(failure).toBeNull();
    const names = subjects.kernel.project.transitions.map((transition) => transition.name);
    const declared = wanted.flatMap(({ kind, id }) => {
      if (kind === 'invariant') return ['genesis', ...names].map((name) => `${id} ${name}`);
      return kind === 'step' ? names.map((name) => `${id} ${name}`) : [];
    });
    const listed = cells.map(({ property, transition }) => `${property} ${transition}`);
    expect(declared.filter((cell) => !listed.includes(cell))).toEqual([]);
    expect(trials.map(({ property }) => property)).toEqual(wanted
      .filter(({ kind }) => kind === 'theorem' || kind === 'lemma').map(({ id }) => id));
    const unmet = trials.filter(({ met }) => met === 0);
    expect(unmet.length).toBeLessThanOrEqual(trials.length / 10);
    const invariants = new Set(wanted.filter(({ kind }) => kind === 'invariant')
      .map(({ id }) => id));
    const stated = cells.filter(({ property }) => invariants.has(property));
    expect(stated.filter(isIdle).length).toBeLessThanOrEqual(stated.length / 20);
  });

  it('tells a step that a property does not concern from one that it holds of', async () => {
    const { cells } = await fuzzWith(subjects.purse, { runs: 20 });
    const of = (transition: string) => cells.filter((cell) => cell.transition === transition);
    expect(of('transfer').every(({ met }) => met > 0)).toBe(true);
    expect(of('genesis').map(({ checked, met }) => [checked > 0, met <= checked]))
      .toEqual(of('genesis').map(() => [true, true]));
  });

  it('is checked where --only asks and nowhere else', async () => {
    const { cells, trials } = await fuzzWith(subjects.purse, {
      runs: 3, wants: (property) => property === 'INV-01',
    });
    expect(new Set(cells.map(({ property }) => property))).toEqual(new Set(['INV-01']));
    expect(trials).toEqual([]);
  });
});

type Broken = {
  readonly what: string;
  readonly copy: () => Copy;
  readonly edits: readonly (readonly [file: string, from: string, to: string])[];
  readonly by: string;
  readonly longest: number;
};

const BROKEN: readonly Broken[] = [
  {
    what: 'a purse that lets one pay oneself', copy: copyPurse, by: 'transfer', longest: 2,
    edits: [['kernel/purse.ts', 'event.from === event.to', 'event.from === event.to + 9n']],
  },
  {
    what: 'a purse that rounds its fee down', copy: copyPurse, by: 'transfer', longest: 2,
    edits: [['kernel/purse.ts', '(x * y + d - 1n) / d', '(x * y) / d']],
  },
  {
    what: 'a kernel that trades while it is halted', copy: copyRepository, by: 'trade', longest: 8,
    edits: [['kernel/trade.ts', '!isOpen(venue)', 'venue.clock < 0n && !isOpen(venue)']],
  },
  {
    what: 'a kernel that rounds its fee down', copy: copyRepository, by: 'trade', longest: 8,
    edits: [
      ['kernel/trade.ts', 'import { abs, min, mulDivUp }', 'import { abs, min, mulDivDown }'],
      ['kernel/trade.ts', 'const fee = mulDivUp(', 'const fee = mulDivDown('],
    ],
  },
];

const MOST_RUNS = 300;

describe.each(BROKEN)('$what', ({ copy, edits, by, longest }) => {
  const made = copy();
  afterAll(made.remove);
  edits.forEach((edit) => made.edit(...edit));
  const found = loadCopy(made).then(async (subject) => {
    const first = await fuzzWith(subject, { runs: MOST_RUNS });
    const again = await fuzzWith(subject, { runs: 1, from: first.failure?.run ?? 0 });
    return { subject, first, again };
  });

  it('is found, with a short trace that fails again', async () => {
    const { subject, first } = await found;
    expect(first.failure?.situation.transition).toBe(by);
    const trace = first.failure?.trace;
    if (trace === null || trace === undefined) throw new Error('a trace was expected');
    expect(trace.steps.length).toBeLessThanOrEqual(longest);
    expect(createChecker(subject).check(trace).join()).toContain(` by ${by}`);
  });

  it('is found the same way by the run alone', async () => {
    const { first, again } = await found;
    expect(again.failure).toEqual(first.failure);
  });
});

describe('a wrong purse', () => {
  const breaks = async (from: string, to: string, property: string) => {
    const made = copyPurse();
    made.edit('kernel/purse.ts', from, to);
    const subject = await loadCopy(made);
    const { failure } = await fuzzWith(subject, { wants: (id) => id === property, runs: 100 });
    if (failure === null) throw new Error('a violation was expected');
    const config = join(made.folder, 'plimsoll.config.ts');
    const kept = await checkRecorded(config, recordFailure(failure));
    made.remove();
    return { failure, kept };
  };

  it('has a lemma refuted by plain inputs, which are kept', async () => {
    const { failure, kept } = await breaks('(x * y + d - 1n) / d', '(x * y + d - 1n) / d - 1n',
      'LEM-01');
    expect(failure.trace).toBeNull();
    expect(failure.situation.any).toEqual([0n, 0n, 1n]);
    expect(kept).toHaveLength(1);
    expect(kept[0]).toContain('LEM-01');
  });

  it('is seen to divide by zero', async () => {
    const { failure, kept } = await breaks('mulDivUp(event.amount, venue.rate, PPM)',
      'mulDivUp(event.amount, venue.rate, PPM - venue.rate)', 'DEFINED');
    expect(failure.situation.property).toBe('DEFINED');
    expect(failure.trace?.steps.map(({ transition }) => transition)).toEqual(['transfer']);
    expect(Reflect.get(failure.trace?.genesis as object, 'rate')).toBe(1_000_000n);
    expect(kept).toContain('DEFINED by transfer');
  });
});

describe('the same seed', () => {
  it('gives the same counts, and another seed others', async () => {
    const count = async (seed: number) => {
      const { steps, accepted, cells, outcomes } =
        await fuzzWith(subjects.purse, { runs: 12, seed });
      return { steps, accepted, cells, outcomes };
    };
    expect(await count(5)).toEqual(await count(5));
    expect(await count(6)).not.toEqual(await count(5));
  });
});

describe('values', () => {
  const type = eventType(subjects.kernel.project, 'genesis');
  test.prop([anyValue(subjects.kernel, type)], { numRuns: 50 })(
    'of any type of the kernel fit that type', (value) => {
      expect(decodeValue(type, encodeValue(value), 'value')).toEqual(value);
    });
});
