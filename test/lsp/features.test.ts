// The whole way of a request: client, connection, server, folder.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type CodeAction, ErrorCodes, type TextDocumentEdit, type TextEdit } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import * as protocol from '../../server/protocol.ts';
import { type ChangedParams, changedNotification } from '../../server/protocol.ts';
import type { DrawFormula } from '../../server/render/drawFormula.ts';
import { type Client, start } from './client.ts';

const vault = {
  'a.md': '# Alpha\n\nSee [[beta]] and [[nowher]].\n',
  'notes/beta.md': '# Beta\n\nOverview.\n\n## Part\n',
  'notes/c.md': '[[beta#Part]] [[no such thing]]\n',
};

test('what the README says the server answers, it answers', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  const rows = readFileSync('README.md', 'utf8').matchAll(/^\| (`\S*\/.*`) \| to the server \|/gm);
  const methods = [...rows].flatMap(([, names]) => {
    let before = '';
    return [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => {
      before = name!.includes('/') ? name!.slice(0, name!.lastIndexOf('/') + 1) : before;
      return name!.includes('/') ? name! : before + name!;
    });
  });
  assert.ok(methods.length > 40, methods.join(' '));
  const ours = Object.values(protocol).filter(
    (value) => typeof value === 'string' && value.startsWith('researchNotes/'),
  );
  const readme = readFileSync('README.md', 'utf8');
  for (const method of ours) assert.ok(readme.includes(`\`${String(method)}\``), `${String(method)} is in the README`);
  const notifications = /\/(?:did\w+|excludes|focused)$/;
  const refused: string[] = [];
  for (const method of methods.filter((method) => !notifications.test(method))) {
    // Whatever is wrong with these parameters, a method that nobody serves fails with a code of its own.
    const params = { ...client.at('a.md', '[[beta]]'), context: { diagnostics: [] }, range: undefined, files: [] };
    await client.connection.sendRequest(method, params).catch(({ code }) => {
      if (code === ErrorCodes.MethodNotFound) refused.push(method);
    });
  }
  assert.deepEqual(refused, []);
});

test('announces what it serves, and nothing else', async () => {
  const client = await start(vault);
  const { capabilities } = client.result;
  assert.deepEqual(Object.keys(capabilities).sort(), [
    'callHierarchyProvider',
    'codeActionProvider',
    'codeLensProvider',
    'completionProvider',
    'definitionProvider',
    'documentHighlightProvider',
    'documentLinkProvider',
    'documentSymbolProvider',
    'executeCommandProvider',
    'foldingRangeProvider',
    'hoverProvider',
    'inlayHintProvider',
    'referencesProvider',
    'renameProvider',
    'selectionRangeProvider',
    'semanticTokensProvider',
    'textDocumentSync',
    'workspace',
    'workspaceSymbolProvider',
  ]);
  const { triggerCharacters, resolveProvider } = capabilities.completionProvider!;
  assert.equal(resolveProvider, true);
  // Behind these the list inside brackets would close for good; letters ask by themselves.
  for (const mark of '[#^/ -.:(,') assert.ok(triggerCharacters!.includes(mark), mark);
  for (const mark of triggerCharacters!) assert.match(mark, /^[^\p{L}\p{N}]$/u);
  await client.openDocument('a.md');
  const { uri } = client.at('a.md', 'beta').textDocument;
  const requests: Record<string, object> = {
    'textDocument/completion': client.at('a.md', 'beta'),
    'textDocument/definition': client.at('a.md', 'beta'),
    'textDocument/hover': client.at('a.md', 'beta'),
    'textDocument/references': { ...client.at('a.md', 'beta'), context: { includeDeclaration: true } },
    'textDocument/documentHighlight': client.at('a.md', 'beta'),
    'textDocument/prepareRename': client.at('a.md', 'beta'),
    'textDocument/documentLink': { textDocument: { uri } },
    'textDocument/documentSymbol': { textDocument: { uri } },
    'textDocument/foldingRange': { textDocument: { uri } },
    'textDocument/selectionRange': { textDocument: { uri }, positions: [client.at('a.md', 'beta').position] },
    'textDocument/prepareCallHierarchy': client.at('a.md', 'beta'),
    'workspace/symbol': { query: 'beta' },
    'textDocument/semanticTokens/full': { textDocument: { uri } },
    'textDocument/codeLens': { textDocument: { uri } },
    'textDocument/codeAction': {
      textDocument: { uri },
      range: client.diagnostics('a.md')[0]!.range,
      context: { diagnostics: [...client.diagnostics('a.md')] },
    },
  };
  for (const [method, params] of Object.entries(requests))
    assert.ok(await client.connection.sendRequest(method, params), method);
});

