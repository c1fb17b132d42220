// The table test of a transition's guards: from one accepted situation, a change per code that
// violates that guard. Any later violation added to it must leave the code as it is.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../kernel/event.ts';
import { type Account, empty, type Venue } from '../../kernel/state.ts';
import { call, founded } from './fixture.ts';

type Partly<T> = T extends bigint | string | readonly unknown[]
  ? T
  : { readonly [K in keyof T]?: Partly<T[K]> };

export type Change<E extends Event> = {
  readonly venue?: Partly<Venue>;
  readonly first?: Partial<Account>;
  readonly second?: Partial<Account>;
  readonly event?: Partial<E>;
};

export type Situation<E extends Event> = {
  readonly venue: Venue;
  readonly first: Account;
  readonly second: Account;
  readonly event: E;
};

export function changed<T>(base: T, change: unknown): T {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change as T;
  const record = base as Readonly<Record<string, unknown>>;
  const entries = Object.entries(change).map(([key, value]) => [key, changed(record[key], value)]);
  return { ...record, ...Object.fromEntries(entries) } as T;
}

/** The accepted situation that a table starts from. */
export function situation<E extends Event>(
  event: E,
  venue: Partly<Venue>,
  first: Partial<Account> = {},
  second: Partial<Account> = {},
): Situation<E> {
  return {
    venue: changed(founded(), venue),
    first: { ...empty, ...first },
    second: { ...empty, ...second },
    event,
  };
}

export function outcomeFor<E extends Event>(
  base: Situation<E>,
  ...changes: readonly Change<E>[]
): ReturnType<typeof call> {
  const { venue, first, second, event } = changes.reduce<Situation<E>>(changed, base);
  return call(venue, [first, second], event);
}

export function codeFor<E extends Event>(
  base: Situation<E>,
  ...changes: readonly Change<E>[]
): string {
  const outcome = outcomeFor(base, ...changes);
  return outcome.kind === 'rejected' ? outcome.code : 'accepted';
}

export function testGuards<E extends Event>(
  stem: string,
  base: Situation<E>,
  rows: readonly (readonly [string, Change<E>])[],
): void {
  describe(`${stem}: guards`, () => {
    test('the situation without a change is accepted', () => {
      expect(codeFor(base)).toBe('accepted');
    });
    test('the rows cover the codes of the kernel in their order', () => {
      const source = readFileSync(new URL(`../../kernel/${stem}.ts`, import.meta.url), 'utf8');
      const union = /^type Code =([^;]*);/m.exec(source)?.[1] ?? '';
      const codes = [...union.matchAll(/'(\w+)'/g)].map((found) => found[1]);
      expect([...new Set(rows.map(([code]) => code))]).toEqual(codes);
    });
    test.each(rows)('%s', (code, change) => {
      expect(codeFor(base, change)).toBe(code);
    });
    test('of two violated guards the first names the code', () => {
      rows.forEach(([code, change], i) => {
        rows.slice(i + 1).forEach(([later, lower]) => {
          expect(codeFor(base, lower, change), `${code} before ${later}`).toBe(code);
        });
      });
    });
  });
}

/** Both ends of a range that an event's field must keep: just outside of each. */
export function outside<E extends Event>(
  code: string,
  field: keyof E,
  least: bigint,
  greatest: bigint,
): readonly (readonly [string, Change<E>])[] {
  return [least - 1n, greatest + 1n, -(2n ** 300n), 2n ** 300n].map((value) => {
    const event: Partial<E> = {};
    return [code, { event: { ...event, [field]: value } }] as const;
  });
}
