// What the preview believes of what its page says and of what VS Code kept of it; and the policy of its page.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pageMessage, pageState } from '../../client/preview/messages.ts';
import { newMark, shell } from '../../client/preview/shell.ts';

describe('a message of the page', () => {
  const open = { type: 'open', uri: 'file:///v/a.md', line: 3, at: 'x', beside: false };
  test('is taken where each field is what it should be', () => {
    for (const message of [
      { type: 'ready' },
      open,
      { type: 'toggle', line: 0, version: 7 },
      { type: 'exported', html: '<p>', images: ['file:///v/x.png'], title: '', language: '' },
    ])
      assert.equal(pageMessage(message), message);
  });
  test('is dropped where anything is wrong', () => {
    const wrong: unknown[] = [
      undefined,
      null,
      'ready',
      [],
      [open],
      {},
      { type: 'executeCommand', command: 'x' },
      { type: '__proto__' },
      { type: 'constructor' },
      { type: ['ready'] },
      { type: 'ready', more: 1 },
      { type: 'open' },
      { ...open, line: -2 },
      { ...open, line: 1e9 },
      { ...open, line: Number.NaN },
      { ...open, line: '1' },
      { ...open, line: 1.5 },
      { ...open, uri: 7 },
      { ...open, uri: 'x'.repeat(10_000_000) },
      { ...open, beside: 'yes' },
      { ...open, extra: true },
      { type: 'toggle', line: 0 },
      { type: 'exported', html: '', images: [1], title: '', language: '' },
      JSON.parse('{"type":"scrolled","__proto__":{"line":1}}'),
    ];
    for (const message of wrong) assert.equal(pageMessage(message), undefined, JSON.stringify(message)?.slice(0, 100));
  });
});

test('a state that was not ours is none', () => {
  const state = { uri: 'file:///v/a.md', line: 2, locked: true };
  assert.equal(pageState(state), state);
  for (const wrong of [
    undefined,
    null,
    'x',
    7,
    [],
    {},
    { ...state, line: 'x' },
    { ...state, locked: 1 },
    { uri: {} },
  ]) {
    assert.equal(pageState(wrong), undefined);
  }
});

test('the policy, word for word, with a nonce of its own each time', () => {
  const options = {
    source: 'https://own',
    script: 'https://own/page.js',
    style: 'https://own/page.css',
    mark: newMark(),
    remoteImages: false,
    language: 'en',
    data: { uri: '</script><script>x' },
  };
  const html = shell(options);
  const nonce = /script-src 'nonce-([0-9a-f]{32})'/.exec(html.replaceAll('&#39;', "'"))![1]!;
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1];
  assert.equal(
    policy,
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src https://own 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src https://own data:; font-src https://own; media-src https://own; connect-src 'none'; frame-src 'none'; object-src 'none'; worker-src 'none'; base-uri 'none'; form-action 'none'`,
  );
  assert.equal(html.split('<script').length, 3, 'data cannot open a script');
  assert.notEqual(shell(options), html);
  assert.match(shell({ ...options, remoteImages: true }), /img-src https:\/\/own data: https:;/);
  assert.match(newMark(), /^m[0-9a-f]{24}$/);
});
