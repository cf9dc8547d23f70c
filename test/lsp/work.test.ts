// How much work a key press and a hover cost: counted, and as a ratio between a small and a large vault.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileSystem } from '../../server/lsp/fileSystem.ts';
import { type Client, start } from './client.ts';

/** How many files were looked at: listed folders count as one each. */
interface Looks {
  files: number;
}

/** A vault of so many notes, ten links each, that needs no disk. */
function generated(count: number, looks: Looks): (disk: FileSystem) => FileSystem {
  const name = (index: number) => `note${index}.md`;
  const text = (index: number) => {
    const links = Array.from({ length: 10 }, (_, at) => `- [[${name((index * 7 + at * 13) % count)}]] - why`);
    return `# Заметка ${index}\n\nТекст заметки.\n\n## Раздел\n\n${links.join('\n')}\n`;
  };
  return (disk) => ({
    ...disk,
    list: async (folders) => {
      looks.files += folders.length;
      return folders.map(() => Array.from({ length: count }, (_, index) => ({ name: name(index), kind: 'file' })));
    },
    read: async (uris) => {
      looks.files += uris.length;
      return uris.map((uri) => {
        const bytes = new TextEncoder().encode(text(Number(/(\d+)\.md$/.exec(uri)![1])));
        return { bytes, size: bytes.length };
      });
    },
    stat: async (uris) => {
      looks.files += uris.length;
      return uris.map((uri) => (uri.endsWith('.md') ? 'file' : uri.endsWith('.png') ? null : 'folder'));
    },
    state: async (uris) => {
      looks.files += uris.length;
      return uris.map(() => null);
    },
  });
}

/** As of an editor that has actions worked out when they are chosen. */
const capabilities = { textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } } };

const own = '# Mine\n\nprose here\n\n[[note1.md]] [[note2.md]] [[Заметка 3]] [[gone]] ![](no.png)\n';
const links = 5;

async function vaultOf(count: number, looks: Looks = { files: 0 }): Promise<Client> {
  const client = await start({}, { files: generated(count, looks), initialize: { capabilities } });
  await client.until(async () => (await client.status()).vault.notes, count);
  await client.openDocument('note0.md', own);
  await client.until(() => client.problems('note0.md'), ['missing-note “gone”', 'missing-image “no.png”']);
  // With a note that is opened the whole disk is looked at once more.
  await client.until(() => looks.files > 2 * count, true);
  return client;
}

/** What one such step added to the counters; the answer of a request comes after the work of what was sent before it. */
async function workOf(
  client: Client,
  step: () => Promise<unknown>,
): Promise<{ notesParsed: number; linksResolved: number }> {
  const before = await client.counters();
  await step();
  const after = await client.counters();
  return {
    notesParsed: after.notesParsed - before.notesParsed,
    linksResolved: after.linksResolved - before.linksResolved,
  };
}

