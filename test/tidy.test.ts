// The house rules, as tests: who imports whom, sizes, names, ids, links, guard orders, pins. A list
// of exceptions stands beside the rule that it excepts from, with the reason.

import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { findCodes, findContracts, findDeclared, findNamed } from './tidy/ids.ts';
import { findAnchors, findColumn, findLinks } from './tidy/markdown.ts';
import { PAGE, printProperties } from './tidy/properties.ts';
import { CONTRACTS, findBackwardImports, findForbiddenImports, ROOMS } from './tidy/rooms.ts';
import {
  findBannedNames, findBannedText, findFieldNames, findOversize, findWideLines, findWords,
} from './tidy/shape.ts';
import {
  findImports, isRefusedProgram, listFiles, listSources, parse, readText, ROOT, visit,
} from './tidy/sources.ts';

const files = listFiles();
const sources = listSources();
const pages = files.filter((path) => path.endsWith('.md'));
const inRoom = (...rooms: string[]): readonly string[] =>
  sources.filter((path) => rooms.some((room) => path.startsWith(`${room}/`)));

/** The kernel's transitions, by the config, with the file that each comes from. */
function listTransitions(): readonly { readonly name: string; readonly stem: string }[] {
  const config = parse('plimsoll.config.ts');
  const names: string[] = [];
  visit(config, (node) => {
    if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'transitions') return;
    if (!ts.isObjectLiteralExpression(node.initializer)) return;
    names.push(...node.initializer.properties.map((p) => p.name?.getText() ?? ''));
  });
  const imports = findImports(config).map((i) => i.from);
  return names.map((name) => {
    const stem = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(imports, name).toContain(`./kernel/${stem}.ts`);
    return { name, stem };
  });
}

describe('rooms', () => {
  it('import only what the table of rooms allows', () => {
    expect(inRoom(...Object.keys(ROOMS)).length).toBeGreaterThan(0);
    expect(sources.flatMap(findForbiddenImports)).toEqual([]);
  });

  it('are all in the table', () => {
    const known = [...Object.keys(ROOMS), 'test', 'bench', 'examples'];
    const rooms = new Set(sources.filter((p) => p.includes('/')).map((p) => p.split('/')[0]));
    expect([...rooms].filter((room) => !known.includes(room ?? ''))).toEqual([]);
  });

  it("keep the verifier's stages in order", () => {
    expect(sources.flatMap(findBackwardImports)).toEqual([]);
    expect(CONTRACTS.flatMap((path) => findImports(parse(path)))).toEqual([]);
  });

  it('let no example import anything but the declarations and itself', () => {
    const strays = inRoom('examples').flatMap((path) => findImports(parse(path))
      .filter(({ from }) => from !== 'plimsoll' && !posix.join(dirname(path), from)
        .startsWith(path.split('/').slice(0, 2).join('/')))
      .map(({ from, line }) => `${path}:${line} imports ${from}`));
    expect(strays).toEqual([]);
  });
});

/** Field names of the kernel that are also plain words of a compiler's or a solver's trade. */
const GENERIC_FIELDS = [
  'account', 'venue', 'touched', 'code', // of any kernel: the shape of a transition
  'now', // of a clock, and `was, now` of the declaration API
  'kind', // of a node, a sort, a verdict
  'parent', // of a syntax node
  'by', 'amount', // of a bound
  'index', // of a tuple
  'pool', // of workers
  'size', // of a Map
  'hash', // of the sources
  'time', 'since', 'mode', // of a run
  'first', 'second', 'third', 'fourth', 'fifth', // counting
  'claim', 'claims', // to prove
  'reason', 'advice', // of a refusal
  'last', 'start', 'from', 'reference', 'until', // of a span of text, of a term
  'action', 'weight', 'used', 'cap', // of a run
];

/** Transitions whose names are plain verbs. */
const GENERIC_TRANSITIONS = [
  'resolve', // a path, a promise
  'report', // progress
  'cover', // all cases
  'collect', // what is found
  'halt', 'cancel', 'resume', // a run
];

describe('the verifier and the generators', () => {
  it('names no field of the kernel', () => {
    const fields = findFieldNames('kernel/state.ts').filter((f) => !GENERIC_FIELDS.includes(f));
    expect(fields.length).toBeGreaterThan(20);
    const found = inRoom('verifier', 'generators').flatMap((path) => {
      const words = findWords(path);
      return fields.filter((f) => words.has(f)).map((f) => `${path}:${words.get(f) ?? 0} ${f}`);
    });
    expect(found).toEqual([]);
  });

  it('names no transition and no rejection code of the kernel', () => {
    const transitions = listTransitions();
    const codes = transitions.flatMap(({ name, stem }) =>
      findCodes(`kernel/${stem}.ts`, name) ?? []);
    expect(codes.length).toBeGreaterThan(20);
    const names = transitions.map((t) => t.name).filter((n) => !GENERIC_TRANSITIONS.includes(n));
    const banned = new Set([...codes, ...names]);
    const found = inRoom('verifier', 'generators').flatMap((path) => [...findWords(path)]
      .filter(([word]) => banned.has(word)).map(([word, line]) => `${path}:${line} ${word}`));
    expect(found).toEqual([]);
  });
});

