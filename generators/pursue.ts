// A search for one step on which a changed kernel violates something, where the steps at hand show
// nothing: walks of the changed kernel itself, from the books of steps that its transitions were
// seen to take, with events aimed at its own guards. Finding nothing proves nothing.

import { GENESIS } from '../verifier/replay/situation.ts';
import { equalValues } from '../verifier/replay/value-json.ts';
import type { Stop } from '../verifier/witness/search.ts';
import { createWalker } from '../verifier/witness/walk.ts';
import { violatedBy } from './convict.ts';
import type { Changed } from './convict.ts';
import type { Evidence } from './evidence.ts';
import type { Move } from './move.ts';
import { runSample } from './sample.ts';
import type { Sample } from './sample.ts';
import { randomFor } from './seed.ts';
import { copyExperience, createStream } from './stream.ts';
import { takeStep, walkOn } from './walk.ts';
import type { Walk } from './walk.ts';

const STARTS = 800;
const LENGTH = 10; // events after each start
const MOST_JUDGED = 40; // changed steps that violate nothing

/** From a step that was taken, and on; a fresh genesis is aimed again and again. */
function walkFrom(walk: Walk, from: Stop | null): void {
  if (from !== null) return void walkOn(walk, from, LENGTH);
  for (let i = 0; i < LENGTH; i += 1) {
    takeStep(walk, null, { transition: GENESIS, event: walk.stream.genesis() });
  }
}

/** The outcome of the kernel as it was, where that of the changed one differs; else null. */
function findChange(evidence: Evidence, { situation, taken, undefinedAt }: Move): Sample | null {
  const before = runSample(evidence.subject, situation);
  if (before === null) return null;
  const same = undefinedAt === null && before.taken.code === taken.code
    && equalValues(before.taken.venue, taken.venue)
    && equalValues(before.taken.touched, taken.touched);
  return same ? null : before;
}

/** Ids of the properties that the first step violates on which the change shows. */
export function pursue(
  evidence: Evidence, changed: Changed, transitions: readonly string[], seed: number,
): readonly string[] {
  const { samples, subject: before } = evidence;
  const known = transitions.filter((name) => (samples.taken.get(name) ?? []).length > 0);
  const subject = { ...before, project: changed.project,
    walker: createWalker(changed.project, changed.kernel, []) };
  const random = randomFor(seed, 0);
  const focus = known.filter((name) => name !== GENESIS);
  const stream = createStream(subject, random, copyExperience(samples.experience), focus);
  let found: readonly string[] = [];
  let judged = 0;
  const see = (move: Move): void => {
    if (found.length > 0 || judged >= MOST_JUDGED) return;
    const change = transitions.includes(move.step.transition) ? findChange(evidence, move) : null;
    if (change === null) return;
    judged += 1;
    found = violatedBy(random, changed, change);
  };
  const walk: Walk = { subject, random, stream, see };
  for (let i = 0; i < STARTS && known.length > 0 && found.length === 0; i += 1) {
    const { from, step } = random.pick(samples.taken.get(random.pick(known)) ?? []);
    const at = takeStep(walk, from, step);
    walkFrom(walk, from === null ? null : at);
  }
  return found;
}
