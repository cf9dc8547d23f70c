// Renames and moves over a real connection: what is announced, versions, files that changed behind the server's back,
// and hundreds of links at a time.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { FileSystem } from '../../server/lsp/fileSystem.ts';
import { largestNote } from '../../server/protocol.ts';
import { type Client, type Options, overheard, start } from './client.ts';

const able: Options = {
  initialize: {
    capabilities: {
      workspace: {
        configuration: true,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
      },
      textDocument: { rename: { prepareSupport: true } },
    },
  },
};

type Files = Readonly<Record<string, string>>;

/** A disk that lets something happen, once, before it is asked in which state files are. */
function beforeStates(): { run: (() => Promise<void>) | undefined; files: NonNullable<Options['files']> } {
  const meanwhile: ReturnType<typeof beforeStates> = {
    run: undefined,
    files: (disk) => ({
      ...disk,
      async state(uris, readOnly) {
        const { run } = meanwhile;
        meanwhile.run = undefined;
        await run?.();
        return disk.state(uris, readOnly);
      },
    }),
  };
  return meanwhile;
}

/** Carries an edit out, as a client does: open notes in the editor, closed ones on disk, then the files. */
async function apply(client: Client, edit: WorkspaceEdit): Promise<void> {
  let filesMoved = false;
  for (const change of edit.documentChanges ?? []) {
    if ('kind' in change) {
      assert.equal(change.kind, 'rename');
      const { oldUri, newUri } = change as { oldUri: string; newUri: string };
      client.rename(client.path(oldUri), client.path(newUri));
      await client.tell(`deleted ${client.path(oldUri)}`, `created ${client.path(newUri)}`);
      filesMoved = true;
      continue;
    }
    assert.ok(!filesMoved, 'texts are changed before files are renamed');
    const { textDocument, edits } = change as {
      textDocument: { uri: string; version: number | null };
      edits: TextEdit[];
    };
    const path = client.path(textDocument.uri);
    const document = client.opened(path);
    assert.equal(textDocument.version, document?.version ?? null, path);
    const text = TextDocument.applyEdits(client.document(path), edits);
    if (document) await client.replace(path, text);
    else {
      client.write(path, text);
      await client.tell(`changed ${path}`);
    }
  }
}

async function rename(client: Client, path: string, what: string, newName: string): Promise<WorkspaceEdit> {
  const edit = await client.connection.sendRequest<WorkspaceEdit | null>('textDocument/rename', {
    ...client.at(path, what),
    newName,
  });
  assert.ok(edit, 'there is an edit');
  return edit;
}

function willRename(client: Client, from: string, to: string): Promise<WorkspaceEdit | null> {
  const files = [{ oldUri: client.uri(from), newUri: client.uri(to) }];
  return client.connection.sendRequest('workspace/willRenameFiles', { files });
}

function texts(edit: WorkspaceEdit | null, client: Client): string[] {
  return (edit?.documentChanges ?? []).map((change) => {
    if ('kind' in change) return `${change.kind} ${client.path((change as { newUri: string }).newUri)}`;
    const { textDocument, edits } = change as { textDocument: { uri: string }; edits: TextEdit[] };
    return `${client.path(textDocument.uri)}: ${edits.map(({ newText }) => newText).join(', ')}`;
  });
}

const vault: Files = { 'a.md': '[[old]] [x](old.md)\n', 'd/b.md': '[[old]] [[../old.md]]\n', 'old.md': '# T\n[[a]]\n' };

test('what is announced', async () => {
  const { renameProvider, workspace } = (await start(vault, able)).result.capabilities;
  assert.deepEqual(renameProvider, { prepareProvider: true });
  assert.deepEqual(workspace?.fileOperations?.willRename, { filters: [{ pattern: { glob: '**/*' } }] });
  assert.equal((await start(vault)).result.capabilities.renameProvider, true);
});

