// Steps on books that no walk came to: a step that was taken, with some of what it met written over
// by something else, as long as every invariant still holds of the book. What is proved is proved
// of such a step as well, so that a changed kernel must answer for it too.

import type { Type } from '../verifier/read/tree.ts';
import { BY_CODE } from '../verifier/replay/check.ts';
import { assumableInvariants, findBroken } from '../verifier/replay/replay.ts';
import { GENESIS, stepTypes } from '../verifier/replay/situation.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import { findAlias } from '../verifier/replay/structure.ts';
import type { Judged } from '../verifier/replay/structure.ts';
import type { Value } from '../verifier/verdict.ts';
import { createSource, drawValue, findLeaves } from '../verifier/witness/draw.ts';
import type { Source } from '../verifier/witness/draw.ts';
import type { Random } from '../verifier/witness/random.ts';
import { rolesIn } from '../verifier/witness/walk.ts';
import { readAt, writeAt } from './aim.ts';
import type { Path } from './aim.ts';
import type { Subject } from './subject.ts';
import type { Layout } from './template.ts';

/** An integer of an account and one of the venue that may be moved together, or apart. */
type Tie = { readonly account: Path; readonly venue: Path; readonly sign: bigint };

type Word = { readonly path: Path; readonly type: Type };

/** What may be written over in the steps of a transition. */
export type Variety = {
  readonly layout: Layout;
  readonly words: readonly Word[]; // of the venue
  readonly ties: readonly Tie[];
};

const INTEGER = { kind: 'bigint' } as const;
const MOST_CHANGES = 4;
const SWAP_PERCENT = 25;
const SCALE_PERCENT = 25;
const EVENT_PERCENT = 30;
const WORD_PERCENT = 10;
const TIE_PERCENT = 20;
const ACCOUNT_PERCENT = 10;

function wordPaths(type: Type, path: Path = []): readonly Word[] {
  switch (type.kind) {
    case 'string': return [{ path, type }];
    case 'record': return type.fields.flatMap((f) => wordPaths(f.type, [...path, f.name]));
    case 'tuple': return type.elements.flatMap((t, i) => wordPaths(t, [...path, `${i}`]));
    default: return [];
  }
}

/** Whether every invariant that a step may rely on holds of its book; genesis has none. */
export function meetsInvariants({ project, walker }: Subject, situation: Situation): boolean {
  if (situation.transition === GENESIS) return true;
  const { kernel } = walker;
  const roles = rolesIn(project, situation.transition ?? '');
  const j: Judged = { project, kernel, situation, roles, judging: BY_CODE };
  const accounts = [...situation.touched, ...situation.others];
  return findBroken(j, assumableInvariants(project), accounts) === null;
}

const add = (value: Value, path: Path, more: bigint): Value =>
  writeAt(value, path, (readAt(value, path) as bigint) + more);

const changeAccount = (from: Situation, at: number, change: (account: Value) => Value): Situation =>
  ({ ...from, touched: from.touched.map((account, i) => (i === at ? change(account) : account)) });

const pull = (from: Situation, at: number, tie: Tie, by: bigint): Situation => ({
  ...changeAccount(from, at, (account) => add(account, tie.account, by)),
  venue: add(from.venue, tie.venue, by * tie.sign),
});

/** Those that leave every invariant of a book as it is, found by moving each pair by one. */
function findTies(subject: Subject, layout: Layout, from: Situation): readonly Tie[] {
  if (from.touched.length === 0) return [];
  return layout.account.flatMap((account) => layout.venue.flatMap((venue) =>
    [1n, -1n].map((sign): Tie => ({ account, venue, sign }))))
    .filter((tie) => meetsInvariants(subject, pull(from, 0, tie, 1n)))
    .filter((tie) => !meetsInvariants(subject, pull(from, 0, { ...tie, sign: -tie.sign }, 1n)));
}

export function createVariety(
  subject: Subject, layout: Layout, transition: string, from: Situation | undefined,
): Variety {
  const venue = stepTypes(subject.project, transition)?.venue;
  return {
    layout,
    words: venue === undefined ? [] : wordPaths(venue),
    ties: from === undefined ? [] : findTies(subject, layout, from),
  };
}

const findName = (path: Path): string => path.findLast((name) => !/^\d+$/.test(name)) ?? '';

function drawScaled(random: Random, value: bigint): bigint {
  const [up, down] = [BigInt(1 + random.below(12)), BigInt(1 + random.below(12))];
  return (value * up) / down;
}

/** The value with one of its integers drawn anew, scaled, or swapped with another of its name. */
function changeOne(random: Random, source: Source, paths: readonly Path[], value: Value): Value {
  if (paths.length === 0) return value;
  const path = random.pick(paths);
  const old = readAt(value, path) as bigint;
  const namesakes = paths.filter((other) => other !== path && findName(other) === findName(path));
  if (namesakes.length > 0 && random.chance(SWAP_PERCENT)) {
    const other = random.pick(namesakes);
    return writeAt(writeAt(value, path, readAt(value, other)), other, old);
  }
  return writeAt(value, path, random.chance(SCALE_PERCENT) ? drawScaled(random, old)
    : drawValue(random, source, INTEGER, findName(path)));
}

type Drawing = { readonly random: Random; readonly source: Source; readonly variety: Variety };

function change({ random, source, variety }: Drawing, from: Situation): Situation {
  const { layout, words, ties } = variety;
  if (from.transition === GENESIS || random.chance(EVENT_PERCENT)) {
    return { ...from, event: changeOne(random, source, layout.event, from.event) };
  }
  const at = from.touched.length === 0 ? -1 : random.below(from.touched.length);
  if (at >= 0 && ties.length > 0 && random.chance(TIE_PERCENT)) {
    const tie = random.pick(ties);
    const to = drawValue(random, source, INTEGER, findName(tie.account)) as bigint;
    return pull(from, at, tie, to - (readAt(from.touched[at] ?? {}, tie.account) as bigint));
  }
  if (at >= 0 && random.chance(ACCOUNT_PERCENT)) {
    return changeAccount(from, at, (account) =>
      changeOne(random, source, layout.account, account));
  }
  if (words.length > 0 && random.chance(WORD_PERCENT)) {
    const { path, type } = random.pick(words);
    return { ...from, venue: writeAt(from.venue, path, drawValue(random, source, type)) };
  }
  return { ...from, venue: changeOne(random, source, layout.venue, from.venue) };
}

/** Null: some invariant does not hold of the book that was drawn. */
export function varySituation(
  random: Random, subject: Subject, variety: Variety, from: Situation,
): Situation | null {
  if (findAlias(from, rolesIn(subject.project, from.transition ?? '')) !== null) return null;
  const leaves = findLeaves([from.venue, ...from.touched, from.event]);
  const drawing = { random, variety, source: createSource(subject.constants, leaves) };
  const changes = Array.from({ length: 1 + random.below(MOST_CHANGES) });
  const varied = changes.reduce<Situation>((so) => change(drawing, so), from);
  return meetsInvariants(subject, varied) ? varied : null;
}
