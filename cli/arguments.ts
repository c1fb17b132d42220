// The command line: words to a Command, or a UsageError of one line. Knows the options and their
// defaults; touches no file.

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from './usage.ts';
import { findNearest } from './nearest.ts';

export type ProveCommand = {
  readonly name: 'prove';
  readonly config: string | null;
  readonly only: readonly string[];
  readonly jobs: number;
  readonly rlimit: number;
  readonly timeoutMs: number;
  readonly seeds: number;
  readonly solver: string; // `embedded`, or a command
  readonly json: boolean;
  readonly emitSmt: string | null;
  readonly askAll: boolean;
  readonly expect: string | null;
  readonly update: boolean;
  readonly debug: boolean;
};
export type ReplayCommand = {
  readonly name: 'replay';
  readonly file: string;
  readonly config: string | null;
  readonly json: boolean;
  readonly debug: boolean;
};
export type WitnessCommand = {
  readonly name: 'witness';
  readonly config: string | null;
  readonly runs: number;
  readonly seed: number;
  readonly update: boolean;
  readonly json: boolean;
  readonly debug: boolean;
};
export type FuzzCommand = {
  readonly name: 'fuzz';
  readonly config: string | null;
  readonly seed: number;
  readonly from: number;
  readonly runs: number;
  readonly seconds: number | null;
  readonly only: readonly string[];
  readonly writeTest: string | null;
  readonly json: boolean;
  readonly debug: boolean;
};
export type DifferCommand = {
  readonly name: 'differ';
  readonly config: string | null;
  readonly seed: number;
  readonly steps: number;
  readonly seconds: number | null;
  readonly solver: number; // one step in so many is asked of the solver; 0: none
  readonly hash: boolean;
  readonly json: boolean;
  readonly debug: boolean;
};
export type ExploreCommand = {
  readonly name: 'explore';
  readonly config: string | null;
  readonly scope: string;
  readonly memoryGiB: number | null; // null: by what is free
  readonly jobs: number;
  readonly json: boolean;
  readonly debug: boolean;
};
export type MutateCommand = {
  readonly name: 'mutate';
  readonly config: string | null;
  readonly only: readonly string[]; // files or transitions; empty: all
  readonly sample: number | null;
  readonly seed: number;
  readonly jobs: number;
  readonly rlimit: number;
  readonly thorough: boolean; // asks the proofs too where contracts alone noticed
  readonly fresh: boolean; // judges again what an earlier run has judged
  readonly json: boolean;
  readonly debug: boolean;
};
export type CoresCommand = {
  readonly name: 'cores';
  readonly config: string | null;
  readonly only: readonly string[];
  readonly jobs: number;
  readonly rlimit: number;
  readonly json: boolean;
  readonly debug: boolean;
};
export type Command =
  | ProveCommand | ReplayCommand | WitnessCommand | FuzzCommand | DifferCommand
  | ExploreCommand | MutateCommand | CoresCommand
  | { readonly name: 'help' | 'version' };

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean', default: false } as const;
const SHARED = { config: TEXT, json: FLAG, debug: FLAG, help: { ...FLAG, short: 'h' } } as const;
const PROVE = {
  ...SHARED,
  only: { type: 'string', multiple: true },
  jobs: TEXT,
  rlimit: TEXT,
  timeout: TEXT,
  seeds: TEXT,
  solver: TEXT,
  'emit-smt': TEXT,
  'ask-all': FLAG,
  expect: TEXT,
  update: FLAG,
} as const;
const EXPLORE = { ...SHARED, scope: TEXT, memory: TEXT, jobs: TEXT } as const;
const WITNESS = { ...SHARED, runs: TEXT, seed: TEXT, update: FLAG } as const;
const MUTATE = {
  ...SHARED,
  only: { type: 'string', multiple: true },
  sample: TEXT,
  seed: TEXT,
  jobs: TEXT,
  rlimit: TEXT,
  thorough: FLAG,
  fresh: FLAG,
} as const;
const CORES = {
  ...SHARED, only: { type: 'string', multiple: true }, jobs: TEXT, rlimit: TEXT,
} as const;

const FUZZ = {
  ...SHARED, seed: TEXT, from: TEXT, runs: TEXT, time: TEXT, 'write-test': TEXT,
  only: { type: 'string', multiple: true },
} as const;
const DIFFER = {
  ...SHARED, seed: TEXT, steps: TEXT, time: TEXT, solver: TEXT, hash: FLAG,
} as const;