test('a note: one edit, texts first, versions of open notes', async () => {
  const client = await start(vault, able);
  await client.openDocument('a.md');
  await client.edit('a.md', 'x', 'y');
  const prepared = await client.connection.sendRequest('textDocument/prepareRename', client.at('a.md', '[[old]]'));
  assert.deepEqual(prepared, {
    range: { start: { line: 0, character: 2 }, end: { line: 0, character: 5 } },
    placeholder: 'old',
  });
  const edit = await rename(client, 'a.md', '[[old]]', 'new');
  assert.deepEqual(texts(edit, client), ['a.md: new, new.md', 'd/b.md: new, ../new.md', 'rename new.md']);
  await apply(client, edit);
  assert.equal(client.textOf('a.md'), '[[new]] [y](new.md)\n');
  await client.until(() => client.definition('a.md', '[[new]]'), 'new.md:1');
  await client.settled();
  assert.deepEqual([client.problems('a.md'), client.problems('d/b.md'), client.problems('new.md')], [[], [], []]);
});

describe('what happens meanwhile', () => {
  test('a closed note changed on disk and nobody said so: its links are found where they are now', async () => {
    const client = await start(vault, able);
    await client.openDocument('a.md');
    client.write('d/b.md', 'longer than before: [[old]] [[a]] [[old]]\n');
    await apply(client, await rename(client, 'a.md', '[[old]]', 'new'));
    assert.equal(client.textOf('d/b.md'), 'longer than before: [[new]] [[a]] [[new]]\n');
  });
  test('of the same length, other words', async () => {
    const client = await start(vault, able);
    await client.openDocument('a.md');
    client.write('d/b.md', '[[abc]] [[../old.md]]\n');
    // Within one tick of the clock of a file system nobody could tell the two apart.
    utimesSync(join(client.root, 'd/b.md'), new Date(), new Date(Date.now() + 1000));
    await apply(client, await rename(client, 'a.md', '[[old]]', 'new'));
    assert.equal(client.textOf('d/b.md'), '[[abc]] [[../new.md]]\n');
  });
  test('of the same length, with the link at the same offset in another line', async () => {
    const client = await start({ ...vault, 'c.md': 'ab\n[[old]]\n' }, able);
    await client.openDocument('a.md');
    client.write('c.md', 'a\nb[[old]]\n');
    utimesSync(join(client.root, 'c.md'), new Date(), new Date(Date.now() + 1000));
    await apply(client, await rename(client, 'a.md', '[[old]]', 'new'));
    assert.equal(client.textOf('c.md'), 'a\nb[[new]]\n');
  });
  test('a note that is as it was when it was read is not read again', async () => {
    const read: string[] = [];
    const files = overheard((question, uris) => {
      if (question === 'read') read.push(...uris.map((uri) => uri.slice(uri.lastIndexOf('/') + 1)));
    });
    const client = await start({ ...vault, 'c.md': '[[old]]\n' }, { ...able, files });
    await client.openDocument('a.md');
    client.write('c.md', '[[old]] [[old]]\n');
    read.length = 0;
    await apply(client, await rename(client, 'a.md', '[[old]]', 'new'));
    assert.deepEqual([...new Set(read)], ['c.md']);
    assert.equal(client.textOf('c.md'), '[[new]] [[new]]\n');
  });
  test('a closed note is gone, and nobody said so', async () => {
    const client = await start({ ...vault, 'n.md': '[[b]]\n' }, able);
    await client.openDocument('a.md');
    client.remove('d/b.md');
    const edit = await rename(client, 'a.md', '[[old]]', 'new');
    assert.deepEqual(texts(edit, client), ['a.md: new, new.md', 'rename new.md']);
    await client.until(() => client.problems('n.md'), ['missing-note “b”']);
  });
  test('notes that change again and again: refused', async () => {
    let change: (() => void) | undefined;
    const client = await start(vault, {
      ...able,
      files: (disk) => ({
        ...disk,
        async state(uris, readOnly) {
          change?.();
          return disk.state(uris, readOnly);
        },
      }),
    });
    let at = 1;
    change = () => client.write('d/b.md', `${'x'.repeat(at++)} [[old]]\n`);
    await client.openDocument('a.md');
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), /Notes changed while this was prepared/);
  });
  test('a note that said nothing of it gets a link while the disk is asked: it is in the edit', async () => {
    const meanwhile = beforeStates();
    const client = await start(
      { 'a.md': '[[old]]\n', 'b.md': '[[old]]\n', 'c.md': 'words\n', 'old.md': '' },
      { ...able, files: meanwhile.files },
    );
    await client.openDocument('a.md');
    await client.openDocument('c.md');
    meanwhile.run = async () => {
      await client.edit('c.md', 'words', 'words [[old]]');
      await client.counters();
    };
    assert.deepEqual(texts(await rename(client, 'a.md', '[[old]]', 'new'), client).sort(), [
      'a.md: new',
      'b.md: new',
      'c.md: new',
      'rename new.md',
    ]);
  });

  test('an open note changes while the disk is asked: the edit is for the newer text, or refused where it was asked for', async () => {
    const meanwhile = beforeStates();
    const client = await start(vault, { ...able, files: meanwhile.files });
    await client.openDocument('a.md');
    await client.openDocument('d/b.md');
    await client.openDocument('old.md');
    const edits = (path: string, from: string, to: string) => async () => {
      await client.edit(path, from, to);
      await client.counters();
    };
    client.write('c.md', '[[old]]\n');
    await client.tell('created c.md');
    await client.until(
      () => client.references('a.md', '[[old]]'),
      'a.md [[old]], a.md [x](old.md), c.md [[old]], d/b.md [[../old.md]], d/b.md [[old]]',
    );
    meanwhile.run = edits('d/b.md', '[[old]]', 'words before [[old]]');
    const edit = await rename(client, 'a.md', '[[old]]', 'new');
    assert.equal(meanwhile.run, undefined);
    meanwhile.run = edits('a.md', '[[old]]', '[[c]] [[old]]');
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'other'), /Notes changed while this was prepared/);
    assert.deepEqual(texts(edit, client), [
      'a.md: new, new.md',
      'd/b.md: new, ../new.md',
      'c.md: new',
      'rename new.md',
    ]);
    const change = edit.documentChanges?.[1] as { textDocument: { version: number }; edits: TextEdit[] };
    assert.equal(change.textDocument.version, 2);
    assert.equal(change.edits[0]?.range.start.character, 'words before [['.length);
  });
  test('the new name is there, unlisted: refused', async () => {
    const client = await start({ ...vault, '.gitignore': 'hidden*\n', 'hidden.md': '' }, able);
    await client.openDocument('a.md');
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'hidden'), /“hidden\.md” exists already/);
  });
  test('a name is checked while it is typed, in the words of either language', async () => {
    for (const [locale, taken, empty] of [
      ['en', /^“old\.md” exists already\. Choose another name\.$/, /^The new name is empty\.$/],
      ['ru', /^«old\.md» уже существует\. Выберите другое имя\.$/, /^Новое имя пустое\.$/],
    ] as const) {
      const client = await start({ ...vault, '.gitignore': 'hidden*\n', 'hidden.md': '' }, { ...able, locale });
      const problem = (newName: string) =>
        client.connection.sendRequest<string | null>('researchNotes/checkName', { uri: client.uri('a.md'), newName });
      assert.match((await problem('old')) ?? '', taken);
      assert.match((await problem(' OLD.md ')) ?? '', new RegExp(taken.source.replace('old', 'OLD')));
      assert.match((await problem('hidden')) ?? '', /hidden\.md/);
      assert.match((await problem('a|b')) ?? '', /a\|b/);
      assert.match((await problem(' ')) ?? '', empty);
      for (const free of ['a', 'A', 'new', 'new.md']) assert.equal(await problem(free), null);
    }
  });
  test('another letter of its case: renamed, and refused where the disk has both', async () => {
    const client = await start(vault, able);
    await client.openDocument('a.md');
    assert.ok(texts(await rename(client, 'a.md', '[[old]]', 'OLD'), client).includes('rename OLD.md'));
    writeFileSync(join(client.root, 'Old.md'), '');
    // A disk for which both are one file cannot be asked this.
    if (!readdirSync(client.root).includes('Old.md')) return;
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'Old'), /“Old\.md” exists already/);
  });
});

