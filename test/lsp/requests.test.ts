// One bad request, one bad note, one bad moment: the server lives on, and says nothing that it cannot know yet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationTokenSource, type CompletionList, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import type { Diagnostic } from 'vscode-languageserver-types';
import { Loader } from '../../server/lsp/loader.ts';
import { Problems } from '../../server/lsp/problems.ts';
import { Publisher } from '../../server/lsp/publisher.ts';
import { defaultSettings } from '../../server/protocol.ts';
import { Search } from '../../server/vault/search.ts';
import { Vault } from '../../server/vault/vault.ts';
import { start } from './client.ts';

const vault = { 'a.md': '[[b]] [[no]]\n', 'b.md': '# Beta\n' };

test('a request that throws answers null, is logged, and the next one is answered', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  const nonsense = { textDocument: null, position: null, context: null };
  for (const method of ['completion', 'definition', 'references', 'hover', 'documentLink', 'codeAction']) {
    assert.equal(await client.connection.sendRequest(`textDocument/${method}`, nonsense), null, method);
  }
  assert.equal(await client.connection.sendRequest('researchNotes/search', { uri: 7 }), null);
  assert.equal(client.logged.filter((line) => line.includes('TypeError')).length, 7);
  assert.equal(await client.definition('a.md', '[[b]]'), 'b.md:1');
});

test('a client that leaves before it is told of a change', async () => {
  const client = await start(vault, { initializationOptions: { commands: true } });
  await client.openDocument('a.md');
  await client.counters();
  client.stop();
  // What fails meanwhile fails this test.
  await sleep(300);
});

test('places that do not exist', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  const uris = [
    client.uri('a.md'),
    client.uri('none.md'),
    'untitled:x',
    'file://host/share/x.md',
    'file:////etc/passwd',
    'x',
    '',
    'http://[',
    '%',
  ];
  const positions = [
    { line: 99, character: 99 },
    { line: 0, character: 1e9 },
    { line: -1, character: -1 },
    { line: Number.NaN, character: 0 },
  ];
  for (const uri of uris) {
    for (const position of positions) {
      const params = {
        textDocument: { uri },
        position,
        context: { includeDeclaration: true, diagnostics: [] },
        range: { start: position, end: position },
      };
      for (const method of ['completion', 'definition', 'references', 'hover', 'documentLink', 'codeAction']) {
        await client.connection.sendRequest(`textDocument/${method}`, params);
      }
    }
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [
        { uri, type: 1 },
        { uri, type: 3 },
      ],
    });
  }
  await client.settled();
  assert.deepEqual(
    client.logged.filter((line) => line.includes('Error')),
    [],
  );
  assert.equal(await client.definition('a.md', '[[b]]'), 'b.md:1');
});

test('nothing is missing before it could be there', async () => {
  const files = {
    'a.md': '[[b#Part]] [[later]] [x](c.md) ![](x.png) [[no]] ![](no.png)\n',
    'n/b.md': '# Beta\n## Part\n',
    'n/l.md': '---\naliases: [later]\n---\n',
    'c.md': '',
    'x.png': '',
  };
  let open: () => void = () => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  let gates = 0;
  const client = await start(files, {
    early: true,
    files: (disk) => ({
      ...disk,
      // First the names are kept back, then the contents.
      list: async (folders) => {
        if (gates++ === 0) await gate;
        return disk.list(folders);
      },
    }),
  });
  await client.openDocument('a.md');
  assert.deepEqual(
    await client.connection.sendRequest('textDocument/documentLink', { textDocument: { uri: client.uri('a.md') } }),
    [],
  );
  assert.equal(await client.hover('a.md', '[[no]]'), 'nothing');
  assert.deepEqual(await client.connection.sendRequest('researchNotes/resolveLinks', { uri: client.uri('a.md') }), {});
  assert.equal((await client.status()).vault.state, 'loading');
  assert.deepEqual(
    client.published.flatMap(({ diagnostics }) => diagnostics),
    [],
  );
  open();
  await client.ready();
  await client.until(() => client.problems('a.md'), ['missing-note “no”', 'missing-image “no.png”']);
  const told = client.published.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message));
  assert.deepEqual(new Set(told), new Set(['Note not found: “no”', 'Image not found: “no.png”']));
});

