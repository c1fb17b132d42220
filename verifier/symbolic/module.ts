// A call of a module: an unknown function of its arguments. Only in a session that judges one
// implementation is that read in its place; there every member that is called must be.

import type { FunctionTree, ModuleTree } from '../read/tree.ts';
import { spellArguments, unknownResult } from './application.ts';
import { CLOSED, compile, createNotes, findFunction } from './compile.ts';
import type { Compiler, Node, Place } from './compile.ts';
import { applyMerged } from './execute.ts';
import { asBool, asInt, Malformed } from './value.ts';
import type { SymbolicValue } from './value.ts';

/** Names the calls of a member among those of functions, whose ids all have a `#`. */
export const moduleCallee = (member: string): string => `modules.${member}`;

export function compileModule(c: Compiler, p: Place, e: Node<'module'>): SymbolicValue {
  const module = c.program.modules.get(e.member);
  if (module === undefined) throw new Malformed(`no module is called ${e.member}`);
  const values = e.arguments.map((argument) => compile(c, p, argument));
  const place: Place = { scope: CLOSED, under: p.under };
  const aside: Compiler = { ...c, notes: createNotes() }; // the contract owes its own definedness
  const required = values.slice(0, module.requires.parameters.length);
  const met = asBool(applyMerged(aside, place, module.requires, required));
  const spelt = spellArguments(c.terms, module, values);
  const call = { member: e.member, arguments: spelt };
  c.notes.requirements.push({ call, under: p.under, met, at: e.at });
  if (values.every((value) => value.kind === 'int')) {
    c.notes.applications.push({ callee: moduleCallee(e.member), arguments: values.map(asInt) });
  }
  const body = findUnfolded(c, module);
  return body === null
    ? unknownResult(c.terms, module, spelt)
    : applyMerged(c, place, body, values);
}

function findUnfolded(c: Compiler, module: ModuleTree): FunctionTree | null {
  if (c.unfolded.size === 0) return null;
  const id = c.unfolded.get(module.member);
  if (id === undefined) throw new Malformed(`${module.member} is not among what is judged`);
  return findFunction(c.program, id);
}
