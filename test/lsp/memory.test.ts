// What the server keeps after many changes of a note that is shown, and after many notes were opened and closed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type PreviewAroundResult,
  type PreviewResult,
  previewAroundRequest,
  previewRequest,
} from '../../server/protocol.ts';
import { Vault } from '../../server/vault/vault.ts';
import { type Client, start } from './client.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of this process that are in use: the server's, and those of the client beside it. */
function heap(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const section = (index: number) =>
  `## Part ${index}\n\nWords of part ${index}, [[b]] and [[c#Sea|the sea]], $x^${index}$.\n\n`;
const vault = {
  'a.md': `# A\n\n## Overview\n\nFirst words.\n\n${Array.from({ length: 40 }, (_, index) => section(index)).join('')}`,
  'b.md': '# B\n\nAbout [[a]].\n',
  'c.md': '# C\n\n## Sea\n\nAbout [[a]] too.\n',
};

/** Does it so often; answers how much larger the heap is after the last tenth than after the first. */
async function growth(times: number, run: (round: number) => Promise<void>): Promise<number> {
  let first = 0;
  for (let round = 1; round <= times; round++) {
    await run(round);
    if (round === times / 10) first = heap();
  }
  return heap() / first;
}

async function show(client: Client, path: string): Promise<PreviewResult> {
  const params = { uri: client.uri(path), mark: 'm', known: [], remoteImages: false, large: false };
  return client.connection.sendRequest<PreviewResult>(previewRequest, params);
}

test('a thousand changes of a note that is shown leave nothing behind', async () => {
  const client = await start(vault);
  await client.openDocument('a.md');
  let last = 'First';
  const grown = await growth(1000, async (round) => {
    await client.edit('a.md', `${last} words.`, `Word${round} words.`);
    last = `Word${round}`;
    const { head } = await show(client, 'a.md');
    assert.ok(
      head.some(({ html }) => html?.includes(`${last} words.`)),
      last,
    );
    await client.connection.sendRequest<PreviewAroundResult>(previewAroundRequest, {
      uri: client.uri('a.md'),
      mark: 'm',
    });
    // The client's own record of what it was told.
    client.published.length = 0;
  });
  assert.ok(grown < 1.1, `grew to ${grown.toFixed(2)} times`);
});

test('a note that is opened, shown and closed two hundred times leaves nothing behind', async () => {
  const client = await start(vault);
  const grown = await growth(200, async () => {
    await client.openDocument('a.md');
    await show(client, 'a.md');
    await client.close('a.md');
    client.published.length = 0;
  });
  assert.ok(grown < 1.1, `grew to ${grown.toFixed(2)} times`);
});

test('a thousand letters typed into a link leave nothing behind', async () => {
  const vault = new Vault();
  const long = 'x'.repeat(20_000);
  const grown = await growth(1000, async (round) => void vault.set('file:///a.md', `[[#${round} ${long}]]\n`, true));
  assert.ok(grown < 1.1, `grew to ${grown.toFixed(2)} times`);
});

test('a note that another program writes fifty thousand times leaves nothing behind', async () => {
  const vault = new Vault();
  vault.isRead = true;
  const words = 'words '.repeat(100);
  const grown = await growth(50_000, async (round) => void vault.set('file:///a.md', `[[${round} ${words}]]\n`));
  assert.ok(grown < 1.1, `grew to ${grown.toFixed(2)} times`);
});
