// Traces from genesis and their file, `plimsoll.witnesses/1`: the events, nothing that they lead
// to, as that is computed anew wherever a trace is used. A trace that does not fit the kernel's
// types is a misfit of its own and leaves the others readable; a file that is none of ours is a
// `FileFault`.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Project } from '../read/tree.ts';
import { GENESIS, stepTypes } from '../replay/situation.ts';
import {
  decodeValue, encodeValue, expectJsonList, expectJsonRecord, expectText, FileFault,
} from '../replay/value-json.ts';
import type { Json } from '../replay/value-json.ts';
import type { Value } from '../verdict.ts';

export const WITNESS_SCHEMA = 'plimsoll.witnesses/1';

export type TraceStep = { readonly transition: string; readonly event: Value };
export type Trace = {
  readonly name: string;
  readonly genesis: Value;
  readonly steps: readonly TraceStep[];
};

/** A trace that is no evidence: what is wrong with it, and where. */
export type Misfit = { readonly trace: string; readonly reason: string };
export type TraceFile = {
  readonly shown: string; // its path, from the configuration
  readonly traces: readonly Trace[];
  readonly misfits: readonly Misfit[];
};

export const witnessPath = (project: Project): string =>
  join(project.root, 'proofs', 'witnesses.json');

function decodeEvent(project: Project, name: string, json: Json | undefined, where: string): Value {
  const types = stepTypes(project, name);
  if (types === null) throw new FileFault(where, `the kernel has no transition \`${name}\``);
  return decodeValue(types.event, json, where);
}

export function decodeTrace(project: Project, json: Json | undefined, where: string): Trace {
  const given = expectJsonRecord(json, where);
  const steps = expectJsonList(given.steps, `${where}.steps`).map((step, i): TraceStep => {
    const at = `${where}.steps[${i}]`;
    const { transition, event } = expectJsonRecord(step, at);
    const name = expectText(transition, `${at}.transition`);
    if (name === GENESIS) throw new FileFault(`${at}.transition`, 'a book has one genesis');
    return { transition: name, event: decodeEvent(project, name, event, `${at}.event`) };
  });
  return {
    name: expectText(given.name, `${where}.name`),
    genesis: decodeEvent(project, GENESIS, given.genesis, `${where}.genesis`), steps,
  };
}

function nameTrace(json: Json | undefined, where: string): string {
  const name = typeof json === 'object' && json !== null && 'name' in json ? json.name : undefined;
  return typeof name === 'string' ? name : where;
}

function decodeTraces(project: Project, json: Json, shown: string): TraceFile {
  const given = expectJsonRecord(json, shown);
  if (given.schema !== WITNESS_SCHEMA) {
    throw new FileFault(`${shown}: schema`, `"${WITNESS_SCHEMA}" was expected`);
  }
  const traces: Trace[] = [];
  const misfits: Misfit[] = [];
  for (const [i, one] of expectJsonList(given.traces, `${shown}: traces`).entries()) {
    const where = `traces[${i}]`;
    try {
      const trace = decodeTrace(project, one, where);
      const twice = traces.some(({ name }) => name === trace.name);
      if (twice) throw new FileFault(`${where}.name`, 'another trace has this name');
      traces.push(trace);
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      misfits.push({ trace: nameTrace(one, where), reason: fault.message });
    }
  }
  return { shown, traces, misfits };
}

function parseJson(text: string, shown: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new FileFault(shown, 'it is not JSON');
  }
}

/** The committed traces of a project; none where it has no file of them. */
export function readTraces(project: Project): TraceFile {
  const path = witnessPath(project);
  const shown = relative(project.root, path);
  if (!existsSync(path)) return { shown, traces: [], misfits: [] };
  return decodeTraces(project, parseJson(readFileSync(path, 'utf8'), shown), shown);
}

/** One event a line, so that a trace reads as a story and a change of it as one line. */
function printTrace({ name, genesis, steps }: Trace): string {
  const lines = steps.map(({ transition, event }) =>
    `        ${JSON.stringify({ transition, event: encodeValue(event) })}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n      ]`;
  return ['    {', `      "name": ${JSON.stringify(name)},`,
    `      "genesis": ${JSON.stringify(encodeValue(genesis))},`,
    `      "steps": ${list}`, '    }'].join('\n');
}

function printTraces(traces: readonly Trace[]): string {
  const list = traces.map(printTrace).join(',\n');
  return `{\n  "schema": "${WITNESS_SCHEMA}",\n  "traces": [\n${list}\n  ]\n}\n`;
}

export function writeTraces(project: Project, traces: readonly Trace[]): void {
  const path = witnessPath(project);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, printTraces(traces));
}
