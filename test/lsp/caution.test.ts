// After a server that did not come back from a text: the next one names what it parses, and leaves that text out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ParsingParams } from '../../server/protocol.ts';
import { hashOf } from '../../server/text/hash.ts';
import { type Client, start } from './client.ts';

const bad = '# Bad\n\n[[no]]\n';
const notes = { 'a.md': '[[bad]] [[gone]]\n', 'bad.md': bad, 'b.md': '# Beta\n' };
const message = 'This note is not indexed: it could not be read';

/** A server that follows one which did not come back from a text of `bad.md`; `said` is what it says that it parses. */
async function careful(text: string): Promise<{ client: Client; said: (string | null)[] }> {
  const first = await start(notes);
  const leaveOut = [{ uri: first.uri('bad.md'), hash: hashOf(text) }];
  const said: (string | null)[] = [];
  const client = await first.crash({
    initializationOptions: { careful: { leaveOut } },
    notified: {
      'researchNotes/parsing': ({ text }: ParsingParams) => said.push(text && first.path(text.uri)),
    },
  });
  await client.ready();
  return { client, said };
}

const named = (client: Client) => client.diagnostics('bad.md').map((problem) => problem.message);

test('a text that is left out is named; all else is as ever, and said before it is parsed', async () => {
  const { client, said } = await careful(bad);
  assert.deepEqual(client.problems('a.md'), ['missing-note “gone”']);
  await client.until(() => named(client), [message]);
  // Each is taken back before anything else is done: what hangs then is no fault of it.
  assert.deepEqual(said, ['a.md', null, 'b.md', null]);
  // Neither a card nor a preview parses it.
  const { notesParsed } = await client.counters();
  assert.doesNotMatch(await client.hover('a.md', '[[bad]]'), /Bad/);
  await client.connection.sendRequest('researchNotes/preview', {
    uri: client.uri('bad.md'),
    mark: 'x',
    known: [],
    remoteImages: false,
    large: false,
  });
  await client.connection.sendRequest('researchNotes/rebuildIndex');
  await client.until(() => named(client), [message]);
  assert.equal(said.includes('bad.md'), false);
  assert.equal((await client.counters()).notesParsed, notesParsed + 2);
});

test('another text is tried', async () => {
  const { client, said } = await careful('another');
  assert.deepEqual(client.problems('bad.md'), ['missing-note “no”']);
  assert.ok(said.includes('bad.md'));
});

test('it is tried again once the disk has another text', async () => {
  const { client } = await careful(bad);
  client.write('bad.md', '# Good\n\n[[no]]\n');
  await client.tell('changed bad.md');
  await client.until(() => client.problems('bad.md'), ['missing-note “no”']);
});

test('in the editor it waits until it is saved, or closed', async () => {
  const { client, said } = await careful(bad);
  await client.openDocument('bad.md');
  await client.edit('bad.md', '[[no]]', '[[no]] [[none]]');
  await client.edit('bad.md', '# Bad', '# Good');
  assert.deepEqual(await client.completion('bad.md', '[[no'), ['nothing']);
  assert.deepEqual(named(client), [message]);
  await client.save('bad.md');
  await client.until(() => client.problems('bad.md'), ['missing-note “no”', 'missing-note “none”']);
  // From here on it is like all others.
  const before = said.length;
  await client.edit('bad.md', ' [[none]]', '');
  await client.until(() => client.problems('bad.md'), ['missing-note “no”']);
  assert.deepEqual(said.slice(before), ['bad.md', null]);
});

test('closed without saving, it is what the disk has', async () => {
  const { client, said } = await careful('typed and never saved');
  await client.openDocument('bad.md', 'typed and never saved');
  await client.close('bad.md');
  await client.until(() => client.problems('bad.md'), ['missing-note “no”']);
  assert.ok(said.includes('bad.md'));
});
