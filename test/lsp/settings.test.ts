// Settings as clients send them: right, wrong, changed while running, or not at all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSettings } from '../../server/lsp/settings.ts';
import { defaultSettings, diagnosticCodes } from '../../server/protocol.ts';
import { type Client, start } from './client.ts';

describe('a value of the wrong kind', () => {
  function check(given: unknown, wrong: readonly string[]): void {
    const read = readSettings(given);
    assert.deepEqual(
      read.wrong,
      wrong.map((name) => `researchNotes.${name}`),
    );
    assert.deepEqual(read.settings, defaultSettings);
  }
  test('nothing at all', () => {
    for (const given of [undefined, null, {}, [], 'x', 7, true, { links: null, diagnostics: {} }]) check(given, []);
  });
  test('falls back to its default, and is named', () => {
    check({ contentRoots: 'topics' }, ['contentRoots']);
    check({ contentRoots: ['topics', 7] }, ['contentRoots']);
    check({ links: { pipeOrder: 'sometimes', newLinkPath: 1, newLinkEnding: {}, allowedSchemes: 'zotero' } }, [
      'links.pipeOrder',
      'links.newLinkPath',
      'links.newLinkEnding',
      'links.allowedSchemes',
    ]);
    check({ diagnostics: { ignore: 'x' } }, ['diagnostics.ignore']);
    for (const code of diagnosticCodes) check({ diagnostics: { [code]: 'loud' } }, [`diagnostics.${code}`]);
    check({ diagnostics: { 'missing-file': 'auto' } }, ['diagnostics.missing-file']);
  });
  test('globs that cannot be used, or would take for ever', () => {
    for (const glob of ['', 'x'.repeat(2000), '*a*a*a*a*a*a*a*b', '+(+(+(a)))b'])
      check({ diagnostics: { ignore: ['ok', glob] } }, ['diagnostics.ignore']);
  });
  test('names that objects have', () => {
    check(JSON.parse('{"__proto__": {"contentRoots": ["x"]}, "links": {"__proto__": {"pipeOrder": 7}}}'), []);
  });
});

test('each right value is taken', () => {
  const given = {
    contentRoots: ['topics'],
    links: { pipeOrder: 'aliasFirst', newLinkPath: 'root', newLinkEnding: 'always', allowedSchemes: ['zotero'] },
    codeLens: false,
    inlayHints: true,
    images: { folder: '/media', name: '{date}-{n}', caption: '*{caption}*' },
    newNote: { template: 'templates/note.md' },
    diagnostics: { ...Object.fromEntries(diagnosticCodes.map((code) => [code, 'off'])), ignore: ['**/x.md'] },
  };
  assert.deepEqual(readSettings(given), { settings: given, wrong: [] });
});

const vault = {
  'a.md': '[[no]] ![](x.png) [[x/b]]\n',
  't/x/b.md': '[[c]]\n',
  't/c.md': '',
  'u/c.md': '',
  'good.md': '[[a]] '.repeat(20),
};
const codes = (client: Client, path = 'a.md') =>
  client.diagnostics(path).map(({ code, severity }) => `${code} ${severity}`);
const change = (client: Client, settings: unknown) => {
  client.settings = settings;
  return client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
};

test('a wrong value is warned about once, and never again', async () => {
  const client = await start(vault, { settings: { contentRoots: 7, diagnostics: { 'missing-note': 'loud' } } });
  assert.deepEqual(client.warnings.sort(), [
    'The setting researchNotes.contentRoots has a value of the wrong kind; its default is used.',
    'The setting researchNotes.diagnostics.missing-note has a value of the wrong kind; its default is used.',
  ]);
  assert.deepEqual(codes(client), ['missing-note 2', 'missing-image 2']);
  await change(client, { contentRoots: 8, diagnostics: { 'missing-image': 'off' } });
  await client.until(() => codes(client), ['missing-note 2']);
  assert.equal(client.warnings.length, 2);
});

test('severities follow at once', async () => {
  const client = await start(vault);
  assert.deepEqual(codes(client), ['missing-note 2', 'missing-image 2']);
  assert.deepEqual(codes(client, 't/x/b.md'), ['ambiguous-link 3']);
  await change(client, { diagnostics: { 'missing-note': 'error', 'missing-image': 'hint', 'ambiguous-link': 'off' } });
  await client.until(() => codes(client), ['missing-note 1', 'missing-image 4']);
  await client.until(() => codes(client, 't/x/b.md'), []);
  await change(client, { diagnostics: { 'missing-note': 'off', 'missing-image': 'off' } });
  await client.until(() => codes(client), []);
  assert.deepEqual((await client.status()).vault.problems, { 'ambiguous-link': 1 });
  await change(client, null);
  await client.until(() => codes(client), ['missing-note 2', 'missing-image 2']);
});

