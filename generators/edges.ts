// Edges around a step: two neighbouring values of one integer that it met between which it comes
// to something else, a rejection or a change of other fields.

import type { Situation } from '../verifier/replay/situation.ts';
import { equalValues } from '../verifier/replay/value-json.ts';
import type { Value } from '../verifier/verdict.ts';
import type { Random } from '../verifier/witness/random.ts';
import { readAt, writeAt } from './aim.ts';
import type { Path } from './aim.ts';
import type { Sample } from './sample.ts';
import type { Layout } from './template.ts';

/** Two steps that differ by one in an integer, and in what they come to. */
type Edge = { readonly name: string; readonly sides: readonly [Sample, Sample] };

type Place = { readonly part: 'event' | 'venue'; readonly path: Path };

const HUGE = 2n ** 130n;
const FAR: readonly bigint[] = [0n, -1n, 2n ** 16n, 2n ** 40n, 2n ** 64n];

const isRecord = (value: Value | undefined): value is Value & object => typeof value === 'object';

/** Fields that differ, and fields of fields; what is within those counts as one. */
function listChanged(before: Value | undefined, after: Value, depth: number): readonly string[] {
  if (equalValues(before, after)) return [];
  if (depth === 0 || !isRecord(before) || !isRecord(after)) return [''];
  return Object.keys(after).flatMap((name) => {
    const inner = listChanged(
      Reflect.get(before, name) as Value, Reflect.get(after, name) as Value, depth - 1);
    return inner.map((rest) => `${name}.${rest}`);
  });
}

/** What a step comes to: the code that rejects it, or the fields that it changes. */
export function findShape({ situation, taken }: Sample): string {
  return taken.code ?? [
    ...listChanged(situation.venue, taken.venue, 2),
    ...taken.touched.flatMap((after, i) => listChanged(situation.touched[i], after, 1)),
  ].join(' ');
}

const write = (situation: Situation, { part, path }: Place, value: bigint): Situation =>
  ({ ...situation, [part]: writeAt(situation[part], path, value) });

/** The two neighbours between which the shape is lost, on the way from one value to another. */
function bisect(
  near: bigint, far: bigint, shape: string, shapeAt: (value: bigint) => string | null,
): readonly [bigint, bigint] | null {
  let [inside, outside] = [near, far];
  if (shapeAt(far) === shape) return null;
  while (outside - inside > 1n || inside - outside > 1n) {
    const middle = (inside + outside) / 2n;
    if (shapeAt(middle) === shape) inside = middle;
    else outside = middle;
  }
  return [inside, outside];
}

export function findEdges(
  random: Random, layout: Layout, sample: Sample, run: (situation: Situation) => Sample | null,
): readonly Edge[] {
  const { situation } = sample;
  const shape = findShape(sample);
  const places = [
    ...layout.event.map((path): Place => ({ part: 'event', path })),
    ...layout.venue.map((path): Place => ({ part: 'venue', path })),
  ];
  return places.flatMap((place) => {
    const near = readAt(situation[place.part], place.path) as bigint;
    const at = (value: bigint): Sample | null => run(write(situation, place, value));
    const shapeAt = (value: bigint): string | null => {
      const found = at(value);
      return found === null ? null : findShape(found);
    };
    return [HUGE, -HUGE, random.pick(FAR)].flatMap((far): readonly Edge[] => {
      const [inside, outside] = (bisect(near, far, shape, shapeAt) ?? []).map(at);
      return inside == null || outside == null ? []
        : [{ name: [place.part, ...place.path].join('.'), sides: [inside, outside] }];
    });
  });
}