describe('sources', () => {
  it('keep to their sizes', () => {
    expect(sources.flatMap(findOversize)).toEqual([]);
  });

  it('keep to 100 columns', () => {
    expect(sources.flatMap(findWideLines)).toEqual([]);
  });

  it('bear names that say something', () => {
    expect(sources.flatMap(findBannedNames)).toEqual([]);
  });

  it('open with what they are and hold no escape hatch', () => {
    expect(sources.flatMap(findBannedText)).toEqual([]);
  });
});

describe('committed text', () => {
  it("names no path of anyone's machine and no registry", () => {
    const roots = ['work', 'root', 'home', 'Users'].map((name) => `(?<![\\w.:/])/${name}/`);
    const banned = new RegExp([...roots, ['registry', 'npmjs'].join('\\.')].join('|'));
    const found = files.flatMap((path) => readText(path).split('\n').flatMap((line, i) =>
      banned.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : []));
    expect(found).toEqual([]);
  });
});

/** Pages whose examples are the purse's, so that the ids in them are its own. */
const PURSE_PAGES = ['docs/your-own-kernel.md', 'docs/cli.md'];

describe('ids', () => {
  const own = inRoom('spec', 'invariants', 'proofs');
  const ownPages = pages.filter((p) => p.startsWith('spec/') || p === PAGE);
  const kinds = 'INV|STEP|THM|LEM|HYP';

  it('are declared once', () => {
    const ids = findDeclared(own);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('of properties are listed with their sentences', () => {
    expect(readText(PAGE)).toBe(printProperties());
  });

  it('of properties are the same in prose and in code', () => {
    const declared = findDeclared(own);
    expect(declared.length).toBeGreaterThan(10);
    expect([...findNamed(ownPages, kinds)].sort()).toEqual([...declared].sort());
  });

  it('of properties in other prose are declared', () => {
    const declared = new Set(findDeclared(own));
    const ofExamples = new Set(findDeclared(inRoom('examples')));
    for (const page of pages) {
      const example = page.startsWith('examples/') || PURSE_PAGES.includes(page);
      const known = example ? ofExamples : declared;
      expect([...findNamed([page], kinds)].filter((id) => !known.has(id)), page).toEqual([]);
    }
  });

  it('of refusals are the same in the rules and in the documents', () => {
    const inCode = findNamed(['verifier/read/rules.ts'], 'SUB|CFG');
    expect(inCode.size).toBeGreaterThan(25);
    expect([...findNamed(['docs/subset.md'], 'SUB|CFG')].sort()).toEqual([...inCode].sort());
  });

  it('of soundness rules that are not open have a test, and each test has a rule', () => {
    const tested = findNamed(inRoom('test/verifier/soundness'), 'SND');
    const rows = readText('TRUST.md').split('\n').filter((line) => line.startsWith('| SND-'));
    const closed = rows.filter((row) => !/\|\s*open\b/.test(row)).map((row) => row.slice(2, 8));
    expect(closed.length).toBeGreaterThan(10);
    expect(closed.filter((id) => !tested.has(id))).toEqual([]);
    expect([...tested].filter((id) => !rows.some((row) => row.startsWith(`| ${id} `)))).toEqual([]);
  });

  it('of soundness rules and assumptions, wherever named, are defined in TRUST.md', () => {
    const defined = findNamed(['TRUST.md'], 'SND|ASM');
    const named = findNamed([...sources, ...pages, ...files.filter(isRefusedProgram)], 'SND|ASM');
    expect([...named].filter((id) => !defined.has(id))).toEqual([]);
  });
});

describe('links', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const broken = findLinks(readText(page)).filter(({ target }) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : posix.normalize(posix.join(dirname(page), path));
      if (!existsSync(join(ROOT, file))) return true;
      return anchor !== undefined && !findAnchors(readText(file)).has(anchor);
    });
    expect(broken.map((link) => `${page}:${link.line} ${link.target}`)).toEqual([]);
  });
});

describe('transitions', () => {
  it('have one stem in every room', () => {
    const missing = listTransitions().flatMap(({ stem }) => [
      `kernel/${stem}.ts`, `spec/${stem}.md`, `spec/contracts/${stem}.ts`,
      `test/kernel/${stem}.test.ts`,
    ]).filter((path) => !files.includes(path));
    expect(missing).toEqual([]);
  });

  it('check their guards in the order that spec, contract and result type give', () => {
    for (const { name, stem } of [...listTransitions(), { name: 'genesis', stem: 'genesis' }]) {
      const codes = findCodes(`kernel/${stem}.ts`, name);
      expect(codes, name).not.toBeNull();
      const contracts = findContracts(`spec/contracts/${stem}.ts`);
      const contract = contracts.find((c) => c.transition === name);
      expect(contract?.codes, `contract of ${name}`).toEqual(codes);
      const page = findColumn(readText(`spec/${stem}.md`), /code.*violated/i);
      expect(page, `page of ${name}`).toEqual(codes);
    }
  });
});

describe('packages', () => {
  type Manifest = Record<string, Record<string, string> | undefined>;
  const read = (path: string): Manifest => JSON.parse(readText(path)) as Manifest;
  const lists = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

  it('leave the kernel without any dependency', () => {
    const manifest = read('kernel/package.json');
    expect(lists.filter((list) => manifest[list] !== undefined)).toEqual([]);
  });

  it('pin every version exactly', () => {
    const versions = lists.flatMap((list) => Object.entries(read('package.json')[list] ?? {}));
    expect(versions.length).toBeGreaterThan(5);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
