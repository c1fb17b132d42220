// A kernel's code as the explorer compiles it, as something that takes single steps: held against
// the others that do, on books that no scope would ever reach.

import type { Project, TransitionTree } from '../../verifier/read/tree.ts';
import { GENESIS } from '../../verifier/replay/situation.ts';
import { stepSemantics } from '../semantics.ts';
import type { Semantics, StepInput, StepOutcome } from '../semantics.ts';
import { compactValue, plainValue } from './compact.ts';
import type { CompactRecord } from './compact.ts';
import { plainOutcome } from './compare.ts';
import { genesisCodes } from './compile.ts';
import type { Compiled } from './compile.ts';
import { createProgram } from './program.ts';
import type { Program } from './program.ts';
import { genesisType } from './trace.ts';

type Answer = readonly [outcome: number, by: Compiled];

function run(program: Program, call: (compiled: Compiled) => number): Answer {
  const fast = program.fast();
  try {
    return [call(fast), fast];
  } catch (fault) {
    return [program.exactly(fault, call), program.exact];
  }
}

function takeTransition(
  program: Program, transition: TransitionTree, place: number, input: StepInput,
): StepOutcome | null {
  const where = transition.name;
  const venue = compactValue(transition.venue, input.venue, where) as CompactRecord;
  const event = compactValue(transition.event, input.event, where) as CompactRecord;
  const accounts = input.touched.map((account) =>
    compactValue(transition.account, account, where) as CompactRecord);
  const slots = accounts.map((_, i) => i);
  const [outcome, by] = run(program, (compiled) =>
    compiled.steps[place]?.(venue, accounts, slots, event) ?? -1);
  if (outcome < 0) return null;
  const code = transition.codes[outcome];
  if (code !== undefined) return { code, venue: input.venue, touched: input.touched };
  const made = plainOutcome(transition, by.out);
  return made.code === null ? made : null;
}

function found(program: Program, project: Project, input: StepInput): StepOutcome | null {
  const event = compactValue(genesisType(project), input.event, GENESIS) as CompactRecord;
  const [outcome, by] = run(program, (compiled) => compiled.genesis(event));
  if (outcome < 0) return null;
  const code = genesisCodes(project)[outcome];
  if (code !== undefined) return { code, venue: input.venue, touched: [] };
  const type = project.transitions[0]?.venue;
  return type === undefined ? null
    : { code: null, venue: plainValue(type, by.out.venue), touched: [] };
}

/** No outcome where an intermediate leaves its range: what is declared of it would be false. */
export function compiledSemantics(project: Project, every: number): Semantics {
  const bare = { ...project, properties: [] };
  const accounts = Math.max(0, ...project.transitions.map(({ roles }) => roles.length));
  const program = createProgram({ project: bare, accounts, any: new Map() });
  return stepSemantics('compiled code', every, (input) => {
    if (input.transition === GENESIS) return found(program, project, input);
    const place = project.transitions.findIndex(({ name }) => name === input.transition);
    const transition = project.transitions[place];
    return transition === undefined ? null : takeTransition(program, transition, place, input);
  });
}
