// Writes docs/properties.md, the list of all properties, from their declarations:
// `npx tsx test/tidy/properties.ts`. A test holds the page to what this makes.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { findContracts } from './ids.ts';
import { listFiles, parse, readText, ROOT, visit } from './sources.ts';

export const PAGE = 'docs/properties.md';
const KINDS = ['invariant', 'step', 'theorem', 'lemma'];
const HEAD = `# The properties

Every property stated of this repository's kernel, by file; \`npx plimsoll prove\` says which are
proved. Written by \`npx tsx test/tidy/properties.ts\` from the declarations; a test holds it to
them. An id is permanent: it is the same here, in the code, in the committed verdicts and in what
the command prints.
`;

type Entry = { readonly id: string; readonly kind: string; readonly sentence: string };

function findEntries(path: string): readonly Entry[] {
  const entries: Entry[] = [];
  visit(parse(path), (node) => {
    if (!ts.isCallExpression(node) || !KINDS.includes(node.expression.getText())) return;
    const [id, sentence] = node.arguments;
    if (id === undefined || sentence === undefined) return;
    if (!ts.isStringLiteralLike(id) || !ts.isStringLiteralLike(sentence)) return;
    entries.push({ id: id.text, kind: node.expression.getText(), sentence: sentence.text });
  });
  return entries;
}

/** What a file says of itself: its opening comment, as one paragraph. */
function findOpening(path: string): string {
  const lines = readText(path).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines.slice(0, end).map((line) => line.replace(/^\/\/ ?/, '')).join(' ').trim();
}

function printFamily(path: string): string {
  const rows = findEntries(path).map((e) => `| ${e.id} | ${e.kind} | ${e.sentence} |`);
  if (rows.length === 0) return '';
  const title = `## [${path}](../${path})`;
  const head = ['| id | kind | says |', '|---|---|---|'];
  return ['', title, '', findOpening(path), '', ...head, ...rows, ''].join('\n');
}

function printContracts(): string {
  const rows = listFiles('spec/contracts').flatMap((path) => findContracts(path).map((contract) => {
    const page = path.replace('/contracts/', '/').replace(/\.ts$/, '.md');
    return `| CON-${contract.transition} | [${page}](../${page}) | [${path}](../${path}) |`;
  }));
  return ['', '## Contracts', '',
    'A transition is rejected with a code exactly when that is its first violated guard; if',
    'accepted, it does what its contract ensures, and changes nothing else. The contract of',
    'genesis says all of what it founds.', '',
    '| id | page | contract |', '|---|---|---|', ...rows, ''].join('\n');
}

export function printProperties(): string {
  const paths = ['invariants', 'proofs'].flatMap(listFiles).filter((path) => path.endsWith('.ts'));
  return HEAD + printContracts() + paths.map(printFamily).join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(ROOT, PAGE), printProperties());
}
