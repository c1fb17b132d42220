// A thread of the explorer. Node 20 cannot load TypeScript, so tsx's loader is registered first;
// everything else is in worker.ts.

import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
