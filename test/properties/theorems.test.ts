// Lemmas and theorems on random inputs at the edges: none is false, and of each the premise is met.
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { genesis } from '../../kernel/genesis.ts';
import { type Account, empty, type Venue } from '../../kernel/state.ts';
import { LOTS_LIMIT } from '../../spec/limits.ts';
import { withModules } from './adapter.ts';
import { between } from './arbitrary.ts';
import { lemmas, theorems } from './declared.ts';
import { PARAMS } from './moves.ts';
import { loadSubject } from '../../generators/subject.ts';
import { CONFIGS, fuzzWith } from '../generators/subjects.ts';

const NOW = 1_000n;
const few = fc.oneof(between(-9n, 9n), between(-3_000_000n, 3_000_000n));
const price = fc.oneof(between(1n, 9n), between(1n, 2n ** 40n - 1n));
const ppm = fc.oneof(between(0n, 1_000_000n), between(0n, 40n));
const id = fc.bigInt(0n, 3n);

const account: fc.Arbitrary<Account> = fc.oneof(
  fc.record({
    collateral: between(0n, 3_000n), size: between(-300n, 300n), cost: between(-3_000n, 3_000n),
    claim: fc.constant(0n),
  }),
  fc.record({ collateral: between(0n, 300n) }).map((held) => ({ ...empty, ...held })),
);

const params = ppm.map((rate) => ({ ...PARAMS, maintenanceRate: rate, initialRate: rate }));
const vote = fc.record({ price: between(0n, 9n), time: between(0n, 9n), weight: between(0n, 4n) });
const feed = fc.record({
  price: between(0n, 400n), time: between(NOW - 70n, NOW), strikes: fc.constant(0n),
  until: fc.constantFrom(0n, 0n, 0n, NOW, NOW + 1n),
});
const feeds = fc.tuple(feed, feed, feed, feed, feed);
const five = <T>(one: fc.Arbitrary<T>) => fc.tuple(one, one, one, one, one);

function found(): Venue {
  const out = genesis({ params: PARAMS, price: 100n, now: NOW, height: 9n, hash: 1n });
  if (out.kind === 'rejected') throw new Error(out.code);
  return out.venue;
}

const venue = fc.record({ price: between(1n, 20n), feeds }).map(({ price: at, feeds: said }) =>
  ({ ...found(), index: { price: at, time: NOW }, feeds: said }));
const now = fc.bigInt(NOW, NOW + 30n);
const liquidation = fc.record({
  kind: fc.constant('liquidate'), account: id, liquidator: id, lots: between(0n, 300n), now,
});
const exchange = fc.record({
  kind: fc.constant('trade'), buyer: id, seller: id, now, price: between(1n, 20n),
  lots: fc.oneof(between(1n, 300n), between(1n, LOTS_LIMIT)),
});
const withdrawal = fc.record({
  kind: fc.constant('withdraw'), account: id, amount: between(1n, 300n), now,
});
const heard = fc.record({
  kind: fc.constant('report'), feed: fc.constantFrom('first', 'third'), price, now,
  time: fc.bigInt(NOW - 5n, NOW + 30n),
});
const block = fc.record({
  kind: fc.constant('heartbeat'), height: between(8n, 12n), hash: between(0n, 3n),
  parent: between(0n, 3n), now, baseFee: price, time: fc.bigInt(NOW - 5n, NOW + 30n),
});

/** Next to the edge of what `margined` allows, where a bound that is off by one would show. */
const gapCase = fc.tuple(between(-300n, 300n), price, between(0n, 300_000n), ppm, ppm, few).map(
  ([size, at, gap, reward, swing, off]) => {
    const rate = gap + reward + (gap * reward + 999_999n) / 1_000_000n;
    const held = size < 0n ? -size : size;
    const edge = (held * at * rate + 999_999n) / 1_000_000n;
    const next = at + (at * gap * (swing - 500_000n)) / 500_000_000_000n;
    const a = { collateral: edge + (off > 0n ? off : 0n), size, cost: size * at };
    return { a, at, next, rate, gap, reward };
  });

const rates = fc.tuple(between(1n, 99n), few, between(0n, 99n), few).map(
  ([size, equity, size2, more]) => ({ size, equity, size2, more }));

