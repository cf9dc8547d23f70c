// Many keys that come faster than a note is parsed: only its newest text is, and all that is asked is answered for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DocumentLink, LSPErrorCodes, type WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import type { PreviewResult } from '../../server/protocol.ts';
import { start } from './client.ts';

const vault = { 'a.md': '# A\n\nprose\n\n[[b]]\n', 'b.md': '# B\n' };

test('keys that wait cost one parse, also with questions among them, which see the newest text', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  const before = await client.counters();
  const textDocument = { uri: client.uri('a.md') };
  const answers: Promise<DocumentLink[]>[] = [];
  const sent: Promise<void>[] = [];
  for (let key = 0; key < 20; key++) {
    sent.push(client.edit('a.md', 'prose', 'prose [[b]]'));
    answers.push(client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument }));
  }
  await Promise.all(sent);
  const links = (await Promise.all(answers)).map((found) => found.length);
  assert.deepEqual(links, Array(20).fill(21));
  assert.equal((await client.counters()).notesParsed - before.notesParsed, 1);
});

test('keys without a question are parsed by themselves', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  await client.edit('a.md', '[[b]]', '[[bb]]');
  await client.until(() => client.problems('a.md'), ['missing-note “bb”']);
});

test('what is made for a text says its version', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  for (let key = 0; key < 5; key++) void client.edit('a.md', 'prose', 'prose x');
  const params = { uri: client.uri('a.md'), mark: 'x', known: [], remoteImages: false, large: false };
  const { version } = await client.connection.sendRequest<PreviewResult>('researchNotes/preview', params);
  assert.equal(version, 6);
  for (let key = 0; key < 5; key++) void client.edit('a.md', '# A', '# A\n');
  const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
    ...client.at('a.md', '[[b]]'),
    newName: 'c',
  });
  const [change] = edit.documentChanges!;
  assert.ok('edits' in change!);
  assert.equal(change.textDocument.version, 11);
  assert.equal(change.edits[0]!.range.start.line, 9);
});

test('what was typed right before a note is closed is forgotten', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  void client.edit('a.md', '[[b]]', '[[gone]]');
  await client.close('a.md');
  await client.settled();
  assert.deepEqual(client.problems('a.md'), []);
});

test('colours are those of the text that was asked about, or none', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  const ask = () =>
    client.connection
      .sendRequest<{ data: number[] }>('textDocument/semanticTokens/full', {
        textDocument: { uri: client.uri('a.md') },
      })
      .then(
        ({ data }) => data.length,
        (error: { code: number }) => error.code,
      );
  const number = await ask();
  assert.ok(number > 0);
  void client.edit('a.md', 'prose', 'prose x');
  const between = ask();
  void client.edit('a.md', '# A', '# A\n\n');
  assert.equal(await between, LSPErrorCodes.ContentModified);
  assert.equal(await ask(), number);
});

test('a stream of questions after a key is answered', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  await client.edit('a.md', 'prose', 'prose [[b]]');
  let answered = 0;
  for (const end = Date.now() + 1000; answered === 0 && Date.now() < end; ) {
    const params = { textDocument: { uri: client.uri('a.md') } };
    void client.connection.sendRequest('textDocument/documentLink', params).then(
      () => answered++,
      () => undefined,
    );
    await new Promise((done) => setImmediate(done));
  }
  assert.ok(answered > 0);
});
