// The scopes of a configuration are none of the prover's business: whatever they say, the project
// that is read is the same, to its hash and its positions. Only their form is read.

import { describe, expect, it } from 'vitest';
import { readProject } from '../../../verifier/read/project.ts';
import { changed, LEDGER, refusals, withLedger } from './folder.ts';

const CONFIG = 'plimsoll.config.ts';
const SCOPES = {
  // outside the subset in every way
  'plimsoll.scopes.ts': 'export const small = Math.random(); export let wide: any = [];\n',
};

/** The ledger's configuration with an import and a key more; `key` stands where it is told. */
function withScopes(key: string, imported = "import { small, wide } from './plimsoll.scopes.ts';") {
  const text = LEDGER[CONFIG] ?? '';
  return {
    ...SCOPES,
    [CONFIG]: text.replace('export default', `${imported}\nexport default`)
      .replace('  properties:', `  ${key}\n  properties:`),
  };
}

const read = (replaced: Readonly<Record<string, string>>) =>
  withLedger(replaced, (config) => {
    const { root: _root, config: _config, ...rest } = readProject(config);
    return rest;
  });

describe('scopes', () => {
  it('leave the project as it is without them, but for the lines that they take', () => {
    const blank = read(withScopes('   ', '   '));
    const with2 = read(withScopes('scopes: { small, other: wide },'));
    expect(with2.transitions).toEqual(blank.transitions);
    expect([...with2.program.functions]).toEqual([...blank.program.functions]);
    expect(with2.properties).toEqual(blank.properties);
  });

  it('leave the hash as it is, whatever their file holds', () => {
    const one = read(withScopes('scopes: { small, wide },'));
    const two = read({
      ...withScopes('scopes: { small, wide },'), 'plimsoll.scopes.ts': 'syntax error here',
    });
    expect(two.hash).toBe(one.hash);
  });

  it.each([
    ['scopes: 7n,', 'CFG-04 plimsoll.config.ts:6 `scopes` is not an object written in place'],
    ['scopes: { small: 7n },',
      'CFG-04 plimsoll.config.ts:6 a scope is not the name of an imported constant'],
  ])('written as %s are refused', (key, refusal) => {
    expect(refusals(withScopes(key))).toEqual([refusal]);
  });

  it('leave a model out as well, named or renamed', () => {
    const imported = (name: string) => `import { ${name} } from './plimsoll.scopes.ts';`;
    const blank = read(withScopes('   ', '   '));
    for (const [key, name] of [['model,', 'model'], ['model: other,', 'other']] as const) {
      expect(read(withScopes(key, imported(name))).properties).toEqual(blank.properties);
    }
    expect(refusals(withScopes('model: 7n,'))).toEqual([
      'CFG-04 plimsoll.config.ts:6 `model` is not the name of an imported function',
    ]);
  });

  it('imported together with the kernel are refused', () => {
    const replaced = changed(CONFIG, '  properties:', '  scopes: { move },\n  properties:');
    expect(refusals(replaced)).toEqual([
      'CFG-04 plimsoll.config.ts:2 scopes are imported together with something else',
    ]);
  });
});