/** What a query may cost before it is unknown; a lemma that needs a tenth of it is brittle. */
const DEFAULT_RLIMIT = 5_000_000;
const DEFAULT_TIMEOUT_MS = 300_000;
const DEFAULT_SEEDS = 1;
/** Steps of a search for traces: some seconds. */
const DEFAULT_RUNS = 20_000;
const DEFAULT_SEED = 1;
const DEFAULT_FUZZ_RUNS = 500;
const DEFAULT_DIFFER_STEPS = 100_000;
/** The solver takes some thousand times as long as the evaluator. */
const DEFAULT_SOLVER_SHARE = 10_000;
const MOST = 2 ** 32 - 1;
const DEFAULT_SCOPE = 'small';
/** Each compiles the kernel for itself. */
const MOST_THREADS = 64;
/** A mutant's obligation that is hard to prove is as good as lost: the gate would fail as well. */
const MUTANT_RLIMIT = 1_000_000;
const COMMANDS = [
  'prove', 'replay', 'witness', 'fuzz', 'differ', 'explore', 'mutate', 'cores',
];

/** A whole number; `2**32 - 1` is the most that a solver's parameter holds. */
function readCount(
  option: string, text: string | undefined, otherwise: number, least: 0 | 1 = 1,
): number {
  if (text === undefined) return otherwise;
  const value = /^(?=_*[0-9])[0-9_]+$/.test(text) ? Number(text.replaceAll('_', '')) : NaN;
  if (value >= least && value < 2 ** 32) return value;
  throw new UsageError(
    `plimsoll: --${option} ${text}: give a whole number from ${least} to ${2 ** 32 - 1}`,
  );
}

/** Node's own message runs over several sentences; the first names the option, which suffices. */
function restate(error: unknown, options: readonly string[]): UsageError {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '(-+[^']*)'/.exec(message)?.[1];
  if (unknown === undefined) return new UsageError(`plimsoll: ${message.split(/[.\n]/)[0]}`);
  const nearest = findNearest(unknown, options.map((o) => `--${o}`))[0];
  return new UsageError(`plimsoll: unknown option ${unknown}: did you mean ${nearest}?`);
}

function parseProve(words: readonly string[]): Command {
  const parse = () => parseArgs({ args: [...words], options: PROVE, allowPositionals: true });
  const { values, positionals } = attempt(parse, Object.keys(PROVE));
  if (values.help) return { name: 'help' };
  refusePositionals('prove', positionals);
  const only = values.only ?? [];
  if (values.update && only.length > 0) {
    throw new UsageError('plimsoll: --update writes the verdicts of a whole run: leave out --only');
  }
  return {
    name: 'prove',
    config: values.config ?? null,
    only,
    jobs: readCount('jobs', values.jobs, availableParallelism()),
    rlimit: readCount('rlimit', values.rlimit, DEFAULT_RLIMIT),
    timeoutMs: readCount('timeout', values.timeout, DEFAULT_TIMEOUT_MS),
    seeds: readCount('seeds', values.seeds, DEFAULT_SEEDS),
    solver: values.solver ?? 'embedded',
    json: values.json,
    emitSmt: values['emit-smt'] ?? null,
    askAll: values['ask-all'],
    expect: values.expect ?? null,
    update: values.update,
    debug: values.debug,
  };
}

function parseReplay(words: readonly string[]): Command {
  const parse = () => parseArgs({ args: [...words], options: SHARED, allowPositionals: true });
  const { values, positionals } = attempt(parse, Object.keys(SHARED));
  if (values.help) return { name: 'help' };
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) {
    throw new UsageError('plimsoll: replay takes one counterexample file: plimsoll replay <file>');
  }
  const { json, debug } = values;
  return { name: 'replay', file, config: values.config ?? null, json, debug };
}

function parseWitness(words: readonly string[]): Command {
  const parse = () => parseArgs({ args: [...words], options: WITNESS, allowPositionals: true });
  const { values, positionals } = attempt(parse, Object.keys(WITNESS));
  if (values.help) return { name: 'help' };
  if (positionals.length > 0) {
    throw new UsageError(
      `plimsoll: witness takes no argument ${positionals[0]}: it searches for every path`,
    );
  }
  return {
    name: 'witness',
    config: values.config ?? null,
    runs: readCount('runs', values.runs, DEFAULT_RUNS, 0),
    seed: readCount('seed', values.seed, DEFAULT_SEED, 0),
    update: values.update,
    json: values.json,
    debug: values.debug,
  };
}

function refuseArgument(command: string, [first]: readonly string[]): void {
  if (first === undefined) return;
  throw new UsageError(`plimsoll: ${command} takes no argument ${first}: see plimsoll --help`);
}

const readSeconds = (text: string | undefined): number | null =>
  (text === undefined ? null : readCount('time', text, 0));

/** With --time and no other limit, the time alone is one. */
function parseFuzz(words: readonly string[]): Command {
  const parse = () => parseArgs({ args: [...words], options: FUZZ, allowPositionals: true });
  const { values, positionals } = attempt(parse, Object.keys(FUZZ));
  if (values.help) return { name: 'help' };
  refuseArgument('fuzz', positionals);
  const seconds = readSeconds(values.time);
  return {
    name: 'fuzz',
    config: values.config ?? null,
    seed: readCount('seed', values.seed, DEFAULT_SEED, 0),
    from: readCount('from', values.from, 0, 0),
    runs: readCount('runs', values.runs, seconds === null ? DEFAULT_FUZZ_RUNS : MOST),
    seconds,
    only: values.only ?? [],
    writeTest: values['write-test'] ?? null,
    json: values.json,
    debug: values.debug,
  };
}

