// Which folders are open: several, none, one that comes or goes; and file systems that only the client can read.
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { FolderEntry, ListParams, ReadParams, StatParams } from '../../server/protocol.ts';
import { type Client, start } from './client.ts';

const two = {
  'one/a.md': '[[note]] [[only two]]\n',
  'one/note.md': '# One\n',
  'two/a.md': '[[note]] [[gone]]\n',
  'two/note.md': '# Two\n',
  'two/only two.md': '',
};
const change = (client: Client, added: readonly string[], removed: readonly string[]) =>
  client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: added.map((path) => client.folder(path)), removed: removed.map((path) => client.folder(path)) },
  });

describe('several folders', () => {
  test('with equal names: the own folder comes first', async () => {
    const client = await start(two, { folders: ['one', 'two'] });
    assert.equal(await client.definition('one/a.md', '[[note]]'), 'one/note.md:1');
    assert.equal(await client.definition('two/a.md', '[[note]]'), 'two/note.md:1');
    assert.equal(await client.definition('one/a.md', 'only two'), 'two/only two.md:1');
    assert.deepEqual(client.problems('one/a.md'), []);
    const { vault } = await client.status();
    assert.deepEqual(
      vault.roots.map(({ path }) => path),
      ['one/', 'two/'],
    );
    await client.openDocument('one/a.md', '[[not');
    assert.deepEqual((await client.completion('one/a.md', '[[not')).sort(), ['One · one/note.md', 'Two · two/note.md']);
  });

  test('one is added', async () => {
    const client = await start(two, { folders: ['one'] });
    assert.deepEqual(client.problems('one/a.md'), ['missing-note “only two”']);
    await change(client, ['two'], []);
    await client.until(() => client.problems('one/a.md'), []);
    await client.until(() => client.problems('two/a.md'), ['missing-note “gone”']);
  });

  test('one is removed', async () => {
    const client = await start(two, { folders: ['one', 'two'] });
    assert.deepEqual(client.problems('two/a.md'), ['missing-note “gone”']);
    await client.openDocument('two/a.md');
    await change(client, [], ['two']);
    await client.until(() => client.problems('one/a.md'), ['missing-note “only two”']);
    await client.until(() => client.problems('two/a.md'), []);
    assert.equal((await client.status()).vault.notes, 2);
    // The one that is still open is a single file now.
    await client.edit('two/a.md', '[[gone]]', '[[#Top]]\n# Top');
    assert.equal(await client.definition('two/a.md', '[[#Top]]'), 'two/a.md:2');
    assert.deepEqual(client.problems('two/a.md'), []);
  });

  test('one cannot be read: nothing is called missing', async () => {
    const client = await start(two, { folders: ['one', 'two'] });
    client.remove('two');
    await client.connection.sendRequest('researchNotes/rebuildIndex');
    await client.until(() => client.problems('one/a.md').length, 0);
    assert.equal(await client.definition('one/a.md', '[[note]]'), 'one/note.md:1');
  });

  test('one inside of the other', async () => {
    const client = await start({ 'a.md': '[[b]] [[gone]]\n', 'x/b.md': '[[a]] [[gone]]\n' }, { folders: ['.', 'x'] });
    assert.equal(await client.definition('a.md', '[[b]]'), 'x/b.md:1');
    assert.equal(await client.definition('x/b.md', '[[a]]'), 'a.md:1');
    assert.equal((await client.status()).vault.notes, 2);
  });

  test('one inside of the other: what is left out there is for its own rules', async () => {
    const client = await start(
      { '.gitignore': 'b.md\n', 'b.md': '', 'x/b.md': '[[no]]\n', 'x/out/c.md': '[[no]]\n', 'out/d.md': '' },
      { folders: ['.', 'x'], initializationOptions: { excludes: ['out'] } },
    );
    assert.deepEqual(client.problems('x/b.md'), ['missing-note “no”']);
    assert.deepEqual(client.diagnostics('x/out/c.md'), []);
    await client.tell('changed x/b.md', 'changed x/out/c.md');
    await client.settled();
    assert.equal((await client.status()).vault.notes, 1);
  });
});

