// `plimsoll replay`: runs a counterexample file again on the real kernel and says whether the
// property is still violated. The inputs come from the file; all that is printed is computed anew.

import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { ReplayCommand } from './arguments.ts';
import { printCounterexample } from './counterexample.ts';
import { findConfig } from './find-config.ts';
import { paint, type Terminal } from './terminal.ts';
import { EXIT, UsageError } from './usage.ts';
import { composeProject } from '../verifier/obligation/composition.ts';
import { STRUCTURE } from '../verifier/obligation/structure.ts';
import { readProject } from '../verifier/read/project.ts';
import type { Project } from '../verifier/read/tree.ts';
import {
  encodeCounterexample,
  readCounterexample,
  type Recorded,
} from '../verifier/replay/file.ts';
import { loadKernel } from '../verifier/replay/kernel.ts';
import { assumableInvariants, replay, type Replayed } from '../verifier/replay/replay.ts';

const SCHEMA = 'plimsoll.replay/1';

/** The configuration named, or the nearest to the file, or the nearest to the current folder. */
function findConfigOfFile(command: ReplayCommand, path: string, folder: string): string {
  if (command.config !== null) return findConfig(command.config, folder);
  try {
    return findConfig(null, dirname(path));
  } catch (error) {
    if (error instanceof UsageError) return findConfig(null, folder);
    throw error;
  }
}

function verifyKnown(project: Project, property: string, path: string): void {
  const known = [...project.properties.map((p) => p.id), ...Object.values(STRUCTURE)];
  if (known.includes(property)) return;
  throw new UsageError(
    `plimsoll: ${path}: the project has no property ${property}: `
      + 'name the configuration it was found with by --config',
  );
}

function printText(
  terminal: Terminal,
  project: Project,
  recorded: Recorded,
  replayed: Replayed,
): readonly string[] {
  const { property, transition } = recorded.situation;
  const by = transition === null ? '' : ` by ${transition}`;
  const sentence = project.properties.find((p) => p.id === property)?.sentence ?? '';
  const said = sentence === '' ? [] : [`  ${sentence}`];
  if (replayed.kind === 'violated') {
    return [
      paint(terminal, 'red', `VIOLATED ${property}${by}`),
      ...said,
      ...printCounterexample(replayed.counterexample),
    ];
  }
  return [
    paint(terminal, 'green', `NOT VIOLATED ${property}${by}`),
    ...said,
    `  was       ${recorded.claim}`,
    `  now       ${replayed.reason}`,
  ];
}

function printJson(recorded: Recorded, replayed: Replayed): string {
  const { property, transition } = recorded.situation;
  const outcome =
    replayed.kind === 'violated'
      ? {
          violated: true,
          reason: null,
          counterexample: encodeCounterexample(replayed.counterexample),
        }
      : { violated: false, reason: replayed.reason, counterexample: null };
  return JSON.stringify({ schema: SCHEMA, property, transition, ...outcome });
}

export async function runReplay(
  terminal: Terminal,
  command: ReplayCommand,
  folder: string,
): Promise<number> {
  const path = resolve(folder, command.file);
  const shown = relative(folder, path);
  if (!existsSync(path)) {
    throw new UsageError(`plimsoll: no file ${shown}: plimsoll prove writes and names them`);
  }
  const project = readProject(findConfigOfFile(command, path, folder));
  const recorded = readCounterexample(path, project);
  verifyKnown(project, recorded.situation.property, shown);
  const kernel = await loadKernel(project);
  const composed = composeProject(project, recorded.composed);
  const replayed = replay(composed, kernel, recorded.situation, assumableInvariants(project));
  terminal.out(
    `${
      command.json
        ? printJson(recorded, replayed)
        : printText(terminal, project, recorded, replayed).join('\n')
    }\n`,
  );
  return replayed.kind === 'violated' ? EXIT.fails : EXIT.holds;
}
