// The hostile inputs against the server: nothing outside is asked for, nothing throws, nothing can be clicked that is
// not ours, and no text takes more than in proportion to its length.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import MarkdownIt from 'markdown-it';
import type { CodeAction, CompletionList, DocumentLink, Hover } from 'vscode-languageserver-protocol/node';
import { wikilinkPlugin } from '../../client/wikilinkPlugin.ts';
import { blockTargets } from '../../server/features/blockTargets.ts';
import { callHierarchy, incomingLinks } from '../../server/features/callHierarchy.ts';
import { extractNote } from '../../server/features/extractNote.ts';
import { blockIds, headingIds } from '../../server/features/headingIds.ts';
import { namesToFind, placesIn } from '../../server/features/unlinkedMentions.ts';
import { readFrontMatter } from '../../server/parse/frontMatter.ts';
import { parseNote } from '../../server/parse/parseNote.ts';
import { longestHover, type ResolveLinksResult } from '../../server/protocol.ts';
import { visible } from '../../server/text/visible.ts';
import { actionOptions, type World, world } from '../fixture.ts';
import { type Client, start } from '../lsp/client.ts';
import { growing, inputs, names } from './inputs.ts';

/** Everything that the server asked its file system for. */
const asked: string[] = [];
const spy: Parameters<typeof start>[1] = {
  folders: ['ws/vault'],
  initializationOptions: { hoverImages: 'uri' },
  files: (disk) => ({
    ...disk,
    list: (folders) => disk.list(note(folders)),
    read: (uris, limit, head) => disk.read(note(uris), limit, head),
    stat: (uris) => disk.stat(note(uris)),
  }),
};
function note<T extends readonly string[]>(uris: T): T {
  asked.push(...uris);
  return uris;
}

const fileOf = (row: number, name: string) => `ws/vault/rows/${row} ${name}.md`;
const secret = 'SECRET';

/** As an editor draws it: raw HTML is off, and no scheme is kept from becoming a link. */
const drawn = new MarkdownIt({ html: false, linkify: true });
drawn.validateLink = () => true;

function addressesOf(markdown: string): string[] {
  const found: string[] = [];
  for (const block of drawn.parse(markdown, {})) {
    for (const token of block.children ?? []) {
      if (token.type === 'link_open') found.push(String(token.attrGet('href')));
      if (token.type === 'image') found.push(String(token.attrGet('src')));
    }
  }
  return found;
}

let client: Client;
let folder: string;
let starting: Promise<Client> | undefined;

/** One vault holds all inputs; it is made when the first test needs it. */
async function openVault(): Promise<void> {
  starting ??= start(
    {
      'secret.md': `# ${secret}\n`,
      'ws/secret.md': `# ${secret}\n`,
      'ws/vault-secret/x.md': `# ${secret}\n`,
      'ws/abs.md': `# ${secret}\n`,
      'ws/vault/"><img src=x onerror=1>.md': '# "><img src=x onerror=1>\n',
      ...Object.fromEntries(inputs.map(({ row, name, text }) => [fileOf(row, name), text.toWellFormed()])),
      ...Object.fromEntries(
        names.map((name, at) => [
          `ws/vault/names/${name.replaceAll('/', ':')}.md`,
          `---\ntitle: ${JSON.stringify(name)}\naliases: [${JSON.stringify(`alias ${name}`)}]\n---\n## ${name}\n\nText ${at}.\n`,
        ]),
      ),
      'ws/vault/good.md': '[[good]] '.repeat(200),
    },
    spy,
  );
  client = await starting;
  folder = client.uri('ws/vault');
}

function inside(uri: string): void {
  const path = fileURLToPath(uri);
  const own = fileURLToPath(folder);
  assert.ok(path === own || path.startsWith(`${own}/`), `asked for ${uri}`);
  assert.ok(!/\0|\/\.\.(?:\/|$)/.test(path), `asked for ${JSON.stringify(uri)}`);
}

