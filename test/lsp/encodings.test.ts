// Offsets agree with the editor's, whatever the bytes of a note are.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { start } from './client.ts';

const text = '# Тема 🎉\n\n👩‍🔬 e\u0301 z\u0336 \u2028 [[нет 🎉]] и [[b]]\n\n- ![](нет.png)\n';
const utf16 = (order: 'le' | 'be', content: string): Uint8Array => {
  const bytes = Buffer.from(`\uFEFF${content}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const notes: Record<string, { bytes: Uint8Array | string; problems?: string[] }> = {
  'UTF-8': { bytes: text },
  'UTF-8 with a byte order mark': { bytes: `\uFEFF${text}` },
  'UTF-16, little end first': { bytes: utf16('le', text) },
  'UTF-16, big end first': { bytes: utf16('be', text) },
  'UTF-16 with an odd byte at the end': { bytes: Buffer.concat([utf16('le', text), Buffer.from([65])]) },
  'Windows line ends': { bytes: text.replaceAll('\n', '\r\n') },
  'old Mac line ends': { bytes: text.replaceAll('\n', '\r') },
  'mixed line ends': { bytes: text.replace('\n\n', '\r\r\n') },
  'a byte order mark before front matter': { bytes: `\uFEFF---\r\ntitle: x\r\n---\r\n${text}` },
  'bytes that are not UTF-8': {
    bytes: Buffer.concat([Buffer.from([0xff, 0xfd, 0xc3, 10]), Buffer.from(text), Buffer.from([0xe2, 0x82])]),
  },
  'half of a surrogate pair': { bytes: Buffer.concat([utf16('le', text), Buffer.from([0x00, 0xd8])]) },
  'a form feed and other controls': { bytes: `\u0001\u000b\u000c\u0085 ${text}` },
  empty: { bytes: '', problems: [] },
  'a byte order mark and nothing more': { bytes: '\uFEFF', problems: [] },
  'one line without an end': { bytes: '[[нет 🎉]] ![](нет.png)' },
};

describe('the places of problems', () => {
  test('are those of the editor, for closed notes, open ones, and after they were closed', async () => {
    const path = (name: string) => `${name}.md`;
    const bytes = Object.entries(notes).map(([name, note]) => [path(name), note.bytes]);
    const client = await start({ ...Object.fromEntries(bytes), 'b.md': '', 'good.md': '[[b]] '.repeat(300) });
    // The server made the positions, from the bytes; the text between them is cut out by the editor's own code.
    const check = (name: string) => {
      const expected = notes[name]!.problems ?? ['missing-note “нет 🎉”', 'missing-image “нет.png”'];
      return client.until(() => client.problems(path(name)), expected);
    };
    for (const name of Object.keys(notes)) {
      await check(name);
      if (client.textOf(path(name)).includes('[[b]]'))
        assert.equal(await client.definition(path(name), '[[b]]'), 'b.md:1', name);
      await client.openDocument(path(name));
      await client.edit(path(name), '', 'x [[typed]]\n');
      await client.until(() => client.problems(path(name)).includes('missing-note “typed”'), true);
      await client.edit(path(name), 'x [[typed]]', 'x');
      await check(name);
      await client.edit(path(name), 'x', 'x\n\n\n');
      await client.close(path(name));
    }
    await client.settled();
    for (const name of Object.keys(notes)) await check(name);
  });

  // `offsetAt` of server/text/lines.ts goes between the two characters of a Windows line end.
  test('a position past the end of its line', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const client = await start({ 'a.md': `[[b]]${end}[[c]]${end}`, 'b.md': '', 'c.md': '' });
      await client.openDocument('a.md');
      const params = { textDocument: { uri: client.uri('a.md') }, position: { line: 0, character: 99 } };
      const found = await client.connection.sendRequest<{ targetUri: string }[] | null>(
        'textDocument/definition',
        params,
      );
      assert.deepEqual(
        found?.map(({ targetUri }) => client.path(targetUri)),
        ['b.md'],
        JSON.stringify(end),
      );
      client.stop();
    }
  });
});
