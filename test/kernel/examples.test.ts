// Runs every worked example of spec/*.md on the kernel, and holds each page's guard table against
// the codes of the kernel's outcome, in the same order.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../kernel/event.ts';
import { type Account, empty, type Venue } from '../../kernel/state.ts';
import { call, founded, kernel } from './fixture.ts';

type Json = string | readonly Json[] | { readonly [key: string]: Json };
type Value = string | bigint | readonly Value[] | { readonly [key: string]: Value };
type Example = {
  readonly venue?: Json;
  readonly accounts: Readonly<Record<string, Json>>;
  readonly event: Json;
  readonly expect: { readonly code?: string; readonly venue?: Json; readonly accounts?: Json };
};

const spec = new URL('../../spec/', import.meta.url);
const stems = readdirSync(new URL('../../kernel/', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));

function parsed(json: Json): Value {
  if (typeof json === 'string') return /^-?\d+$/.test(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return json.map(parsed);
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, parsed(value)]));
}

/** Merges records field by field; a field that the base lacks is an error; tuples replace. */
function merged(base: unknown, change: Value): unknown {
  if (typeof change !== 'object' || Array.isArray(change)) return change;
  const record = base as Readonly<Record<string, unknown>>;
  const entries = Object.entries(change).map(([key, value]) => {
    if (!Object.hasOwn(record, key)) throw new Error(`the base has no field '${key}'`);
    return [key, merged(record[key], value)] as const;
  });
  return { ...record, ...Object.fromEntries(entries) };
}

function page(stem: string): string {
  return readFileSync(new URL(`${stem}.md`, spec), 'utf8');
}

function examples(stem: string): readonly Example[] {
  return [...page(stem).matchAll(/```json example\n([\s\S]*?)```/g)].map(
    (found) => JSON.parse(found[1] ?? '') as Example,
  );
}

function check(example: Example): void {
  const venue = merged(founded(), parsed(example.venue ?? {})) as Venue;
  const event = parsed(example.event) as unknown as Event;
  const { roles } = kernel.transitions[event.kind];
  expect(Object.keys(example.accounts)).toEqual([...roles]);
  const accounts = Object.values(example.accounts).map(
    (account) => merged(empty, parsed(account)) as Account,
  );
  const outcome = call(venue, accounts, event);
  if (example.expect.code !== undefined) {
    expect(outcome).toEqual({ kind: 'rejected', code: example.expect.code });
    return;
  }
  const changes = Object.values(example.expect.accounts ?? {});
  expect(changes.length).toBe(roles.length);
  expect(outcome).toEqual({
    kind: 'accepted',
    venue: merged(venue, parsed(example.expect.venue ?? {})),
    touched: accounts.map((account, i) => merged(account, parsed(changes[i] as Json))),
  });
}

/** The codes of the file's `type Code`, in source order. */
function kernelCodes(stem: string): readonly string[] {
  const source = readFileSync(new URL(`../../kernel/${stem}.ts`, import.meta.url), 'utf8');
  const union = /^type Code =([^;]*);/m.exec(source)?.[1] ?? '';
  return [...union.matchAll(/'(\w+)'/g)].map((found) => found[1] ?? '');
}

function tableCodes(stem: string): readonly string[] {
  const table =
    page(stem).split('| code | violated when |\n|---|---|\n')[1]?.split('\n\n')[0] ?? '';
  return [...table.matchAll(/^\| `(\w+)` \| .+ \|$/gm)].map((found) => found[1] ?? '');
}

const transitions = stems.filter((stem) => kernelCodes(stem).length > 0);

describe('the pages and the kernel agree', () => {
  test('there is a page for every transition and genesis', () => {
    expect(transitions.length).toBe(Object.keys(kernel.transitions).length + 1);
  });
  test.each(transitions)('%s: the guard table lists the codes of the kernel in order', (stem) => {
    expect(tableCodes(stem)).toEqual(kernelCodes(stem));
  });
  test.each(transitions.filter((stem) => stem !== 'genesis'))('%s: the examples hold', (stem) => {
    const all = examples(stem);
    expect(all.length).toBeGreaterThan(0);
    all.forEach(check);
  });
  test('the base of the examples has the parameters that spec/README.md lists', () => {
    const rows = [...page('README').matchAll(/\| (\w+) \| ([\d ]+|1, 1, 1, 1, 1) (?=\|)/g)];
    const stated = Object.fromEntries(rows.map((row) => [row[1], row[2]?.replaceAll(' ', '')]));
    const { params } = founded();
    const actual = Object.entries(params).map(([name, value]) => [name, String(value)]);
    expect(stated).toEqual(Object.fromEntries(actual));
  });
});
