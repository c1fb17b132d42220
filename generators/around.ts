// Steps around those of walks: the same on books that no walk comes to, and field by field the two
// neighbouring values between which a step comes to something else. Of all of them every invariant
// holds, so that what is proved is proved of them.

import { findCalled, takeStep } from '../verifier/replay/book.ts';
import type { Situation } from '../verifier/replay/situation.ts';
import type { Random } from '../verifier/witness/random.ts';
import { findEdges, findShape } from './edges.ts';
import { listen } from './move.ts';
import type { Heard } from './move.ts';
import { runSample } from './sample.ts';
import type { Sample } from './sample.ts';
import type { Shown } from './shown.ts';
import type { Subject } from './subject.ts';
import type { Layout } from './template.ts';
import { createVariety, meetsInvariants, varySituation } from './vary.ts';

/** Steps of one transition, to which others are added. */
export type Group = {
  readonly subject: Subject;
  readonly transition: string;
  readonly layout: Layout;
  readonly samples: readonly Sample[];
};

const VARIANTS = 2_000;
const ACCEPTED_PERCENT = 75; // of these begin from an accepted step
const PLAIN_PERCENT = 20; // of accepted ones that show nothing new are kept
const EDGED = 3; // steps of one shape around which edges are looked for
const MOST_EDGED = 40; // steps
const MOST_EDGES = 2; // pairs of neighbours for each field and change of shape
const ENOUGH = 800; // pairs

function hear({ project, walker }: Subject, situation: Situation): Heard {
  const { observer, heard } = listen();
  const called = findCalled(project, walker.kernel, situation);
  if (called !== null) takeStep(project, situation, called, observer);
  return heard;
}

/** Variants of steps, and of variants: each one accepted may be varied further. */
export function drawVariants(
  random: Random, { subject, transition, layout, samples }: Group, shown: Shown,
): readonly Sample[] {
  const accepted = samples.filter(({ taken }) => taken.code === null);
  const variety = createVariety(subject, layout, transition, accepted[0]?.situation);
  const found: Sample[] = [];
  for (let i = 0; i < VARIANTS; i += 1) {
    const bases = accepted.length > 0 && random.chance(ACCEPTED_PERCENT) ? accepted : samples;
    const situation = varySituation(random, subject, variety, random.pick(bases).situation);
    const sample = situation === null ? null : runSample(subject, situation);
    if (sample === null) continue;
    const { taken } = sample;
    const told = { transition, taken, heard: hear(subject, sample.situation) };
    const plain = taken.code === null && random.chance(PLAIN_PERCENT);
    if (!plain && !shown.isNew(told)) continue;
    shown.keep(told);
    found.push(sample);
    if (taken.code === null) accepted.push(sample);
  }
  return found;
}

function createCounter(): (...key: readonly string[]) => number {
  const counts = new Map<string, number>();
  return (...key) => {
    const name = key.join(' ');
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts.get(name) ?? 0;
  };
}

/** A few steps of each shape; of all shapes evenly. */
function chooseEdged(samples: readonly Sample[]): readonly Sample[] {
  const count = createCounter();
  const few = samples.map((sample) => ({ sample, nth: count(findShape(sample)) }))
    .filter(({ nth }) => nth <= EDGED);
  return few.sort((a, b) => a.nth - b.nth).slice(0, MOST_EDGED).map(({ sample }) => sample);
}

export function drawEdges(
  random: Random, { subject, layout, samples }: Group,
): readonly Sample[] {
  const run = (situation: Situation): Sample | null => runSample(subject, situation);
  const count = createCounter();
  const edges = chooseEdged(samples)
    .flatMap((sample) => findEdges(random, layout, sample, run))
    .filter(({ name, sides }) => count(name, ...sides.map(findShape)) <= MOST_EDGES);
  return edges.slice(0, ENOUGH).flatMap(({ sides }) => sides)
    .filter(({ situation }) => meetsInvariants(subject, situation));
}
