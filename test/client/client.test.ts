// The parts of the client that are plain work on text and addresses.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { toBase64 } from '../../client/base64.ts';
import { escapeMarkdown } from '../../client/escapeMarkdown.ts';
import { changed, created, deleted, FileEvents, isOfInterest } from '../../client/fileEvents.ts';
import { linkAtSelection } from '../../client/linkAtSelection.ts';
import { LinkCache } from '../../client/linkCache.ts';
import { isInside } from '../../client/pathGuard.ts';
import { rebase, relativeHref } from '../../client/relativeHref.ts';
import { defaultSettings, diagnosticCodes, type ResolveLinksResult } from '../../server/protocol.ts';

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** What takes its time on a busy machine. */
async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; !isSo(); await wait(5)) assert.ok(Date.now() < end, 'not within 5 s');
}

describe('the path guard', () => {
  const folder = { scheme: 'file', authority: '', path: '/ws/notes' };
  for (const [path, inside] of [
    ['/ws/notes', true],
    ['/ws/notes/a/b.md', true],
    ['/ws/notes/..a.md', true],
    ['/ws/notes-secret/a.md', false],
    ['/ws/notes/../secret', false],
    ['/ws/notes/./a.md', false],
    ['/ws/notes//a.md', false],
    ['/ws/notes/a\\..\\..\\b', false],
    ['/ws/notes/a\0.md', false],
    ['/ws', false],
    ['', false],
  ] as const) {
    test(JSON.stringify(path), () => assert.equal(isInside(folder, { ...folder, path }), inside));
  }

  test('another scheme or host is outside', () => {
    assert.equal(isInside(folder, { ...folder, scheme: 'memfs', path: '/ws/notes/a.md' }), false);
    assert.equal(isInside(folder, { ...folder, authority: 'server', path: '/ws/notes/a.md' }), false);
  });

  test('a root and a drive', () => {
    assert.ok(
      isInside({ scheme: 'memfs', authority: '', path: '/' }, { scheme: 'memfs', authority: '', path: '/a.md' }),
    );
    assert.ok(isInside({ ...folder, path: '/c:/x' }, { ...folder, path: '/C:/x/a.md' }));
  });
});

describe('relative addresses', () => {
  for (const [from, to, href] of [
    ['file:///v/a.md', 'file:///v/b.md', './b.md'],
    ['file:///v/x/a.md', 'file:///v/b.md#c', '../b.md#c'],
    ['file:///v/x/a.md', 'file:///v/y/%D0%B1.md', '../y/%D0%B1.md'],
    ['file:///c%3A/v/a.md', 'file:///c:/v/b.md', './b.md'],
    ['file:///v/a.md', 'file:///v/a%23%20b.md', './a%23%20b.md'],
    ['file:///v/a.md', 'file:///v/a:b.md', './a%3Ab.md'],
    ['memfs:/v/a.md', 'memfs:///v/b.md', './b.md'],
    ['vscode-remote://wsl%2Bx/v/a.md', 'vscode-remote://wsl%2bx/v/b.md', './b.md'],
    ['file:///v/a.md', 'memfs:/v/b.md', undefined],
    ['file:///v/a.md', 'javascript:alert(1)', undefined],
    ['untitled:Untitled-1', 'file:///v/b.md', undefined],
  ] as const) {
    test(`${from} -> ${to}`, () => assert.equal(relativeHref(from, to), href));
  }

  test('a path of an embedded note', () => {
    assert.equal(rebase('x.png', 'file:///v/y/b.md', 'file:///v/a.md'), './y/x.png');
    assert.equal(rebase('/x.png', 'file:///v/y/b.md', 'file:///v/a.md'), '/x.png');
    assert.equal(rebase('https://x.org', 'file:///v/y/b.md', 'file:///v/a.md'), 'https://x.org');
  });
});

describe('insert link', () => {
  /** `[` and `]` of the selection are written as `<` and `>`. */
  const check = (before: string, after: string, aliasFirst = false) =>
    test(`${before} => ${after}`, () => {
      const start = before.indexOf('<');
      const end = before.lastIndexOf('>') - 1;
      const line = before.slice(0, start) + before.slice(start + 1, end + 1) + before.slice(end + 2);
      const at = linkAtSelection('[[x.md]]', line, start, end, line.slice(start, end), aliasFirst);
      assert.equal(line.slice(0, at.start) + at.text + line.slice(at.end), after);
    });
  check('see <>.', 'see [[x.md]].');
  check('see <that one>.', 'see [[x.md|that one]].');
  check('see <that one>.', 'see [[that one|x.md]].', true);
  check('see <that >one', 'see [[x.md|that]] one');
  check('| <a> | b |', '| [[x.md\\|a]] | b |');
  check('> | <a> | b |', '> | [[x.md\\|a]] | b |');
  check('see <[a]>.', 'see [a] [[x.md]].');
  check('- [[perc<>', '- [[x.md]]');
  check('- [[perc<>]] why', '- [[x.md]] why');
  check('- [[a]]<> why', '- [[a]][[x.md]] why');
  check('x [[fo<>o|al]] y', 'x [[x.md|al]] y');
  check('| [[fo<>o\\|al]] |', '| [[x.md\\|al]] |');
  check('x [[fo<>o#h|al]] y', 'x [[x.md#h|al]] y');
  check('x [[fo<> | a [[b]]', 'x [[x.md]] | a [[b]]');
  check('x [[foo|a<>l]] y', 'x [[x.md|al]] y');
  check('x [[foo#h<>]] y', 'x [[x.md#h]] y');
  check('| [[wo<>rds\\|note]] |', '| [[words\\|x.md]] |', true);
  check('x [[words|no<>te#h]] y', 'x [[words|x.md#h]] y', true);
  check('x [[no<>te]] y', 'x [[x.md]] y', true);
});

