// Counterexample files, schema `plimsoll.counterexample/1`: JSON with bigints as decimal strings.
// Only the inputs are read back; what they lead to is computed again by whoever replays them.

import { readFileSync, writeFileSync } from 'node:fs';
import type { Composition } from '../obligation/composition.ts';
import type { Position, Project, Type } from '../read/tree.ts';
import type { Counterexample, Step, Value } from '../verdict.ts';
import { arbitraryInputs, chosenInputs, GENESIS, stepTypes } from './situation.ts';
import type { Input, Situation } from './situation.ts';
import {
  decodeValue,
  encodeValue,
  expectJsonList,
  expectJsonRecord,
  expectText,
  FileFault,
} from './value-json.ts';
import type { Json, JsonRecord } from './value-json.ts';

export const COUNTEREXAMPLE_SCHEMA = 'plimsoll.counterexample/1';

const encodePosition = ({ file, line, column }: Position): Json => ({ file, line, column });

const encodeAll = (values: Readonly<Record<string, Value>>): Json =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeValue(value)]));

const encodeStep = (step: Step): Json => ({
  transition: step.transition,
  outcome: step.outcome,
  event: encodeValue(step.event),
  touched: encodeAll(step.touched),
  touchedAfter: encodeAll(step.touchedAfter),
  venue: encodeValue(step.venue),
  venueAfter: encodeValue(step.venueAfter),
});

export function encodeCounterexample(found: Counterexample): Json {
  return {
    schema: COUNTEREXAMPLE_SCHEMA,
    property: found.property,
    claim: found.claim,
    at: encodePosition(found.at),
    values: found.values.map(([term, value]) => ({ term, value: encodeValue(value) })),
    inputs: encodeAll(found.inputs),
    step: found.step === null ? null : encodeStep(found.step),
    others: found.others.map(encodeValue),
    relevant: found.relevant,
    path: found.path.map(encodePosition),
    ...(Object.keys(found.modules).length === 0 ? {} : { modules: found.modules }),
  };
}

export const writeCounterexample = (path: string, found: Counterexample): void =>
  writeFileSync(path, `${JSON.stringify(encodeCounterexample(found), null, 2)}\n`);

function decodeCount(json: Json | undefined, where: string): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0) return json;
  throw new FileFault(where, 'a line or column number was expected');
}

function decodePosition(json: Json | undefined, where: string): Position {
  const given = expectJsonRecord(json, where);
  return {
    file: expectText(given.file, `${where}.file`),
    line: decodeCount(given.line, `${where}.line`),
    column: decodeCount(given.column, `${where}.column`),
  };
}

function decodeRoles(
  account: Type,
  roles: readonly string[],
  json: Json | undefined,
  where: string,
): Readonly<Record<string, Value>> {
  const given = expectJsonRecord(json, where);
  const extra = Object.keys(given).find((role) => !roles.includes(role));
  if (extra !== undefined)
    throw new FileFault(`${where}.${extra}`, 'the transition has no such role');
  return Object.fromEntries(
    roles.map((role) => [role, decodeValue(account, given[role], `${where}.${role}`)]),
  );
}

function decodeOthers(project: Project, json: Json | undefined): readonly Value[] {
  const account = project.transitions[0]?.account ?? project.empty.type;
  return expectJsonList(json, 'others').map((other, i) =>
    decodeValue(account, other, `others[${i}]`),
  );
}

/** What a file holds that cannot be computed again: the inputs, and what was said of them. */
export type Recorded = {
  readonly situation: Situation;
  readonly composed: Composition;
  readonly claim: string;
  readonly at: Position;
};

type Claimed = Pick<Situation, 'property' | 'transition' | 'any' | 'chosen'>;

function decodeInputs(
  project: Project,
  property: string,
  transition: string | null,
  json: Json | undefined,
): Claimed {
  const given = expectJsonRecord(json, 'inputs');
  const decode = ({ name, type }: Input): Value => decodeValue(type, given[name], `inputs.${name}`);
  return {
    property,
    transition,
    any: arbitraryInputs(project, property).map(decode),
    chosen: chosenInputs(project, property, transition).map((input) => decode(input) === true),
  };
}

function decodeStep(
  project: Project,
  claimed: Claimed,
  json: Json | undefined,
  others: Json | undefined,
): Situation {
  const { transition } = claimed;
  if (transition === null) return { ...claimed, venue: {}, touched: [], event: {}, others: [] };
  const given = expectJsonRecord(json, 'step');
  const types = stepTypes(project, transition);
  if (types === null) throw new FileFault('step.transition', `the kernel has no \`${transition}\``);
  const touched = decodeRoles(types.account, types.roles, given.touched, 'step.touched');
  return {
    ...claimed,
    venue: transition === GENESIS ? {} : decodeValue(types.venue, given.venue, 'step.venue'),
    touched: types.roles.map((role) => touched[role] ?? {}),
    event: decodeValue(types.event, given.event, 'step.event'),
    others: decodeOthers(project, others),
  };
}

export function decodeCounterexample(project: Project, given: JsonRecord): Recorded {
  if (given.schema !== COUNTEREXAMPLE_SCHEMA) {
    throw new FileFault('schema', `"${COUNTEREXAMPLE_SCHEMA}" was expected`);
  }
  const property = expectText(given.property, 'property');
  const transition =
    given.step === null
      ? null
      : expectText(expectJsonRecord(given.step, 'step').transition, 'step.transition');
  const claimed = decodeInputs(project, property, transition, given.inputs);
  return {
    situation: decodeStep(project, claimed, given.step, given.others),
    claim: expectText(given.claim, 'claim'),
    at: decodePosition(given.at, 'at'),
    composed: decodeComposed(project, given.modules),
  };
}

/** A file of a kernel without modules says nothing of them. */
function decodeComposed(project: Project, json: Json | undefined): Composition {
  const { modules } = project.program;
  const given = json === undefined ? {} : expectJsonRecord(json, 'modules');
  return new Map(
    Object.entries(given).map(([member, value]) => {
      const id = expectText(value, `modules.${member}`);
      if (modules.get(member)?.implementations.includes(id) === true) return [member, id] as const;
      throw new FileFault(`modules.${member}`, 'the configuration lists no such implementation');
    }),
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new FileFault(path, 'no counterexample file can be read there');
  }
}

function parseJson(path: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new FileFault(path, 'it is not JSON');
  }
}

/** Reads a file for a project; a file that does not fit its types is refused with a `FileFault`. */
export function readCounterexample(path: string, project: Project): Recorded {
  const given = expectJsonRecord(parseJson(path, readText(path)), path);
  try {
    return decodeCounterexample(project, given);
  } catch (fault) {
    if (fault instanceof FileFault) throw new FileFault(path, fault.message);
    throw fault;
  }
}