describe('no folder', () => {
  test('a single file: what can be said of it alone', async () => {
    const client = await start({ 'a.md': '' }, { folders: [] });
    const text = '---\ntags: [x\n---\n# A\n[[b]] [[#A]] ![](x.png) [^1] [x](y.md)\n\n[^1]: Note\n';
    await client.openDocument('a.md', text);
    await client.until(() => client.diagnostics('a.md').map(({ code }) => code), ['front-matter']);
    assert.equal(await client.hover('a.md', '[^1]'), 'Note');
    assert.equal(await client.definition('a.md', '[^1]'), 'a.md:7');
    assert.equal(await client.definition('a.md', '[[b]]'), 'nothing');
    await client.edit('a.md', '[[b]]', '[[b');
    assert.deepEqual(await client.completion('a.md', '[[b'), ['b · not written yet']);
  });

  test('an untitled note', async () => {
    const client = await start({ 'b.md': '# Beta\n' });
    await client.openDocument('untitled:Untitled-1', '# New\n[[b]] [[gone]] ![](x.png)\n');
    assert.equal(await client.definition('untitled:Untitled-1', '[[b]]'), 'b.md:1');
    assert.match(await client.hover('untitled:Untitled-1', '[[b]]'), /^\*\*\[Beta\]/);
    await client.edit('untitled:Untitled-1', '[[gone]]', '[[be');
    assert.deepEqual(await client.completion('untitled:Untitled-1', '[[be'), ['Beta · b.md']);
    assert.deepEqual(client.diagnostics('untitled:Untitled-1'), []);
    await client.close('untitled:Untitled-1');
    assert.equal((await client.status()).vault.notes, 1);
  });

  test('a note outside of the vault knows its own headings and blocks', async () => {
    const client = await start({ 'b.md': '# Beta\n' });
    const uri = 'untitled:Untitled-1';
    await client.openDocument(uri, '# Old\n\n[[#Old]] [x](#old) [[#^id]]\n\nText ^id\n');
    assert.equal(await client.definition(uri, '[[#Old'), `${uri}:1`);
    assert.equal(await client.definition(uri, '[[#^id'), `${uri}:5`);
    const renamed = async (what: string, newName: string) => {
      const at = client.at(uri, what);
      const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', { ...at, newName });
      const [change] = edit.documentChanges as TextDocumentEdit[];
      return TextDocument.applyEdits(client.document(uri), change!.edits as TextEdit[]);
    };
    assert.equal(await renamed('# Ol', 'New one'), '# New one\n\n[[#New one]] [x](#new-one) [[#^id]]\n\nText ^id\n');
    assert.equal(await renamed(' ^id\n', 'other'), '# Old\n\n[[#Old]] [x](#old) [[#^other]]\n\nText ^other\n');
  });
});

