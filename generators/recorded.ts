// A failure as text that a test can keep: the claim and the trace as JSON, the test that checks
// them again, and what that test calls.

import { decodeValue, encodeValue, expectJsonRecord } from '../verifier/replay/value-json.ts';
import type { Json } from '../verifier/replay/value-json.ts';
import { runBoth } from '../verifier/replay/book.ts';
import { checkTheorem } from '../verifier/replay/check.ts';
import { arbitraryInputs } from '../verifier/replay/situation.ts';
import type { Value } from '../verifier/verdict.ts';
import { decodeTrace } from '../verifier/witness/trace.ts';
import { createChecker } from './check-trace.ts';
import { findFailure } from './failure.ts';
import type { Claim, Failure } from './failure.ts';
import { loadSubject } from './subject.ts';
import type { Subject } from './subject.ts';

export type Recorded = {
  readonly property: string;
  readonly transition: string | null;
  readonly any: readonly Json[];
  readonly chosen: readonly boolean[];
  readonly trace: Json;
};

export function recordFailure({ situation, trace }: Failure): Recorded {
  const { property, transition, any, chosen } = situation;
  const steps = trace?.steps.map((step) =>
    ({ transition: step.transition, event: encodeValue(step.event) }));
  return {
    property, transition, any: any.map(encodeValue), chosen,
    trace: trace === null ? null
      : { name: property, genesis: encodeValue(trace.genesis), steps: steps ?? [] },
  };
}

function decodeAny(subject: Subject, { property, any }: Recorded): readonly Value[] {
  return arbitraryInputs(subject.project, property).map(({ name, type }, i) =>
    decodeValue(type, any[i], `any.${name}`));
}

function checkInputs(subject: Subject, recorded: Recorded): readonly string[] {
  const { project, kernel } = subject.walker;
  const property = project.properties.find(({ id }) => id === recorded.property);
  if (property?.kind !== 'theorem' && property?.kind !== 'lemma') {
    return [`${recorded.property} is no theorem of the project`];
  }
  const any = decodeAny(subject, recorded);
  const situation = {
    property: property.id, transition: null, venue: {}, touched: [], event: {}, others: [],
    chosen: [], any,
  };
  const judging = { run: runBoth, observer: {} };
  const violation = checkTheorem({ project, kernel, situation, roles: [], judging }, property);
  return violation === null ? [] : [`${property.id}: ${violation.claim}`];
}

/** What a recorded failure still violates, every other property on its trace included. */
export async function checkRecorded(
  config: string, recorded: Recorded,
): Promise<readonly string[]> {
  const subject = await loadSubject(config);
  if (recorded.trace === null) return checkInputs(subject, recorded);
  const { property, transition, chosen } = recorded;
  const claim: Claim = { property, transition, chosen, any: decodeAny(subject, recorded) };
  const trace = decodeTrace(subject.project, expectJsonRecord(recorded.trace, 'trace'), 'trace');
  const again = findFailure(subject, trace, claim);
  const others = createChecker(subject).check(trace);
  return again === null ? others : [`${property} by ${transition ?? ''}`, ...others];
}

/** `config`: as it is written in the test, from the test's own folder. */
export function printTest(
  recorded: Recorded, sentence: string, seed: number, config: string,
): string {
  const by = recorded.transition === null ? '' : ` by ${recorded.transition}`;
  const name = `${recorded.property}${by}: ${sentence}`;
  return `// Written by \`plimsoll fuzz --seed ${seed}\`: what was violated when it was written.

import { fileURLToPath } from 'node:url';
import { checkRecorded } from 'plimsoll/generators/recorded';
import { expect, test } from 'vitest';

const CONFIG = fileURLToPath(new URL(${JSON.stringify(config)}, import.meta.url));
const RECORDED = ${JSON.stringify(recorded, null, 2)};

test(${JSON.stringify(name)}, async () => {
  expect(await checkRecorded(CONFIG, RECORDED)).toEqual([]);
});
`;
}