function readJobs(text: string | undefined): number {
  const jobs = readCount('jobs', text, 1);
  if (jobs <= MOST_THREADS) return jobs;
  throw new UsageError(
    `plimsoll: --jobs ${text}: at most ${MOST_THREADS} threads explore together`);
}

function parseExplore(words: readonly string[]): Command {
  const parse = () => parseArgs({ args: [...words], options: EXPLORE, allowPositionals: true });
  const { values, positionals } = attempt(parse, Object.keys(EXPLORE));
  if (values.help) return { name: 'help' };
  if (positionals.length > 0) {
    throw new UsageError(`plimsoll: explore takes no argument ${positionals[0]}: did you mean `
      + `--scope ${positionals[0]}?`);
  }
  return {
    name: 'explore',
    config: values.config ?? null,
    scope: values.scope ?? DEFAULT_SCOPE,
    memoryGiB: values.memory === undefined ? null : readGibibytes(values.memory),
    jobs: readJobs(values.jobs),
    json: values.json,
    debug: values.debug,
  };
}

function parseDiffer(words: readonly string[]): Command {
  const parse = () => parseArgs({ args: [...words], options: DIFFER, allowPositionals: true });
  const { values, positionals } = attempt(parse, Object.keys(DIFFER));
  if (values.help) return { name: 'help' };
  refuseArgument('differ', positionals);
  const seconds = readSeconds(values.time);
  return {
    name: 'differ',
    config: values.config ?? null,
    seed: readCount('seed', values.seed, DEFAULT_SEED, 0),
    steps: readCount('steps', values.steps, seconds === null ? DEFAULT_DIFFER_STEPS : MOST),
    seconds,
    solver: readCount('solver', values.solver, DEFAULT_SOLVER_SHARE, 0),
    hash: values.hash,
    json: values.json,
    debug: values.debug,
  };
}

function parseMutate(words: readonly string[]): Command {
  const parse = () => parseArgs({ args: [...words], options: MUTATE, allowPositionals: true });
  const { values, positionals } = attempt(parse, Object.keys(MUTATE));
  if (values.help) return { name: 'help' };
  refusePositionals('mutate', positionals);
  return {
    name: 'mutate',
    config: values.config ?? null,
    only: values.only ?? [],
    sample: values.sample === undefined ? null : readCount('sample', values.sample, 1),
    seed: readCount('seed', values.seed, DEFAULT_SEED, 0),
    jobs: readCount('jobs', values.jobs, availableParallelism()),
    rlimit: readCount('rlimit', values.rlimit, MUTANT_RLIMIT),
    thorough: values.thorough,
    fresh: values.fresh,
    json: values.json,
    debug: values.debug,
  };
}

function readGibibytes(text: string): number {
  const value = /^[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : NaN;
  if (value > 0) return value;
  throw new UsageError(`plimsoll: --memory ${text}: give GiB, as 4 or 0.5`);
}

function parseCores(words: readonly string[]): Command {
  const parse = () => parseArgs({ args: [...words], options: CORES, allowPositionals: true });
  const { values, positionals } = attempt(parse, Object.keys(CORES));
  if (values.help) return { name: 'help' };
  refusePositionals('cores', positionals);
  return {
    name: 'cores',
    config: values.config ?? null,
    only: values.only ?? [],
    jobs: readCount('jobs', values.jobs, availableParallelism()),
    rlimit: readCount('rlimit', values.rlimit, DEFAULT_RLIMIT),
    json: values.json,
    debug: values.debug,
  };
}

function refusePositionals(command: string, [first]: readonly string[]): void {
  if (first === undefined) return;
  throw new UsageError(
    `plimsoll: ${command} takes no argument ${first}: did you mean --only ${first}?`,
  );
}

function attempt<T>(parse: () => T, options: readonly string[]): T {
  try {
    return parse();
  } catch (error) {
    throw restate(error, options);
  }
}

/** Reads the words after `plimsoll`. Throws a UsageError for anything it does not know. */
export function parseCommand(words: readonly string[]): Command {
  const [command, ...rest] = words;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    return { name: 'help' };
  }
  if (command === '--version') return { name: 'version' };
  if (command === 'prove') return parseProve(rest);
  if (command === 'replay') return parseReplay(rest);
  if (command === 'witness') return parseWitness(rest);
  if (command === 'fuzz') return parseFuzz(rest);
  if (command === 'differ') return parseDiffer(rest);
  if (command === 'explore') return parseExplore(rest);
  if (command === 'mutate') return parseMutate(rest);
  if (command === 'cores') return parseCores(rest);
  const nearest = findNearest(command, COMMANDS)[0];
  throw new UsageError(`plimsoll: unknown command ${command}: did you mean plimsoll ${nearest}?`);
}
