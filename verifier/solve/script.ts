// Reads the text of an attempt before any solver sees it. Only declarations, definitions and
// assertions may stand at the top level: an `(exit)`, `(pop 1)` or `(reset)` would make the solver
// judge another formula than the one that was built, and an unclosed parenthesis would hide every
// assertion after it.

import type { Declaration } from './query.ts';
import { readTokens } from './s-expression.ts';

export type Script = {
  readonly constants: ReadonlyMap<string, Declaration['sort']>;
  /** No assertion but the literal `true`: an empty solver is then what was meant. */
  readonly trivial: boolean;
};

const commands = new Set(['declare-const', 'declare-fun', 'define-fun', 'assert']);

/** The script that `smt2` is, or why it is none that may be asked. */
export function readScript(smt2: string): Script | string {
  // A solver that takes a C string reads no further than the first NUL.
  if (smt2.includes('\0')) return 'the text contains a NUL character';
  const constants = new Map<string, Declaration['sort']>();
  let assertions = 0;
  let trivial = true;
  let depth = 0;
  let head: string[] = []; // the first tokens of the command being read, parentheses included
  for (const token of readTokens(smt2)) {
    if (token === null) return 'the text contains something that is no SMT-LIB token';
    if (depth === 0 && token.kind !== 'open') return `${token.text} stands outside every command`;
    if (head.length < 6) head.push(token.text);
    if (token.kind === 'open') depth += 1;
    if (token.kind !== 'close') continue;
    depth -= 1;
    if (depth > 0) continue;
    const command = head[1] ?? '';
    if (!commands.has(command)) return `the command ${command} is not allowed in a query`;
    if (command === 'assert') {
      assertions += 1;
      trivial &&= head[2] === 'true' && head[3] === ')';
    }
    declareConstant(head, constants);
    head = [];
  }
  if (depth > 0) return 'the text ends inside a command';
  if (assertions === 0) return 'the text asserts nothing';
  return { constants, trivial };
}

function declareConstant(
  head: readonly string[], constants: Map<string, Declaration['sort']>,
): void {
  const [, command, name, first, second, third] = head;
  const nullary = first === '(' && second === ')';
  const sort = command === 'declare-const' ? first
    : command === 'declare-fun' && nullary ? third : undefined;
  if (name !== undefined && (sort === 'Int' || sort === 'Bool')) constants.set(name, sort);
}
