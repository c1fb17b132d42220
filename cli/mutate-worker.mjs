// The program of a process that judges mutants: tsx's loader first, as Node 20 cannot load
// TypeScript, then mutate-worker.ts.

import { register } from 'tsx/esm/api';

register();
const { serveJobs } = await import('./mutate-worker.ts');
serveJobs();
