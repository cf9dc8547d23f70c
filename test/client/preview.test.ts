// What the preview believes of what its page says and of what VS Code kept of it; and the policy of its page.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { boxIn } from '../../client/preview/boxIn.ts';
import { pageMessage, pageState } from '../../client/preview/messages.ts';
import { newMark, shell } from '../../client/preview/shell.ts';
import { Trail } from '../../client/preview/trail.ts';

describe('a message of the page', () => {
  const open = { type: 'open', uri: 'file:///v/a.md', line: 3, at: 'x', beside: false };
  test('is taken where each field is what it should be', () => {
    for (const message of [
      { type: 'ready' },
      open,
      { type: 'toggle', of: 'file:///v/a.md', line: 0, version: 7 },
      { type: 'tick', uri: 'file:///v/b.md', line: 2, was: '- [ ] b' },
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
      { type: 'toggle', of: 'file:///v/a.md', line: 0 },
      { type: 'toggle', line: 0, version: 7 },
      { type: 'exported', html: '', images: [1], title: '', language: '' },
      JSON.parse('{"type":"scrolled","__proto__":{"line":1}}'),
    ];
    for (const message of wrong) assert.equal(pageMessage(message), undefined, JSON.stringify(message)?.slice(0, 100));
  });
});

test('the box of a task is found behind all marks that it stands in, and nowhere else', () => {
  for (const marks of ['- ', '  * ', '1. ', '- - ', '1. - ', '> - ', '> > 1) + ', '- > - ', '[^1]: - ']) {
    assert.deepEqual(boxIn(`${marks}[ ] x`), { at: marks.length + 1, isTicked: false });
    assert.deepEqual(boxIn(`${marks}[X]`), { at: marks.length + 1, isTicked: true });
  }
  for (const none of ['', '[ ] x', '> [ ] x', '-[ ] x', '- [ ]x', '- [/] x', '- a [ ] x', '- '.repeat(50_000)])
    assert.equal(boxIn(none), undefined);
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

describe('back and forward', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  /** A page that has shown a, b and c, beside an editor that shows a note once it is let. */
  function reader() {
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    const trail = new Trail((uri) => {
      asked.push(uri);
      return new Promise((done) => waiting.push(done));
    });
    let at = 'a';
    const show = (uri: string) => {
      if (uri === at) return;
      trail.leave(at);
      at = uri;
    };
    for (const uri of ['b', 'c']) show(uri);
    return {
      asked,
      page: () => at,
      back: () => (at = trail.back(at) ?? at),
      forward: () => (at = trail.forward(at) ?? at),
      /** An editor became active. */
      tell: (uri: string) => {
        if (!trail.isOwn(uri)) show(uri);
      },
      /** The editor shows what it was asked to. */
      async shown() {
        waiting.shift()!();
        await new Promise((done) => setImmediate(done));
      },
    };
  }

  test('the editor that follows is no new way', async () => {
    const { asked, page, back, forward, tell, shown } = reader();
    back();
    back();
    // What the first click shows is told after the second one.
    tell('b');
    assert.equal(page(), 'a');
    await shown();
    assert.deepEqual(asked, ['b', 'a']);
    await shown();
    // VS Code may tell late, too.
    tell('b');
    tell('a');
    assert.equal(page(), 'a');
    forward();
    forward();
    assert.equal(page(), 'c');
    await shown();
    assert.deepEqual(asked, ['b', 'a', 'b', 'c']);
  });

  test('of clicks while a note is on its way only the last is shown, after it', async () => {
    const { asked, back, forward, page, shown } = reader();
    back();
    back();
    forward();
    forward();
    assert.equal(page(), 'c');
    await shown();
    await shown();
    assert.deepEqual(asked, ['b', 'c']);
  });

  test('who goes elsewhere meanwhile is followed, and can go back from there', async () => {
    const { asked, back, page, tell, shown } = reader();
    back();
    back();
    tell('d');
    assert.equal(page(), 'd');
    await shown();
    // The editor is left where the reader put it.
    assert.deepEqual(asked, ['b']);
    assert.equal(back(), 'a');
  });

  test('soon after, an editor that becomes active is one that the reader chose', async () => {
    const { back, page, tell, shown } = reader();
    back();
    back();
    await shown();
    await shown();
    mock.timers.tick(1000);
    tell('b');
    assert.equal(page(), 'b');
    assert.equal(back(), 'a');
  });
});