describe('file events', () => {
  for (const [path, wanted] of [
    ['a.md', true],
    ['topics/x.png', true],
    ['topics', true],
    ['.gitignore', true],
    ['a/.gitignore', true],
    ['.git/index', false],
    ['.git', false],
    ['a/node_modules/b.md', false],
    ['.obsidian/workspace.json', false],
  ] as const) {
    test(path, () => assert.equal(isOfInterest(path), wanted));
  }

  test('are joined, and the first one starts the clock', async () => {
    const sent: { uri: string; type: number }[][] = [];
    const events = new FileEvents(60, (changes) => sent.push(changes));
    events.add('a', deleted);
    events.add('a', created);
    events.add('b', created);
    events.add('b', changed);
    events.add('c', changed);
    events.add('c', deleted);
    await wait(40);
    events.add('d', changed);
    await wait(40);
    assert.deepEqual(sent, [
      [
        { uri: 'a', type: changed },
        { uri: 'b', type: created },
        { uri: 'c', type: deleted },
        { uri: 'd', type: changed },
      ],
    ]);
    events.dispose();
  });
});

describe('the cache of links', () => {
  test('answers at once, asks once, and tells of a change only if there is one', async () => {
    let answer: ResolveLinksResult = { b: { state: 'missing' } };
    let asked = 0;
    let told = 0;
    const cache = new LinkCache({
      ask: async () => {
        asked++;
        return answer;
      },
      changed: () => told++,
    });
    assert.equal(cache.get('n'), undefined);
    assert.equal(cache.get('n'), undefined);
    await until(() => told === 1);
    assert.deepEqual([asked, told, cache.get('n')], [1, 1, answer]);
    cache.outdate(true);
    await until(() => asked === 2);
    await wait(50);
    assert.deepEqual([asked, told], [2, 1]);
    answer = { b: { state: 'external' } };
    cache.outdate(false);
    await wait(200);
    assert.equal(asked, 2);
    cache.get('n');
    await until(() => asked === 3 && isDeepStrictEqual(cache.get('n'), answer));
    assert.equal(told, 1, 'not yet: at most once a second');
    cache.dispose();
  });
});

test('base64 is the same with and without Buffer', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, at) => at % 256);
  const expected = Buffer.from(bytes).toString('base64');
  const { Buffer: own } = globalThis;
  try {
    (globalThis as { Buffer?: unknown }).Buffer = undefined;
    assert.equal(toBase64(bytes), expected);
  } finally {
    globalThis.Buffer = own;
  }
  assert.equal(toBase64(bytes), expected);
});

test('escaped text is no Markdown', () => {
  assert.equal(escapeMarkdown('[a](command:x) $(icon)\n<b>'), '\\[a\\]\\(command\\:x\\) \\$\\(icon\\) \\<b\\>');
});

describe('the manifest', () => {
  const read = (name: string) => JSON.parse(readFileSync(name, 'utf8'));
  const manifest = read('package.json');
  const properties: Record<string, { default: unknown }> = Object.assign(
    {},
    ...manifest.contributes.configuration.map((part: { properties: object }) => part.properties),
  );

  test('has every setting with the default of the server', () => {
    const expected = new Map<string, unknown>();
    for (const [group, values] of Object.entries(defaultSettings)) {
      if (typeof values !== 'object' || Array.isArray(values)) expected.set(`researchNotes.${group}`, values);
      else for (const [name, value] of Object.entries(values)) expected.set(`researchNotes.${group}.${name}`, value);
    }
    const actual = Object.entries(properties).map(([name, { default: value }]) => [name, value] as const);
    assert.deepEqual(new Map(actual.sort()), new Map([...expected].sort()));
    assert.ok(diagnosticCodes.every((code) => `researchNotes.diagnostics.${code}` in properties));
  });

  test('has every text in English and Russian', () => {
    const keys = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]!);
    for (const name of ['package.nls.json', 'package.nls.ru.json']) {
      assert.deepEqual(Object.keys(read(name)).sort(), [...new Set(keys)].sort(), name);
    }
  });

  test('has a Russian text for each text of the client, and no other', () => {
    const used = new Set<string>();
    for (const name of readdirSync('client', { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const source = readFileSync(`client/${name}`, 'utf8');
      for (const match of source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)) used.add(match[1]!);
      for (const match of source.matchAll(/message: '([^']*)'.*comment: \['(\w+)'\]/g))
        used.add(`${match[1]}/${match[2]}`);
    }
    assert.deepEqual(Object.keys(read('l10n/bundle.l10n.ru.json')).sort(), [...used].sort());
  });
});
