// Everything that the property files declare, as values: whatever lies in their folders is loaded.
import { readdirSync } from 'node:fs';
import type { Accounts, Changes } from 'plimsoll';
import type { Event } from '../../kernel/event.ts';
import type { Account, Venue } from '../../kernel/state.ts';
import type { Contract } from './adapter.ts';

type Invariant = {
  readonly kind: 'invariant';
  readonly id: string;
  readonly holds: (venue: Venue, accounts: Accounts<Account>, ...any: bigint[]) => boolean;
};
type StepProperty = {
  readonly kind: 'step';
  readonly id: string;
  readonly holds: (
    before: Venue, after: Venue, accounts: Changes<Account>, event: Event, ...any: bigint[]
  ) => boolean;
};
type Claim = {
  readonly kind: 'lemma' | 'theorem';
  readonly id: string;
  readonly when: (...values: never[]) => boolean;
  readonly then: (...values: never[]) => boolean;
};
type Declared = (Contract & { readonly kind: 'contract' }) | Invariant | StepProperty | Claim;

const isDeclared = (value: unknown): value is Declared =>
  typeof value === 'object' && value !== null && 'kind' in value;

async function load(folder: string): Promise<readonly Declared[]> {
  const place = new URL(`../../${folder}/`, import.meta.url);
  const files = readdirSync(place).filter((file) => file.endsWith('.ts')).sort();
  const modules = files.map(async (file): Promise<object> => import(new URL(file, place).pathname));
  return (await Promise.all(modules)).flatMap((module) => Object.values(module)).filter(isDeclared);
}

const all = [
  ...await load('spec/contracts'), ...await load('invariants'), ...await load('proofs'),
];

/** By the transition that each is of; that of genesis is asked in test/kernel/genesis.test.ts. */
export const contracts: ReadonlyMap<string, Contract> = new Map(
  all.flatMap((p) =>
    (p.kind === 'contract' && p.transition !== 'genesis' ? [[p.transition, p] as const] : [])),
);
export const invariants = all.flatMap((p) => (p.kind === 'invariant' ? [p] : []));
export const steps = all.flatMap((p) => (p.kind === 'step' ? [p] : []));
export const lemmas = all.flatMap((p) => (p.kind === 'lemma' ? [p] : []));
export const theorems = all.flatMap((p) => (p.kind === 'theorem' ? [p] : []));
