// Events just around every guard. A rejected event is tried again with one of its integers moved to
// where the comparison that decided turns: the comparison's two sides are seen to move with that
// integer (a probe, which is an event like any other), and a straight line through both points is
// followed to −1, 0 or +1. Guards through helpers, products and divisions are met the same way as
// `amount <= 0n`, and nothing needs to be known of them.

import type { Type } from '../verifier/read/tree.ts';
import type { Value } from '../verifier/verdict.ts';
import type { Random } from '../verifier/witness/random.ts';
import type { Comparison, ComparisonNode, Heard } from './move.ts';

export type Path = readonly string[];

/** The integers of a value of a type, by path; those of a union's variants are left out. */
export function integerPaths(type: Type, path: Path = []): readonly Path[] {
  switch (type.kind) {
    case 'bigint': return [path];
    case 'record': return type.fields.flatMap((f) => integerPaths(f.type, [...path, f.name]));
    case 'tuple': return type.elements.flatMap((t, i) => integerPaths(t, [...path, `${i}`]));
    default: return [];
  }
}

export const readAt = (value: Value, path: Path): Value =>
  path.reduce<Value>((part, name) => Reflect.get(part as object, name) as Value, value);

export function writeAt(value: Value, [name, ...rest]: Path, part: Value): Value {
  if (name === undefined) return part;
  const inner = writeAt(Reflect.get(value as object, name) as Value, rest, part);
  if (!Array.isArray(value)) return { ...(value as object), [name]: inner };
  return value.map((old: Value, i) => (`${i}` === name ? inner : old));
}

/** How far the sides of a comparison moved apart when an integer was moved by `step`. */
type Effect = { readonly step: bigint; readonly change: bigint };

/** What is known of each comparison: by the name of an integer, its last effect. */
export type Lore = Map<ComparisonNode, Map<string, Effect>>;

export const copyLore = (lore: Lore): Lore =>
  new Map([...lore].map(([node, effects]) => [node, new Map(effects)]));

/** A value that did not get through, and what decided about it. */
export type Shot = {
  readonly name: string; // of what the value is given to
  readonly value: Value;
  readonly paths: readonly Path[]; // of the integers that may be moved
  readonly names?: readonly string[]; // what they are called, where not by the end of their paths
  readonly heard: Heard;
  readonly patience: number; // values tried from one that was given, at most
};

type Target = {
  readonly shot: Shot;
  readonly path: Path;
  readonly node: ComparisonNode;
  readonly occurrence: number;
  readonly distance: bigint;
};
type Probe = Target & { readonly step: bigint };

export type Aimed = { readonly name: string; readonly value: Value };

export type Aim = {
  /** The next value to try on what is called so, if a target is in sight; else it is given up. */
  readonly next: (among: (name: string) => boolean) => Aimed | null;
  /** Gives up what is being aimed at. */
  readonly drop: () => null;
  /** What came of a value; `through`: nothing rejected it. */
  readonly hear: (shot: Shot, through: boolean) => void;
  readonly lore: Lore;
};

export const PATIENCE = 8;
const LAST_PERCENT = 88;
const NEAR_END = 6;
const KNOWN_PERCENT = 85;
const NAMED_PERCENT = 75;
const TRUSTED_PERCENT = 60;
const FLIP_PERCENT = 85;
const BEYOND_PERCENT = 25;
const GIVE_UP_PERCENT = 90;
const TURN_BACK_PERCENT = 75;

export function holds(node: ComparisonNode, distance: bigint): boolean {
  switch (node.operator) {
    case '<': return distance < 0n;
    case '<=': return distance <= 0n;
    case '>': return distance > 0n;
    case '>=': return distance >= 0n;
    case '===': return distance === 0n;
    default: return distance !== 0n;
  }
}

const keyFor = (shot: Shot, path: Path): string => `${shot.name}.${path.join('.')}`;

function findOccurrence(
  comparisons: readonly Comparison[], node: ComparisonNode, occurrence: number,
): Comparison | null {
  let left = occurrence;
  for (const one of comparisons) {
    if (one.node !== node) continue;
    if (left === 0) return one;
    left -= 1;
  }
  return null;
}

function collectNames(tree: unknown, found: Set<string>): void {
  if (typeof tree !== 'object' || tree === null) return;
  const { kind, name } = tree as { readonly kind?: unknown; readonly name?: unknown };
  if ((kind === 'local' || kind === 'field') && typeof name === 'string') found.add(name);
  for (const [key, part] of Object.entries(tree)) {
    if (key !== 'type' && key !== 'at') collectNames(part, found);
  }
}

/** Of the integers those that the comparison names; all where it names none of them. */
function namedIn({ left, right }: ComparisonNode, { paths, names }: Shot): readonly Path[] {
  const found = new Set<string>();
  collectNames([left, right], found);
  const named = paths.filter((path, i) => found.has(names?.[i] ?? path.at(-1) ?? ''));
  return named.length > 0 ? named : paths;
}