test('in VS Code what its own Markdown support gives is not served', async () => {
  const client = await start(vault, { initializationOptions: { commands: true } });
  const { capabilities } = client.result;
  for (const own of ['documentSymbolProvider', 'foldingRangeProvider', 'selectionRangeProvider'] as const)
    assert.equal(capabilities[own], undefined, own);
  const symbols = await client.connection.sendRequest<{ name: string }[]>('workspace/symbol', { query: 'part' });
  assert.deepEqual(symbols, []);
});

test('call hierarchy over the connection', async () => {
  const client = await start(vault);
  const [item] = await client.connection.sendRequest<object[]>(
    'textDocument/prepareCallHierarchy',
    client.at('a.md', '[[beta]]'),
  );
  const calls = await client.connection.sendRequest<{ from: { name: string } }[]>('callHierarchy/incomingCalls', {
    item,
  });
  assert.deepEqual(calls.map(({ from }) => from.name).sort(), ['Alpha', 'c']);
});

test('registers for files and settings only where the client can', async () => {
  const both = await start({});
  assert.deepEqual(both.registered.sort(), ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
  const own = await start({}, { initializationOptions: { watchesFiles: true } });
  assert.deepEqual(own.registered, ['workspace/didChangeConfiguration']);
  const bare = await start({}, { initialize: { capabilities: {} } });
  assert.deepEqual(bare.registered, []);
});

test('definition, references, hover, completion', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  assert.equal(await client.definition('a.md', '[[beta]]'), 'notes/beta.md:1');
  assert.equal(await client.definition('notes/c.md', 'beta#Part'), 'notes/beta.md:5');
  assert.equal(await client.definition('a.md', 'See'), 'nothing');
  assert.equal(await client.references('a.md', '[[beta]]'), 'a.md [[beta]], notes/c.md [[beta#Part]]');
  assert.equal(
    await client.hover('a.md', '[[beta]]'),
    '**[Beta](/notes/beta.md)**\n\nnotes · 2 backlinks\n\nOverview\\.\n\n[Part](/notes/beta.md#L5)',
  );
  await client.edit('a.md', 'See', '[[bet');
  assert.deepEqual(await client.completion('a.md', '[[bet'), ['Beta · notes/beta.md']);
  assert.deepEqual(await client.completion('a.md', '# Al'), ['nothing']);
});

test('a formula: a picture where the client shows pictures, else its TeX', async () => {
  for (const hoverImages of ['data', 'uri', 'none', undefined] as const) {
    const initializationOptions = hoverImages ? { hoverImages } : {};
    const client = await start({ 'a.md': 'So $\\frac{1}{2}$.\n' }, { initializationOptions });
    await client.openDocument('a.md');
    const shown = await client.hover('a.md', 'frac');
    if (hoverImages === 'data' || hoverImages === 'uri') assert.match(shown, /^!\[[^\]]+\]\(data:image\/svg\+xml;/);
    else assert.equal(shown, '```latex\n\\frac{1}{2}\n```');
  }
});

test('a formula that is changed while what draws it is loaded', async () => {
  let load: (draw: DrawFormula) => void = () => undefined;
  const loaded = new Promise<DrawFormula>((done) => {
    load = done;
  });
  let call: () => void = () => undefined;
  const called = new Promise<void>((done) => {
    call = done;
  });
  const drawFormula = () => {
    call();
    return loaded;
  };
  const client = await start({ 'a.md': 'So $x$.\n' }, { initializationOptions: { hoverImages: 'uri' }, drawFormula });
  await client.openDocument('a.md');
  const shown = client.hover('a.md', 'x$');
  await called;
  await client.edit('a.md', 'x', 'x-y');
  await client.connection.sendRequest(protocol.pingRequest);
  load((tex) => ({ kind: 'picture', svg: tex }));
  assert.match(await shown, /,x-y\)$/);
});

test('a PDF: its pages are counted where it lies', async () => {
  const form = readFileSync('sample/media/reading_form.pdf');
  const client = await start({
    'a.md': '[[form.pdf]] [[large.pdf]] [[no.pdf]]\n',
    'form.pdf': form,
    'no.pdf': 'no',
    'large.pdf': Buffer.concat([Buffer.alloc(17 * 1024 * 1024), form]),
  });
  await client.openDocument('a.md');
  const facts = async (name: string) => (await client.hover('a.md', name)).split('\n')[1];
  assert.equal(await facts('form'), '2 KB · 2 pages · used in 1 note');
  assert.equal(await facts('no.pdf'), '2 B · used in 1 note');
  assert.equal(await facts('large'), '17.0 MB · used in 1 note');
});

