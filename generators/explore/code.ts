// The text of compiled functions while it is being written: what has been declared so far, and what
// is known where an expression stands. It knows no construct of the language.

import type { Position, Program } from '../../verifier/read/tree.ts';

/**
 * The text of an expression. `constant`: its value, where that is known. `narrow`: it is never a
 * bigint.
 */
export type Piece = {
  readonly text: string;
  readonly constant: bigint | boolean | string | null;
  readonly narrow: boolean;
};

export const piece = (text: string): Piece => ({ text, constant: null, narrow: false });

/** Whether two texts read the same place: nothing is ever changed. */
export const isSamePath = (left: Piece, right: Piece): boolean =>
  left.text === right.text && /^[\w$]+(?:\.[\w$]+)*$/.test(left.text);

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

export function constantPiece(value: bigint | boolean | string): Piece {
  if (typeof value !== 'bigint') {
    return { text: JSON.stringify(value), constant: value, narrow: false };
  }
  const narrow = value <= SAFE && value >= -SAFE;
  const digits = narrow ? value.toString() : `${value}n`;
  return { text: value < 0n ? `(${digits})` : digits, constant: value, narrow };
}

/** One program under way. `widened`: the places that compute exactly; null: all of them. */
export type Code = {
  readonly program: Program;
  readonly widened: ReadonlySet<number> | null;
  readonly limit: bigint; // of the kernel's intermediates
  readonly lines: string[]; // top-level declarations
  readonly functions: Map<string, string>; // what was compiled → its name
  readonly constants: Map<string, string>; // text → its name
  readonly count: { sites: number; names: number };
};

export const openCode = (
  program: Program, limit: bigint, widened: ReadonlySet<number> | null,
): Code => ({
  program, widened, limit, lines: [], functions: new Map(), constants: new Map(),
  count: { sites: 0, names: 0 },
});

export function freshName(code: Code, letter: string): string {
  code.count.names += 1;
  return `${letter}${code.count.names}`;
}

/** A name for a constant record, the same for the same text. */
export function nameConstant(code: Code, text: string): string {
  const known = code.constants.get(text);
  if (known !== undefined) return known;
  const name = freshName(code, 'k');
  code.constants.set(text, name);
  code.lines.push(`const ${name} = ${text};`);
  return name;
}

/** What a ghost collection stands for: the text of each account it lists. */
export type Listed = {
  readonly was: string;
  readonly now: string;
  readonly acts: boolean;
  readonly chosen: string;
};

/** What holds throughout one compiled function. */
export type Unit = {
  readonly code: Code;
  readonly temporaries: string[]; // declared at its head
  readonly tags: ReadonlyMap<string, string>; // locals whose tag is known
  readonly aliases: ReadonlyMap<string, Piece>; // parameters of an arrow that is written out
  readonly isKernel: boolean; // its intermediates are obliged to be in range
  readonly listed: readonly Listed[]; // of the ghost collection that is in scope
  readonly exits: Position[] | null; // of a transition: the returns that may accept
};

export function freshTemporary(unit: Unit): string {
  const name = freshName(unit.code, 't');
  unit.temporaries.push(name);
  return name;
}

export const declareTemporaries = (names: readonly string[]): string =>
  (names.length === 0 ? '' : `let ${names.join(', ')};`);

/** Locals begin with an underscore, so that they meet no name of the program around them. */
export const localName = (name: string): string => `_${name}`;

export const memberText = (object: string, field: string): string =>
  (/^[A-Za-z_$][\w$]*$/.test(field) ? `${object}.${field}` : `${object}[${JSON.stringify(field)}]`);

export const keyText = (field: string): string =>
  (/^[A-Za-z_$][\w$]*$/.test(field) ? field : JSON.stringify(field));