test('from the names alone, files are told about and notes are not', async () => {
  let open: () => void = () => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  const client = await start(
    { 'a.md': '[[b]] [[no]] ![](no.png) [[b#No]]\n', 'n/b.md': '# Beta\n' },
    {
      early: true,
      files: (disk) => ({
        ...disk,
        read: async (uris, limit, head) => {
          if (uris.some((uri) => uri.endsWith('.md'))) await gate;
          return disk.read(uris, limit, head);
        },
      }),
    },
  );
  await client.openDocument('a.md');
  await client.until(() => client.problems('a.md'), ['missing-image “no.png”']);
  assert.equal(await client.definition('a.md', '[[b]]'), 'n/b.md:1');
  const kinds = ['backlinks', 'unlinkedMentions', 'outgoingLinks', 'vaultHealth'];
  const views = () =>
    Promise.all(
      kinds.map((kind) => client.connection.sendRequest('researchNotes/view', { kind, uri: client.uri('a.md') })),
    );
  assert.deepEqual(new Set(await views()), new Set(['reading']));
  await client.edit('a.md', '[[b]]', '[[b');
  assert.deepEqual(await client.completion('a.md', '[[b'), ['b · n/b.md']);
  assert.equal((await client.status()).vault.state, 'loading');
  open();
  await client.until(
    () => client.problems('a.md'),
    ['missing-note “no”', 'missing-image “no.png”', 'missing-heading “No”'],
  );
  await client.ready();
  assert.ok((await views()).every(Array.isArray));
});

test('a folder that is not there does not keep the others from being searched and shown', async () => {
  const client = await start(
    { 'a/one.md': '# First title\n[[two]]\n', 'a/two.md': '# Second title\n' },
    {
      folders: ['a', 'gone'],
      early: true,
      files: (disk) => ({
        ...disk,
        stat: async (uris) => {
          const kinds = await disk.stat(uris);
          return kinds.map((kind, index) => (uris[index]!.endsWith('/gone') ? null : kind));
        },
      }),
    },
  );
  await client.openDocument('a/one.md');
  const view = (kind: string) =>
    client.connection.sendRequest('researchNotes/view', { kind, uri: client.uri('a/two.md') });
  await client.until(async () => Array.isArray(await view('backlinks')), true);
  assert.equal(((await view('backlinks')) as unknown[]).length, 1);
  assert.deepEqual(await view('vaultHealth'), []);
  await client.edit('a/one.md', '[[two]]', '[[second');
  assert.deepEqual(await client.completion('a/one.md', '[[second'), ['Second title · a/two.md']);
});

test('a note on which the parser fails is named, and the others live on', async () => {
  class Picky extends Vault {
    override set(uri: string, text: string, keepText = false) {
      if (text.includes('POISON')) throw new Error('too much');
      return super.set(uri, text, keepText);
    }
  }
  const picky = new Picky();
  picky.folders = [{ uri: 'memfs://x/v', path: 'memfs://x/v', name: 'v' }];
  const contents: Record<string, string> = { 'a.md': '[[b]] [[no]]', 'b.md': 'POISON', 'c.md': '[[no]]' };
  const logged: string[] = [];
  const loader = new Loader({
    vault: picky,
    search: new Search(picky),
    files: {
      list: async () => [Object.keys(contents).map((name) => ({ name, kind: 'file' as const }))],
      read: async (uris) =>
        uris.map((uri) => ({ size: 9, bytes: new TextEncoder().encode(contents[uri.split('/').pop()!]) })),
      stat: async (uris) => uris.map((uri) => (uri.endsWith('.md') ? 'file' : 'folder')),
      state: async (uris) => uris.map(() => null),
      isTooWide: () => false,
    },
    isOpen: () => false,
    configuredRoots: () => [],
    log: (message) => void logged.push(message),
    say: { rootIgnored: String, homeRefused: String, folderUnreadable: String },
    turn: async () => {},
    progress: () => {},
    learned: () => {},
  });
  assert.equal(await loader.load(() => {}), true);
  const sent: Record<string, string[]> = {};
  const publisher = new Publisher({
    vault: picky,
    problems: problemsIn(picky, loader),
    isOpen: () => false,
    send: async (uri, problems) => void (sent[uri] = problems.map(({ message }) => String(message))),
    standBack: async () => {},
  });
  await publisher.publishAll();
  assert.deepEqual(sent, {
    'memfs://x/v/a.md': ['Note not found: “no”'],
    'memfs://x/v/b.md': ['This note is not indexed: it could not be read'],
    'memfs://x/v/c.md': ['Note not found: “no”'],
  });
  assert.ok(logged.some((line) => line.includes('b.md: Error: too much')));
});

test('problems that are still being written hold up the next ones, and not the answers to others', async () => {
  const own = vaultOf(['a', 'b', 'c'], '[[none]]');
  let unwritten = 0;
  const waiting: number[] = [];
  const publisher = new Publisher({
    vault: own,
    problems: problemsIn(own),
    isOpen: () => false,
    send: async () => {
      unwritten++;
      await new Promise((done) => setImmediate(done));
      unwritten--;
    },
    standBack: async () => void waiting.push(unwritten),
  });
  await publishNoteByNote(publisher);
  assert.deepEqual(waiting, [0, 0, 0]);
});

