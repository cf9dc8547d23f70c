// Random edits, seeded: after each the vault equals one built afresh, and whoever must look again is told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { diagnostics } from '../../server/features/diagnostics.ts';
import { defaultSettings } from '../../server/protocol.ts';
import { uriOf } from '../../server/text/uri.ts';
import { inferContentRoot } from '../../server/vault/contentRoots.ts';
import { backlinkCount, followedMentions, mentionsOf } from '../../server/vault/mentions.ts';
import { isPlainlyGood, resolve } from '../../server/vault/resolve.ts';
import { Search } from '../../server/vault/search.ts';
import { dominantStyle } from '../../server/vault/style.ts';
import { suggest } from '../../server/vault/suggest.ts';
import { Vault } from '../../server/vault/vault.ts';
import { finish } from '../../server/vault/walk.ts';
import { world } from '../fixture.ts';

const folders = ['', 'd/', 'd/e/', 't/', 'T/', 't/b/'];
const names = [
  'a.md',
  'b.md',
  'B.md',
  'index.md',
  'README.md',
  'c.markdown',
  'й.md',
  'и\u0306.md',
  'p.png',
  'p.md',
  'x#y.md',
  '#n.md',
];
const paths = folders.flatMap((folder) => names.map((name) => `/v/${folder}${name}`));
const targets = [
  'a',
  'b',
  'B.md',
  '../b',
  './b',
  '/b',
  'd/b',
  't',
  'T/b',
  't/',
  '.',
  '..',
  'e/..',
  'wrong/a',
  'c',
  'c.markdown',
  'й',
  'p',
  'p.png',
  'x#y',
  'd/#n',
  'd/e/#n',
  'b#H',
  'b#^id',
  'Name',
  'Other name',
  'text|b',
  'text|b#H',
  '%62',
  'd%2Fb',
];
const lines = [
  ...targets.map((target) => `[[${target}]]`),
  ...targets.map((target) => `[x](<${target}>)`),
  '# H',
  '# Name',
  '## H {#id}',
  'text ^id',
  'prose',
  '![[p.png]]',
  '![](p.png)',
  '[r]: b.md',
  '[r][r]',
  '<a id="H"></a>',
  '`[[b]]`',
  '#tag',
  '#tag #other',
];
const heads = [
  '',
  '',
  '---\ntitle: Name\n---\n',
  '---\naliases: [Other name, b]\n---\n',
  '---\nid: Name\n---\n',
  '# Image Description\n\n**File:** p.png\n\n',
];

const text = fc
  .tuple(fc.constantFrom(...heads), fc.array(fc.constantFrom(...lines), { maxLength: 6 }))
  .map(([head, body]) => `${head}${body.join('\n\n')}\n`);
const change = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), path: fc.constantFrom(...paths), text }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      path: fc.constantFrom(...paths),
      text: fc.constant(''),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      path: fc.constantFrom(...paths),
      text: fc.constantFrom(...paths),
    }),
  },
);

function emptyVault(): Vault {
  const vault = new Vault();
  vault.folders = [{ uri: 'file:///v', path: '/v', name: 'v' }];
  vault.contentRoots = [
    { path: '/v', reason: 'workspace' },
    { path: '/v/t', reason: 'setting' },
  ];
  return vault;
}

function write(vault: Vault, path: string, content: string): void {
  vault.addFile(path, '/v', true);
  if (!path.endsWith('.png')) vault.set(uriOf(path), content);
}

