// A z3 or cvc5 binary over SMT-LIB 2: one process a query, everything on standard input at once,
// read back when the process has ended. The wall guard kills it. Both binaries are also told to
// stop by themselves a second later, so that none outlives this process for long.

import { spawn, spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

import {
  type Check, type Lane, type Question, SolverMissing, expiredAfter, undecided,
} from './query.ts';
import { type Expression, readExpressions, readValue } from './s-expression.ts';

export type Binary = {
  readonly path: string;
  readonly dialect: 'z3' | 'cvc5';
  readonly name: string; // with its version
};

type Output = {
  readonly text: string;
  readonly ms: number;
  readonly end: string; // how the process ended, and what it said on its error output
  readonly expired: boolean;
};

/** Throws `SolverMissing` if `path` does not run or is neither z3 nor cvc5. */
export function findSolver(path: string): Binary {
  const advice = 'name the path of a z3 or cvc5 binary, or leave --solver out for the embedded Z3';
  const run = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  if (run.error !== undefined) {
    const code = 'code' in run.error ? String(run.error.code) : run.error.message;
    const why = code === 'ENOENT' ? 'no such program' : code;
    throw new SolverMissing(`the solver ${path} cannot be run: ${why}; ${advice}`);
  }
  const found = /(Z3 version|cvc5 version) (\S+)/i.exec(run.stdout);
  if (run.status !== 0 || found === null) {
    throw new SolverMissing(`${path} does not answer --version as z3 or cvc5 do; ${advice}`);
  }
  const dialect = /^z3/i.test(found[0]) ? 'z3' : 'cvc5';
  return { path, dialect, name: `${dialect} ${found[2]}` };
}

export function createExternalLane(binary: Binary): Lane {
  const abort = new AbortController();
  return {
    check: async (question, withinMs) => {
      if (question.assume !== undefined) {
        return undecided('rejected', 'only the embedded solver is asked for a core', 0);
      }
      const output = await run(binary, question, withinMs, abort.signal);
      return readOutput(output, question, withinMs);
    },
    close: async () => abort.abort(),
  };
}

function run(
  binary: Binary, question: Question, withinMs: number, signal: AbortSignal,
): Promise<Output> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const parts: Buffer[] = [];
    let expired = false;
    let failure = '';
    const child = spawn(binary.path, listArguments(binary, question, withinMs), {
      stdio: ['pipe', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL',
    });
    const guard = setTimeout(() => {
      expired = child.kill('SIGKILL');
      child.stdout.destroy(); // what it started itself may hold them open, and outlives it
      child.stderr.destroy();
    }, withinMs);
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => { failure = `${failure}${part}`.slice(0, 400); });
    child.stdin.on('error', () => undefined); // it ended before it had read all: `close` says so
    child.on('error', (error) => { failure = error.message; });
    child.on('close', (code, killedBy) => {
      clearTimeout(guard);
      const how = killedBy === null ? `it ended with code ${code}` : `it was ended by ${killedBy}`;
      const end = `${how} ${failure.trim()}`.trim();
      const text = Buffer.concat(parts).toString('utf8');
      resolve({ text, ms: performance.now() - startedAt, end, expired });
    });
    child.stdin.end(writeScript(binary, question));
  });
}

function listArguments(
  { dialect }: Binary, { rlimit, seed }: Question, withinMs: number,
): readonly string[] {
  if (dialect === 'z3') return ['-in', '-smt2', `-T:${Math.ceil(withinMs / 1000) + 1}`];
  return [
    '--lang=smt2', '--produce-models', `--rlimit=${rlimit}`, `--seed=${seed}`,
    `--tlimit=${Math.ceil(withinMs) + 1000}`,
  ];
}

function writeScript({ dialect }: Binary, question: Question): string {
  const { smt2, constants, options, rlimit, seed } = question;
  const names = constants.map(({ name }) => (name.startsWith('|') ? name : `|${name}|`));
  const values = names.length === 0 ? [] : [`(get-value (${names.join(' ')}))`];
  const reason = '(get-info :reason-unknown)';
  if (dialect === 'cvc5') {
    // cvc5 stops at the first request that does not fit the result: the values come before the
    // reason.
    return ['(set-logic ALL)', smt2, '(check-sat)', ...values, reason, ''].join('\n');
  }
  return [
    `(set-option :rlimit ${rlimit})`, `(set-option :smt.random_seed ${seed})`,
    '(set-option :combined_solver.ignore_solver1 true)', // the plain SMT core, as embedded
    ...options.map(([name, value]) => `(set-option :${name} ${value})`),
    smt2, '(check-sat)', reason, ...values, '(get-info :rlimit)', '',
  ].join('\n');
}

/**
 * The first thing that a solver prints must be its verdict. Anything else before it is an error in
 * the text, after which the verdict would be about a part of the formula only.
 */
function readOutput(output: Output, { constants }: Question, withinMs: number): Check {
  const { text, ms, end, expired } = output;
  if (expired) return undecided('expired', expiredAfter(withinMs), ms);
  const [result, ...rest] = readExpressions(text);
  const rlimit = Number(findInfo(rest, ':rlimit') ?? 0);
  if (result === undefined) return undecided('crashed', `the solver gave no answer: ${end}`, ms);
  if (result === 'unsat') return { result, model: new Map(), rlimit, ms, reason: '' };
  if (result === 'unknown') {
    const reason = findInfo(rest, ':reason-unknown') ?? 'the solver gives no reason';
    return { ...undecided('unknown', reason, ms), rlimit };
  }
  if (result !== 'sat') {
    const message = text.trim().split(/[\r\n]/, 1)[0]?.slice(0, 400) ?? '';
    return undecided(message.startsWith('(error') ? 'rejected' : 'crashed', message, ms);
  }
  const pairs = rest.find((form) => typeof form !== 'string' && typeof form[0] !== 'string') ?? [];
  const model = new Map<string, bigint | boolean>();
  for (const [index, { name }] of constants.entries()) {
    const pair = pairs[index]; // `get-value` answers in the order of its request
    const spelled = typeof pair === 'object' ? pair[1] : undefined;
    const value = spelled === undefined ? undefined : readValue(spelled);
    if (value !== undefined) model.set(name, value);
  }
  return { result, model, rlimit, ms, reason: '' };
}

/** The value of `(:key value)` among what was printed, without quotes and parentheses. */
function findInfo(printed: readonly Expression[], key: string): string | undefined {
  for (const form of printed) {
    if (typeof form === 'string' || form[0] !== key) continue;
    const value = form[1];
    const text = typeof value === 'string' ? value : value?.join(' ');
    return text?.replace(/^"(.*)"$/s, '$1');
  }
  return undefined;
}