test('the documentation of a row comes when it is asked for', async () => {
  const client = await start(vault);
  await client.openDocument('a.md', '[[be');
  const list = await client.connection.sendRequest<{ items: object[] }>(
    'textDocument/completion',
    client.at('a.md', '[[be', 4),
  );
  const item = await client.connection.sendRequest<{ documentation: { value: string } }>(
    'completionItem/resolve',
    list.items[0],
  );
  assert.match(item.documentation.value, /^\*\*\[Beta\].*Overview\\\./s);
  const plain = { label: 'x' };
  assert.deepEqual(await client.connection.sendRequest('completionItem/resolve', plain), plain);
});

test('problems of closed notes are told too', async () => {
  const client = await start(vault);
  assert.deepEqual(client.problems('a.md'), ['missing-note “nowher”']);
  assert.deepEqual(client.problems('notes/c.md'), ['missing-note “no such thing”']);
  assert.deepEqual(client.problems('notes/beta.md'), []);
});

test('in Russian', async () => {
  const client = await start(vault, { locale: 'ru' });
  assert.equal(client.diagnostics('a.md')[0]!.message, 'Заметка не найдена: «nowher»');
});

test('a quick fix makes the problem go', async () => {
  const client = await start({ ...vault, 'nowhere.md': '# Now here\n' });
  await client.openDocument('a.md');
  const { uri } = client.at('a.md', 'See').textDocument;
  const diagnostics = [...client.diagnostics('a.md')];
  const fixes = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostics[0]!.range,
    context: { diagnostics },
  });
  const fix = fixes.find(({ title }) => title === 'Change to “nowhere” (Now here)');
  assert.ok(fix, fixes.map(({ title }) => title).join(' | '));
  const [change] = fix.edit!.documentChanges as TextDocumentEdit[];
  const edits = change!.edits as TextEdit[];
  assert.equal(TextDocument.applyEdits(client.document('a.md'), edits), '# Alpha\n\nSee [[beta]] and [[nowhere]].\n');
  await client.edit('a.md', 'nowher', 'nowhere');
  await client.until(() => client.problems('a.md'), []);
});

test('an action that needs texts is worked out when it is chosen, or at once for a client that cannot wait', async () => {
  const canWait = {
    capabilities: {
      textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
      workspace: {
        workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const], changeAnnotationSupport: {} },
      },
    },
  };
  const stale = {
    'a.md': '![](x.png) <!-- TODO: Broken image path -->\n',
    'b.md': 'x\n![](x.png) <!-- TODO: Broken image path -->\n',
    'x.png': '',
  };
  const ask = async (client: Client) => {
    await client.openDocument('a.md');
    const { uri } = client.at('a.md', '![]').textDocument;
    const diagnostics = [...client.diagnostics('a.md')];
    return client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostics[0]!.range,
      context: { diagnostics },
    });
  };
  const waiting = await start(stale, { initialize: canWait });
  const action = (await ask(waiting)).find(({ title }) => title.startsWith('Remove all 2 such comments in 2 notes'))!;
  assert.equal(action.edit, undefined);
  const { edit } = await waiting.connection.sendRequest<CodeAction>('codeAction/resolve', action);
  assert.deepEqual(
    edit!.documentChanges!.map(
      (one) => 'textDocument' in one && [waiting.path(one.textDocument.uri), one.textDocument.version],
    ),
    [
      ['a.md', 1],
      ['b.md', null],
    ],
  );
  assert.equal(edit!.changeAnnotations!.ask!.needsConfirmation, true);
  const made = { ...action, data: { kind: 'create', uri: waiting.uri('a.md'), path: '/etc/x.md', title: 'x' } };
  assert.equal((await waiting.connection.sendRequest<CodeAction>('codeAction/resolve', made)).edit, undefined);

  const other = await start(stale);
  const whole = (await ask(other)).find(({ title }) => title.startsWith('Remove all 2 such comments in 2 notes'))!;
  assert.equal(whole.edit!.documentChanges!.length, 2);

  const plain = await start(stale, { initialize: { capabilities: {} } });
  const changes = (await ask(plain)).find(({ title }) => title.startsWith('Remove all 2 such'))!.edit!.changes!;
  assert.deepEqual(
    Object.keys(changes).map((uri) => plain.path(uri)),
    ['a.md', 'b.md'],
  );
});