describe('what is read-only', () => {
  const readAll = (client: Client) => Object.keys(vault).map((path) => client.textOf(path));
  /** Takes the permission to write away; who may do everything is held to it too. */
  const lock = (client: Client, path: string) => chmodSync(join(client.root, path), path === 'd' ? 0o555 : 0o444);
  const openVault = async (options: Options = able) => {
    const client = await start(vault, options);
    await client.openDocument('a.md');
    return client;
  };
  test('a note that would have to change: refused by its name, until it may be written', async () => {
    const client = await openVault();
    lock(client, 'd/b.md');
    const why = /“d\/b\.md” is read-only, so nothing was changed\. Make it writable and try again\./;
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), why);
    chmodSync(join(client.root, 'd/b.md'), 0o644);
    assert.deepEqual(texts(await rename(client, 'a.md', '[[old]]', 'new'), client).at(-1), 'rename new.md');
  });
  test('several, one of them open: the first is named, the others are counted', async () => {
    const client = await openVault({ ...able, locale: 'ru' });
    for (const path of ['a.md', 'd/b.md']) lock(client, path);
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), /«a\.md» и ещё 1 только для чтения/);
  });
  test('a note that need not change is none of it', async () => {
    const client = await openVault();
    lock(client, 'a.md');
    client.write('c.md', '# C\n');
    client.write('e.md', '[[c]]\n');
    await client.tell('created c.md', 'created e.md');
    await client.openDocument('e.md');
    await client.until(() => client.definition('e.md', '[[c]]'), 'c.md:1');
    assert.deepEqual(texts(await rename(client, 'e.md', '[[c]]', 'f'), client), ['e.md: f', 'rename f.md']);
  });
  test('the note that gets the name, and the folder that it lies in', async () => {
    const client = await openVault();
    lock(client, 'old.md');
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), /“old\.md” is read-only/);
    const other = await start({ 'a.md': '[[b]]\n', 'd/b.md': '' }, able);
    await other.openDocument('a.md');
    lock(other, 'd');
    await assert.rejects(rename(other, 'a.md', '[[b]]', 'new'), /“d” is read-only/);
    lock(other, '.');
    chmodSync(join(other.root, 'd'), 0o755);
    assert.deepEqual(texts(await rename(other, 'a.md', '[[b]]', 'new'), other), ['a.md: new', 'rename d/new.md']);
  });
  test('a move that happens anyhow: the others follow, and what is left as it is gets named', async () => {
    const client = await openVault();
    lock(client, 'd/b.md');
    const before = readAll(client);
    assert.deepEqual(texts(await willRename(client, 'old.md', 'new.md'), client), ['a.md: new, new.md']);
    await client.until(() => client.warnings, ['“d/b.md” is read-only and was left as it is. Check its links.']);
    lock(client, 'a.md');
    assert.equal(await willRename(client, 'old.md', 'new.md'), null);
    assert.equal(client.warnings[1], '“a.md” and 1 more are read-only and were left as they are. Check their links.');
    assert.deepEqual(readAll(client), before);
  });
  test('settings of VS Code say so', async () => {
    const given: Record<string, unknown> = {
      'files.readonlyInclude': { 'd/**': true, '**/x.md': true, 'a.md': false },
      'files.readonlyExclude': { '**/c.md': true },
    };
    const client = await openVault({
      ...able,
      initializationOptions: { commands: true },
      handlers: {
        'workspace/configuration': ({ items }: { items: { section: string; scopeUri?: string }[] }) =>
          items.map(({ section, scopeUri }) => (scopeUri ? (given[section] ?? null) : null)),
      },
    });
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), /“d\/b\.md” is read-only/);
    given['files.readonlyExclude'] = { '**/b.md': true };
    assert.equal(texts(await rename(client, 'a.md', '[[old]]', 'new'), client).length, 3);
    given['files.readonlyExclude'] = 'nonsense';
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), /“d\/b\.md” is read-only/);
    given['files.readonlyInclude'] = { [`${client.root}/a.md`]: true };
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), /“a\.md” is read-only/);
  });
});