type Inputs = fc.Arbitrary<readonly unknown[]>;
const given: Readonly<Record<string, Inputs>> = {
  'LEM-13': rates.map(({ size, equity, size2 }) => {
    const kept = equity < 0n ? 0n : equity;
    const rate = (kept * 1_000_000n) / size;
    return [kept, (kept * size2) / size + 1n, size, size2, 1n, rate];
  }),
  'LEM-35a': fc.tuple(between(0n, 9n), between(0n, 99n), price, ppm, ppm),
  'THM-10a': fc.tuple(venue, account, account, exchange),
  'THM-10b': fc.tuple(venue, account, account, liquidation),
  'THM-21': fc.tuple(venue, account, account, liquidation),
  'THM-24': rates.map(({ size, equity, more }) => {
    const [e, mid, last] = [equity < 0n ? -equity : equity, size / 2n + 1n, size / 3n];
    const e1 = (e * mid + size - 1n) / size + (more > 0n ? 1n : 0n);
    return [size, mid, last, e, e1, (e1 * last + mid - 1n) / mid];
  }),
  'THM-26': fc.tuple(account, between(0n, 300n), venue, now),
  'THM-27a': fc.tuple(account, between(1n, 30n), between(1n, 60n), between(-9n, 9n), ppm),
  'THM-27b': fc.tuple(account, between(1n, 60n), between(1n, 30n), between(-9n, 9n), ppm),
  'THM-28a': gapCase.map((c) => [c.a, c.at, c.next, c.gap, c.gap]),
  'THM-28b': gapCase.map((c) => [c.a, c.at, c.next, c.rate, c.gap, c.reward]),
  'THM-28c': fc.tuple(between(1n, 99n), between(1n, 99n), between(1n, 99n),
    between(1n, 40n), between(1n, 20n), ppm),
  'THM-31': fc.tuple(five(vote), five(fc.boolean()), between(0n, 3n), between(3n, 9n)),
  'THM-32': fc.tuple(feeds, fc.tuple(five(between(0n, 4n)), ppm).map(([feedWeights, outlierRate]) =>
    ({ ...PARAMS, feedWeights, outlierRate })), fc.constant(NOW)),
  'THM-34a': fc.tuple(venue, heard),
  'THM-34b': fc.tuple(venue, block),
  'THM-35': fc.tuple(feeds, params, fc.constant(NOW)),
  'THM-41': fc.tuple(venue, account, withdrawal),
};

/** Lemmas take integers only. */
const integers = (count: number): Inputs => fc.tuple(...Array.from({ length: count }, () => few));

/** Their premises put many numbers in order, which random ones seldom are: they are aimed at. */
const SELDOM_MET = [
  'LEM-20', 'LEM-25', 'LEM-31', 'LEM-32', 'LEM-34', 'LEM-40', 'LEM-42', 'LEM-43', 'THM-28b',
];

/** A theorem that is not in the table takes inputs that only the prover can make meet it. */
const tried = [...lemmas, ...theorems.filter(({ id: name }) => name in given)]
  .filter(({ id: name }) => !SELDOM_MET.includes(name));

describe.each(tried)('$id', ({ id: name, when, then }) => {
  let met = 0;
  const inputs = given[name] ?? integers(when.length - withModules(when, 0, []).length);
  test.prop([inputs], { numRuns: 2_000, seed: 2 })('holds wherever its premise does', (values) => {
    if (Reflect.apply(when, undefined, withModules(when, 0, values)) !== true) return;
    met += 1;
    expect(Reflect.apply(then, undefined, withModules(then, 0, values))).toBe(true);
  });
  test('has a premise that is met', () => {
    expect(met).toBeGreaterThan(20);
  });
});

describe('aimed at, as their premises are seldom met by chance', async () => {
  const subject = await loadSubject(CONFIGS.kernel);
  const wants = (property: string): boolean => SELDOM_MET.includes(property);
  const { failure, trials } = await fuzzWith(subject, { wants, runs: 240, seed: 4 });
  test.each(SELDOM_MET)('%s holds wherever its premise does, and it is met', (name) => {
    expect(failure).toBeNull();
    expect(trials.find(({ property }) => property === name)?.met).toBeGreaterThan(20);
  });
});