test('an edit is followed by its own problems, and by those of the notes that mention it', async () => {
  const client = await start(vault);
  await client.openDocument('notes/beta.md');
  await client.edit('notes/beta.md', '## Part', '## Other');
  await client.until(() => client.problems('notes/c.md'), ['missing-heading “Part”', 'missing-note “no such thing”']);
  await client.edit('notes/beta.md', '# Beta', '# Beta\n\n[[gone]] [[half');
  await client.until(() => client.problems('notes/beta.md'), ['missing-note “gone”']);
  await client.edit('notes/beta.md', '## Other', '## Part');
  await client.until(() => client.problems('notes/c.md'), ['missing-note “no such thing”']);
});

test('a title that is typed makes links to it whole', async () => {
  const client = await start(vault);
  await client.openDocument('notes/beta.md');
  await client.edit('notes/beta.md', '# Beta', '# No such thing');
  await client.until(() => client.problems('notes/c.md'), []);
  assert.equal(await client.definition('notes/c.md', 'no such thing'), 'notes/beta.md:1');
});

test('an older version of a document is refused', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  await client.edit('a.md', 'nowher', 'beta');
  await client.until(() => client.problems('a.md'), []);
  await client.edit('a.md', 'See', '[[stale]]', 1);
  await client.edit('a.md', 'See', '[[stale]]', 2);
  assert.equal(await client.definition('a.md', 'and [[beta'), 'notes/beta.md:1');
  await client.edit('a.md', 'See', '[[fresh]]');
  await client.until(() => client.problems('a.md'), ['missing-note “fresh”']);
});

test('the status of the vault and of a note', async () => {
  const client = await start(vault);
  const { vault: whole, note } = await client.status('a.md');
  assert.deepEqual(note, { links: { good: 1, total: 2 }, images: { good: 0, total: 0 } });
  assert.deepEqual(whole, {
    state: 'ready',
    notes: 3,
    roots: [{ path: '.', reason: 'the workspace folder' }],
    problems: { 'missing-note': 2 },
  });
  assert.equal((await client.status('none.md')).note, undefined);
});

test('the picker and the preview', async () => {
  const client = await start({ ...vault, 'e.md': '![[beta]] [[gone]]\n' });
  assert.deepEqual(
    await client.connection.sendRequest('researchNotes/search', { uri: client.uri('a.md'), query: 'bet' }),
    [{ title: 'Beta', path: 'notes/beta.md', link: '[[beta]]' }],
  );
  // The text of an embedded note that is closed is read for this answer.
  assert.deepEqual(await client.connection.sendRequest('researchNotes/resolveLinks', { uri: client.uri('e.md') }), {
    beta: {
      state: 'resolved',
      kind: 'note',
      href: client.uri('notes/beta.md'),
      title: 'Beta',
      text: vault['notes/beta.md'],
    },
    gone: { state: 'missing' },
  });
});

test('a spelling of an address that is not ours', async () => {
  const client = await start({ 'a b/c(1).md': '[[no]]\n', 'd.md': '# D\n' });
  // The server's own spelling has %28.
  const uri = client.uri('a b/c(1).md');
  assert.match(uri, /\(/);
  await client.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'markdown', version: 1, text: '[[d]] [[no2]]\n' },
  });
  // What is said about it is said in the client's own spelling.
  await client.until(() => client.published.some((one) => one.uri === uri && one.diagnostics.length === 1), true);
  const found = await client.connection.sendRequest<object[]>('textDocument/definition', {
    textDocument: { uri },
    position: { line: 0, character: 3 },
  });
  assert.equal(found.length, 1);
});

test('the client is told whether more than typing changed', async () => {
  const client = await start(
    { 'a.md': '# A\n\nwords\n', 'b.md': '[[a#A]]\n' },
    { initializationOptions: { commands: true } },
  );
  const told: boolean[] = [];
  client.connection.onNotification(changedNotification, ({ onlyTyped }: ChangedParams) => void told.push(onlyTyped));
  const change = async (step: () => Promise<void>): Promise<boolean | undefined> => {
    told.length = 0;
    await step();
    await client.until(() => told.length > 0, true);
    return told[0];
  };
  await change(() => client.openDocument('a.md'));
  assert.equal(await change(() => client.edit('a.md', 'words', 'other words')), true);
  // A note that links to the heading is another note.
  assert.equal(await change(() => client.edit('a.md', '# A', '# Z')), false);
  client.write('c.md', '# C\n');
  assert.equal(await change(() => client.tell('created c.md')), false);
});
