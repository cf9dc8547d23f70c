// Pull diagnostics: open notes one by one, the workspace as a stream that is held open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CancellationTokenSource,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import type { Problems } from '../../server/lsp/problems.ts';
import { Puller } from '../../server/lsp/puller.ts';
import { canonicalUri } from '../../server/text/uri.ts';
import { Vault } from '../../server/vault/vault.ts';
import { type Client, start } from './client.ts';

const capabilities = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

async function puller(files: Record<string, string>, refreshed: () => void = () => {}): Promise<Client> {
  return start(files, {
    initialize: { capabilities },
    handlers: { 'workspace/diagnostic/refresh': () => refreshed() },
  });
}

function pull(client: Client, path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
  return client.connection.sendRequest('textDocument/diagnostic', {
    textDocument: { uri: client.uri(path) },
    ...(previousResultId ? { previousResultId } : {}),
  });
}

function messagesIn(report: DocumentDiagnosticReport): string[] {
  return (report.kind === 'full' ? report.items : []).map(({ message }) => String(message));
}

/** Holds `workspace/diagnostic` open; what it told last, by file name. */
function hold(client: Client): { told: Map<string, string[]>; end(): void; answer: Promise<unknown> } {
  const told = new Map<string, string[]>();
  const token = 'held';
  client.connection.onProgress(WorkspaceDiagnosticRequest.partialResult, token, (part) => {
    for (const report of (part as WorkspaceDiagnosticReportPartialResult).items)
      told.set(report.uri.slice(report.uri.lastIndexOf('/') + 1), messagesIn(report));
  });
  const cancel = new CancellationTokenSource();
  const params = { previousResultIds: [], partialResultToken: token };
  const answer = client.connection.sendRequest('workspace/diagnostic', params, cancel.token);
  return { told, end: () => cancel.cancel(), answer };
}

test('nothing is pushed to a client that pulls', async () => {
  const client = await puller({ 'a.md': '[[no]]' });
  assert.deepEqual(client.result.capabilities.diagnosticProvider, {
    identifier: 'research-notes',
    interFileDependencies: true,
    workspaceDiagnostics: true,
  });
  await client.openDocument('a.md');
  assert.deepEqual(messagesIn(await pull(client, 'a.md')), ['Note not found: “no”']);
  assert.deepEqual(client.published, []);
});

test('of notes that are clean or gone nothing is kept', async () => {
  const problem = { message: 'no' } as Diagnostic;
  let found = [problem];
  let looks = 0;
  const of = () => {
    looks++;
    return found;
  };
  const told: unknown[] = [];
  const puller = new Puller({
    vault: new Vault(),
    problems: { of } as unknown as Problems,
    isOpen: () => false,
    spellingOf: () => undefined,
    read: async () => {},
    refresh: () => {},
    counted: () => {},
    turn: async () => {},
    standBack: async () => {},
    later: () => {},
  });
  void puller.workspace([], (items) => void told.push(...items), new Promise(() => {}));
  for (const problems of [[problem], [], []]) {
    found = problems;
    for (let index = 0; index < 10; index++) await puller.queue([`file:///${index}.md`]);
  }
  assert.equal(told.length, 20);
  looks = 0;
  await puller.publishAll();
  assert.equal(looks, 0);
});

test('a client that refuses to pull again is served on', async () => {
  let asked = 0;
  const client = await puller({ 'a.md': '[[b]]', 'b.md': '' }, () => {
    asked++;
    throw new Error('not now');
  });
  await client.openDocument('a.md');
  assert.deepEqual(messagesIn(await pull(client, 'a.md')), []);
  client.remove('b.md');
  await client.tell('deleted b.md');
  await client.until(() => asked, 1);
  // A refusal that nobody takes would end the process.
  await client.settled();
  assert.deepEqual(messagesIn(await pull(client, 'a.md')), ['Note not found: “b”']);
});

test('a client that cannot be asked to pull again is pushed to', async () => {
  const client = await start(
    { 'a.md': '[[no]]' },
    { initialize: { capabilities: { textDocument: { diagnostic: {} } } } },
  );
  assert.equal(client.result.capabilities.diagnosticProvider, undefined);
  await client.until(() => client.published.length, 1);
});

test('a client that asks for it is pushed to', async () => {
  const client = await start(
    { 'a.md': '[[no]]' },
    { initialize: { capabilities }, initializationOptions: { pushDiagnostics: true } },
  );
  assert.equal(client.result.capabilities.diagnosticProvider, undefined);
  await client.until(() => client.published.length, 1);
});

