// Words of a command line to an exit code. Heavy parts are loaded only by the command that needs
// them, so that help and a usage error answer at once.

import { readFileSync } from 'node:fs';
import { parseCommand, type Command } from './arguments.ts';
import { explainFailure } from './failure.ts';
import { HELP } from './help.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { EXIT } from './usage.ts';

function readVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known ? String(manifest.version) : 'unknown';
}

async function run(terminal: Terminal, command: Command, folder: string): Promise<number> {
  if (command.name === 'prove') {
    return (await import('./prove.ts')).runProve(terminal, command, folder);
  }
  if (command.name === 'replay') {
    return (await import('./replay.ts')).runReplay(terminal, command, folder);
  }
  if (command.name === 'witness') {
    return (await import('./witness.ts')).runWitness(terminal, command, folder);
  }
  if (command.name === 'fuzz') {
    return (await import('./fuzz.ts')).runFuzz(terminal, command, folder);
  }
  if (command.name === 'differ') {
    return (await import('./differ.ts')).runDiffer(terminal, command, folder);
  }
  if (command.name === 'explore') {
    return (await import('./explore.ts')).runExplore(terminal, command, folder);
  }
  if (command.name === 'mutate') {
    return (await import('./mutate.ts')).runMutate(terminal, command, folder);
  }
  if (command.name === 'cores') {
    return (await import('./cores.ts')).runCores(terminal, command, folder);
  }
  terminal.out(command.name === 'help' ? HELP : `plimsoll ${readVersion()}\n`);
  return EXIT.holds;
}

/** Never throws: whatever goes wrong is one message and an exit code. */
export async function main(
  words: readonly string[], terminal: Terminal = openTerminal(), folder: string = process.cwd(),
): Promise<number> {
  try {
    return await run(terminal, parseCommand(words), folder);
  } catch (error) {
    return explainFailure(terminal, error, words.includes('--debug'));
  }
}