test('a client that cannot rename files in an edit is told so; headings it can', async () => {
  const client = await start({ ...vault, 'c.md': '[[old#T]]\n' }, { initialize: { capabilities: {} } });
  await client.openDocument('a.md');
  await client.openDocument('old.md');
  await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), /cannot rename a file/);
  const edit = await rename(client, 'old.md', '# T', 'U');
  assert.deepEqual(
    Object.keys(edit.changes ?? {})
      .map((uri) => client.path(uri))
      .sort(),
    ['c.md', 'old.md'],
  );
});

test('a refusal is in the language of the user and changes nothing', async () => {
  const client = await start(vault, { ...able, locale: 'ru' });
  await client.openDocument('a.md');
  for (const name of ['a]]b', 'a|b', 'a#b', '../a', 'aux', 'x'.repeat(256)])
    await assert.rejects(rename(client, 'a.md', '[[old]]', name), /не годится как имя файла/);
  await assert.rejects(rename(client, 'a.md', '[[old]]', ''), /Новое имя пустое/);
  await assert.rejects(rename(client, 'a.md', '[[old]]', 'A'), /уже существует/);
  assert.deepEqual(
    Object.keys(vault).map((path) => readFileSync(join(client.root, path), 'utf8')),
    Object.values(vault),
  );
});

