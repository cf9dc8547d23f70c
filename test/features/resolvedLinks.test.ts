// What VS Code's own preview is told about the wiki-links of a note.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolvedLinks, resolvedLinksNeeds } from '../../server/features/resolvedLinks.ts';
import { type WorldOptions, world } from '../fixture.ts';

/** Rows as `written -> state kind href · title · text`, with `/v/` short for the address of the vault. */
function check(literal: string, expected: string, options: WorldOptions = {}): void {
  const of = world(literal, options);
  const found = resolvedLinks(of.vault, of.uri('a.md'), of.settings);
  const rows = Object.entries(found).map(([written, { state, kind, href, title, text }]) => {
    const parts = [
      [state, kind, href?.replace('file:///v/', '/v/')].filter(Boolean).join(' '),
      title,
      text && JSON.stringify(text),
    ];
    return `${written} -> ${parts.filter((part) => part !== undefined).join(' · ')}`;
  });
  assert.equal(rows.join('\n'), expected.trim());
}

describe('a link', () => {
  test('to a note, a heading, an image, a file, the web and nowhere', () =>
    check(
      `
//- a.md
[[b]] [[b#Второй раздел|x]] ![[img.png|300]] [[t.pdf#page=3]] [[https://x.org/#a]] [[nowhere#x]] [[#End]] [x](b.md)
# End
//- n/b.md
# Beta
## Второй раздел
//- img.png
//- t.pdf
`,
      `
b -> resolved note /v/n/b.md · Beta
b#Второй раздел -> resolved note /v/n/b.md#второй-раздел · Beta
img.png -> resolved image /v/img.png
t.pdf#page=3 -> resolved file /v/t.pdf
https://x.org/#a -> external https://x.org/
nowhere#x -> missing
#End -> resolved note /v/a.md#end · End
`,
    ));

  test('with the alias on the left', () =>
    check(
      '//- a.md\n[[what it says|n/b]]\n//- n/b.md\n# Beta\n',
      'what it says|n/b -> resolved note /v/n/b.md · Beta',
    ));
  test('with one text for several notes', () =>
    check(
      '//- a.md\n[[text|b]] [[text|c]] [[text]]\n//- b.md\n//- c.md\n',
      'text|b -> resolved note /v/b.md · b\ntext|c -> resolved note /v/c.md · c\ntext -> missing',
    ));

  test('outside of the workspace says nothing about what is there', () =>
    check(
      '//- a.md\n[[../../etc/passwd]] ![[C:\\x.png]] ![[//evil/x.png]]\n',
      '../../etc/passwd -> missing\nC:\\x.png -> missing\n//evil/x.png -> missing',
    ));

  test('of a scheme that is not allowed', () => {
    check(
      '//- a.md\n[[zotero://select/1]] [[data:text/html,x]]\n',
      'zotero://select/1 -> missing\ndata:text/html,x -> missing',
    );
    check('//- a.md\n[[zotero://select/1]]\n', 'zotero://select/1 -> external zotero://select/1', {
      settings: { links: { allowedSchemes: ['zotero'] } },
    });
  });

  test('by a name that objects have', () =>
    check(
      '//- a.md\n[[__proto__]] [[constructor]] [[toString]]\n//- constructor.md\n',
      '__proto__ -> missing\nconstructor -> resolved note /v/constructor.md · constructor\ntoString -> missing',
    ));

  test('is not called missing before every note is read', () => {
    const of = world('//- a.md\n[[b]] [[later]]\n//- b.md\n');
    of.vault.isComplete = false;
    assert.deepEqual(Object.keys(resolvedLinks(of.vault, of.uri('a.md'), of.settings)), ['b']);
  });
});

describe('an embed', () => {
  const notes = `
//- n/b.md
---
title: Beta
---
Overview.

## One

Inside.

- item ^id

## Two
`;
  test('of a note, without its front matter', () =>
    check(
      `//- a.md\n![[b]]${notes}`,
      'b -> resolved note /v/n/b.md · Beta · "Overview.\\n\\n## One\\n\\nInside.\\n\\n- item ^id\\n\\n## Two\\n"',
    ));
  test('of a section', () =>
    check(
      `//- a.md\n![[b#One]]${notes}`,
      'b#One -> resolved note /v/n/b.md#one · Beta · "## One\\n\\nInside.\\n\\n- item ^id\\n\\n"',
    ));
  test('of a block', () => check(`//- a.md\n![[b#^id]]${notes}`, 'b#^id -> resolved note /v/n/b.md · Beta · "- item"'));
  test('of an item and of a list, as they read by themselves', () => {
    const list = '//- b.md\n> - one\n>   - two ^id\n>     - kid\n>\n> ^all\n';
    check(`//- a.md\n![[b#^id]]\n${list}`, 'b#^id -> resolved note /v/b.md · b · "- two\\n  - kid"');
    check(`//- a.md\n![[b#^all]]\n${list}`, 'b#^all -> resolved note /v/b.md · b · "- one\\n  - two ^id\\n    - kid"');
  });
  test('beside a link to the same', () =>
    check('//- a.md\n![[b]] [[b]]\n//- b.md\nText\n', 'b -> resolved note /v/b.md · b · "Text\\n"'));
  test('of itself', () => check('//- a.md\n![[a]]\n', 'a -> resolved note /v/a.md · a · "![[a]]\\n"'));
  test('is cut', () => {
    for (const [fragment, body] of [
      ['', 'x'.repeat(9999)],
      ['#H', `# H\n${'x'.repeat(9999)}`],
      ['#^id', `${'x'.repeat(9999)} ^id`],
    ]) {
      const of = world(`//- a.md\n![[b${fragment}]]\n//- b.md\n${body}\n`);
      const found = resolvedLinks(of.vault, of.uri('a.md'), of.settings);
      assert.equal(found[`b${fragment}`]!.text!.length, 4000);
    }
  });
  test('asks for the texts of at most twenty notes, and only for those embedded', () => {
    const many = Array.from({ length: 30 }, (_, index) => index);
    const of = world(
      `//- a.md\n[[link]] ${many.map((index) => `![[n${index}]]`).join(' ')}\n//- link.md\n${many.map((index) => `//- n${index}.md\n`).join('')}`,
    );
    const texts = many.slice(0, 20).map((index) => of.uri(`n${index}.md`));
    assert.deepEqual(resolvedLinksNeeds(of.vault, of.uri('a.md'), of.settings), { texts });
  });
});

test('a note that is not there', () => {
  const of = world('//- a.md\n');
  assert.deepEqual(Object.keys(resolvedLinks(of.vault, of.uri('b.md'), of.settings)), []);
});