test('auto: where many notes are unwritten, that is no warning', async () => {
  const many = Array.from({ length: 10 }, (_, index) => [`n${index}.md`, '[[unwritten]] [[a]]\n']);
  const client = await start({ 'a.md': '[[no]]\n', ...Object.fromEntries(many) });
  assert.deepEqual(codes(client), ['missing-note 3']);
  // Nothing was shown as something worse before.
  assert.deepEqual(
    new Set(client.published.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity))),
    new Set([3]),
  );
  await change(client, { diagnostics: { 'missing-note': 'warning' } });
  await client.until(() => codes(client), ['missing-note 2']);
  await change(client, { diagnostics: { 'missing-note': 'auto' } });
  await client.until(() => codes(client), ['missing-note 3']);
});

test('ignored targets', async () => {
  const client = await start(vault, { settings: { diagnostics: { ignore: ['*.png'] } } });
  assert.deepEqual(codes(client), ['missing-note 2']);
});

test('content roots', async () => {
  const client = await start(
    { ...vault, 'u/a.md': '[[c]]\n' },
    { settings: { contentRoots: ['t', '../outside', 'none'] } },
  );
  const roots = async () => (await client.status()).vault.roots.map(({ path, reason }) => `${path}: ${reason}`);
  assert.deepEqual(await roots(), ['.: the workspace folder', 't: from the setting researchNotes.contentRoots']);
  assert.ok(client.logged.some((line) => /ignored.*outside/.test(line)));
  assert.deepEqual(codes(client, 't/x/b.md'), []);
  await change(client, {});
  await client.until(roots, ['.: the workspace folder']);
  await client.until(() => codes(client, 't/x/b.md'), ['ambiguous-link 3']);
});

test('docs_dir of mkdocs.yml, also when it is written later', async () => {
  const client = await start(vault);
  assert.deepEqual(codes(client, 't/x/b.md'), ['ambiguous-link 3']);
  client.write('mkdocs.yml', 'site_name: x\ndocs_dir: "t"\n');
  await client.tell('created mkdocs.yml');
  await client.until(() => codes(client, 't/x/b.md'), []);
  assert.equal((await client.status()).vault.roots[1]!.reason, 'docs_dir of mkdocs.yml');
});

describe('a client', () => {
  test('that has no settings', async () => {
    const client = await start(vault, { initialize: { capabilities: {} } });
    assert.deepEqual(codes(client), ['missing-note 2', 'missing-image 2']);
  });
  test('that answers nonsense', async () => {
    for (const answer of [null, 'x', [], {}, [[]]]) {
      const client = await start(vault, { handlers: { 'workspace/configuration': () => answer } });
      assert.deepEqual(codes(client), ['missing-note 2', 'missing-image 2']);
      client.stop();
    }
  });
  test('that shows no messages', async () => {
    const client = await start(vault, { settings: { contentRoots: 7 }, refuses: ['window/showMessageRequest'] });
    assert.deepEqual(codes(client), ['missing-note 2', 'missing-image 2']);
  });
  test('that refuses every question', async () => {
    const client = await start(vault, {
      refuses: ['workspace/configuration', 'client/registerCapability', 'window/workDoneProgress/create'],
      initialize: {
        capabilities: {
          workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } },
          window: { workDoneProgress: true },
        },
      },
    });
    assert.deepEqual(codes(client), ['missing-note 2', 'missing-image 2']);
    await client.openDocument('a.md');
    assert.equal(await client.definition('a.md', 'x/b'), 't/x/b.md:1');
  });
});

test('a client that cannot be asked sends its settings with the news', async () => {
  const client = await start(vault, { initialize: { capabilities: {} } });
  const codes = () => client.diagnostics('a.md').map(({ code }) => code);
  await client.until(() => codes().includes('missing-image'), true);
  const diagnostics = { 'missing-image': 'off' };
  for (const settings of [{ researchNotes: { diagnostics } }, { diagnostics }]) {
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    await client.until(() => codes().includes('missing-image'), false);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => codes().includes('missing-image'), true);
  }
  assert.deepEqual(client.registered, []);
});
