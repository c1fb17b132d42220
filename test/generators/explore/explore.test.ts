// The explorer against an independent search of the same scope on the real kernel: states,
// transitions, depth and every outcome must be the same in number.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scope } from '../../../declare/index.ts';
import type { Scope } from '../../../declare/index.ts';
import {
  deposit, genesis, LIMIT, transfer,
} from '../../../examples/purse/kernel/purse.ts';
import { Disagreement } from '../../../generators/explore/compare.ts';
import { ROOT } from '../../cli/session.ts';
import { searchNaively } from './naive.ts';
import { countOutcomes, exploreScope, open } from './opened.ts';
import type { Opened } from './opened.ts';

const PURSE = join(ROOT, 'examples', 'purse');
const purse = await open(PURSE);
const kernel = { genesis, transitions: { deposit, transfer } };

async function compare(opened: Opened, given: Scope, symmetric = true): Promise<void> {
  const explored = await exploreScope(opened, given);
  const counted = searchNaively(opened.project, opened.kernel, given, symmetric);
  expect(explored.complete).toBe(true);
  expect(explored.symmetric).toBe(symmetric);
  expect([explored.states, explored.transitions]).toEqual([counted.states, counted.transitions]);
  expect([...countOutcomes(explored)].sort()).toEqual([...counted.outcomes].sort());
}

describe('a scope of the purse', () => {
  it('has the states, transitions and outcomes of an independent search', async () => {
    await compare(purse, purse.scopes['small'] as Scope);
  });

  it('has them with three accounts, of which none is told from another', async () => {
    await compare(purse, scope(kernel, {
      accounts: [4n, 5n, 6n], genesis: [{ rate: 500_000n }],
      events: {
        deposit: (venue) => ({ amount: venue.vault < 9n ? [2n, 3n] : [] }),
        transfer: () => ({ amount: [1n, 3n] }),
      },
      check: 100,
    }));
  });

  it('has them where the scope itself tells accounts apart', async () => {
    await compare(purse, scope(kernel, {
      accounts: [1n, 2n], genesis: [{ rate: 0n }],
      events: {
        deposit: (venue) => ({ account: [1n], amount: venue.vault < 5n ? [1n] : [] }),
        transfer: () => ({ amount: [1n, 2n] }),
      },
    }), false);
  });

  it('has them to a depth, and says what it left', async () => {
    const bounded = scope(kernel, {
      accounts: [1n, 2n], genesis: [{ rate: 0n }], depth: 3,
      events: { deposit: () => ({ amount: [1n, 2n] }), transfer: () => ({ amount: [1n] }) },
    });
    await compare(purse, bounded);
    const explored = await exploreScope(purse, bounded);
    expect(explored.depth).toBe(3);
    expect(explored.unexpanded.depth).toBeGreaterThan(0);
  });

  it('has them beyond 2^53, where the fast code gives way to the exact one', async () => {
    const wide = scope(kernel, {
      accounts: [1n, 2n], genesis: [{ rate: 999_999n }], check: 1,
      events: {
        deposit: (venue) => ({ amount: venue.vault < LIMIT / 2n ? [LIMIT / 3n, 2n ** 53n] : [7n] }),
        transfer: () => ({ amount: [2n ** 52n + 1n, 2n ** 80n + 1n, LIMIT, LIMIT + 1n] }),
      },
      depth: 4,
    });
    await compare(purse, wide);
    expect((await exploreScope(purse, wide)).widened).toBeGreaterThan(5);
  });

  it('gives for each outcome a shortest witness that the real kernel runs', async () => {
    const { coverage } = await exploreScope(purse, purse.scopes['small'] as Scope);
    for (const { transition, outcomes } of coverage) {
      for (const { outcome, accepted, witness } of outcomes) {
        expect(witness, `${transition} ${outcome}`).not.toBeNull();
        expect(runTrace(purse, witness ?? [])).toBe(accepted ? 'accepted' : outcome);
      }
    }
    const lengths = coverage[1]?.outcomes.map(({ witness }) => witness?.length);
    expect(lengths).toEqual([2, 2, 2, 3]);
  });
});

type Outcome = { readonly kind: string; readonly code?: string; readonly venue: unknown;
  readonly touched: readonly unknown[] };

