// Walks: a book that a committed trace leads to, or a fresh genesis, and events drawn on it by its
// state, each taken by the kernel.

import { GENESIS } from '../verifier/replay/situation.ts';
import type { Random } from '../verifier/witness/random.ts';
import type { Stop } from '../verifier/witness/search.ts';
import type { Trace, TraceStep } from '../verifier/witness/trace.ts';
import { takeMove } from './move.ts';
import type { Move } from './move.ts';
import type { Stream } from './stream.ts';
import type { Subject } from './subject.ts';

const COMMITTED_PERCENT = 75;
const BACK_PERCENT = 12;
const GENESIS_TRIES = 24;
const FIRST_GENESIS_TRIES = 400; // where nothing else is known to start from
const ENOUGH_PERCENT = 40;

/** `trace`: to the book that the walk has come to, of accepted steps only. */
export type Walk = {
  readonly subject: Subject;
  readonly random: Random;
  readonly stream: Stream;
  readonly see: (move: Move, at: Stop | null) => void; // of every move, before it counts
};

export const isAccepted = (move: Move): boolean =>
  move.taken.code === null && move.undefinedAt === null;

/** The book after an event; the same where it is rejected. */
export function takeStep(walk: Walk, at: Stop | null, step: TraceStep): Stop | null {
  const move = takeMove(walk.subject, at?.book ?? null, step);
  walk.see(move, at);
  const accepted = isAccepted(move);
  walk.stream.hear({ step, book: move.before, accepted, heard: move.heard });
  if (!accepted || move.after === null) return at;
  const genesis = at?.genesis ?? step.event;
  const steps = at === null ? [] : [...at.steps, step];
  return { genesis, steps, book: move.after };
}

/** The book before a committed step of a transition, which is then likely to be accepted again. */
function startCommitted({ subject, random, stream }: Walk): Stop | null {
  const { name } = random.pick(subject.project.transitions);
  const fitting = subject.steps.filter(({ step }) => step.transition === name);
  if (fitting.length === 0) return null;
  stream.hint(name);
  return random.pick(fitting).from;
}

/** A book to walk from; null where no genesis was found that is accepted. */
export function startWalk(walk: Walk): Stop | null {
  const { subject, random, stream } = walk;
  if (subject.stops.length > 0 && random.chance(COMMITTED_PERCENT)) {
    return startCommitted(walk) ?? random.pick(subject.stops);
  }
  let found: Stop | null = null;
  const tries = subject.stops.length > 0 ? GENESIS_TRIES : FIRST_GENESIS_TRIES;
  for (let i = 0; i < tries; i += 1) {
    const event = stream.genesis();
    found = takeStep(walk, null, { transition: GENESIS, event }) ?? found;
    if (found !== null && random.chance(ENOUGH_PERCENT)) return found;
  }
  if (found !== null) return found;
  return subject.stops.length > 0 ? random.pick(subject.stops) : null;
}

/** The book that a trace leads to, each of its steps being seen; a rejected one changes nothing. */
export function walkAlong(walk: Walk, { genesis, steps }: Trace): Stop | null {
  const first = takeStep(walk, null, { transition: GENESIS, event: genesis });
  return steps.reduce((at, step) => (at === null ? null : takeStep(walk, at, step)), first);
}

/**
 * A number of events from a book on; rejected ones change nothing. Now and then it goes back to a
 * book that it came through, or to another start: an act that leaves little to do, as stopping
 * everything, would end it.
 */
export function walkOn(walk: Walk, from: Stop, length: number): Stop {
  const stops = [from];
  let at = from;
  for (let i = 0; i < length; i += 1) {
    if (walk.random.chance(BACK_PERCENT)) at = startCommitted(walk) ?? walk.random.pick(stops);
    else if (walk.random.chance(BACK_PERCENT)) at = walk.random.pick(stops);
    const next = takeStep(walk, at, walk.stream.next(at.book)) ?? at;
    if (next !== at) stops.push(next);
    at = next;
  }
  return at;
}
