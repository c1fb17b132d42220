// Events are drawn where a kernel decides: each of the purse's guards is met from both sides and at
// its very edge, every outcome is seen, and of the repository's kernel all but those that no trace
// from genesis can reach in so few steps.

import { beforeAll, describe, expect, it } from 'vitest';
import { integerPaths, readAt, writeAt } from '../../generators/aim.ts';
import { loadSubject } from '../../generators/subject.ts';
import type { Subject } from '../../generators/subject.ts';
import type { ComparisonNode, Move } from '../../generators/move.ts';
import { randomFor } from '../../generators/seed.ts';
import { createStream, firstExperience } from '../../generators/stream.ts';
import { startWalk, walkOn } from '../../generators/walk.ts';
import type { Type } from '../../verifier/read/tree.ts';
import { CONFIGS } from './subjects.ts';

function gather(subject: Subject, walks: number): readonly Move[] {
  const moves: Move[] = [];
  const experience = firstExperience(subject);
  for (let i = 0; i < walks; i += 1) {
    const random = randomFor(3, i);
    const stream = createStream(subject, random, experience);
    const walk = { subject, random, stream, see: (move: Move) => void moves.push(move) };
    const start = startWalk(walk);
    if (start !== null) walkOn(walk, start, 40);
  }
  return moves;
}

const distances = (moves: readonly Move[]): ReadonlyMap<ComparisonNode, readonly bigint[]> => {
  const seen = new Map<ComparisonNode, bigint[]>();
  for (const { heard } of moves) {
    for (const { node, left, right } of heard.integers) {
      seen.set(node, [...seen.get(node) ?? [], left - right]);
    }
  }
  return seen;
};

describe('drawing by state', () => {
  let purse: readonly Move[] = [];
  beforeAll(async () => {
    purse = gather(await loadSubject(CONFIGS.purse), 160);
  });

  it('meets every guard of the purse on both sides of its edge, one away and on it', () => {
    const missed = [...distances(purse)].filter(([, seen]) =>
      ![-1n, 0n, 1n].every((edge) => seen.includes(edge)));
    expect(distances(purse).size).toBeGreaterThan(6);
    expect(missed.map(([node]) => `${node.at.line}: ${node.operator}`)).toEqual([]);
  });

  it('gets a good share of events accepted', () => {
    const accepted = purse.filter(({ taken }) => taken.code === null).length;
    expect(accepted / purse.length).toBeGreaterThan(0.25);
  });

  it('draws events with integers of any size', () => {
    const huge = purse.filter(({ heard }) =>
      heard.integers.some(({ left }) => left > 2n ** 128n || left < -(2n ** 128n)));
    expect(huge.length).toBeGreaterThan(10);
  });

  it("sees nearly every outcome of this repository's kernel", async () => {
    const subject = await loadSubject(CONFIGS.kernel);
    const moves = gather(subject, 12 * subject.project.transitions.length);
    const seen = new Set(moves.map(({ step, taken }) =>
      `${step.transition} ${taken.code ?? 'accepted'}`));
    const all = subject.project.transitions.flatMap(({ name, codes }) =>
      [`${name} accepted`, ...codes.map((code) => `${name} ${code}`)]);
    const missed = all.filter((outcome) => !seen.has(outcome));
    expect(missed.filter((outcome) => outcome.endsWith(' accepted'))).toEqual([]);
    expect(missed.length).toBeLessThan(all.length / 5);
  });
});

describe('paths', () => {
  const integer: Type = { kind: 'bigint' };
  const pair: Type = { kind: 'tuple', elements: [integer, integer] };
  const type: Type = {
    kind: 'record', fields: [{ name: 'a', type: integer }, { name: 'b', type: pair }],
  };

  it('lead to every integer, and write beside nothing else', () => {
    const value = { a: 1n, b: [2n, 3n] };
    const paths = integerPaths(type);
    expect(paths.map((path) => readAt(value, path))).toEqual([1n, 2n, 3n]);
    expect(writeAt(value, ['b', '1'], 9n)).toEqual({ a: 1n, b: [2n, 9n] });
    expect(value).toEqual({ a: 1n, b: [2n, 3n] });
  });
});