describe('canvases', () => {
  const card = (file: string, more = '') =>
    `{\n\t"nodes":[\n\t\t{"id":"1","type":"file","file":"${file}"${more}}\n\t],\n\t"edges":[]\n}`;
  const withCanvas: Files = {
    ...vault,
    '.obsidian/app.json': '{}',
    'boards/x.canvas': card('old.md', ',"subpath":"#T"'),
    'boards/y.canvas': card('d/b.md'),
    'p.png': '',
  };
  const openVault = async (options: Options = able, files: Files = withCanvas) => {
    const client = await start(files, options);
    await client.openDocument('a.md');
    await client.openDocument('old.md');
    return client;
  };
  test('they follow a rename in the same edit, before the file moves', async () => {
    const client = await openVault();
    const edit = await rename(client, 'a.md', '[[old]]', 'new');
    assert.deepEqual(texts(edit, client), [
      'a.md: new, new.md',
      'd/b.md: new, ../new.md',
      'boards/x.canvas: new.md',
      'rename new.md',
    ]);
    await apply(client, edit);
    assert.equal(client.textOf('boards/x.canvas'), card('new.md', ',"subpath":"#T"'));
  });
  test('and moves, of what no note links to as well; a heading, too', async () => {
    const client = await openVault(able, { ...withCanvas, 'z.canvas': card('p.png') });
    assert.deepEqual(texts(await willRename(client, 'p.png', 'm/q.png'), client), ['z.canvas: m/q.png']);
    assert.deepEqual(texts(await willRename(client, 'boards', 'b'), client), []);
    assert.deepEqual(texts(await willRename(client, 'd', 'e'), client).at(-1), 'boards/y.canvas: e/b.md');
    assert.deepEqual(texts(await rename(client, 'old.md', '# T', 'U'), client), ['old.md: U', 'boards/x.canvas: #U']);
  });
  test('their paths start from the nearest folder with `.obsidian`', async () => {
    const client = await openVault(able, {
      ...vault,
      'w/.obsidian/app.json': '{}',
      'w/s/x.canvas': card('n.md'),
      'w/n.md': '',
      'n.md': '',
    });
    assert.equal(await willRename(client, 'n.md', 'm.md'), null);
    assert.deepEqual(texts(await willRename(client, 'w/n.md', 'w/m.md'), client), ['w/s/x.canvas: m.md']);
  });
  test('a mark of the order of bytes, ends of lines and letters beside it stay', async () => {
    const client = await openVault();
    const bytes = (file: string) => Buffer.from(`\ufeff{"x":"é",\r\n"nodes":[{"type":"file","file":"${file}"}]}\r`);
    client.write('boards/x.canvas', bytes('old.md'));
    const edit = await willRename(client, 'old.md', 'new.md');
    const [change] = edit!.documentChanges!.filter((one) => 'edits' in one && one.textDocument.uri.endsWith('.canvas'));
    const after = TextDocument.applyEdits(client.document('boards/x.canvas'), (change as { edits: TextEdit[] }).edits);
    assert.ok(Buffer.from(`\ufeff${after}`).equals(bytes('new.md')));
  });
  test('one that changes on disk while this is asked for: the edit is for the newer text', async () => {
    const meanwhile = beforeStates();
    const client = await openVault({ ...able, files: meanwhile.files });
    meanwhile.run = async () => client.write('boards/x.canvas', `\n\n${card('old.md')}`);
    await apply(client, await rename(client, 'a.md', '[[old]]', 'new'));
    assert.equal(client.textOf('boards/x.canvas'), `\n\n${card('new.md')}`);
    meanwhile.run = async () => client.remove('boards/x.canvas');
    await apply(client, await rename(client, 'a.md', '[[new]]', 'last'));
    assert.deepEqual(readdirSync(join(client.root, 'boards')), ['y.canvas']);
  });
  test('our client learns which ones the edit was made for; one that the editor tells of has its version', async () => {
    const client = await openVault({ ...able, initializationOptions: { commands: true } });
    const based = async () => {
      const edit = await rename(client, 'a.md', '[[old]]', 'new');
      return (edit as { basedOn?: { uri: string }[] }).basedOn!.map(({ uri }) => client.path(uri));
    };
    assert.deepEqual(await based(), ['d/b.md', 'boards/x.canvas']);
    await client.openDocument('boards/x.canvas');
    await client.edit('boards/x.canvas', '{', '{ "mine": true,');
    assert.deepEqual(await based(), ['d/b.md']);
    await apply(client, await rename(client, 'a.md', '[[old]]', 'new'));
    assert.equal(client.textOf('boards/x.canvas'), `{ "mine": true,${card('new.md', ',"subpath":"#T"').slice(1)}`);
  });
  test('what our client has open is what it says, with its version; a client that says nothing loses nothing', async () => {
    const asked: string[][] = [];
    const files = { ...withCanvas, 'boards/x.canvas': card('p.png') };
    const client = await openVault(
      {
        ...able,
        initializationOptions: { commands: true },
        handlers: {
          'researchNotes/openTexts': ({ uris }: { uris: string[] }) => {
            asked.push(uris.map((uri) => client.path(uri)));
            return uris.map((uri) => (uri.endsWith('x.canvas') ? { version: 7, text: `\r\r${card('old.md')}` } : null));
          },
        },
      },
      files,
    );
    const edit = await rename(client, 'a.md', '[[old]]', 'new');
    assert.deepEqual(asked, [['boards/x.canvas', 'boards/y.canvas']]);
    const [change] = edit.documentChanges!.filter((one) => 'edits' in one && one.textDocument.uri.endsWith('.canvas'));
    assert.ok(change && 'edits' in change);
    assert.equal(change.textDocument.version, 7);
    assert.equal(change.edits[0]!.range.start.line, 4);
    assert.deepEqual(
      (edit as { basedOn?: { uri: string }[] }).basedOn!.map(({ uri }) => client.path(uri)),
      ['d/b.md'],
    );
  });
  test('one that is read-only: a rename is refused, a move leaves it and says so', async () => {
    const client = await openVault();
    chmodSync(join(client.root, 'boards/x.canvas'), 0o444);
    await assert.rejects(rename(client, 'a.md', '[[old]]', 'new'), /“boards\/x\.canvas” is read-only, so nothing/);
    assert.deepEqual(texts(await willRename(client, 'old.md', 'new.md'), client), [
      'a.md: new, new.md',
      'd/b.md: new, ../new.md',
    ]);
    await client.until(
      () => client.warnings,
      ['“boards/x.canvas” is read-only and was left as it is. Check its links.'],
    );
  });
  test('a client without versions', async () => {
    const client = await openVault({ initialize: { capabilities: {} } });
    const edits = (edit: WorkspaceEdit | null) =>
      Object.entries(edit?.changes ?? {}).map(([uri, own]) => `${client.path(uri)}: ${own.map((one) => one.newText)}`);
    assert.deepEqual(edits(await rename(client, 'old.md', '# T', 'U')), ['old.md: U', 'boards/x.canvas: #U']);
    assert.deepEqual(edits(await willRename(client, 'd/b.md', 'b.md')), ['d/b.md: ./old.md', 'boards/y.canvas: b.md']);
  });
  test('what is no text, or larger than any note, is left alone', async () => {
    const client = await openVault();
    client.write('boards/x.canvas', Buffer.from(`\0${card('old.md')}`));
    client.write('boards/y.canvas', card('old.md', `,"x":"${'x'.repeat(largestNote)}"`));
    assert.deepEqual(texts(await rename(client, 'a.md', '[[old]]', 'new'), client), [
      'a.md: new, new.md',
      'd/b.md: new, ../new.md',
      'rename new.md',
    ]);
  });
  test('they are read where something gets another name, one after the other, and those that change once more', async () => {
    const read: string[] = [];
    const files = overheard((question, uris) => {
      if (question === 'read') read.push(uris.map((uri) => uri.slice(uri.lastIndexOf('/') + 1)).join(' '));
    });
    const client = await openVault({ ...able, files }, { ...withCanvas, 't.md': '#one [[a|b]]\n' });
    await client.openDocument('t.md');
    await client.settled();
    read.length = 0;
    await rename(client, 't.md', '#one', 'two');
    assert.deepEqual(read, []);
    await rename(client, 'a.md', '[[old]]', 'new');
    assert.deepEqual(read, ['x.canvas', 'y.canvas', 'x.canvas']);
  });
});

