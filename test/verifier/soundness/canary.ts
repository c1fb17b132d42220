// Canaries: complete projects of a few lines with something false in them, and how they are
// proved. A canary's properties are false, or its kernel is broken, so that no verifier may prove
// it whole. Accounts and venues hold integers only, which start at 0 unless the canary says
// otherwise.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Prover from '../../../verifier/prove.ts';
import { STRUCTURE } from '../../../verifier/obligation/structure.ts';
import { readProject } from '../../../verifier/read/project.ts';
import type { ProofRun, Verdict } from '../../../verifier/verdict.ts';

/** Either class of a counterexample is disproved: which it is depends on its reachability. */
export type Failure = 'disproved' | 'assumed' | 'unknown' | 'vacuous';

export type Canary = {
  readonly name: string; // a sentence: what is false
  /** Fields with their values at genesis, where `params.seed` is any number of one digit. */
  readonly venue?: Readonly<Record<string, string>>;
  readonly account?: readonly string[]; // fields; `balance` if not given
  readonly event: readonly string[]; // fields, roles among them
  readonly names?: { readonly venue: string; readonly event: string }; // of the parameters
  readonly transitions: Readonly<Record<string, { readonly roles: string; readonly body: string }>>;
  /** Every transition takes them first: the text of the type, and of each implementation. */
  readonly modules?: {
    readonly type: string;
    readonly functions: string;
    readonly composed: string; // the setting, in the configuration
  };
  readonly properties: string;
  readonly only?: readonly string[];
  /** Every obligation that is not proved; of ranges and witnesses only if one is listed. */
  readonly fails: readonly (readonly [id: string, failure: Failure])[];
};

/** The smallest kernel there is, for what is claimed of integers alone. */
export const idle: Pick<Canary, 'event' | 'transitions'> = {
  event: ['amount'],
  transitions: { wait: { roles: '', body: `
  if (event.amount !== 0n) return { kind: 'rejected', code: 'first' };
  return { kind: 'accepted', venue, touched: [] };` } },
};

export const ROOT = join(import.meta.dirname, '..', '..', '..');
const SCRATCH = join(ROOT, '.plimsoll', 'soundness'); // ignored by git

/** A folder inside the repository, so that what is written there resolves its imports. */
export function openScratch(kind: string): string {
  mkdirSync(SCRATCH, { recursive: true });
  return mkdtempSync(join(SCRATCH, `${kind}-`));
}

const fieldTypes = (names: readonly string[]): string =>
  names.map((name) => `readonly ${name}: bigint`).join('; ');

function transitionText({ names, transitions, modules }: Canary, name: string): string {
  const { roles: given = '', body = '' } = transitions[name] ?? {};
  const { venue, event } = names ?? { venue: 'venue', event: 'event' };
  const roles = given.split(' ').filter((role) => role !== '');
  const accounts = roles.map((role) => `${role}: Account, `).join('');
  const touched = roles.map(() => 'Account').join(', ');
  return `
export function ${name}(
  ${modules === undefined ? '' : 'modules: Modules, '}${venue}: Venue, ${accounts}${event}: Event,
): Outcome<readonly [${touched}], 'first' | 'second'> {
${body}
}
`;
}

function kernelText(canary: Canary): string {
  const { venue = { vault: '0n' }, account = ['balance'], event, transitions } = canary;
  const start = Object.entries(venue).map(([field, value]) => `${field}: ${value}`).join(', ');
  return `
export type Venue = { ${fieldTypes(Object.keys(venue))} };
export type Account = { ${fieldTypes(account)} };
export type Event = { ${fieldTypes(event)} };
export type Outcome<T extends readonly Account[], Code extends string> =
  | { readonly kind: 'accepted'; readonly venue: Venue; readonly touched: T }
  | { readonly kind: 'rejected'; readonly code: Code };
export const empty: Account = { ${account.map((field) => `${field}: 0n`).join(', ')} };
export function genesis(
  params: { readonly seed: bigint },
): Outcome<readonly [], 'seed_out_of_range'> {
  if (params.seed < 0n || params.seed > 9n) return { kind: 'rejected', code: 'seed_out_of_range' };
  return { kind: 'accepted', venue: { ${start} }, touched: [] };
}
export type Modules = { ${canary.modules?.type ?? ''} };
${canary.modules?.functions ?? ''}
${Object.keys(transitions).map((name) => transitionText(canary, name)).join('')}`;
}