test('an open note is looked at before all that wait already', async () => {
  const own = vaultOf(['a', 'b', 'c', 'd'], '[[none]]');
  const sent: string[] = [];
  let isOpen = false;
  const publisher: Publisher = new Publisher({
    vault: own,
    problems: problemsIn(own),
    isOpen: (uri) => isOpen && uri.endsWith('d.md'),
    send: async (uri: string) => void sent.push(uri.slice(-4)),
    standBack: async () => {
      if (isOpen) return;
      isOpen = true;
      void publisher.queue(['file:///v/d.md']);
    },
  });
  await publishNoteByNote(publisher);
  assert.deepEqual(sent, ['a.md', 'd.md', 'b.md', 'c.md']);
});

test('what is left of a look at everything is forgotten when everything is read again', async () => {
  const own = vaultOf(['a', 'b', 'c'], '[[none]]');
  const sent: string[] = [];
  const publisher: Publisher = new Publisher({
    vault: own,
    problems: problemsIn(own),
    isOpen: () => false,
    send: async (uri: string) => void sent.push(uri.slice(-4)),
    standBack: async () => publisher.clear(),
  });
  await publishNoteByNote(publisher);
  assert.deepEqual(sent, ['a.md']);
});

test('what is typed while everything is looked at again is not overwritten', async () => {
  const own = vaultOf(['a', 'b'], '[[old]]');
  const sent: string[] = [];
  const publisher: Publisher = new Publisher({
    vault: own,
    problems: problemsIn(own),
    isOpen: () => true,
    send: async (uri: string, problems: Diagnostic[]) =>
      void sent.push(`${uri.slice(-4)} ${problems.map(({ message }) => String(message))}`),
    standBack: async () => {
      own.set('file:///v/a.md', '[[new]]', true);
      publisher.publish('file:///v/a.md');
    },
  });
  await publishNoteByNote(publisher);
  assert.equal(sent.filter((line) => line.startsWith('a.md')).pop(), 'a.md Note not found: “new”');
  assert.ok(sent.includes('b.md Note not found: “old”'));
});

test('of a hundred requests ninety-nine are given up: the last is answered, and nobody waits for the others', async () => {
  const notes = Array.from({ length: 400 }, (_, index) => [
    `n${index}.md`,
    `# Заметка ${index}\n\n[[n${index + 1}]]\n`,
  ]);
  const client = await start({ ...Object.fromEntries(notes), 'a.md': '[[Замет' });
  await client.openDocument('a.md');
  const params = client.at('a.md', '[[Замет', '[[Замет'.length);
  // The names are made ready for the search once, at the first one.
  await client.connection.sendRequest('textDocument/completion', params);
  let given = 0;
  const cancels = Array.from({ length: 99 }, () => new CancellationTokenSource());
  const answers = cancels.map(({ token }) =>
    client.connection.sendRequest('textDocument/completion', params, token).then(
      () => undefined,
      (error) => {
        assert.equal(error.code, LSPErrorCodes.RequestCancelled);
        given++;
      },
    ),
  );
  const last = client.connection.sendRequest<CompletionList>('textDocument/completion', params);
  for (const cancel of cancels) cancel.cancel();
  assert.ok((await last).items.length > 0);
  await Promise.all(answers);
  // One may be under way before it is taken back.
  assert.ok(given > 90, `${given} were given up`);
});

/** A vault that is read, of notes with this text. */
function vaultOf(names: readonly string[], text: string): Vault {
  const own = new Vault();
  own.folders = [{ uri: 'file:///v', path: '/v', name: 'v' }];
  own.contentRoots = [{ path: '/v', reason: 'workspace' }];
  for (const name of names) {
    own.addFile(`/v/${name}.md`, '/v', true);
    own.set(`file:///v/${name}.md`, text, true);
  }
  own.isComplete = true;
  return own;
}

/** Every look at the clock takes longer than a slice, so it gives way after each note. */
async function publishNoteByNote(publisher: Publisher): Promise<void> {
  const { now } = Date;
  let clock = 0;
  Date.now = () => (clock += 1000);
  try {
    await publisher.publishAll();
  } finally {
    Date.now = now;
  }
}

function problemsIn(vault: Vault, loader?: Loader): Problems {
  return new Problems({
    vault,
    settings: () => defaultSettings,
    language: () => 'en',
    skipped: (uri) => loader?.skipped.get(uri),
    unwritten: () => 'warning',
    log: (message) => assert.fail(message),
  });
}
