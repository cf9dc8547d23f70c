// Edits of code actions over a real connection: they carry versions and states, and are made for what the disk says now.
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver-types';
import { type Client, type Options, start } from './client.ts';

const able: Options = {
  initialize: {
    capabilities: {
      textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
      workspace: { applyEdit: true, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
    },
    initializationOptions: { commands: true },
  },
};
type BasedEdit = CodeAction['edit'] & { basedOn?: { uri: string; size: number; mtime: number }[] };

const stale = {
  'a.md': '![](x.png) <!-- TODO: Broken image path -->\n',
  'b.md': 'x\n![](x.png) <!-- TODO: Broken image path -->\n',
  'x.png': '',
};

/** The action at the first problem of the note whose title begins so. */
async function action(client: Client, path: string, title: string): Promise<CodeAction> {
  if (!client.opened(path)) await client.openDocument(path);
  const diagnostics = [...client.diagnostics(path)];
  const found = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uri(path) },
    range: diagnostics[0]!.range,
    context: { diagnostics },
  });
  const one = found.find((each) => each.title.startsWith(title));
  assert.ok(one, found.map((each) => each.title).join(' | '));
  return one;
}

async function resolved(client: Client, chosen: CodeAction): Promise<BasedEdit> {
  const { edit } = await client.connection.sendRequest<CodeAction>('codeAction/resolve', chosen);
  assert.ok(edit);
  return edit;
}

/** `path version: line:character-line:character, …` */
function ranges(client: Client, edit: BasedEdit): string[] {
  return (edit.documentChanges as TextDocumentEdit[]).map(({ textDocument, edits }) => {
    const places = (edits as TextEdit[]).map(
      ({ range: { start, end } }) => `${start.line}:${start.character}-${end.line}:${end.character}`,
    );
    return `${client.path(textDocument.uri)} ${textDocument.version}: ${places.join(', ')}`;
  });
}

test('an edit that is ready at once names the version that it was made for', async () => {
  const client = await start(stale, able);
  await client.openDocument('a.md');
  await client.edit('a.md', '![]', 'é ![]');
  await client.settled();
  const one = await action(client, 'a.md', 'Remove this comment');
  assert.deepEqual(ranges(client, one.edit!), ['a.md 2: 0:12-0:45']);
});

test('an edit of closed notes names their states', async () => {
  const client = await start(stale, able);
  const edit = await resolved(client, await action(client, 'a.md', 'Remove all 2 such comments'));
  assert.deepEqual(ranges(client, edit), ['a.md 1: 0:10-0:43', 'b.md null: 1:10-1:43']);
  assert.deepEqual(
    edit.basedOn?.map(({ uri, size }) => [client.path(uri), size]),
    [['b.md', 46]],
  );
});

test('a closed note that changed behind our back is changed where it is now, or not at all', async () => {
  const client = await start(stale, able);
  const all = await action(client, 'a.md', 'Remove all 2 such comments');
  client.write('b.md', '![](x.png) <!-- TODO: Broken image path -->\nx\n');
  assert.deepEqual(ranges(client, await resolved(client, all)), ['a.md 1: 0:10-0:43', 'b.md null: 0:10-0:43']);
  client.write('b.md', '![](y.png) <!-- TODO: Broken image path -->\nx\n');
  assert.deepEqual(ranges(client, await resolved(client, all)), ['a.md 1: 0:10-0:43']);
  client.remove('b.md');
  assert.deepEqual(ranges(client, await resolved(client, all)), ['a.md 1: 0:10-0:43']);
});

test('what a fix would have to write is read-only: refused before anything is changed', async () => {
  const client = await start({ ...stale, 'd/e.md': '# E\n[[new]]\n' }, able);
  const all = await action(client, 'a.md', 'Remove all 2 such comments');
  chmodSync(join(client.root, 'b.md'), 0o444);
  await assert.rejects(resolved(client, all), /“b\.md” is read-only, so nothing was changed/);
  chmodSync(join(client.root, 'b.md'), 0o644);
  assert.equal(ranges(client, await resolved(client, all)).length, 2);
  const create = await action(client, 'd/e.md', 'Create note');
  chmodSync(join(client.root, 'd'), 0o555);
  await assert.rejects(resolved(client, create), /“d” is read-only/);
  chmodSync(join(client.root, 'd'), 0o755);
});

test('a client that cannot ask for the edit of a chosen action gets it at once, and no note is read that it does not need', async () => {
  const read: string[] = [];
  const notes = Object.fromEntries([1, 2, 3].map((at) => [`n${at}.md`, '[[b]] [x](b.md)\n']));
  const client = await start(
    { ...stale, ...notes },
    {
      files: (disk) => ({
        ...disk,
        async read(uris, limit, head) {
          read.push(...uris);
          return disk.read(uris, limit, head);
        },
      }),
    },
  );
  await client.openDocument('n1.md');
  await client.openDocument('a.md');
  read.length = 0;
  const ask = (path: string, what: string) => {
    const { textDocument, position } = client.at(path, what);
    const params = { textDocument, range: { start: position, end: position } };
    const context = { diagnostics: [...client.diagnostics(path)] };
    return client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { ...params, context });
  };
  const offered = [...(await ask('n1.md', '[[b]]')), ...(await ask('a.md', 'TODO'))];
  assert.ok(offered.every(({ edit, command }) => edit || command));
  const titles = offered.map(({ title }) => title);
  const inAll = titles.filter((title) => title.endsWith('…'));
  assert.deepEqual(inAll, ['Remove all 2 such comments in 2 notes…']);
  for (const title of [
    'Make it a Markdown link',
    'Make all wiki-links of this note Markdown links',
    'Remove this comment',
  ])
    assert.ok(titles.includes(title), titles.join(' | '));
  // The target of the link, for the link back to it, and the other note with such a comment.
  assert.deepEqual([...new Set(read.map((uri) => client.path(uri)))], ['b.md']);
});

test('nor is it worked out at each move of the cursor what would follow a section into a note of its own', async () => {
  const notes = { 'a.md': '# A\n\n## Part\n\nx\n', 'b.md': '[[a#Part]]\n' };
  const ask = async (options: Options, only?: string[]) => {
    const client = await start(notes, options);
    await client.openDocument('a.md');
    const { textDocument, position } = client.at('a.md', 'Part');
    const context = { diagnostics: [], ...(only ? { only } : {}) };
    const params = { textDocument, range: { start: position, end: position }, context };
    const found = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    return found.map(({ title, edit }) => `${title}${edit ? ' at once' : ''}`);
  };
  const { workspace } = able.initialize!.capabilities!;
  const creates: Options = { initialize: { capabilities: { workspace: workspace! } } };
  assert.deepEqual(await ask(creates), ['Insert a table of contents at once']);
  assert.deepEqual(await ask(creates, ['refactor.extract']), ['Extract this section to a new note at once']);
  assert.deepEqual(await ask(able), ['Extract this section to a new note', 'Insert a table of contents']);
});