test('our client learns what closed notes the edit was made for', async () => {
  const client = await start(vault, { ...able, initializationOptions: { commands: true } });
  await client.openDocument('a.md');
  const edit = (await rename(client, 'a.md', '[[old]]', 'new')) as WorkspaceEdit & {
    basedOn: { uri: string; size: number }[];
  };
  assert.deepEqual(
    edit.basedOn.map(({ uri, size }) => [client.path(uri), size]),
    [['d/b.md', 22]],
  );
});

test('where VS Code rewrites Markdown links itself, only wiki-links are changed', async () => {
  const setting = { enabled: 'always', include: ['**/*.md'], enableForDirectories: true };
  const client = await start(vault, {
    ...able,
    initializationOptions: { commands: true },
    handlers: {
      'workspace/configuration': ({ items }: { items: { section: string }[] }) =>
        items.map(({ section }) => (section === 'markdown.updateLinksOnFileMove' ? setting : null)),
    },
  });
  assert.deepEqual(texts(await willRename(client, 'old.md', 'new.md'), client), [
    'a.md: new',
    'd/b.md: new, ../new.md',
  ]);
});

test('a note that is created or deleted', async () => {
  const client = await start(
    { 'x/a.md': '[[b]]\n', 'y/b.md': '', 'x/c.md': '[[d]]\n', 'x/d.md': '', 'y/d.md': '' },
    able,
  );
  const files = [{ uri: client.uri('x/b.md') }];
  const edit = await client.connection.sendRequest<WorkspaceEdit>('workspace/willCreateFiles', { files });
  assert.deepEqual(texts(edit, client), ['x/a.md: y/b']);
  const gone = [{ uri: client.uri('x/d.md') }];
  assert.equal(await client.connection.sendRequest('workspace/willDeleteFiles', { files: gone }), null);
  await client.until(
    () => client.warnings,
    ['1 link to what is deleted will lead to another note: in “x/c.md” to “y/d.md”. Check it before you go on.'],
  );
});

