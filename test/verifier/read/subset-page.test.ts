// docs/subset.md and the table of rules say the same, rule for rule.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CONFIG_RULES, SUBSET_RULES, type Rule } from '../../../verifier/read/rules.ts';

const PAGE = readFileSync(
  join(dirname(fileURLToPath(import.meta.url)), '../../../docs/subset.md'),
  'utf8',
);

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = ({ id, refused, reason, instead }: Rule): string =>
  `| ${id} | ${cell(refused)} | ${cell(reason)} | ${cell(instead)} |`;

describe('docs/subset.md', () => {
  const rules = [...SUBSET_RULES, ...CONFIG_RULES];

  it.each(rules.map((rule) => [rule.id, row(rule)]))(
    'has the row of %s as the reader says it',
    (_id, text) => {
      expect(PAGE.split('\n')).toContain(text);
    },
  );

  it('has no rule that the reader has not', () => {
    const mentioned = new Set(PAGE.match(/\b(?:SUB|CFG)-\d\d\b/g));
    expect([...mentioned].filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
  });

  it('numbers the rules without a gap', () => {
    expect(SUBSET_RULES.map(({ id }) => Number(id.slice(4)))).toEqual(
      SUBSET_RULES.map((_, index) => index + 1),
    );
    expect(CONFIG_RULES.map(({ id }) => Number(id.slice(4)))).toEqual(
      CONFIG_RULES.map((_, index) => index + 1),
    );
  });
});