test('a second pull of the same problems is answered with their id', async () => {
  const client = await puller({ 'a.md': '[[no]]', 'b.md': '# fine' });
  for (const path of ['a.md', 'b.md']) {
    await client.openDocument(path);
    const first = await pull(client, path);
    const again = await pull(client, path, first.resultId);
    assert.deepEqual(again, { kind: 'unchanged', resultId: first.resultId });
  }
});

test('the workspace streams what changed and is not answered until it is cancelled', async () => {
  const client = await puller({ 'a.md': '[[b]] [[c]]', 'b.md': '# fine' });
  const { told, end, answer } = hold(client);
  let answered = false;
  void answer.finally(() => (answered = true));
  await client.until(() => told.has('a.md'), true);
  assert.deepEqual(Object.fromEntries(told), { 'a.md': ['Note not found: “c”'] });
  client.write('c.md', '# now');
  await client.tell('created c.md');
  await client.until(() => told.get('a.md'), []);
  client.remove('b.md');
  await client.tell('deleted b.md');
  await client.until(() => told.get('a.md'), ['Note not found: “b”']);
  assert.equal(answered, false);
  end();
  await answer;
});

test('without a stream the workspace is answered at once', async () => {
  const client = await puller({ 'a.md': '[[no]]', 'b.md': '# fine' });
  const first: WorkspaceDiagnosticReport = await client.connection.sendRequest('workspace/diagnostic', {
    previousResultIds: [],
  });
  assert.deepEqual(
    first.items.map((report) => [report.uri.slice(-4), messagesIn(report)]),
    [['a.md', ['Note not found: “no”']]],
  );
});

test('without a stream the workspace is answered once every note is read', async () => {
  const client = await start(
    { 'a.md': '[[no]]' },
    {
      initialize: { capabilities },
      early: true,
      files: (disk) => ({
        ...disk,
        read: async (...question) => {
          await new Promise((done) => setTimeout(done, 50));
          return disk.read(...question);
        },
      }),
    },
  );
  const params = { previousResultIds: [] };
  const report: WorkspaceDiagnosticReport = await client.connection.sendRequest('workspace/diagnostic', params);
  assert.equal(report.items.length, 1);
});

test('an address is answered as the client spells it', async () => {
  const client = await puller({ 'a (b).md': '[[no]]' });
  const uri = client.uri('a (b).md');
  assert.notEqual(uri, canonicalUri(uri));
  const document = { uri, languageId: 'markdown', version: 1, text: '[[no]]' };
  await client.connection.sendNotification('textDocument/didOpen', { textDocument: document });
  const told = async (previousResultIds: { uri: string; value: string }[]) => {
    const params = { previousResultIds };
    const report: WorkspaceDiagnosticReport = await client.connection.sendRequest('workspace/diagnostic', params);
    return report.items.map((item) => [item.uri, messagesIn(item).length]);
  };
  assert.deepEqual(await told([]), [[uri, 1]]);
  assert.deepEqual(await told([{ uri, value: 'x' }]), [[uri, 1]]);
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  assert.deepEqual(await told([{ uri, value: 'x' }]), [[uri, 1]]);
});

test('open notes are pulled again when another note changes what their links say', async () => {
  let refreshes = 0;
  const client = await puller({ 'a.md': '[[b]]', 'b.md': '# fine' }, () => void refreshes++);
  await client.openDocument('a.md');
  assert.deepEqual(messagesIn(await pull(client, 'a.md')), []);
  client.remove('b.md');
  await client.tell('deleted b.md');
  await client.until(() => refreshes > 0, true);
  assert.deepEqual(messagesIn(await pull(client, 'a.md')), ['Note not found: “b”']);
});

test('the last pull of a note that was closed without being saved says what the disk says', async () => {
  const client = await puller({ 'a.md': '# fine' });
  await client.openDocument('a.md');
  await client.edit('a.md', '# fine', '[[no]]');
  assert.deepEqual(messagesIn(await pull(client, 'a.md')), ['Note not found: “no”']);
  await client.close('a.md');
  assert.deepEqual(messagesIn(await pull(client, 'a.md')), []);
});

test('a closed note is streamed again after its last pull, which VS Code leaves aside', async () => {
  const client = await puller({ 'a.md': '[[no]]' });
  const { told, end, answer } = hold(client);
  await client.until(() => told.get('a.md'), ['Note not found: “no”']);
  await client.openDocument('a.md');
  await client.edit('a.md', '[[no]]', 'nothing wrong');
  await pull(client, 'a.md');
  await client.close('a.md');
  told.clear();
  await pull(client, 'a.md');
  await client.until(() => told.get('a.md'), ['Note not found: “no”']);
  end();
  await answer;
});
