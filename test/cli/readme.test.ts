// The README shows what the commands really print, and names only commands that exist.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAULTS, produceViolation, README, readViolation } from './violation.ts';

describe('the README', () => {
  it.each(FAULTS)('shows the $mark that the command finds', (fault) => {
    expect(readViolation(fault)).toBe(produceViolation(fault));
  });

  it('gives two commands, the second of which the build runs too', () => {
    const blocks = [...readFileSync(README, 'utf8').matchAll(/^```sh\n(.*?)\n```$/gms)];
    const commands = blocks.map((match) => match[1] ?? '');
    expect(commands).toEqual(['npm ci && npx plimsoll prove', 'npm test']);
    const build = readFileSync(new URL('../../.ci/run', import.meta.url), 'utf8').trim();
    expect(build.split('\n').slice(-2)).toEqual(['npm ci', commands[1]]);
  });
});
