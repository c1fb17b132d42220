// The generators as arbitraries of fast-check, for a test suite of one's own: values and events of
// any type of a kernel, and whole traces drawn by the state that they lead to, which shrink by
// dropping events and bringing integers towards zero. What is drawn depends on fast-check's seed
// alone.

import { Arbitrary, Stream, Value as Drawn } from 'fast-check';
import type { Random as Source } from 'fast-check';
import type { Type } from '../verifier/read/tree.ts';
import type { Value } from '../verifier/verdict.ts';
import { createSource, drawValue, makeHostile } from '../verifier/witness/draw.ts';
import { createRandom } from '../verifier/witness/random.ts';
import type { Random } from '../verifier/witness/random.ts';
import type { Trace } from '../verifier/witness/trace.ts';
import { simplerTraces, simplerValues } from './shrink.ts';
import { copyExperience, createStream, firstExperience } from './stream.ts';
import { eventType } from './subject.ts';
import type { Subject } from './subject.ts';
import { startWalk, takeStep } from './walk.ts';

/** Draws by one function, shrinks by another; needs no context to shrink. */
class DrawnBy<T> extends Arbitrary<T> {
  readonly #draw: (random: Random) => T;
  readonly #simpler: (value: T) => IterableIterator<T>;

  constructor(draw: (random: Random) => T, simpler: (value: T) => IterableIterator<T>) {
    super();
    this.#draw = draw;
    this.#simpler = simpler;
  }

  generate(source: Source): Drawn<T> {
    return new Drawn(this.#draw(createRandom(source.nextInt())), undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is T {
    return true;
  }

  shrink(value: T): Stream<Drawn<T>> {
    return new Stream(this.#simpler(value)).map((simpler) => new Drawn(simpler, undefined));
  }
}

/** A value of a type, biased to zero, to small and round numbers and to the kernel's constants. */
export function anyValue(subject: Subject, type: Type): Arbitrary<Value> {
  const source = createSource(subject.constants, []);
  return new DrawnBy((random) => drawValue(random, source, type), simplerValues);
}

/** An event of a transition with any integers whatever in its fields. */
export function hostileEvent(subject: Subject, transition: string): Arbitrary<Value> {
  const type = eventType(subject.project, transition);
  const source = createSource(subject.constants, []);
  return new DrawnBy(
    (random) => makeHostile(random, drawValue(random, source, type)), simplerValues);
}

/**
 * A trace from genesis: often along a committed one, then `length` events drawn by the state, of
 * which the kernel may reject any. Where no genesis is accepted it has no steps.
 */
export function anyTrace(subject: Subject, length = 20): Arbitrary<Trace> {
  const experience = firstExperience(subject);
  const draw = (random: Random): Trace => {
    const stream = createStream(subject, random, copyExperience(experience));
    const walk = { subject, random, stream, see: () => undefined };
    const start = startWalk(walk);
    if (start === null) return { name: 'drawn', genesis: stream.genesis(), steps: [] };
    const steps = [...start.steps];
    let at = start;
    for (let i = 0; i < length; i += 1) {
      const step = stream.next(at.book);
      steps.push(step);
      at = takeStep(walk, at, step) ?? at;
    }
    return { name: 'drawn', genesis: start.genesis, steps };
  };
  return new DrawnBy(draw, simplerTraces);
}
