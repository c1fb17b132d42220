// What an exploration found, for a reader: how far it went, the violations with the events that
// lead to them, the outcomes that were met and those that were not. Pure: results in, text out.

import type { ExploreCommand } from './arguments.ts';
import { printCounterexample, printValue } from './counterexample.ts';
import type { Confirmed } from './explore.ts';
import { count, printBytes } from './explore-progress.ts';
import { paint, type Terminal } from './terminal.ts';
import type { Coverage, Exploration, Violation } from '../generators/explore/explore.ts';
import type { Project } from '../verifier/read/tree.ts';

type Explored = {
  readonly command: ExploreCommand;
  readonly project: Project;
  readonly memory: number;
  readonly explored: Exploration;
  readonly confirmed: readonly Confirmed[];
};

const WIDTH = 42;

/** Rejections after acceptances; the shortest witness is told by its length. */
function printCoverage(coverage: Coverage): readonly string[] {
  const reached = coverage.flatMap(({ transition, outcomes }) => outcomes
    .filter(({ count: times }) => times > 0)
    .map(({ outcome, count: times, witness }) => {
      const name = `${transition} ${outcome}`.padEnd(WIDTH);
      const events = (witness?.length ?? 1) - 1;
      return `  ${name}  ${count(times).padStart(15)}  ${String(events).padStart(6)}`;
    }));
  const missed = coverage.flatMap(({ transition, outcomes }) => {
    const names = outcomes.filter(({ count: times }) => times === 0).map(({ outcome }) => outcome);
    return names.length === 0 ? [] : [`  ${transition}: ${names.join(', ')}`];
  });
  const head = `  ${'outcome'.padEnd(WIDTH)}  ${'times'.padStart(15)}  ${'events'.padStart(6)}`;
  return ['', head, ...reached,
    ...(missed.length === 0 ? [] : ['', 'never reached in this scope', ...missed])];
}

export const printTrace = ({ trace }: Violation): readonly string[] =>
  trace.map(({ transition, event }, i) =>
    `  ${(i === 0 ? 'trace' : '').padEnd(8)}${i} ${transition} ${printValue(event)}`);

function printViolation(
  terminal: Terminal, project: Project, found: Confirmed,
): readonly string[] {
  const { property, transition, counterexample, also, file, command } = found;
  const sentence = project.properties.find(({ id }) => id === property)?.sentence ?? '';
  return [
    '', paint(terminal, 'red', `VIOLATED ${property} by ${transition}`),
    ...(sentence === '' ? [] : [`  ${sentence}`]),
    ...printTrace(found), ...printCounterexample(counterexample),
    ...(also.length === 0 ? [] : [`  also      violated: ${also.join(', ')}`]),
    `  written   ${file}`, `  replay    ${command}`,
  ];
}

function printEnd({ command, explored, memory }: Explored): string {
  const { stopped, depth, unexpanded, frontier, states, violations } = explored;
  const left = count(frontier);
  switch (stopped) {
    case null: {
      const bound = unexpanded.depth > 0
        ? `, to the ${depth} events that the scope allows` : `; the longest is ${depth} events`;
      const outside = unexpanded.outside === 0 ? ''
        : `; ${count(unexpanded.outside)} states outside of \`within\` were not followed`;
      return `complete: every sequence of events of ${command.scope}${bound}${outside}`;
    }
    case 'violation':
      return `stopped at the first violation, ${(violations[0]?.trace.length ?? 1) - 1} events `
        + 'after genesis: none is shorter';
    case 'interrupted':
      return `incomplete: interrupted at depth ${depth}, ${left} states of it not expanded; `
        + 'every sequence shorter than that was';
    case 'memory':
      return `incomplete: no memory is left, of ${printBytes(memory)} for states or of what Node `
        + `has for objects, at depth ${depth} and ${count(states)} states, ${left} of that depth `
        + 'not expanded; give --memory more, or a smaller scope';
  }
}

function printFigures({ explored, memory }: Explored): readonly string[] {
  const { states, transitions, depth, elapsedMs, bytes, compared, symmetric, told } = explored;
  const { widened } = explored;
  const rate = (n: number): string => count((n * 1_000) / Math.max(1, elapsedMs));
  return [
    `${count(states)} states, ${count(transitions)} transitions, depth ${depth}, `
      + `${(elapsedMs / 1_000).toFixed(1)} s: ${rate(states)} states and ${rate(transitions)} `
      + 'transitions a second',
    `${Math.round(bytes / Math.max(1, states))} bytes a state, ${printBytes(bytes)} of at most `
      + `${printBytes(memory)}; ${count(compared)} transitions compared with the real kernel`
      + `${widened === 0 ? '' : `; ${widened} places compute beyond 2^53`}`,
    symmetric ? 'books that differ by a renaming of accounts count once'
      : `accounts are told apart: ${told ?? ''}`,
  ];
}

export function printExploration(terminal: Terminal, given: Explored): string {
  const { explored, project, confirmed } = given;
  const good = explored.complete && confirmed.length === 0;
  return [
    ...printFigures(given), ...printCoverage(explored.coverage),
    ...confirmed.flatMap((found) => printViolation(terminal, project, found)),
    '', paint(terminal, good ? 'green' : 'red', printEnd(given)),
  ].join('\n');
}