test('500 references in closed and unsaved notes: one edit, and back again to the same bytes', async () => {
  const files: Record<string, string> = { 'd/hub.md': '# Hub\n' };
  for (let at = 0; at < 500; at++)
    files[`n${at % 20}/note${at}.md`] = `é ${at}\r\n- [[hub]] - why\r\n- [t](../d/hub.md#hub "x") \`[[hub]]\`\r\n`;
  const client = await start(files, able);
  for (let at = 0; at < 50; at++) {
    await client.openDocument(`n${at % 20}/note${at}.md`);
    await client.edit(`n${at % 20}/note${at}.md`, 'why', `[[hub|unsaved ${at}]] why`);
  }
  const state = () =>
    Object.keys(files)
      .filter((path) => !path.startsWith('d/'))
      .map((path) => client.textOf(path));
  const before = state();
  const edit = await rename(client, 'n0/note0.md', '[[hub]]', 'Узел');
  assert.equal(edit.documentChanges?.length, 501);
  await apply(client, edit);
  await client.settled();
  assert.deepEqual(
    state(),
    before.map((text) => text.replaceAll(/(?<!`)\[\[hub/g, '[[Узел').replaceAll('d/hub.md', 'd/Узел.md')),
  );
  assert.ok(existsSync(join(client.root, 'd/Узел.md')));
  await client.until(() => client.problems('n3/note3.md'), []);
  await apply(client, await rename(client, 'n0/note0.md', '[[Узел]]', 'hub'));
  await client.settled();
  assert.deepEqual(state(), before);
  assert.equal(client.textOf('d/hub.md'), files['d/hub.md']);
  assert.ok(!existsSync(join(client.root, 'd/Узел.md')));
});

test('a folder of 1,000 notes: links right both ways, in less than two seconds', async () => {
  const files: Record<string, string> = {};
  for (let at = 0; at < 1000; at++) {
    const outside = `o${at % 100}.md`;
    files[`old/s${at % 10}/m${at}.md`] =
      `# M${at}\n[[m${(at + 1) % 1000}]] [x](../s${(at + 1) % 10}/m${(at + 1) % 1000}.md) [o](../../${outside}) ![](../../i.png)\n`;
    files[outside] = `${files[outside] ?? ''}[[old/s${at % 10}/m${at}]] [x](old/s${at % 10}/m${at}.md)\n`;
  }
  let most = 0;
  const heard = overheard((question, uris) => {
    if (question !== 'list') most = Math.max(most, uris.length);
  });
  const client = await start({ ...files, 'i.png': '' }, { ...able, files: heard });
  // Of the processor's time: on a busy machine the clock says more about the others.
  const from = process.cpuUsage();
  const edit = await willRename(client, 'old', 'deep/new');
  const { user, system } = process.cpuUsage(from);
  assert.ok(user + system < 2_000_000, `${(user + system) / 1000} ms`);
  assert.ok(most <= 64, `${most} files were asked about at once`);
  await apply(client, edit!);
  client.rename('old', 'deep/new');
  await client.tell('deleted old', 'created deep', 'created deep/new');
  await client.settled();
  assert.deepEqual(client.textOf('o7.md').split('\n').slice(0, 2), [
    '[[deep/new/s7/m7]] [x](deep/new/s7/m7.md)',
    '[[deep/new/s7/m107]] [x](deep/new/s7/m107.md)',
  ]);
  assert.equal(
    client.textOf('deep/new/s7/m7.md'),
    '# M7\n[[m8]] [x](../s8/m8.md) [o](../../../o7.md) ![](../../../i.png)\n',
  );
  const { vault: status } = await client.status();
  assert.deepEqual(status.problems, {});
});

describe('before all is read', () => {
  /** How many notes a move of `old.md` changes. */
  async function changedBy(client: Client): Promise<number> {
    const files = [{ oldUri: client.uri('old.md'), newUri: client.uri('new.md') }];
    const edit = await client.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', { files });
    return edit?.documentChanges?.length ?? 0;
  }

  test('and before the client has said its settings', async () => {
    const answer = async ({ items }: { items: unknown[] }) => {
      await sleep(50);
      return items.map(() => null);
    };
    const options = { early: true, handlers: { 'workspace/configuration': answer } };
    const client = await start({ 'old.md': '', 'a.md': '[[old]]\n' }, options);
    assert.equal(await changedBy(client), 1);
  });

  test('and reading begins once more', async () => {
    const notes = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}.md`, '[[old]]\n']));
    let reading = () => {};
    const isReading = new Promise<void>((done) => {
      reading = done;
    });
    const files = (disk: FileSystem): FileSystem => ({
      ...disk,
      async read(uris, limit, head) {
        reading();
        await sleep(10);
        return disk.read(uris, limit, head);
      },
    });
    const client = await start({ 'old.md': '', ...notes }, { early: true, files });
    await isReading;
    const changed = changedBy(client);
    const rebuilt = client.connection.sendRequest('researchNotes/rebuildIndex');
    assert.equal(await changed, 100);
    await rebuilt;
  });
});

test('a rename does not wait for the problems of all notes', async () => {
  const links = Array.from({ length: 20 }, (_, at) => `[[no${at}]]`).join(' ');
  const files: Record<string, string> = { 'a.md': '[[b]]\n', 'b.md': '# B\n' };
  const count = 1500;
  for (let at = 0; at < count; at++) files[`n${at}.md`] = links;
  const client = await start(files, able);
  await client.openDocument('a.md', files['a.md']!);
  await client.counters();
  client.published.length = 0;
  client.settings = { diagnostics: { 'missing-note': 'error' } };
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  const told = () => new Set(client.published.map(({ uri }) => uri)).size;
  const edit = await client.connection.sendRequest('textDocument/rename', {
    ...client.at('a.md', '[[b]]'),
    newName: 'c',
  });
  assert.ok(edit);
  assert.ok(told() < count, `${told()} of ${count} notes were told of before`);
  await client.counters();
  assert.equal(told(), count);
});
