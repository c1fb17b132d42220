// Shrinking: what is left still fails, and nothing simpler of its kind does.

import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  shrinkTrace, shrinkValue, simplerIntegers, withoutStretches,
} from '../../generators/shrink.ts';
import type { Value } from '../../verifier/verdict.ts';
import type { Trace } from '../../verifier/witness/trace.ts';

const UNLIMITED = 1e6;

const traceFor = (amounts: readonly bigint[]): Trace => ({
  name: 'made', genesis: { rate: 7n },
  steps: amounts.map((amount) => ({ transition: 'pay', event: { kind: 'pay', amount } })),
});

const amountsIn = ({ steps }: Trace): readonly bigint[] =>
  steps.map(({ event }) => Reflect.get(event as object, 'amount') as bigint);

describe('shrinking', () => {
  test.prop([fc.bigInt(), fc.bigInt({ min: 0n })])(
    'brings an integer to the threshold that it must keep', (value, threshold) => {
      const fails = (v: Value): boolean => (v as bigint) >= threshold;
      fc.pre(fails(value));
      expect(shrinkValue(value, fails, { left: UNLIMITED })).toBe(threshold);
    });

  test.prop([fc.bigInt()])('only ever goes towards zero', (value) => {
    const far = (x: bigint): bigint => (x < 0n ? -x : x);
    const all = [...simplerIntegers(value)];
    expect(all.every((simpler) => far(simpler) < far(value))).toBe(true);
    expect(value === 0n ? all.length : Number(all[0])).toBe(0);
  });

  test.prop([fc.array(fc.bigInt({ min: 0n, max: 99n }), { maxLength: 30 })])(
    'keeps the two events that a failure needs, at their least', (amounts) => {
      const fails = (t: Trace): boolean => amountsIn(t).filter((x) => x >= 40n).length >= 2;
      const trace = traceFor(amounts);
      fc.pre(fails(trace));
      expect(amountsIn(shrinkTrace(trace, fails))).toEqual([40n, 40n]);
    });

  it('leaves out every stretch once', () => {
    const left = [...withoutStretches([1, 2, 3, 4])].map((list) => list.join(''));
    expect(left).toEqual(['', '12', '34', '123', '124', '134', '234']);
  });
});