/** Other notes are looked at in slices, once nobody has asked for a moment. */
async function atRest(client: Client): Promise<void> {
  for (let last = ''; ; ) {
    const now = JSON.stringify(await client.counters());
    if (now === last) return;
    last = now;
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** The median time of a step (ms). */
async function timeOf(step: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 41; run++) {
    const begin = performance.now();
    await step();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[20]!;
}

test('a key press in prose parses one note and resolves its links; a hover reads one note', async () => {
  const small = await vaultOf(500);
  const large = await vaultOf(4000);
  for (const client of [small, large]) {
    for (let key = 0; key < 5; key++) {
      const work = await workOf(client, () => client.edit('note0.md', 'prose', 'prose x'));
      assert.equal(work.notesParsed, 1);
      assert.ok(work.linksResolved >= links && work.linksResolved <= links * 2, `${work.linksResolved} links resolved`);
    }
    const hover = await workOf(client, () => client.hover('note0.md', '[[note1.md]]'));
    assert.equal(hover.notesParsed, 0);
    // The links of the card's own note and of those that link to it.
    assert.ok(hover.linksResolved > 0 && hover.linksResolved < 60, `${hover.linksResolved} links resolved`);
    const outside = await workOf(client, () => client.completion('note0.md', 'prose'));
    assert.deepEqual(outside, { notesParsed: 0, linksResolved: 0 });
  }

  const keystroke = (client: Client) => async () => {
    await client.edit('note0.md', 'prose', 'prosa prose');
    await client.counters();
    await client.edit('note0.md', 'prosa prose', 'prose');
    await client.counters();
  };
  for (const [name, step] of [
    ['keystroke', keystroke],
    ['hover', (client: Client) => () => client.hover('note0.md', '[[note1.md]]')],
  ] as const) {
    const seen: string[] = [];
    // What grows with the vault grows every time; what a busy machine delays does not.
    for (let round = 0; round < 3; round++) {
      await timeOf(step(small));
      const [few, many] = [await timeOf(step(small)), await timeOf(step(large))];
      // Below a fifth of a millisecond only the clock and the stream are measured.
      if (many / Math.max(few, 0.2) < 3) break;
      seen.push(`${few.toFixed(2)} ms at 500 notes, ${many.toFixed(2)} ms at 4,000`);
    }
    assert.ok(seen.length < 3, `${name}: ${seen.join('; ')}`);
  }
});

test('a changed title concerns only the notes that mention it', async () => {
  const client = await vaultOf(1000);
  await client.edit('note0.md', '# Mine', '# Mi');
  const work = await workOf(client, () => client.edit('note0.md', '# Mi', '# Min'));
  assert.equal(work.notesParsed, 1);
  // About ten notes link to this one, with ten links each.
  assert.ok(work.linksResolved <= 250, `${work.linksResolved} links resolved`);
});

test('what every step costs is the same, to the last link and file, in a small and in a large vault', async () => {
  const ask =
    (method: string, params: object = {}) =>
    (client: Client) =>
      client.connection.sendRequest(method, { ...params, textDocument: { uri: client.uri('note0.md') } });
  const steps: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
    'a key in prose': (client) => client.edit('note0.md', 'prose', 'prose x'),
    'a key in a link': (client) => client.edit('note0.md', '[[gone]]', '[[gon]]'),
    'a key in the title': (client) => client.edit('note0.md', '# Mine', '# Min'),
    'a link typed': (client) => client.edit('note0.md', 'here', 'here [[note7.md]]'),
    hover: (client) => client.hover('note0.md', '[[note1.md]]'),
    definition: (client) => client.definition('note0.md', '[[Заметка 3]]'),
    references: (client) =>
      client.connection.sendRequest('textDocument/references', {
        ...client.at('note0.md', '[[note2.md]]'),
        context: { includeDeclaration: false },
      }),
    'document links': ask('textDocument/documentLink'),
    'colours of links': ask('textDocument/semanticTokens/full'),
    lenses: ask('textDocument/codeLens'),
    'what is under the cursor can be done': ask('textDocument/codeAction', {
      range: { start: { line: 4, character: 3 }, end: { line: 4, character: 3 } },
      context: { diagnostics: [] },
    }),
    'the first letters of a name': async (client) => {
      await client.edit('note0.md', 'prose', '[[note1 prose');
      return client.completion('note0.md', '[[note1');
    },
    'a changed file': async (client) => {
      const { notesParsed } = await client.counters();
      await client.tell('changed note9.md');
      await client.until(async () => (await client.counters()).notesParsed > notesParsed, true);
    },
  };
  const works = await Promise.all(
    [500, 4000].map(async (count) => {
      const looks = { files: 0 };
      const client = await vaultOf(count, looks);
      const seen: Record<string, unknown> = {};
      for (const [name, step] of Object.entries(steps)) {
        const before = looks.files;
        const work = await workOf(client, async () => {
          await step(client);
          await atRest(client);
        });
        seen[name] = { ...work, files: looks.files - before };
      }
      return seen;
    }),
  );
  assert.deepEqual(works[1], works[0]);
  const [seen] = works as [Record<string, { notesParsed: number; linksResolved: number; files: number }>, unknown];
  // The steps did what they say: else nothing would be compared.
  for (const name of ['a key in prose', 'a key in a link', 'a key in the title', 'a link typed', 'a changed file'])
    assert.equal(seen[name]?.notesParsed, 1, name);
  for (const name of ['hover', 'references', 'document links', 'colours of links', 'lenses'])
    assert.ok(seen[name]!.linksResolved > 0, name);
  assert.equal(seen['a key in prose']!.files, 0);
  assert.equal(seen.hover!.files, 1);
  assert.equal(seen.definition!.files, 0);
});
