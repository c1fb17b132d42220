// Events and states as text, one text for one value: what is stored, sent and hashed. JSON in which
// an integer is a string of decimal digits and a word a string that begins with an apostrophe, so
// that neither needs a type to be read back; the fields of a record stand in the order of their
// names. Any other text is refused, so that a text that was read has one hash.

import { createHash } from 'node:crypto';

/** What a kernel's values are made of. */
export type Plain =
  bigint | boolean | string | readonly Plain[] | { readonly [field: string]: Plain };

/** A book: its venue, and accounts by id, of which those not listed are empty. */
export type State<V, A> = {
  readonly venue: V;
  readonly accounts: Iterable<readonly [id: bigint | string, account: A]>;
};

/** A text that this codec has not written. */
export class CodecFault extends Error {
  constructor(problem: string) {
    super(`no value of a kernel: ${problem}`);
    this.name = 'CodecFault';
  }
}

export function encodeValue(value: unknown): string {
  switch (typeof value) {
    case 'bigint': return `"${value}"`;
    case 'boolean': return value ? 'true' : 'false';
    case 'string': return JSON.stringify(`'${value}`);
    case 'object': return value === null ? refuse('null') : encodeObject(value);
    default: return refuse(`a ${typeof value}`);
  }
}

function encodeObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(encodeValue).join(',')}]`;
  const fields = Object.keys(value).sort().map((name) =>
    `${JSON.stringify(name)}:${encodeValue(Reflect.get(value, name))}`);
  return `{${fields.join(',')}}`;
}

function refuse(problem: string): never {
  throw new CodecFault(problem);
}

function decodeText(text: string): bigint | string {
  if (text.startsWith("'")) return text.slice(1);
  return /^(0|-?[1-9][0-9]*)$/.test(text) ? BigInt(text) : refuse(`"${text}"`);
}

function decodeJson(json: unknown): Plain {
  if (typeof json === 'boolean') return json;
  if (typeof json === 'string') return decodeText(json);
  if (Array.isArray(json)) return json.map(decodeJson);
  if (typeof json !== 'object' || json === null) return refuse(String(json));
  return Object.fromEntries(Object.entries(json).map(([name, part]) => [name, decodeJson(part)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('it is not JSON');
  }
}

/** Throws a `CodecFault` unless the text is the one that `encodeValue` writes of its value. */
export function decodeValue(text: string): Plain {
  const value = decodeJson(parse(text));
  return encodeValue(value) === text ? value : refuse('it is not written in the one way');
}

/** `empty`: what accounts are that are not listed; one that equals it is left out. */
export function encodeState<V, A>(state: State<V, A>, empty: A): string {
  const absent = encodeValue(empty);
  const entries = [...state.accounts]
    .map(([id, account]) => [encodeValue(id), encodeValue(account)] as const)
    .filter(([, account]) => account !== absent)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const listed = entries.map(([id, account]) => `[${id},${account}]`).join(',');
  return `{"accounts":[${listed}],"venue":${encodeValue(state.venue)}}`;
}

/** The caller knows the kernel's types; that they fit is not checked here. */
export function decodeState<V, A>(text: string): State<V, A> {
  const { venue, accounts } = decodeValue(text) as {
    readonly venue: V;
    readonly accounts: readonly (readonly [bigint | string, A])[];
  };
  if (venue === undefined || !Array.isArray(accounts)) return refuse('it is no state');
  return { venue, accounts };
}

/** SHA-256 of the state's text, in hexadecimal: equal for equal books, whatever made them. */
export const hashState = <V, A>(state: State<V, A>, empty: A): string =>
  createHash('sha256').update(encodeState(state, empty)).digest('hex');
