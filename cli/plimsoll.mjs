#!/usr/bin/env node
// The command. Node 20 cannot load TypeScript, so tsx's loader is registered first; everything else
// is in main.ts. Nothing here may print or fail on its own but for a broken installation.

import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
const code = await main(process.argv.slice(2));
// Exit only once both streams are drained: a pipe loses what is still buffered.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
