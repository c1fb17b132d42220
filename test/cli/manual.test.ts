// Runs docs/cli.md: every `sh` block, in its order, against the exit code that it names and the
// `text` block that follows it. And holds the excerpts of docs/your-own-kernel.md and
// docs/explore.md to the files they come from.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyPurse, ROOT, runPlimsoll } from './session.ts';

type Block = { readonly language: string; readonly text: string; readonly line: number };

function findBlocks(page: string): readonly Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map((match) => ({
    language: match[1] ?? '', text: match[2] ?? '',
    line: text.slice(0, match.index).split('\n').length,
  }));
}

type Run = { readonly words: readonly string[]; readonly code: number; readonly fragments: string };

function readRuns(block: Block, next: Block | undefined): readonly Run[] {
  const lines = block.text.trimEnd().split('\n');
  return lines.map((line, index) => {
    const match = /^npx plimsoll ([^#]*)(?:# exit (\d+))?$/.exec(line.trim());
    if (match === null) throw new Error(`not a command of the manual: ${line}`);
    const last = index === lines.length - 1 && next?.language === 'text';
    const words = (match[1] ?? '').trim().split(/\s+/);
    return { words, code: Number(match[2] ?? 0), fragments: last ? next.text.trimEnd() : '' };
  });
}

const blocks = findBlocks('docs/cli.md');
const commands = blocks.flatMap((block, index) =>
  block.language === 'sh' ? readRuns(block, blocks[index + 1]) : []);

function expectFragments(printed: string, fragments: string): void {
  for (const line of fragments.split('\n').filter((l) => l !== '')) {
    const parts = line.split('...').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expect(printed).toMatch(new RegExp(parts.join('.*')));
  }
}

describe('the manual', () => {
  const purse = copyPurse();
  afterAll(purse.remove);

  it('has commands with something expected of each', () => {
    expect(commands.length).toBeGreaterThan(8);
    expect(commands.filter((c) => c.fragments !== '').length).toBeGreaterThan(8);
  });

  it.each(commands)('runs plimsoll $words with exit code $code', ({ words, code, fragments }) => {
    const ended = runPlimsoll(purse.folder, words);
    expect([ended.code, ended.code === code ? '' : ended.out + ended.err]).toEqual([code, '']);
    expectFragments(ended.out + ended.err, fragments);
    expect(ended.err).not.toMatch(/^\s+at /m);
  });
});

describe('a kernel of your own', () => {
  const folder = join(ROOT, 'examples', 'purse');
  const sources = [folder, join(ROOT, 'examples', 'tariff')].flatMap((example) =>
    (readdirSync(example, { recursive: true }) as string[])
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(example, path), 'utf8')));
  const excerpts = ['docs/your-own-kernel.md', 'docs/explore.md'].flatMap(findBlocks)
    .filter((b) => b.language === 'ts');

  it('shows every part of the purse', () => {
    expect(excerpts.length).toBeGreaterThanOrEqual(8);
  });

  it('quotes the trace and the violation as they are', () => {
    const page = findBlocks('docs/your-own-kernel.md');
    const trace = page.find((b) => b.language === 'json');
    const file = readFileSync(join(folder, 'proofs', 'witnesses.json'), 'utf8');
    const { traces } = JSON.parse(file) as { readonly traces: readonly unknown[] };
    expect(traces).toContainEqual(JSON.parse(trace?.text ?? ''));
    const shown = page.find((b) => b.text.startsWith('NOT IND'));
    const broken = copyPurse();
    const reject = "return { kind: 'rejected', code: 'same_account' };";
    broken.edit('kernel/purse.ts', `  if (event.from === event.to) ${reject}\n`, '');
    const { code, out } = runPlimsoll(broken.folder, ['prove']);
    broken.remove();
    const printed = out.split('\n');
    const lines = shown?.text.trimEnd().split('\n') ?? [];
    const missing = lines.filter((line) => !printed.includes(line));
    expect([code, lines.length, missing]).toEqual([1, 5, []]);
  });

  it.each(excerpts)('quotes an example word for word at line $line', ({ text }) => {
    expect(sources.some((source) => source.includes(text.trimEnd()))).toBe(true);
  });
});
