// The scopes of a configuration, as it is executed.

import { pathToFileURL } from 'node:url';
import type { Scope } from '../../declare/index.ts';

const isScope = (value: unknown): value is Scope =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'scope';

/** By name; null: what is named so is not made by `scope(…)`. */
export async function loadScopes(config: string): Promise<ReadonlyMap<string, Scope | null>> {
  const loaded: unknown = await import(pathToFileURL(config).href);
  const named: unknown = Reflect.get(loaded as object, 'default');
  const scopes = (Reflect.get(named as object, 'scopes') ?? {}) as object;
  return new Map(Object.entries(scopes).map(([name, value]: readonly [string, unknown]) =>
    [name, isScope(value) ? value : null]));
}
