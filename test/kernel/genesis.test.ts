// Guards of genesis: every bound of spec/params.md at its edge, and the joint conditions.
import { describe, expect, test } from 'vitest';
import { genesis } from '../../kernel/genesis.ts';
import type { Genesis, Params } from '../../kernel/state.ts';
import { params, START } from './fixture.ts';

const base: Genesis = { params, price: 1_000n, now: START, height: 5_000n, hash: 77n };

function codeFor(change: Partial<Genesis>): string {
  const outcome = genesis({ ...base, ...change });
  return outcome.kind === 'rejected' ? outcome.code : 'accepted';
}

const rows: readonly (readonly [string, Partial<Genesis>])[] = [
  ['time_out_of_range', { now: -1n }],
  ['time_out_of_range', { now: 2n ** 40n + 1n }],
  ['price_out_of_range', { price: 0n }],
  ['price_out_of_range', { price: 2n ** 40n }],
  ['height_out_of_range', { height: -1n }],
  ['height_out_of_range', { height: 2n ** 40n + 1n }],
  ['hash_out_of_range', { hash: -1n }],
  ['hash_out_of_range', { hash: 2n ** 120n + 1n }],
  ['params_out_of_range', { params: { ...params, quorum: -(2n ** 300n) } }],
  ['params_incoherent', { params: { ...params, quorum: 2n } }],
];

describe('genesis: guards', () => {
  test.each(rows)('%s', (code, change) => {
    expect(codeFor(change)).toBe(code);
  });
  test('of two violated guards the first names the code', () => {
    rows.forEach(([code, change], i) => {
      rows.slice(i + 1).forEach(([, later]) => {
        expect(codeFor({ ...later, ...change })).toBe(code);
      });
    });
  });
});

const DAY = 86_400n;
const bounds: Readonly<Record<Exclude<keyof Params, 'feedWeights'>, readonly [bigint, bigint]>> = {
  outlierRate: [0n, 1_000_000n],
  quorum: [1n, 5_000_000n],
  maxIndexAge: [1n, DAY],
  maxChainGap: [1n, DAY],
  chainSettle: [0n, DAY],
  maxSkip: [2n, 1_000_000n],
  confirmations: [0n, 1_000_000n],
  tradeBand: [0n, 1_000_000n],
  feeRate: [0n, 100_000n],
  minNotional: [0n, 10n ** 18n],
  maintenanceRate: [1n, 1_000_000n],
  initialRate: [1n, 2_000_000n],
  liquidationRate: [0n, 1_000_000n],
  closeFactor: [1n, 1_000_000n],
  exitDelay: [0n, 30n * DAY],
};

test.each(Object.entries(bounds))('%s is bounded on both sides', (name, [least, greatest]) => {
  const set = (value: bigint): string => codeFor({ params: { ...params, [name]: value } });
  expect(set(least - 1n)).toBe('params_out_of_range');
  expect(set(greatest + 1n)).toBe('params_out_of_range');
  expect(set(least)).not.toBe('params_out_of_range');
  expect(set(greatest)).not.toBe('params_out_of_range');
});

test('each of the five weights is bounded', () => {
  for (let i = 0; i < 5; i += 1) {
    const weights = (value: bigint): Params['feedWeights'] => {
      const [a, b, c, d, e] = [0, 1, 2, 3, 4].map((at) => (at === i ? value : 1n));
      return [a as bigint, b as bigint, c as bigint, d as bigint, e as bigint];
    };
    const set = (value: bigint): string =>
      codeFor({ params: { ...params, feedWeights: weights(value) } });
    expect(set(-1n)).toBe('params_out_of_range');
    expect(set(1_000_001n)).toBe('params_out_of_range');
    expect(set(1_000_000n)).toBe('params_incoherent');
  }
});

test.each<readonly [string, Partial<Params>, string]>([
  ['a quorum of half the weight', { feedWeights: [2n, 2n, 2n, 0n, 0n] }, 'params_incoherent'],
  [
    'a quorum of just more than half',
    { quorum: 4n, feedWeights: [2n, 2n, 2n, 1n, 0n] },
    'accepted',
  ],
  ['a quorum above all weight', { quorum: 6n }, 'params_incoherent'],
  ['a quorum of all weight', { quorum: 5n }, 'accepted'],
  ['no weight', { feedWeights: [0n, 0n, 0n, 0n, 0n] }, 'params_incoherent'],
  ['initial equal to maintenance', { initialRate: 50_000n }, 'params_incoherent'],
  ['initial just above maintenance', { initialRate: 50_001n }, 'accepted'],
  ['a liquidation rate equal to maintenance', { liquidationRate: 50_000n }, 'params_incoherent'],
  ['a liquidation rate just below', { liquidationRate: 49_999n }, 'accepted'],
])('%s', (_name, change, code) => {
  expect(codeFor({ params: { ...params, ...change } })).toBe(code);
});

test('a book founded at time 0 is live at time 0', () => {
  const outcome = genesis({ ...base, now: 0n });
  expect(outcome).toMatchObject({
    kind: 'accepted',
    venue: { clock: 0n, index: { time: 0n }, chain: { time: 0n, steadyFrom: 0n } },
  });
});