/** A file system in the client's memory, which counts what it is asked for. */
function memory(prefix: string, files: Record<string, string>) {
  const asked: string[] = [];
  const inner = (uri: string) => {
    asked.push(uri);
    return uri.startsWith(prefix) ? decodeURIComponent(uri.slice(prefix.length)) : '?';
  };
  const entries = (folder: string): FolderEntry[] => {
    const found = new Map<string, FolderEntry>();
    for (const path of Object.keys(files)) {
      if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
      const [name, ...rest] = path.slice(folder === '' ? 0 : folder.length + 1).split('/');
      found.set(name!, { name: name!, kind: rest.length ? 'folder' : 'file' });
    }
    return [...found.values()];
  };
  const kind = (path: string) =>
    path === '' ? 'folder' : path in files ? 'file' : entries(path).length ? 'folder' : null;
  return {
    asked,
    files,
    handlers: {
      'researchNotes/fs/list': ({ folders }: ListParams) =>
        folders.map((uri) => entries(inner(uri).replace(/^\//, ''))),
      'researchNotes/fs/read': ({ uris }: ReadParams) =>
        uris.map((uri) => {
          const text = files[inner(uri).replace(/^\//, '')];
          return text === undefined
            ? { size: 0 }
            : { size: Buffer.byteLength(text), base64: Buffer.from(text).toString('base64') };
        }),
      'researchNotes/fs/stat': ({ uris }: StatParams) => uris.map((uri) => kind(inner(uri).replace(/^\//, ''))),
    },
  };
}

describe('a file system that only the client can read', () => {
  for (const prefix of ['memfs://host/vault', 'memfs:/vault', 'vscode-vfs://github/owner/repo']) {
    test(prefix, async () => {
      const store = memory(prefix, {
        'a.md': '[[бета]] [[gone]] ![](m/x.png)\n',
        'n/бета.md': '# Бета\n\nТекст.\n',
        'm/x.png': 'x',
      });
      const client = await start(
        {},
        {
          folders: [],
          handlers: store.handlers,
          initializationOptions: { providesFiles: true },
          initialize: { workspaceFolders: [{ uri: prefix, name: 'vault' }] },
        },
      );
      const uri = `${prefix}/a.md`;
      const beta = `${prefix}/n/${encodeURIComponent('бета.md')}`;
      await client.until(
        () =>
          client.published
            .filter((one) => one.uri === uri)
            .pop()
            ?.diagnostics.map(({ message }) => message),
        ['Note not found: “gone”'],
      );
      await client.openDocument(uri, store.files['a.md']);
      assert.equal(await client.definition(uri, '[[бета]]'), `${beta}:1`);
      assert.equal(await client.hover(uri, '[[бета]]'), `**[Бета](${beta})**\n\nn · 1 backlink\n\nТекст\\.`);
      store.files['gone.md'] = '';
      await client.tell(`created ${prefix}/gone.md`);
      await client.until(() => client.diagnostics(uri).length, 0);
      for (const one of store.asked) assert.ok(one === prefix || one.startsWith(`${prefix}/`), one);
    });
  }

  test('that fails for a moment: what was there is there still', async () => {
    const prefix = 'memfs://host/vault';
    const store = memory(prefix, { 'a.md': '[[b]]\n', 'b.md': '# B\n' });
    const asked: unknown[] = [];
    const fail = (params: never) => {
      asked.push(params);
      throw new Error('away');
    };
    const client = await start(
      {},
      {
        folders: [],
        handlers: { ...store.handlers, 'researchNotes/fs/stat': fail },
        initializationOptions: { providesFiles: true },
        initialize: { workspaceFolders: [{ uri: prefix, name: 'vault' }] },
      },
    );
    await client.tell(`changed ${prefix}/b.md`);
    await client.until(() => asked.length, 1);
    await client.counters();
    assert.equal((await client.status()).vault.notes, 2);
    assert.deepEqual(client.diagnostics(`${prefix}/a.md`), []);
  });

  for (const question of ['list', 'read', 'stat', 'state']) {
    test(`that never answers one ‘${question}’: all other work goes on`, async () => {
      const prefix = 'memfs://host/vault';
      const store = memory(prefix, { 'a.md': '[[b]] [[new]]\n', 'b.md': '# B\n' });
      const state = ({ uris }: StatParams) => uris.map(() => ({ size: 1, mtime: 1 }));
      const handlers: Record<string, (params: never) => unknown> = {
        ...store.handlers,
        'researchNotes/fs/state': state,
      };
      const name = `researchNotes/fs/${question}`;
      const answer = handlers[name]!;
      let hangs = false;
      let hung = 0;
      handlers[name] = (params) => {
        if (!hangs) return answer(params);
        hangs = false;
        hung++;
        return new Promise(() => {});
      };
      const client = await start(
        {},
        {
          folders: [],
          handlers,
          filesPatience: 50,
          initializationOptions: { providesFiles: true },
          initialize: { workspaceFolders: [{ uri: prefix, name: 'vault' }] },
        },
      );
      await client.until(() => client.diagnostics(`${prefix}/a.md`).length, 1);
      hangs = true;
      await client.tell(`changed ${prefix}/b.md`);
      await client.connection.sendNotification('researchNotes/focused');
      if (question === 'list') void client.connection.sendRequest('researchNotes/rebuildIndex');
      await client.until(() => hung, 1);
      store.files['new.md'] = '';
      await client.tell(`created ${prefix}/new.md`);
      await client.until(() => client.diagnostics(`${prefix}/a.md`).length, 0);
    });
  }

  test('that answers late is read after all, and what was known of it counts meanwhile', async () => {
    const prefix = 'memfs://host/vault';
    const store = memory(prefix, { 'a.md': '[[b#Old]] [[b#New]]\n', 'b.md': '# Old\n' });
    let isLate = false;
    let reads = 0;
    const read = store.handlers['researchNotes/fs/read']!;
    const client = await start(
      {},
      {
        folders: [],
        handlers: {
          ...store.handlers,
          'researchNotes/fs/read': async (params: never) => {
            reads++;
            if (isLate) await new Promise((done) => setTimeout(done, 150));
            return read(params);
          },
        },
        filesPatience: 50,
        initializationOptions: { providesFiles: true },
        initialize: { workspaceFolders: [{ uri: prefix, name: 'vault' }] },
      },
    );
    const problems = () => client.diagnostics(`${prefix}/a.md`).map(({ message }) => message);
    await client.until(() => problems().length, 1);
    const before = problems();
    store.files['b.md'] = '# New\n';
    isLate = true;
    const readsBefore = reads;
    await client.tell(`changed ${prefix}/b.md`);
    await client.until(() => client.logged.some((line) => /no answer in 50 ms/.test(line)), true);
    assert.deepEqual(problems(), before);
    // Each answer is late, and this one counts all the same.
    await client.until(() => problems().join() === before.join(), false);
    assert.equal(problems().length, 1);
    assert.equal(reads, readsBefore + 1);
  });

  test('of which the client knows nothing', async () => {
    const client = await start(
      {},
      { folders: [], initialize: { workspaceFolders: [{ uri: 'memfs://host/vault', name: 'vault' }] } },
    );
    await client.openDocument('memfs://host/vault/a.md', '# A\n[[b]]\n');
    assert.equal(await client.hover('memfs://host/vault/a.md', '[[b]]'), 'nothing');
    assert.deepEqual(client.diagnostics('memfs://host/vault/a.md'), []);
  });

  test('that fails', async () => {
    const fail = () => {
      throw new Error('away');
    };
    const client = await start(
      {},
      {
        folders: [],
        handlers: { 'researchNotes/fs/list': fail, 'researchNotes/fs/read': fail, 'researchNotes/fs/stat': fail },
        initializationOptions: { providesFiles: true },
        initialize: { workspaceFolders: [{ uri: 'memfs://host/vault', name: 'vault' }] },
      },
    );
    await client.openDocument('memfs://host/vault/a.md', '# A\n[[b]]\n');
    assert.deepEqual(client.diagnostics('memfs://host/vault/a.md'), []);
  });
});

test('a folder that is opened through a symbolic link', async () => {
  const client = await start({ 'real/a.md': '[[b]] [[gone]]\n', 'real/b.md': '' }, { folders: [] });
  symlinkSync(join(client.root, 'real'), join(client.root, 'link'));
  await change(client, ['link'], []);
  await client.until(() => client.problems('link/a.md'), ['missing-note “gone”']);
  assert.equal(await client.definition('link/a.md', '[[b]]'), 'link/b.md:1');
});
