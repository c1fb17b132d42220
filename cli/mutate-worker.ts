// A process that judges mutants: it is told the configuration, then one mutant after the other, and
// ends when its parent does.

import type { JobMessage, JobReply } from './mutate-jobs.ts';
import { openCourt, type Court } from '../generators/judge-mutant.ts';
import { listMutants, type Mutant } from '../generators/mutant.ts';
import { readWithSources } from '../verifier/read/project.ts';

type Bench = { readonly court: Court; readonly mutants: ReadonlyMap<string, Mutant> };

/** A parent that was ended is told nothing: this process ends too, once it can. */
const reply = (message: JobReply): void =>
  void process.send?.(message, undefined, undefined, () => undefined);

function openBench(start: Extract<JobMessage, { kind: 'start' }>): Bench {
  const read = readWithSources(start.config);
  const mutants = new Map(listMutants(read).map((mutant) => [mutant.id, mutant] as const));
  return { court: openCourt(read, start), mutants };
}

async function serve(bench: Bench | null, id: string, briefly: boolean): Promise<void> {
  const mutant = bench?.mutants.get(id);
  if (bench === null || mutant === undefined) throw new Error(`no mutant ${id}: sources changed`);
  const { court } = bench;
  const judgement = await (briefly ? court.judgeBriefly(mutant) : court.judge(mutant));
  reply({ kind: 'judged', judgement, bytes: process.memoryUsage.rss() });
}

/** Listens to the parent. Ctrl-C reaches the whole group: the parent decides when this ends. */
export function serveJobs(): void {
  let bench: Bench | null = null;
  const fail = (error: unknown): void =>
    reply({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: JobMessage) => {
    if (message.kind === 'judge') return void serve(bench, message.id, message.briefly).catch(fail);
    try {
      bench = openBench(message);
      reply({ kind: 'ready' });
    } catch (error) {
      fail(error);
    }
  });
}
