// Guards of genesis: every bound of spec/params.md at its edge, and the joint conditions; whatever
// is asked here is held against the contract as well.
import { describe, expect, test } from 'vitest';
import { genesis } from '../../kernel/genesis.ts';
import type { Genesis } from '../../kernel/event.ts';
import type { Params, Venue } from '../../kernel/state.ts';
import { foundingContract } from '../../spec/contracts/genesis.ts';
import { params, START } from './fixture.ts';

const base: Genesis = { params, price: 1_000n, now: START, height: 5_000n, hash: 77n };

function codeFor(change: Partial<Genesis>): string {
  const event = { ...base, ...change };
  const outcome = genesis(event);
  const due = Object.entries(foundingContract.rejects).find(([, violated]) => violated(event));
  const code = outcome.kind === 'rejected' ? outcome.code : 'accepted';
  expect(due?.[0] ?? 'accepted').toBe(code);
  expect(outcome.kind === 'rejected' || foundingContract.ensures(event, outcome.venue)).toBe(true);
  return code;
}

function foundedBy(event: Genesis): { readonly venue: Venue } {
  const outcome = genesis(event);
  if (outcome.kind === 'rejected') throw new Error(`rejected with ${outcome.code}`);
  return outcome;
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

const MILLION = 1_000_000n;
const DAY = 86_400n;
const MONTH = 30n * DAY;
const bounds: Readonly<Record<Exclude<keyof Params, 'feedWeights'>, readonly [bigint, bigint]>> = {
  outlierRate: [0n, MILLION],
  quorum: [1n, 5n * MILLION],
  maxIndexAge: [1n, DAY],
  maxStrikes: [1n, 1_000n],
  quarantine: [0n, MONTH],
  breakerMove: [1n, MILLION],
  breakerSigmas: [1n, 100n],
  breakerFloor: [0n, MILLION],
  breakerWindow: [1n, DAY],
  volatilityPeriod: [1n, DAY],
  volatilityWeight: [1n, MILLION],
  maxChainGap: [1n, DAY],
  chainSettle: [0n, DAY],
  maxSkip: [2n, MILLION],
  confirmations: [0n, MILLION],
  tradeBand: [0n, MILLION],
  feeRate: [0n, 100_000n],
  minNotional: [0n, 10n ** 18n],
  maintenanceRate: [1n, MILLION],
  initialRate: [1n, 2n * MILLION],
  gapBase: [0n, MILLION],
  gapPerSecond: [0n, 1_000n],
  gapVolatility: [0n, 100n * MILLION],
  gapCap: [0n, MILLION],
  rampRate: [1n, 100n],
  adviceCap: [0n, MILLION],
  adviceMax: [0n, MONTH],
  liquidationRate: [0n, MILLION],
  congestionSlope: [0n, MILLION],
  congestionCap: [0n, MILLION],
  closeFactor: [1n, MILLION],
  fundingInterval: [1n, MONTH],
  fundingCap: [0n, MILLION],
  maxIntervals: [1n, 1_000n],
  windowLength: [1n, MONTH],
  payoutFloor: [0n, 10n ** 18n],
  payoutCap: [1n, MILLION],
  insuranceBudget: [1n, MILLION],
  feeBudget: [0n, MILLION],
  exitDelay: [0n, MONTH],
  tripAfter: [1n, MONTH],
  cooldown: [0n, MONTH],
  reduceOnlyFor: [0n, MONTH],
  haltMemory: [0n, MONTH],
  maxHalt: [1n, MONTH],
  grace: [0n, DAY],
  guardianPeriod: [1n, 365n * DAY],
  maxDeficit: [1n, MONTH],
  approvalQuorum: [500_001n, MILLION],
  enactDelay: [DAY, MONTH],
  proposalLife: [1n, MONTH],
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
  // g = 30 000 + 2 000 + 60, f = 15 000: maintenance must cover g + f + 481 = 47 541
  ['maintenance that covers the move and the reward', { maintenanceRate: 47_541n }, 'accepted'],
  ['maintenance that does not', { maintenanceRate: 47_540n }, 'params_incoherent'],
  ['a base gap that adds to it', { maintenanceRate: 47_000n, gapBase: 541n }, 'accepted'],
  ['one too small', { maintenanceRate: 47_000n, gapBase: 540n }, 'params_incoherent'],
  ['the greatest reward', { liquidationRate: 12_382n }, 'accepted'],
  ['a reward too great', { liquidationRate: 12_383n }, 'params_incoherent'],
  ['a reward too great in congestion', { congestionCap: 7_383n }, 'params_incoherent'],
  ['a breaker too loose', { breakerMove: 33_000n }, 'params_incoherent'],
  ['funding too dear', { fundingCap: 1_200n }, 'params_incoherent'],
  ['too many intervals at once', { maxIntervals: 10n }, 'params_incoherent'],
  ['a base gap at the cap', { gapBase: 100_000n }, 'accepted'],
  ['a base gap above the cap', { gapBase: 100_001n }, 'params_incoherent'],
  ['maintenance and gap of everything', { gapCap: 950_000n }, 'accepted'],
  ['maintenance and gap of more', { gapCap: 950_001n }, 'params_incoherent'],
  ['a floor of two outlier rates', { breakerFloor: 20_000n }, 'params_incoherent'],
  ['a floor just above', { breakerFloor: 20_001n }, 'accepted'],
  ['a trip before the index is stale', { tripAfter: 60n, maxIndexAge: 61n }, 'params_incoherent'],
  ['a trip before the chain is stale', { tripAfter: 60n, maxChainGap: 61n }, 'params_incoherent'],
  ['a trip right then', { tripAfter: 60n }, 'accepted'],
  ['a cooldown as long as any halt', { cooldown: DAY, guardianPeriod: MONTH }, 'params_incoherent'],
  ['a cooldown just shorter', { cooldown: DAY - 1n, guardianPeriod: MONTH }, 'accepted'],
  ['an exit after the halt', { maxHalt: 3_599n }, 'params_incoherent'],
  ['an exit at its end', { maxHalt: 3_600n }, 'accepted'],
  ['an exit later than a change', { exitDelay: DAY + 1n, maxHalt: MONTH }, 'params_incoherent'],
  ['an exit just before a change', { exitDelay: DAY, maxHalt: MONTH }, 'accepted'],
  ['a guardian who could halt for ever', { guardianPeriod: 600n }, 'params_incoherent'],
  ['one who could not', { guardianPeriod: 601n }, 'accepted'],
])('%s', (_name, change, code) => {
  expect(codeFor({ params: { ...params, ...change } })).toBe(code);
});