/** Asks everything that can be asked about every place of a note where a link could be. */
async function interrogate(path: string): Promise<void> {
  const uri = client.uri(path);
  const document = client.document(path);
  const text = document.getText();
  await client.openDocument(path);
  const request = <T>(method: string, params: object) =>
    client.connection.sendRequest<T | null>(`textDocument/${method}`, params);
  const places = [...text.slice(0, 3000).matchAll(/\[\[|\]\(|src=|<|\^|#/g)]
    .slice(0, 40)
    .map(({ index }) => document.positionAt(index + 4));
  for (const position of places) {
    const at = { textDocument: { uri }, position };
    const hover = await request<Hover>('hover', at);
    if (hover) {
      const { value } = hover.contents as { value: string };
      assert.ok(value.length <= longestHover, path);
      assert.ok(!value.includes(secret), `${path} shows what is outside`);
      for (const address of addressesOf(value))
        assert.ok(address.startsWith(`${folder}/`), `${path}: ${address} can be clicked`);
    }
    const found = await request<{ targetUri: string }[]>('definition', at);
    for (const { targetUri } of found ?? []) inside(targetUri);
    await request('references', { ...at, context: { includeDeclaration: true } });
    await request('completion', at);
  }
  for (const { target } of (await request<DocumentLink[]>('documentLink', { textDocument: { uri } })) ?? []) {
    assert.ok(
      /^(?:https?:\/\/|mailto:)/.test(target!) || target!.startsWith(`${folder}/`),
      `${path} links to ${target}`,
    );
  }
  const problems = client.diagnostics(path);
  const fixes = await request<CodeAction[]>('codeAction', {
    textDocument: { uri },
    range: { start: document.positionAt(0), end: document.positionAt(text.length) },
    context: { diagnostics: [...problems] },
  });
  for (const fix of fixes ?? []) {
    for (const change of fix.edit?.documentChanges ?? []) {
      if ('kind' in change && change.kind === 'create') {
        inside(change.uri);
        assert.notEqual(change.options?.overwrite, true);
      } else if ('textDocument' in change) inside(change.textDocument.uri);
    }
    for (const changed of Object.keys(fix.edit?.changes ?? {})) assert.equal(changed, uri);
  }
}

describe('the rows of the table', () => {
  before(openVault);
  for (const { row, name, problems = [] } of inputs) {
    test(`${row} ${name}`, async () => {
      const path = fileOf(row, name);
      await interrogate(path);
      const cut = client.problems(path).map((problem) => (problem.length > 60 ? `${problem.slice(0, 59)}…` : problem));
      assert.deepEqual(cut, problems);
      const { note: status } = await client.status(path);
      assert.ok(status, 'the server still answers');
    });
  }
  test('nothing outside was read, listed or looked at', () => {
    assert.ok(asked.length > inputs.length);
    for (const uri of asked) inside(uri);
    assert.deepEqual(
      client.logged.filter((line) => /Error/.test(line)),
      [],
    );
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});

describe('names that are markup', () => {
  before(openVault);
  test('are offered as they are, and written so that they lead to their note', async () => {
    await client.openDocument('ws/vault/names.md', '[[');
    const at = client.at('ws/vault/names.md', '[[', 2);
    const list = await client.connection.sendRequest<CompletionList>('textDocument/completion', at);
    for (const name of names) {
      const seen = visible(name).replaceAll('$(', '$\u2060(');
      const item = list.items.find((one) => one.detail === visible(`names/${name.replaceAll('/', ':')}.md`));
      assert.ok(item, name);
      assert.equal(item.label, seen);
      // Not a snippet: `${1:x}` is text.
      assert.notEqual(item.insertTextFormat, 2);
      assert.equal(item.insertText, undefined);
      const { newText } = item.textEdit!;
      await client.edit('ws/vault/names.md', '[[', `[[${newText}\n[[`);
      assert.equal(
        await client.definition('ws/vault/names.md', newText),
        `ws/vault/names/${name.replaceAll('/', ':')}.md:1`,
      );
      const { documentation } = await client.connection.sendRequest<{ documentation: { value: string } }>(
        'completionItem/resolve',
        item,
      );
      checkCard(documentation.value, name);
      checkCard((await client.hover('ws/vault/names.md', newText)).replaceAll('](/', `](${client.uri('')}/`), name);
      await client.edit('ws/vault/names.md', `[[${newText}\n`, '');
    }
  });

  function checkCard(card: string, name: string): void {
    for (const address of addressesOf(card)) assert.ok(address.startsWith(`${folder}/names/`), `${name}: ${address}`);
    const text = drawn
      .parse(card, {})
      .flatMap(({ children }) => children ?? [])
      .filter(({ type }) => type === 'text')
      .map(({ content }) => content)
      .join('');
    assert.ok(text.startsWith(visible(name)), text);
  }
});

describe('files that are none', () => {
  async function vaultWith(make: (root: string) => void | Promise<void>): Promise<Client> {
    const own = await start(
      {
        'secret/s.md': `# ${secret}\n\n${secret}\n`,
        'secret/s.png': secret,
        'ws/vault/a.md': '[[s]] ![[s]] ![](s.png) [[out/s]] ![](out/s.png) [[gone]]\n',
        'ws/vault/good.md': '[[good]] '.repeat(40),
      },
      { ...spy, early: true },
    );
    await own.ready();
    await make(join(own.root, 'ws/vault'));
    const begin = performance.now();
    await own.connection.sendRequest('researchNotes/rebuildIndex');
    assert.ok(performance.now() - begin < 1000);
    return own;
  }

  test('36 symbolic links out of the workspace are not followed', { skip: process.platform === 'win32' }, async () => {
    const own = await vaultWith((root) => {
      symlinkSync('../../secret/s.md', join(root, 's.md'));
      symlinkSync('../../secret/s.png', join(root, 's.png'));
      symlinkSync('../../secret', join(root, 'out'));
    });
    await own.openDocument('ws/vault/a.md');
    assert.deepEqual(own.problems('ws/vault/a.md'), [
      'missing-note “s”',
      'missing-note “s”',
      'outside-workspace “s.png”',
      'outside-workspace “out/s”',
      'outside-workspace “out/s.png”',
      'missing-note “gone”',
    ]);
    for (const what of ['[[s]]', '![[s]]', '![](s.png)', '[[out/s]]', '![](out/s.png)'])
      assert.doesNotMatch(await own.hover('ws/vault/a.md', what), /SECRET/);
    const links = await own.connection.sendRequest<ResolveLinksResult>('researchNotes/resolveLinks', {
      uri: own.uri('ws/vault/a.md'),
    });
    assert.deepEqual(links, { s: { state: 'missing' }, 'out/s': { state: 'missing' }, gone: { state: 'missing' } });
    // Told of a file behind the link, the server does not look there either.
    await own.tell(
      'created ws/vault/out/s.md',
      'changed ws/vault/s.md',
      'created secret/s.md',
      'created ../../etc/passwd',
    );
    await own.settled();
    assert.equal((await own.status()).vault.notes, 2);
  });

  test('37 folders that hold themselves are read once', { skip: process.platform === 'win32' }, async () => {
    const own = await vaultWith((root) => {
      mkdirSync(join(root, 'notes/deep'), { recursive: true });
      writeFileSync(join(root, 'notes/deep/s.md'), '# S\n');
      symlinkSync('..', join(root, 'notes/loop'));
      symlinkSync('.', join(root, 'notes/self'));
      symlinkSync('nowhere', join(root, 'notes/dangling.md'));
      symlinkSync('knot.md', join(root, 'notes/knot.md'));
      symlinkSync('deep/s.md', join(root, 'notes/inside.md'));
    });
    const { vault } = await own.status();
    // s, a, good, and the link to s, which is a file of its own name.
    assert.equal(vault.notes, 4);
    await own.openDocument('ws/vault/a.md');
    assert.equal(await own.definition('ws/vault/a.md', '[[s]]'), 'ws/vault/notes/deep/s.md:1');
  });

  test('38 pipes, sockets and devices are skipped', { skip: process.platform === 'win32' }, async () => {
    const closing: (() => void)[] = [];
    const own = await vaultWith(async (root) => {
      execFileSync('mkfifo', [join(root, 's.md'), join(root, 's.png')]);
      symlinkSync('/dev/zero', join(root, 'gone.md'));
      mkdirSync(join(root, 'out'));
      const server = createServer();
      await new Promise<void>((done) => server.listen(join(root, 'out/s.md'), done));
      closing.push(() => server.close());
    });
    await own.tell('changed ws/vault/s.md', 'created ws/vault/gone.md', 'changed ws/vault/out/s.md');
    await own.settled();
    await own.openDocument('ws/vault/a.md');
    assert.equal((await own.status()).vault.notes, 2);
    assert.equal(await own.definition('ws/vault/a.md', '[[s]]'), 'nothing');
    assert.equal(await own.hover('ws/vault/a.md', '![](s.png)'), 'nothing');
    for (const close of closing) close();
  });

  test('a folder with the name of a note', async () => {
    const own = await vaultWith((root) => mkdirSync(join(root, 's.md')));
    assert.equal((await own.status()).vault.notes, 2);
  });

  test('patterns of ignored files that would take for ever', async () => {
    const own = await vaultWith((root) => {
      writeFileSync(join(root, `${'a'.repeat(200)}.md`), '');
      writeFileSync(
        join(root, '.gitignore'),
        `${'*a'.repeat(30)}b\n${'**/'.repeat(300)}x\n${'('.repeat(5000)}\n[z-a]\n\\\n!\ngood.md\n`,
      );
    });
    await own.connection.sendNotification('researchNotes/excludes', [
      `${'*a'.repeat(30)}b`,
      '+(+(+(a)))b',
      '[',
      '{',
      '!(',
      '',
      'ok',
    ]);
    await own.settled();
    // a and the one with the long name; good.md is ignored.
    assert.equal((await own.status()).vault.notes, 2);
  });
});

test('39 what a quick fix creates is legal, inside, and never over a file', async () => {
  await openVault();
  const path = fileOf(39, 'notes that must not be created');
  await client.openDocument(path);
  await client.edit(path, '[[CON]]', '[[CON]] [[Good name]] [[sub/x]] [[con.txt/x]] [[x.md.]] [[a:b]]');
  await client.connection.sendRequest('researchNotes/counters');
  const document = client.document(path);
  const created: string[] = [];
  for (const problem of client.diagnostics(path)) {
    const fixes = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: document.uri },
      range: problem.range,
      context: { diagnostics: [problem] },
    });
    for (const { title, edit } of fixes) {
      const change = edit?.documentChanges?.find((one) => 'kind' in one && one.kind === 'create');
      if (!change || !('uri' in change)) continue;
      inside(change.uri);
      assert.deepEqual('options' in change ? change.options : undefined, { overwrite: false, ignoreIfExists: false });
      if (title.startsWith('Create')) created.push(title);
    }
  }
  assert.deepEqual(created, ['Create note “rows/Good name.md”', 'Create note “rows/sub/x.md”']);
});

describe('front matter', () => {
  const values = (yaml: string) => {
    const text = `---\n${yaml}\n---\n`;
    return readFrontMatter(text, text.length, (value) => value);
  };
  test('46 47 48 is data, whatever it looks like', () => {
    for (const { row, text } of inputs) {
      if (row < 46 || row > 48) continue;
      const begin = performance.now();
      const parsed = parseNote('file:///v/a.md', text);
      assert.ok(performance.now() - begin < 500);
      assert.deepEqual(
        parsed.links.map(({ target }) => target),
        ['gone'],
      );
    }
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
  test('a title that is no text is none', () => {
    assert.equal(values('title: {a: b}').frontMatter.title, undefined);
    assert.equal(values('__proto__: {title: x}').frontMatter.title, undefined);
    assert.deepEqual(values('aliases: [{a: b}, [c], d]').frontMatter.aliases, ['d']);
  });
});

/** VS Code's own preview with our plugin in it. Raw HTML is off, so that all markup is ours or Markdown's. */
function render(own: string, links: Readonly<Record<string, ResolveLinksResult>>): string {
  const md = new MarkdownIt({ html: false });
  wikilinkPlugin(md, {
    currentDocument: () => undefined,
    linksOf: (uri) => links[uri],
    missing: (target) => `Not found: ${target}`,
  });
  return md.renderer.render(md.parse(own, {}), md.options, { currentDocument: `${folder}/rows/x.md` });
}

function checkMarkup(html: string): void {
  for (const [tag] of html.matchAll(/<[^>]*>/g)) {
    assert.match(tag, /^<\/?[a-z][a-z0-9]*(?: [a-z-]+="[^"<>]*")* ?\/?>$/, html);
    assert.doesNotMatch(tag.replace(/"[^"]*"/g, ''), /\son\w+=|<script/i);
    for (const [, address] of tag.matchAll(/ (?:href|data-href|src)="([^"]*)"/g)) {
      // Markdown's own links are the editor's to check; ours are relative, or of a scheme that is allowed.
      if (tag.includes('research-notes-'))
        assert.match(address!, /^(?:\.{1,2}\/|https?:\/\/|mailto:|data:image\/(?:png|gif|jpeg|webp);)/, tag);
    }
  }
}

describe("VS Code's own preview", () => {
  before(openVault);
  for (const { row, name, text } of inputs) {
    test(`${row} ${name}`, async () => {
      const uri = client.uri(fileOf(row, name));
      const links = await client.connection.sendRequest<ResolveLinksResult>('researchNotes/resolveLinks', { uri });
      const document = `${folder}/rows/x.md`;
      checkMarkup(render(text, {}));
      checkMarkup(render(text, { [document]: links }));
      for (const link of Object.values(links)) {
        if (link.href && link.state === 'resolved') inside(link.href.replace(/#.*$/, ''));
        assert.ok(!link.text?.includes(secret));
      }
    });
  }

  test('43 44 45 embeds end', async () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`ws/vault/e${at}.md`, `![[e${at + 1}]]\n\n![[e${at + 1}]]\n`]),
    );
    const own = await start(
      {
        ...doubling,
        'ws/vault/self.md': 'Self\n\n![[self]]\n',
        'ws/vault/a.md': '![[b]]\n',
        'ws/vault/b.md': '![[a]]\n\nAfter\n',
        'ws/vault/h.md': '# h\n\n![[h#h]]\n\nAfter\n',
        'ws/vault/large.md': 'x'.repeat(6 * 1024 * 1024),
        'ws/vault/binary.md': 'x\0',
        'ws/vault/x.zip': 'PK',
        'ws/vault/bad.md': '![[large]]\n\n![[binary]]\n\n![[x.zip]]\n',
      },
      { folders: ['ws/vault'] },
    );
    const links: Record<string, ResolveLinksResult> = {};
    for (const name of [
      ...Object.keys(doubling),
      'ws/vault/self.md',
      'ws/vault/a.md',
      'ws/vault/b.md',
      'ws/vault/h.md',
      'ws/vault/bad.md',
    ]) {
      links[own.uri(name)] = await own.connection.sendRequest('researchNotes/resolveLinks', { uri: own.uri(name) });
    }
    for (const name of ['e0', 'self', 'a', 'h', 'bad']) {
      const uri = own.uri(`ws/vault/${name}.md`);
      const md = new MarkdownIt();
      wikilinkPlugin(md, { currentDocument: () => undefined, linksOf: (one) => links[one], missing: String });
      const text = own.textOf(`ws/vault/${name}.md`);
      const once = () => md.renderer.render(md.parse(text, {}), md.options, { currentDocument: uri });
      const begin = performance.now();
      const first = once();
      assert.ok(performance.now() - begin < 200, name);
      assert.equal(once(), first);
      assert.ok(first.length < 20_000, name);
      if (name === 'bad') assert.doesNotMatch(first, /xxx|PK/);
    }
  });
});

describe('55 the time grows with the text, and no faster', () => {
  /** The processor time (ms) of the fastest of some runs, so that a busy machine does not count. */
  const timeOf = (work: () => unknown, runs: number) => {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < runs; run++) {
      const begin = process.cpuUsage();
      work();
      best = Math.min(best, process.cpuUsage(begin).user / 1000);
    }
    return best;
  };
  /** A machine that is busy for a moment may spoil one measurement, but not all of them. */
  const growsWithText = (half: () => unknown, whole: () => unknown) => {
    let ratio = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 4 && ratio >= 3; attempt++) ratio = timeOf(whole, 3) / timeOf(half, 3);
    assert.ok(ratio < 3, `twice the text takes ${ratio.toFixed(1)} times as long`);
  };
  // Each of these costs something for every character; test/parse/pathological.test.ts reads the named ones in full.
  const size = 20_000;
  for (const [name, make] of Object.entries(growing)) {
    test(`server: ${name}`, () => {
      const [half, whole] = [make(size / 2), make(size)];
      const slow = timeOf(() => parseNote('file:///v/a.md', whole), 1);
      assert.ok(slow < 400, `${slow.toFixed(0)} ms`);
      // What is sooner done is mostly the collector of garbage.
      if (slow < 100) return;
      growsWithText(
        () => parseNote('file:///v/a.md', half),
        () => parseNote('file:///v/a.md', whole),
      );
    });
  }

  const asking: readonly [name: string, text: (n: number) => string, ask: (of: World) => unknown][] = [
    [
      'who links here, of many links',
      (n) => '[[b]] '.repeat(n),
      ({ vault, uri, settings }) => {
        const item = callHierarchy(vault, { uri: uri('b.md'), offset: 0 }, settings)![0]!;
        return incomingLinks(vault, item, settings);
      },
    ],
    [
      'who links here, of many references',
      (n) => `[r]: b.md\n\n${'[r] '.repeat(n)}`,
      ({ vault, uri, settings }) => {
        const item = callHierarchy(vault, { uri: uri('b.md'), offset: 0 }, settings)![0]!;
        return incomingLinks(vault, item, settings);
      },
    ],
    ['block ids that repeat', (n) => 'a ^b\n\n'.repeat(n), ({ vault, uri }) => blockIds(vault.note(uri('a.md'))!)],
    [
      'heading ids with links to them',
      (n) => `# A {#A}\n${'[[#A]] '.repeat(n)}`,
      (of) => headingIds(of.vault, of.vault.note(of.uri('a.md'))!, of.texts.get('a.md')!, actionOptions(of)),
    ],
    ...Object.entries(growing).flatMap(([name, make]): [string, (n: number) => string, (of: World) => unknown][] => [
      [
        `blocks to link to in ${name}`,
        make,
        ({ vault, uri, texts }) => blockTargets(vault.note(uri('a.md'))!, texts.get('a.md')!, 'wo', 50),
      ],
      [
        `extracting ${name}`,
        make,
        (of) =>
          extractNote(
            of.vault,
            of.vault.note(of.uri('a.md'))!,
            { start: 0, end: of.texts.get('a.md')!.length },
            actionOptions(of),
          ),
      ],
    ]),
    ...(['## x\n\nBeta\n', '[[c]] Beta\n', '<a href=c>Beta\n', 'Beta <a href=c>Beta</a>\n\n'] as const).map(
      (part): [string, (n: number) => string, (of: World) => unknown] => [
        `mentions in ${JSON.stringify(part)}`,
        (n) => part.repeat(n),
        ({ vault, uri, texts }) =>
          placesIn(vault.note(uri('a.md'))!, texts.get('a.md')!, namesToFind(vault, uri('b.md'))!),
      ],
    ),
  ];
  for (const [name, make, ask] of asking) {
    test(`feature: ${name}`, () => {
      const [half, whole] = [5000, 10_000].map((n) => world(`//- b.md\n# Beta\n//- a.md\n${make(n)}\n`));
      const slow = timeOf(() => ask(whole!), 1);
      assert.ok(slow < 800, `${slow.toFixed(0)} ms`);
      if (slow < 100) return;
      growsWithText(
        () => ask(half!),
        () => ask(whole!),
      );
    });
  }

  /** What the plugin adds to markdown-it's own time; its own weaknesses are not ours. */
  for (const name of [
    '[[',
    '![[',
    '[[a|',
    '[[ and a long text',
    '[[ and a long text ]]',
    'closed links',
    'links with brackets inside',
    'table rows',
    '|',
    'nested brackets',
  ]) {
    test(`preview: ${name}`, () => {
      const plain = new MarkdownIt();
      const ours = new MarkdownIt();
      wikilinkPlugin(ours, { currentDocument: () => undefined, linksOf: () => undefined, missing: String });
      const text = growing[name]!(size / 2);
      const [without, withIt] = [timeOf(() => plain.render(text), 1), timeOf(() => ours.render(text), 1)];
      assert.ok(withIt < 100 + without * 3, `${withIt.toFixed(0)} ms against ${without.toFixed(0)} ms without`);
    });
  }
});

test('55 many headings and many links to them', async () => {
  const text = Array.from({ length: 1200 }, (_, at) => `## H ${at}\n[[#gone ${at}]] [[#h-${at}]]\n`).join('');
  const own = await start({ 'ws/vault/a.md': '' }, { folders: ['ws/vault'] });
  // Quadratic work took seconds.
  const begin = process.cpuUsage();
  await own.openDocument('ws/vault/a.md', text);
  await own.until(() => own.diagnostics('ws/vault/a.md').length, 1200);
  const spent = process.cpuUsage(begin).user / 1000;
  assert.ok(spent < 800, `${spent.toFixed(0)} ms`);
});
