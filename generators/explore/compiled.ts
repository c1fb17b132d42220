// A kernel's code as the explorer compiles it, as something that takes single steps: held against
// the others that do, on books that no scope would ever reach.

import type { Project, TransitionTree, Type } from '../../verifier/read/tree.ts';
import { GENESIS } from '../../verifier/replay/situation.ts';
import { stepSemantics } from '../semantics.ts';
import type { Semantics, StepInput, StepOutcome } from '../semantics.ts';
import { compactValue, createCompactor, plainValue } from './compact.ts';
import type { Compact, Compactor, CompactRecord } from './compact.ts';
import { plainOutcome } from './compare.ts';
import { genesisCodes } from './compile.ts';
import type { Compiled } from './compile.ts';
import { NO_FIELDS } from '../subject.ts';
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

type Taker = (input: StepInput) => StepOutcome | null;

/** Rejected events are many, and leave a venue as it was: it is made compact once. */
function rememberLast(type: Type): Compactor {
  const compact = createCompactor(type);
  let last: { readonly value: unknown; readonly made: Compact } | null = null;
  return (value, where) => {
    last = last !== null && last.value === value ? last : { value, made: compact(value, where) };
    return last.made;
  };
}

function createTaker(
  program: Program, transition: TransitionTree, place: number, toVenue: Compactor,
): Taker {
  const { name, codes } = transition;
  const toEvent = createCompactor(transition.event);
  const toAccount = createCompactor(transition.account);
  return ({ venue: plain, touched, event: told }) => {
    const venue = toVenue(plain, name) as CompactRecord;
    const event = toEvent(told, name) as CompactRecord;
    const accounts = touched.map((one) => toAccount(one, name) as CompactRecord);
    const slots = accounts.map((_, i) => i);
    const [outcome, by] = run(program, (compiled) =>
      compiled.steps[place]?.(venue, accounts, slots, event) ?? -1);
    if (outcome < 0) return null;
    const code = codes[outcome];
    if (code !== undefined) return { code, venue: plain, touched };
    const made = plainOutcome(transition, by.out);
    return made.code === null ? made : null;
  };
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
  const [first] = project.transitions;
  const toVenue = rememberLast(first?.venue ?? NO_FIELDS); // one type for all transitions
  const takers = new Map(project.transitions.map((transition, place) =>
    [transition.name, createTaker(program, transition, place, toVenue)]));
  return stepSemantics('compiled code', every, (input) => {
    if (input.transition === GENESIS) return found(program, project, input);
    return takers.get(input.transition ?? '')?.(input) ?? null;
  });
}
