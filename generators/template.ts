// An event that was accepted, kept with what its integers stood next to in the book it met: told to
// another book it asks for the same thing there. `now` stays a second after the clock, a parent the
// last hash, a price near the last one, whatever those are called. Nothing is known of any field:
// only that two integers were near each other.

import type { Type } from '../verifier/read/tree.ts';
import { stepTypes } from '../verifier/replay/situation.ts';
import type { Value } from '../verifier/verdict.ts';
import type { Random } from '../verifier/witness/random.ts';
import { integerPaths, readAt, writeAt } from './aim.ts';
import type { Path } from './aim.ts';
import type { Subject } from './subject.ts';

type Near = { readonly leaf: number; readonly offset: bigint };
type Slot = { readonly path: Path; readonly nears: readonly Near[] };

export type Template = { readonly event: Value; readonly slots: readonly Slot[] };

/** Where the integers of a step's inputs lie: of the event, of the venue, of each account. */
export type Layout = {
  readonly event: readonly Path[];
  readonly venue: readonly Path[];
  readonly account: readonly Path[];
};

const NO_TYPE: Type = { kind: 'record', fields: [] };
const NEAR = 16n;
const KEEP_BELOW = 10_000n;
const KEEP_PERCENT = 50;
const ANY_PERCENT = 10;
const ANCHORED_PERCENT = 80;

export function createLayout(subject: Subject, transition: string): Layout {
  const types = stepTypes(subject.project, transition);
  const roles = types?.roles ?? [];
  return {
    event: integerPaths(types?.event ?? NO_TYPE).filter(([first = '']) => !roles.includes(first)),
    venue: integerPaths(types?.venue ?? NO_TYPE),
    account: integerPaths(types?.account ?? NO_TYPE),
  };
}

export const readIntegers = (value: Value, paths: readonly Path[]): readonly bigint[] =>
  paths.map((path) => readAt(value, path) as bigint);

const abs = (x: bigint): bigint => (x < 0n ? -x : x);

function findNears(value: bigint, leaves: readonly bigint[]): readonly Near[] {
  const nears = leaves.map((leaf, i): Near => ({ leaf: i, offset: value - leaf }));
  return nears.filter(({ offset }) => abs(offset) <= NEAR);
}

/** How often an integer of the event stood near one of the book: chance does so now and then. */
export type Votes = Map<string, { readonly counts: number[]; readonly cast: number }>;

/** One name means one thing in all events. */
const keyFor = (path: Path): string => path.join('.');

export function vote(votes: Votes, { slots }: Template): void {
  for (const { path, nears } of slots) {
    const key = keyFor(path);
    const { counts, cast } = votes.get(key) ?? { counts: [], cast: 0 };
    for (const { leaf } of nears) counts[leaf] = (counts[leaf] ?? 0) + 1;
    votes.set(key, { counts, cast: cast + 1 });
  }
}

/** It stood near one and the same integer in most of the events that were accepted. */
export function isAnchored(votes: Votes, path: Path): boolean {
  const { counts, cast } = votes.get(keyFor(path)) ?? { counts: [], cast: 1 };
  const most = counts.reduce((least, count) => Math.max(least, count ?? 0), 0);
  return most * 100 >= cast * ANCHORED_PERCENT;
}

function chooseNear(
  random: Random, nears: readonly Near[], counts: readonly number[],
): Near | undefined {
  if (nears.length < 2 || random.chance(ANY_PERCENT)) return random.pick(nears);
  const most = Math.max(...nears.map(({ leaf }) => counts[leaf] ?? 0));
  return random.pick(nears.filter(({ leaf }) => (counts[leaf] ?? 0) === most));
}

/** `leaves`: the integers of the venue and the touched accounts that the event met, in order. */
export const createTemplate = (
  event: Value, layout: Layout, leaves: readonly bigint[],
): Template => ({
  event,
  slots: layout.event.map((path) =>
    ({ path, nears: findNears(readAt(event, path) as bigint, leaves) })),
});

/** The event as it would read on a book with these integers. */
export function tellTemplate(
  random: Random, { event, slots }: Template, votes: Votes, leaves: readonly bigint[],
): Value {
  return slots.reduce<Value>((told, { path, nears }) => {
    if (nears.length === 0) return told;
    const value = readAt(event, path) as bigint;
    if (abs(value) < KEEP_BELOW && random.chance(KEEP_PERCENT)) return told;
    const near = chooseNear(random, nears, votes.get(keyFor(path))?.counts ?? []);
    const leaf = near === undefined ? undefined : leaves[near.leaf];
    return near === undefined || leaf === undefined ? told
      : writeAt(told, path, leaf + near.offset);
  }, event);
}
