// What a changed kernel is tried on: steps that were taken, and inputs of every claim about inputs
// alone. Those of a module's contract are the arguments that the steps called it with; others are
// drawn. Made once for all the changes of a kernel.

import { isOfInputs } from '../verifier/obligation/theorem.ts';
import type { OfInputs } from '../verifier/obligation/theorem.ts';
import type { ProjectRead } from '../verifier/read/project.ts';
import type { Project } from '../verifier/read/tree.ts';
import type { Kernel, RealFunction } from '../verifier/replay/kernel.ts';
import { loadKernelText, type Bodies } from '../verifier/replay/kernel-text.ts';
import type { Value } from '../verifier/verdict.ts';
import { drawPremises } from '../verifier/witness/premise.ts';
import type { Inputs } from './convict.ts';
import { exploreOutcomes } from './outcomes.ts';
import { drawSamples } from './draw-samples.ts';
import type { Samples } from './draw-samples.ts';
import { createSubject } from './subject.ts';
import type { Subject } from './subject.ts';

export type Evidence = {
  readonly texts: ReadonlyMap<string, string>; // of the kernel as it is, by path
  readonly bodies: Bodies;
  readonly subject: Subject; // the kernel as it is
  readonly samples: Samples;
  readonly inputs: Inputs;
};

const RUNS = 250; // walks; more find little that is new
const PREMISES = 120; // inputs of a claim that are drawn
const MOST_CALLS = 400; // arguments of a member that are kept
const ONE_IN = 8; // of the calls after those

type Calls = Map<string, (readonly Value[])[]>; // by the id of an implementation

/** The kernel with its modules listened to. */
function listenToModules(kernel: Kernel, calls: Calls): Kernel {
  const implementations = [...kernel.implementations].map(([id, run]) => {
    const kept: (readonly Value[])[] = [];
    let count = 0;
    calls.set(id, kept);
    const listening: RealFunction = (...values) => {
      count += 1;
      if (kept.length < MOST_CALLS) kept.push(values as readonly Value[]);
      else if (count % ONE_IN === 0) kept[(count / ONE_IN) % MOST_CALLS] = values as Value[];
      return run(...values);
    };
    return [id, listening] as const;
  });
  return { ...kernel, implementations: new Map(implementations) };
}

function findCalls(project: Project, calls: Calls, property: OfInputs) {
  if (property.kind !== 'module') return [];
  const { implementations = [] } = project.program.modules.get(property.member) ?? {};
  return implementations.flatMap((id) => calls.get(id) ?? []);
}

export async function gatherEvidence(
  { project, sources }: ProjectRead, seed: number, runs: number = RUNS,
): Promise<Evidence> {
  const texts = new Map([...sources.files].map(([path, file]) => [path, file.text] as const));
  const bodies: Bodies = new Map();
  const calls: Calls = new Map();
  const kernel = listenToModules(await loadKernelText(project, texts, bodies), calls);
  const subject = createSubject(project, kernel);
  const traces = await exploreOutcomes(project, kernel);
  const samples = drawSamples(subject, { runs, seed, traces });
  const steps = [...samples.walked.values()].flat();
  const inputs = new Map(project.properties.filter(isOfInputs).map((property) => [
    property.id,
    [
      ...findCalls(project, calls, property),
      ...drawPremises(project, property, steps, seed, PREMISES),
    ],
  ] as const));
  return { texts, bodies, subject, samples, inputs };
}