function chooseTarget(random: Random, lore: Lore, shot: Shot): Target | null {
  const { heard, paths } = shot;
  if (!heard.lastIsInteger && random.chance(GIVE_UP_PERCENT)) return null;
  const comparisons = heard.integers;
  const last = comparisons.length - 1;
  const index = random.chance(LAST_PERCENT) ? last : last - random.below(NEAR_END);
  const chosen = comparisons[index];
  if (chosen === undefined || paths.length === 0) return null;
  const { node, left, right } = chosen;
  const effects = lore.get(node);
  const moving = effects === undefined ? []
    : paths.filter((path) => (effects.get(keyFor(shot, path))?.change ?? 0n) !== 0n);
  const tried = effects === undefined ? 0
    : paths.filter((path) => effects.has(keyFor(shot, path))).length;
  if (moving.length === 0 && tried === paths.length && random.chance(GIVE_UP_PERCENT)) return null;
  const likely = random.chance(NAMED_PERCENT) ? namedIn(node, shot) : paths;
  const path = random.pick(moving.length > 0 && random.chance(KNOWN_PERCENT) ? moving : likely);
  const occurrence = comparisons.slice(0, index).filter((one) => one.node === node).length;
  return { shot, path, node, occurrence, distance: left - right };
}

/** The value with its integer moved to where the straight line says the comparison turns. */
function solve(random: Random, target: Target, { step, change }: Effect): Value {
  const { node, distance, shot, path } = target;
  const edges = [-1n, 0n, 1n];
  const flips = edges.filter((edge) => holds(node, edge) !== holds(node, distance));
  const wanted = random.pick(flips.length > 0 && random.chance(FLIP_PERCENT) ? flips : edges);
  const rise = (wanted - distance) * step;
  const exact = rise % change === 0n;
  const whole = rise / change + (exact ? 0n : BigInt(random.below(3) - 1));
  const move = random.chance(BEYOND_PERCENT) ? whole * BigInt(1 + random.below(9)) : whole;
  return writeAt(shot.value, path, (readAt(shot.value, path) as bigint) + move);
}

function chooseStep(random: Random, at: bigint): bigint {
  const roll = random.below(4);
  if (roll === 0) return 1n;
  if (roll === 1) return -1n;
  return roll === 2 ? 1_000n : at / 3n + 1n;
}

type State = { queued: Aimed | null; probe: Probe | null; tries: number; reached: number };

function noteEffect(lore: Lore, probe: Probe, change: bigint): void {
  const effects = lore.get(probe.node) ?? new Map<string, Effect>();
  lore.set(probe.node, effects);
  effects.set(keyFor(probe.shot, probe.path), { step: probe.step, change });
}

/** Aims again, from a value that was rejected. */
function plan(random: Random, lore: Lore, state: State, shot: Shot): void {
  state.tries += 1;
  const reached = shot.heard.integers.length;
  const back = reached < state.reached && random.chance(TURN_BACK_PERCENT); // a guard before
  state.reached = reached;
  const target = back || state.tries > shot.patience ? null : chooseTarget(random, lore, shot);
  if (target === null) {
    forget(state);
    return;
  }
  const known = lore.get(target.node)?.get(keyFor(shot, target.path));
  if (known !== undefined && known.change !== 0n && random.chance(TRUSTED_PERCENT)) {
    state.queued = { name: shot.name, value: solve(random, target, known) };
    return;
  }
  const at = readAt(shot.value, target.path) as bigint;
  const step = chooseStep(random, at);
  state.probe = { ...target, step };
  state.queued = { name: shot.name, value: writeAt(shot.value, target.path, at + step) };
}

function hearProbe(random: Random, lore: Lore, state: State, probe: Probe, shot: Shot): void {
  const seen = findOccurrence(shot.heard.integers, probe.node, probe.occurrence);
  if (seen === null) return plan(random, lore, state, probe.shot);
  const change = seen.left - seen.right - probe.distance;
  noteEffect(lore, probe, change);
  if (change === 0n) return plan(random, lore, state, probe.shot);
  const value = solve(random, probe, { step: probe.step, change });
  state.queued = { name: probe.shot.name, value };
}

function forget(state: State): null {
  state.queued = null;
  state.probe = null;
  state.tries = 0;
  state.reached = 0;
  return null;
}

/** `lore` is added to. */
export function createAim(random: Random, lore: Lore): Aim {
  const state: State = { queued: null, probe: null, tries: 0, reached: 0 };
  return {
    lore,
    next: (among) => {
      const queued = state.queued;
      if (queued === null || !among(queued.name)) return forget(state);
      state.queued = null;
      return queued;
    },
    drop: () => forget(state),
    hear: (shot, through) => {
      const probe = state.probe;
      state.probe = null;
      if (through) forget(state); // what was aimed at is another state by now
      else if (probe !== null) hearProbe(random, lore, state, probe, shot);
      else plan(random, lore, state, shot);
    },
  };
}