const propertiesText = ({ properties }: Canary): string => `
import {
  contract, genesisContract, invariant, lemma, moduleContract, step, theorem,
  type Accounts, type Changes,
} from 'plimsoll';
import type { Account, Event, Modules, Venue } from './kernel.ts';
${properties}`;

function configText({ transitions, modules }: Canary): string {
  const names = Object.keys(transitions).join(', ');
  const functions = [...modules?.functions.matchAll(/export function (\w+)/g) ?? []]
    .map(([, name]) => name);
  return `
import { defineConfig } from 'plimsoll';
import { ${['empty', 'genesis', names, ...functions].join(', ')} } from './kernel.ts';
export default defineConfig({
  genesis, empty, transitions: { ${names} }, properties: ['properties.ts'],
  ${modules === undefined ? '' : `modules: { ${modules.composed} },`}
  ranges: { stored: 2n ** 127n - 1n, intermediate: 2n ** 255n - 1n },
});
`;
}

/** Writes the project of a canary into a folder of its own, uses it, and removes it. */
export async function withCanary<T>(
  canary: Canary, use: (config: string) => Promise<T>,
): Promise<T> {
  const folder = openScratch('canary');
  try {
    writeFileSync(join(folder, 'kernel.ts'), kernelText(canary));
    writeFileSync(join(folder, 'properties.ts'), propertiesText(canary));
    writeFileSync(join(folder, 'plimsoll.config.ts'), configText(canary));
    return await use(join(folder, 'plimsoll.config.ts'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The project's own prover, or that of a mutant of the verifier. */
export type Prove = typeof Prover.prove;

export const proveCanary = (canary: Canary, prove: Prove): Promise<ProofRun> =>
  withCanary(canary, (config) => prove(readProject(config), {
    only: canary.only ?? [], jobs: 1, solver: 'embedded', rlimit: 1_000_000, timeoutMs: 30_000,
    seeds: [0], emitSmt: null, askAll: false, onProgress: () => undefined,
  }));

// owed by every kernel, and no canary's business unless it names them
const ASIDE: readonly string[] = [STRUCTURE.intermediate, STRUCTURE.stored, 'WITNESS'];

const failure = ({ verdict }: Verdict): string =>
  (verdict === 'refuted' || verdict === 'not inductive' ? 'disproved' : verdict);

const FOUNDATIONS = ['PATHS', 'ALIASING', 'DEFINED', 'REQUIRES'];

/** Where one of these fails, all else is `assumed(it)`: a canary need not list all of that. */
const restsOnFoundation = ({ verdict, assumptions }: Verdict): boolean =>
  verdict === 'assumed' && assumptions.every((id) => FOUNDATIONS.includes(id));

/** What a run did not prove, as pairs like those of `Canary.fails`. */
export function findFailures(
  canary: Canary, run: ProofRun,
): readonly (readonly [string, string])[] {
  const isListed = (property: string): boolean =>
    canary.fails.some(([id]) => id.startsWith(`${property}/`));
  const aside = ASIDE.filter((property) => !isListed(property));
  const isAssumed = ({ id }: Verdict): boolean =>
    canary.fails.some(([listed, failed]) => listed === id && failed === 'assumed');
  return run.verdicts
    .filter((verdict) => verdict.verdict !== 'proved' && !aside.includes(verdict.property))
    .filter((verdict) => !restsOnFoundation(verdict) || isAssumed(verdict))
    .map((verdict) => [verdict.id, failure(verdict)] as const);
}
