// An independent search for comparison: the real functions on bigints, states as text in a Map, no
// compilation, no packing, accounts sorted as text. Slow and obvious.

import type { Scope } from '../../../declare/index.ts';
import type { Project } from '../../../verifier/read/tree.ts';
import type { RealKernel } from '../../../generators/explore/compare.ts';

type Made = { readonly kind: string; readonly code?: string; readonly venue: object;
  readonly touched: readonly object[] };
type Book = { readonly venue: object; readonly accounts: readonly object[] };
type Event = Readonly<Record<string, unknown>>;

export type Counted = {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly outcomes: ReadonlyMap<string, number>;
};

const text = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));

function expandChoices(
  kind: string, roles: readonly string[], accounts: readonly bigint[], given: object,
): readonly Event[] {
  const full: readonly [string, readonly unknown[]][] = [
    ['kind', [kind]],
    ...roles.filter((role) => !(role in given)).map((role) =>
      [role, accounts] as [string, readonly unknown[]]),
    ...Object.entries(given) as [string, readonly unknown[]][],
  ];
  return full.reduce<readonly Event[]>((events, [field, values]) =>
    events.flatMap((event) => values.map((value) => ({ ...event, [field]: value }))), [{}]);
}

export function searchNaively(
  project: Project, kernel: RealKernel, scope: Scope, symmetric: boolean,
): Counted {
  const outcomes = new Map<string, number>();
  const count = (name: string): void => void outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  const key = ({ venue, accounts }: Book): string => {
    const texts = accounts.map(text);
    return text([venue, symmetric ? texts.sort() : texts]);
  };
  let transitions = 0;
  let level = new Map<string, Book>();
  for (const event of scope.genesis) {
    const made = kernel.genesis(event) as Made;
    count(`genesis ${made.code ?? 'accepted'}`);
    const book = { venue: made.venue, accounts: scope.accounts.map(() => kernel.empty as object) };
    if (made.code === undefined) level.set(key(book), book);
  }
  const seen = new Set(level.keys());
  let depth = 0;
  for (; level.size > 0 && depth !== scope.depth; depth += 1) {
    const next = new Map<string, Book>();
    for (const book of level.values()) {
      if (scope.within !== undefined && !scope.within(book.venue as never)) continue;
      for (const { name, roles } of project.transitions) {
        const given = scope.events[name]?.(book.venue as never, scope.accounts) ?? [];
        const choices = (Array.isArray(given) ? given : [given]) as readonly object[];
        for (const event of choices.flatMap((one) =>
          expandChoices(name, roles, scope.accounts, one))) {
          transitions += 1;
          const slots = roles.map((role) => scope.accounts.indexOf(event[role] as bigint));
          const touched = slots.map((slot) => book.accounts[slot]);
          const made = kernel.transitions.get(name)?.(book.venue, ...touched, event) as Made;
          count(`${name} ${made.code ?? 'accepted'}`);
          if (made.code !== undefined) continue;
          const accounts = [...book.accounts];
          slots.forEach((slot, i) => { accounts[slot] = made.touched[i] ?? {}; });
          const after = { venue: made.venue, accounts };
          const name2 = key(after);
          if (!seen.has(name2)) next.set(name2, after);
          seen.add(name2);
        }
      }
    }
    level = next;
  }
  return { states: seen.size, transitions, depth, outcomes };
}
