// Bytes to text, by either of Node's ways: the same as the decoder of the web has it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../server/lsp/decode.ts';

const web = new TextDecoder('utf-8');

test('as the decoder of the web has it', () => {
  for (const text of ['', 'a', 'é', 'ы', 'a\u2028b', '😀', 'e\u0301', 'ы'.repeat(100_000), '\ufeffы', 'a\r\nб'])
    assert.equal(decode(Buffer.from(text)), web.decode(Buffer.from(text)), JSON.stringify(text.slice(0, 9)));
  for (const bytes of [
    [0xff],
    [0xd1],
    [0x61, 0xd1, 0x8b, 0xc0],
    [0xed, 0xa0, 0x80],
    [0xef],
    [0xef, 0xbb],
    [0xf4, 0x90, 0x80, 0x80],
  ])
    assert.equal(decode(Uint8Array.from(bytes)), web.decode(Uint8Array.from(bytes)), String(bytes));
});
test('a part of a buffer', () => assert.equal(decode(Buffer.from('абв').subarray(2, 4)), 'б'));
test('what holds NUL is no text', () => assert.equal(decode(Buffer.from('a\u0000b')), undefined));
test('UTF-16 by its mark', () => assert.equal(decode(Buffer.from('\ufeffы', 'utf16le')), 'ы'));