/** What the last event of a trace comes to on the real kernel. */
function runTrace(
  { project, kernel: real }: Opened,
  trace: readonly { readonly transition: string; readonly event: unknown }[],
): string {
  const [first, ...rest] = trace;
  let last = real.genesis(first?.event) as Outcome;
  const accounts = new Map<unknown, unknown>();
  for (const { transition, event } of rest) {
    expect(last.kind).toBe('accepted');
    const roles = project.transitions.find(({ name }) => name === transition)?.roles ?? [];
    const ids = roles.map((role) => Reflect.get(event as object, role) as unknown);
    const touched = ids.map((id) => accounts.get(id) ?? real.empty);
    const made = real.transitions.get(transition)?.(last.venue, ...touched, event) as Outcome;
    ids.forEach((id, i) => made.touched !== undefined && accounts.set(id, made.touched[i]));
    last = made;
  }
  return last.code ?? last.kind;
}

describe('a search that is stopped', () => {
  const endless = scope(kernel, {
    accounts: [1n, 2n], genesis: [{ rate: 0n }],
    events: { deposit: () => ({ amount: [1n, 5n] }), transfer: () => ({ amount: [1n, 2n] }) },
  });

  it('by its memory says so, and has explored the levels before in full', async () => {
    const explored = await exploreScope(purse, endless, { memory: 3 * 2 ** 20 });
    expect([explored.complete, explored.stopped]).toEqual([false, 'memory']);
    expect(explored.bytes).toBeLessThanOrEqual(3 * 2 ** 20);
    const before = await exploreScope(purse, { ...endless, depth: explored.depth });
    expect(before.complete).toBe(true);
    expect(explored.states).toBeGreaterThanOrEqual(before.states);
  });

  it('by its user says so, with what it has found', async () => {
    let asked = 0;
    const explored = await exploreScope(purse, endless, { stopped: () => (asked += 1) > 20 });
    expect([explored.complete, explored.stopped]).toEqual([false, 'interrupted']);
    expect(explored.transitions).toBeGreaterThan(100);
    expect(countOutcomes(explored).get('transfer accepted')).toBeGreaterThan(0);
  });
});

describe('the real kernel', () => {
  const small = purse.scopes['small'] as Scope;
  const refuse = async (changes: Partial<Opened['kernel']>): Promise<unknown> =>
    exploreScope({ ...purse, kernel: { ...purse.kernel, ...changes } }, small)
      .catch((fault: unknown) => fault);

  it('that does otherwise than the compiled code ends the search as a defect', async () => {
    const transitions = new Map(purse.kernel.transitions);
    transitions.set('transfer', () => ({ kind: 'rejected', code: 'same_account' }));
    expect(await refuse({ transitions })).toBeInstanceOf(Disagreement);
  });

  it.each(['INV-02', 'STEP-01'])('that denies %s ends the search as a defect', async (id) => {
    const properties = new Map(purse.kernel.properties);
    properties.set(id, { kind: 'any', holds: () => false });
    const fault = await refuse({ properties });
    expect(fault).toBeInstanceOf(Disagreement);
    expect((fault as Error).message).toMatch(new RegExp(`^${id} of .*report this as a defect`));
  });
});

describe('a scope that is wrong', () => {
  const small = purse.scopes['small'] as Scope;
  const events = (changes: object): Scope =>
    ({ ...small, events: { ...small.events, ...changes } });
  it.each<readonly [string, Scope, string]>([
    ['an unknown transition', events({ burn: () => [] }), 'events.burn: the kernel has no such'],
    ['too few accounts', { ...small, accounts: [1n] }, 'give at least 2 accounts'],
    ['no genesis', { ...small, genesis: [] }, 'no genesis is given'],
    ['a field without values', events({ deposit: () => ({}) }), 'no values are given for amount'],
    ['an unknown field', events({ deposit: () => ({ amount: [1n], fee: [1n] }) }), 'no field fee'],
    ['a value of another type', events({ deposit: () => ({ amount: [1] }) }),
      'a bigint is expected'],
    ['a stranger', events({ deposit: () => ({ account: [9n], amount: [1n] }) }),
      'account 9 is not an account of the scope'],
    ['any of nothing', { ...small, any: { 'INV-01': [[1n]] } }, 'any.INV-01: no property takes'],
  ])('with %s is refused in one line', async (_what, given, message) => {
    const refused = await exploreScope(purse, given).catch((fault: unknown) => fault);
    expect(refused).toBeInstanceOf(Error);
    expect((refused as Error).message).toMatch(/^scope test: [^\n]*$/);
    expect((refused as Error).message).toContain(message);
  });
});