/** All that can be asked of a vault, as text. */
function everything(vault: Vault, search: Search): string {
  const out: string[] = [];
  const paths = [...vault.files.all()].map((file) => file.path).sort();
  for (const path of paths) {
    const uri = uriOf(path);
    const note = vault.note(uri);
    out.push(`${path} ${vault.isNote(vault.files.get(uri)!)} ${vault.titleOf(vault.files.get(uri)!)}`);
    for (const link of note?.links ?? []) {
      const found = resolve(vault, uri, link);
      // With a trace no short cut is taken, and the answer is the same.
      assert.deepEqual(resolve(vault, uri, link, { trace: () => {} }), found);
      if (isPlainlyGood(vault, link))
        assert.ok(found.files.length === 1 && !found.imprecise && !found.caseDiffers, link.target);
      out.push(
        `  ${link.target} ${found.tier} ${found.files.map((file) => file.path).join(' | ')} ${found.imprecise} ${found.caseDiffers} ${found.folder}`,
      );
    }
    const mentions = mentionsOf(vault, uri, defaultSettings);
    out.push(
      `  < ${mentions
        .map((mention) => `${mention.uri}:${mention.link.start}`)
        .sort()
        .join(' ')}`,
    );
    const sources = new Set(followedMentions(vault, uri, defaultSettings).map((mention) => mention.uri));
    sources.delete(uri);
    assert.equal(backlinkCount(vault, uri, defaultSettings), sources.size, path);
  }
  for (const query of ['', 'na', 'other', 'b', 'd/b', 'h', 'и']) {
    out.push(
      `? ${search
        .find(query, 'file:///v/a.md', 50, (file) => vault.isNote(file))
        .map((found) => `${found.file.path} ${found.name}`)
        .join(' | ')}`,
    );
  }
  for (const target of ['x/b', 'Othr name', 'wrong/index']) {
    const found = suggest(vault, uriOf('/v/d/a.md'), target, 'note').map(({ file }) => file.path);
    // How often links name a file weighs little, and is counted anew only when a name comes or goes.
    if (found.length < 6) out.push(`~ ${found.sort().join(' ')}`);
  }
  out.push(
    JSON.stringify([
      [...vault.tagCounts()].sort(),
      finish(dominantStyle(vault)),
      finish(inferContentRoot(vault)),
      vault.countNotes(),
      vault.noteCount,
    ]),
  );
  return out.join('\n');
}

function problems(vault: Vault): Map<string, string> {
  return new Map(
    [...vault.allNotes()].map(({ uri }) => [
      uri,
      JSON.stringify(diagnostics(vault, uri, defaultSettings, 'en', 'warning')),
    ]),
  );
}

/** Makes the changes one after the other and compares after each. */
function check(changes: readonly { kind: 'write' | 'delete' | 'rename'; path: string; text: string }[]): void {
  const vault = emptyVault();
  const search = new Search(vault);
  vault.isComplete = true;
  const now = new Map<string, string>();
  for (const { kind, path, text: content } of changes) {
    const before = problems(vault);
    const touched = new Set([path]);
    if (kind === 'write') {
      now.set(path, content);
      write(vault, path, content);
    } else {
      const old = now.get(path);
      now.delete(path);
      vault.deleteFile(uriOf(path));
      if (kind === 'rename' && old !== undefined && path.endsWith('.png') === content.endsWith('.png')) {
        now.set(content, old);
        write(vault, content, old);
        touched.add(content);
      }
    }
    for (const one of touched) search.touch(uriOf(one));

    const fresh = emptyVault();
    const freshSearch = new Search(fresh);
    for (const [one, content] of now) write(fresh, one, content);
    fresh.isComplete = true;
    for (const file of fresh.files.all()) freshSearch.touch(file.uri);
    assert.equal(everything(vault, search), everything(fresh, freshSearch));

    const told = new Set([...touched].map(uriOf));
    for (const uri of vault.takeAffected()) told.add(uri);
    const after = problems(vault);
    for (const [uri, found] of after)
      if (!told.has(uri)) assert.equal(found, before.get(uri), `${kind} ${path}: ${uri} has to look again`);
  }
}

describe('random changes', () => {
  test('the vault equals one built afresh, and who must look again is told', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 14 }), (changes) => check(changes)),
      { seed: 20261124, numRuns: 60 },
    );
  });
});

describe('a keystroke', () => {
  const literal = `\n//- a.md\nprose [[b]]\n# H\n${Array.from({ length: 50 }, (_, index) => `//- n${index}.md\n[[a]] [[a#H]]\n`).join('')}`;
  /** Replaces the text of `a.md`: how many notes were parsed, links resolved and names changed. */
  const type = (content: string) => {
    const { vault, uri } = world(literal);
    const { notesParsed, linksResolved } = vault.counters;
    vault.set(uri('a.md'), content, true);
    return `${vault.counters.notesParsed - notesParsed} ${vault.counters.linksResolved - linksResolved} ${[...vault.takeChanged()].sort().join(' ')}`;
  };
  test('in prose parses one note and changes no name', () => assert.equal(type('prose! [[b]]\n# H\n'), '1 0 '));
  test('in a link changes no name', () => assert.equal(type('prose [[bc]]\n# H\n'), '1 0 '));
  test('in a heading changes the names of its note', () =>
    assert.equal(type('prose [[b]]\n# Hi\n'), '1 0 a a.md h hi'));
  test('before a heading moves it and changes no name', () => assert.equal(type('prose\n\n\n [[b]]\n# H\n'), '1 0 '));
  test('of a block id changes the names of its note', () =>
    assert.equal(type('prose [[b]] ^id\n\n# H\n'), '1 0 a a.md h'));
});
