// Document links: what Ctrl-click follows, and that only allowed schemes are ever clickable.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentLinks } from '../../server/features/documentLinks.ts';
import { isAllowedUrl } from '../../server/parse/schemes.ts';
import { defaultSettings } from '../../server/protocol.ts';
import { offsetAt } from '../../server/text/lines.ts';
import { type WorldOptions, world } from '../fixture.ts';

interface Options extends WorldOptions {
  readonly markdownToo?: boolean;
}

/** The links of `d/a.md`, each as `«text» -> target (tooltip)`. */
function check(text: string, expected: string[], options: Options = {}): void {
  const of = world(`\n//- d/a.md\n${text}\n//- d/b.md\n# Title\n\ntext ^id\n\n## One\n//- d/p.png\n`, options);
  const note = of.vault.note(of.uri('d/a.md'))!;
  assert.ok(note.links.length, 'there are links');
  const found = documentLinks(of.vault, note.uri, options.markdownToo ?? false, of.settings);
  const at = (position: { line: number; character: number }) => offsetAt(note.lines, position, note.length);
  assert.deepEqual(
    found.map(
      ({ range, target, tooltip }) =>
        `«${of.slice('d/a.md', at(range.start), at(range.end))}» -> ${target?.replace('file:///v/', '')} (${tooltip})`,
    ),
    expected,
  );
}

describe('links', () => {
  test('a note', () => check('[[b|x]] ![[b]]', ['«b» -> d/b.md (Title)', '«b» -> d/b.md (Title)']));
  test('a heading', () => check('[[b#One]]', ['«b#One» -> d/b.md#L5 (Title)']));
  test('a block', () => check('[[b#^id]]', ['«b#^id» -> d/b.md#L3 (Title)']));
  test('an image', () => check('![[p.png]]', ['«p.png» -> d/p.png (p.png)']));
  test('what leads nowhere is none', () => check('[[none]] [[../../x]] [[C:\\x]]', []));
  test('Markdown links are left to the editor', () =>
    check('[x](b.md) <https://a.b> [[b]]', ['«b» -> d/b.md (Title)']));
  test('or not, where it has none', () =>
    check(
      '[x](b.md#one) <https://a.b> ![](p.png) <a href="b.md">',
      [
        '«b.md#one» -> d/b.md#L5 (Title)',
        '«https://a.b» -> https://a.b (https://a.b)',
        '«p.png» -> d/p.png (p.png)',
        '«b.md» -> d/b.md (Title)',
      ],
      { markdownToo: true },
    ));
  test('what would mislead is shown in the tooltip', () => {
    check(
      '[a](https://exam\u202Eple.org/x) [b](https://\u0430pple.com/путь)',
      [
        '«https://exam\u202Eple.org/x» -> https://exam\u202Eple.org/x (https://exam<U+202E>ple.org/x)',
        '«https://\u0430pple.com/путь» -> https://\u0430pple.com/путь (https://%D0%B0pple.com/путь)',
      ],
      { markdownToo: true },
    );
    const of = world('//- a.md\n[[b]]\n//- b.md\n# Title\u202Egpj\n');
    assert.equal(documentLinks(of.vault, of.uri('a.md'), false, of.settings)[0]!.tooltip, 'Title<U+202E>gpj');
  });
  test('a definition and not its uses', () =>
    check('[x][r]\n\n[r]: b.md', ['«b.md» -> d/b.md (Title)'], { markdownToo: true }));
});

describe('schemes', () => {
  const open = ['https://a.b/c#d', 'http://a.b', 'mailto:a@b.c', 'HTTPS://A.B'];
  for (const url of open)
    test(`${url} opens`, () => check(`[x](${url})`, [`«${url}» -> ${url} (${url})`], { markdownToo: true }));
  for (const url of [
    'command:workbench.action.terminal.new',
    'vscode://x',
    'vscode-insiders://x',
    'file:///etc/passwd',
    'file:////srv/share',
    'javascript:alert(1)',
    'jAvAscript:alert(1)',
    '&#x6A;avascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'ms-msdt:/x',
    'search-ms:x',
    'zotero://x',
    'obsidian://x',
    '//evil.host/x',
  ]) {
    test(`${url} does not`, () => check(`[x](${url}) <a href="${url}">`, [], { markdownToo: true }));
  }
  for (const url of ['zotero://select/1', 'vscode://x/y']) {
    test(`[[${url}]] does not`, () => check(`[[${url}]]`, []));
  }
  test('[[https://a.b]] opens', () =>
    check('[[https://a.b#c|x]]', ['«https://a.b#c» -> https://a.b#c (https://a.b#c)']));
  test('a scheme that the user allowed opens', () =>
    check(
      '[x](zotero://select/1) [[zotero://select/1]]',
      [
        '«zotero://select/1» -> zotero://select/1 (zotero://select/1)',
        '«zotero://select/1» -> zotero://select/1 (zotero://select/1)',
      ],
      {
        markdownToo: true,
        settings: { links: { allowedSchemes: ['zotero'] } },
      },
    ));
  test('command, javascript and file cannot be allowed', () => {
    const settings = {
      ...defaultSettings,
      links: {
        ...defaultSettings.links,
        allowedSchemes: ['command', 'javascript', 'file', 'data', 'vbscript', 'vscode'],
      },
    };
    for (const url of ['command:x', 'javascript:x', 'file:///x', 'data:x', 'vbscript:x'])
      assert.equal(isAllowedUrl(url, settings.links.allowedSchemes), false, url);
  });
  test('no scheme, and white space before one', () => {
    assert.equal(isAllowedUrl('x', defaultSettings.links.allowedSchemes), false);
    assert.equal(isAllowedUrl(' https://a.b', defaultSettings.links.allowedSchemes), true);
    assert.equal(isAllowedUrl('\u0001javascript:x', defaultSettings.links.allowedSchemes), false);
    assert.equal(isAllowedUrl('', defaultSettings.links.allowedSchemes), false);
  });
});
