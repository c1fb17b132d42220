// `plimsoll cores`: what each proof needed. For every property the invariants and lemmas that its
// proofs rest on; for every guard of a transition the properties that need it; and what nothing
// needs.

import type { CoresCommand } from './arguments.ts';
import { findConfig } from './find-config.ts';
import { openProgress } from './progress.ts';
import { verifyOnly } from './only.ts';
import type { Terminal } from './terminal.ts';
import { EXIT } from './usage.ts';
import { findCores, type Core, type CoreRun, type Guard } from '../verifier/cores.ts';
import { readProject } from '../verifier/read/project.ts';
import type { Position, Project } from '../verifier/read/tree.ts';

const SCHEMA = 'plimsoll.cores/1';
const TIMEOUT_MS = 60_000;

type PropertyNeeds = {
  readonly id: string;
  readonly assumes: readonly string[];
  readonly guards: number; // places of guards that some proof of it needs
};

const place = ({ file, line }: Position): string => `${file}:${line}`;

function gatherNeeds(cores: readonly Core[]): readonly PropertyNeeds[] {
  const byProperty = new Map<string, Core[]>();
  for (const core of cores) {
    byProperty.set(core.property, [...(byProperty.get(core.property) ?? []), core]);
  }
  return [...byProperty].map(([id, own]) => ({
    id,
    assumes: [...new Set(own.flatMap(({ properties }) => properties))].sort(),
    guards: new Set(own.flatMap(({ guards }) => guards.map(place))).size,
  }));
}

type CoreReport = {
  readonly properties: readonly PropertyNeeds[];
  readonly unneeded: readonly Guard[]; // by no proof at all
  readonly mirrored: readonly Guard[]; // by a contract alone
  readonly unserved: readonly string[]; // properties that no guard serves
  readonly missing: readonly string[]; // obligations without a core
};

function reportCores(run: CoreRun, project: Project): CoreReport {
  const contracts = project.properties.filter(({ kind }) => kind === 'contract')
    .map(({ id }) => id);
  const overSteps = project.properties
    .filter(({ kind }) => kind === 'invariant' || kind === 'step' || kind === 'contract')
    .map(({ id }) => id);
  const properties = gatherNeeds(run.cores);
  return {
    properties,
    unneeded: run.guards.filter(({ needed }) => needed.length === 0),
    mirrored: run.guards.filter(({ needed }) =>
      needed.length > 0 && needed.every((id) => contracts.includes(id))),
    unserved: properties.filter(({ id, guards }) => overSteps.includes(id) && guards === 0)
      .map(({ id }) => id),
    missing: run.cores.filter(({ found }) => !found).map(({ id }) => id),
  };
}

const listGuards = (words: string, guards: readonly Guard[]): readonly string[] =>
  (guards.length === 0 ? [] : ['', words,
    ...guards.map(({ transition, at }) => `  ${place(at)} ${transition}`)]);

function printText(run: CoreRun, report: CoreReport): string {
  const { properties, unneeded, mirrored, unserved, missing } = report;
  const width = Math.max(8, ...properties.map(({ id }) => id.length));
  const asked = run.cores.filter(({ folded }) => !folded).length;
  const lines = [
    `${'property'.padEnd(width)}  guards  assumes`,
    ...properties.map(({ id, guards, assumes }) =>
      `${id.padEnd(width)}  ${`${guards}`.padStart(6)}  ${assumes.join(' ')}`.trimEnd()),
    ...listGuards('guards that no proof needs: code without a reason', unneeded),
    ...listGuards('guards that a contract alone asks for:', mirrored),
    ...(unserved.length === 0 ? [] : ['', `served by no guard: ${unserved.join(', ')}`]),
    ...(missing.length === 0 ? [] : ['', `without a core: ${missing.join(', ')}`]),
    '',
    `${run.cores.length} obligations, ${asked} of them asked; ${run.guards.length} guards, `
      + `${unneeded.length} that no proof needs`,
  ];
  return `${lines.join('\n')}\n`;
}

function printJson(run: CoreRun, report: CoreReport): string {
  return `${JSON.stringify({
    schema: SCHEMA, kernel: { hash: run.kernelHash }, ...report,
    guards: run.guards, obligations: run.cores,
  })}\n`;
}

export async function runCores(
  terminal: Terminal, command: CoresCommand, folder: string,
): Promise<number> {
  const project = readProject(findConfig(command.config, folder));
  verifyOnly(command.only, project);
  const progress = openProgress(terminal);
  const { only, jobs, rlimit } = command;
  const run = await findCores(project, {
    only, jobs, rlimit, timeoutMs: TIMEOUT_MS, onProgress: progress.show,
  }).finally(progress.clear);
  const report = reportCores(run, project);
  terminal.out(command.json ? printJson(run, report) : printText(run, report));
  return report.missing.length === 0 ? EXIT.holds : EXIT.fails;
}