test('a book founded at time 0 is live at time 0', () => {
  const outcome = genesis({ ...base, now: 0n });
  expect(outcome).toMatchObject({
    kind: 'accepted',
    venue: {
      clock: 0n,
      index: { time: 0n },
      chain: { time: 0n, steadyFrom: 0n },
      funding: { last: 0n },
    },
  });
});

type Place = readonly string[];

/** The places of all values in a venue. */
const placesIn = (value: object): readonly Place[] =>
  Object.entries(value).flatMap(([name, inner]: readonly [string, unknown]): readonly Place[] =>
    (typeof inner === 'object' && inner !== null
      ? placesIn(inner).map((place) => [name, ...place]) : [[name]]));

const setAt = (value: object, [name = '', ...rest]: Place, to: unknown): object => {
  const inner: unknown = Reflect.get(value, name);
  const set = rest.length === 0 || typeof inner !== 'object' || inner === null
    ? to : setAt(inner, rest, to);
  return Object.assign(Array.isArray(value) ? [...value] : { ...value }, { [name]: set });
};

test('the contract says every field of the venue that is founded', () => {
  const { venue } = foundedBy(base);
  const open = placesIn(venue).filter((place) =>
    foundingContract.ensures(base, setAt(venue, place, 'otherwise') as Venue));
  expect(placesIn(venue).length).toBeGreaterThan(150);
  expect(open).toEqual([]);
});
