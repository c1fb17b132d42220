// Guards and edges of redeem: a share of the frozen pool, once, in any order.
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Redeem } from '../../kernel/event.ts';
import { START } from './fixture.ts';
import { changed, outcomeFor, outside, situation, testGuards } from './guards.ts';

const event: Redeem = { kind: 'redeem', account: 7n, now: START };
const base = situation(
  event,
  {
    mode: { kind: 'wound' },
    vault: 900n, pool: 130n,
    windDown: { claims: 150n, frozenPool: 130n, frozenClaims: 150n },
  },
  { collateral: 40n, claim: 100n },
);

testGuards<Redeem>('redeem', base, [
  ...outside<Redeem>('time_out_of_range', 'now', 0n, 2n ** 40n),
  ['clock_behind', { event: { now: START - 1n } }],
  ['not_wound', { venue: { mode: { kind: 'windingDown' } } }],
  ['no_claim', { first: { claim: 0n } }],
]);

test('a claim is paid its share, rounded down, and is gone', () => {
  expect(outcomeFor(base)).toMatchObject({
    venue: {
      vault: 900n, pool: 44n,
      windDown: { claims: 50n, frozenPool: 130n, frozenClaims: 150n },
    },
    touched: [{ collateral: 126n, claim: 0n }],
  });
});

test('an empty pool pays nothing and the claim is gone all the same', () => {
  const nothing = { venue: { pool: 0n, windDown: { frozenPool: 0n } } };
  expect(outcomeFor(base, nothing)).toMatchObject({ touched: [{ collateral: 40n, claim: 0n }] });
});

const claims = fc.array(fc.bigInt({ min: 1n, max: 500n }), { minLength: 1, maxLength: 6 });
property.prop([claims, fc.bigInt({ min: 0n, max: 2_000n })])(
  'all claims redeemed leave less than one unit each, and none is paid more than it is',
  (list, size) => {
    const total = list.reduce((sum, claim) => sum + claim, 0n);
    const pool = size > total ? total : size;
    const wound = { pool, windDown: { claims: total, frozenPool: pool, frozenClaims: total } };
    const end = list.reduce((venue, claim) => {
      const outcome = outcomeFor(base, { venue: wound }, { venue, first: { claim } });
      if (outcome.kind === 'rejected') throw new Error(outcome.code);
      expect((outcome.touched[0]?.collateral ?? 0n) <= 40n + claim).toBe(true);
      return outcome.venue;
    }, changed(base.venue, wound));
    expect(end.windDown.claims).toBe(0n);
    expect(end.pool >= 0n && end.pool < BigInt(list.length)).toBe(true);
  },
);
