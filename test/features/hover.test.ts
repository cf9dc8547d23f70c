// Hover: the card of what a link leads to, as the Markdown that the editor is given.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import MarkdownIt from 'markdown-it';
import { hover, hoverNeeds } from '../../server/features/hover.ts';
import type { Language } from '../../server/messages.ts';
import { longestHover } from '../../server/protocol.ts';
import type { CardOptions } from '../../server/render/card.ts';
import { visible } from '../../server/text/visible.ts';
import { type World, type WorldOptions, world } from '../fixture.ts';

interface Head {
  readonly size?: number;
  readonly width?: number;
  readonly height?: number;
  readonly data?: string;
  readonly pages?: number;
}

interface Options extends WorldOptions {
  readonly language?: Language;
  readonly images?: CardOptions['images'];
  /** What is read of images and PDFs, lent as the server lends them when they are asked for. */
  readonly heads?: Readonly<Record<string, Head>>;
}

const pixel = 'data:image/png;base64,iVBORw0KGgo=';

function hoverOf(of: World, options: Options) {
  const { language = 'en', images = 'none', heads = {} } = options;
  const card: CardOptions = { settings: of.settings, language, images };
  // Only what the feature says that it needs is lent: what it forgets is missing here too.
  const needs = hoverNeeds(of.vault, of.place, card);
  for (const uri of needs.images ?? []) {
    const { size, width, height, data } = heads[of.path(uri)] ?? {};
    if (size !== undefined) of.vault.lendFacts(uri, { kind: 'image', size, width, height, data });
  }
  for (const uri of needs.pdfs ?? []) {
    const { size, pages } = heads[of.path(uri)] ?? {};
    if (size !== undefined) of.vault.lendFacts(uri, { kind: 'pdf', size, pages });
  }
  return hover(of.vault, of.place, card);
}

/** The card at `$0`, with `/v/` short for the address of the vault; and what the hover underlines. */
function check(literal: string, expected: string | RegExp, options: Options & { readonly over?: string } = {}): void {
  const of = world(literal, options);
  const found = hoverOf(of, options);
  const shown = found ? textOf(found.contents).replaceAll('file:///v/', '/v/') : 'nothing';
  if (typeof expected === 'string') assert.equal(shown, expected.trim());
  else assert.match(shown, expected);
  if (options.over !== undefined) {
    const { start, end } = found!.range!;
    const line = of.texts.get(of.path(of.place.uri))!.split(/\r\n|\n|\r/)[start.line]!;
    assert.equal(line.slice(start.character, end.character), options.over);
  }
}

function textOf(contents: unknown): string {
  assert.ok(contents !== null && typeof contents === 'object' && 'kind' in contents && 'value' in contents);
  assert.equal(contents.kind, 'markdown');
  return String(contents.value);
}

const paper = `
//- papers/encoder.md
---
title: Perception Encoder
---
# Perception Encoder

## Обзор

Сеть учит **визуальные** эмбеддинги; см. [[b]].

![](../media/fig1.png)

**Изображение:** Схема сети

## Method

Two towers. ^towers

![x](../media/fig2.png)

*The towers*

### Details

- one
- two ^item

## Итоги
//- media/fig1.png
//- media/fig2.png
//- b.md
[[encoder]] [[encoder#Method]]
//- c.md
[[encoder]]
`;

const drawing = `//- d/Attention map.excalidraw.md
---
excalidraw-plugin: parsed
---
==⚠  Switch to EXCALIDRAW VIEW in the MORE OPTIONS menu of this document. ⚠==

# Excalidraw Data

## Text Elements
Query ^q1
`;

describe('the card of a note', () => {
  const card = `
**[Perception Encoder](/v/papers/encoder.md)**

papers · 2 figures · 3 backlinks

Сеть учит визуальные эмбеддинги; см\\. b\\.

FIGURE*Схема сети*

[Обзор](/v/papers/encoder.md#L6) · [Method](/v/papers/encoder.md#L14) · [Итоги](/v/papers/encoder.md#L27)
`;
  const from = (line: string) => `//- a.md\n${line}\n${paper}`;

  test('title, facts, overview, caption, sections', () =>
    check(from('See [[enc$0oder]].'), card.replace('FIGURE', ''), { over: 'encoder' }));
  test("of a drawing of Excalidraw: called as its file is, without that program's own words", () =>
    check(
      `//- a.md\n[[Att$0ention map.excalidraw]]\n${drawing}`,
      '**[Attention map](/v/d/Attention%20map.excalidraw.md)**\n\nd · 1 backlink\n\n[Text Elements](/v/d/Attention%20map.excalidraw.md#L8)',
    ));
  test('with the picture by its address', () =>
    check(from('[[enc$0oder|alias]]'), card.replace('FIGURE', '![Схема сети](/v/media/fig1.png|width=320)\n\n'), {
      images: 'uri',
      over: 'encoder',
    }));
  test('a small picture is not blown up', () =>
    check(from('[[enc$0oder]]'), card.replace('FIGURE', '![Схема сети](/v/media/fig1.png|width=64)\n\n'), {
      images: 'uri',
      heads: { 'media/fig1.png': { size: 99, width: 64, height: 64 } },
    }));
  test('with the picture itself where addresses do not work', () =>
    check(from('[[enc$0oder]]'), card.replace('FIGURE', `![Схема сети](${pixel}|width=200)\n\n`), {
      images: 'data',
      heads: { 'media/fig1.png': { size: 99, width: 200, height: 100, data: pixel } },
    }));
  test('with a link where the picture is too large for that', () =>
    check(from('[[enc$0oder]]'), card.replace('FIGURE', '[media/fig1\\.png](/v/media/fig1.png)\n\n'), {
      images: 'data',
      heads: { 'media/fig1.png': { size: 99_999, width: 200, height: 100, data: pixel } },
    }));
  test('in Russian', () =>
    check(
      from('[[enc$0oder]]'),
      card.replace('FIGURE', '').replace('2 figures · 3 backlinks', '2 рисунка · 3 обратные ссылки'),
      { language: 'ru' },
    ));
  test('a note without prose', () => check('//- a.md\n[[b$0]]\n//- b.md\n', '**[b](/v/b.md)**\n\n1 backlink'));
  test('a note whose text cannot be read', () =>
    check('//- a.md\n[[b$0]]\n//- b.md\n# Beta\n\nText.\n', '**[Beta](/v/b.md)**', { texts: false }));
  test('a Markdown link to a note', () =>
    check('//- a.md\n[x](b.md$0)\n//- b.md\n# Beta\n', '**[Beta](/v/b.md)**\n\n1 backlink', { over: 'b.md' }));
  test('a file that is no note', () => check('//- a.md\n[[t.csv$0]]\n//- t.csv\n', '**[t\\.csv](/v/t.csv)**'));
});

describe('the card of a part', () => {
  const from = (line: string) => `//- a.md\n${line}\n${paper}`;
  const head = '**[Perception Encoder](/v/papers/encoder.md)**\n\npapers · 2 figures · 3 backlinks\n\n';

  test('a section, with its own figure', () =>
    check(
      from('[[encoder#Met$0hod]]'),
      `${head}**Method**\n\nTwo towers\\.\n\n**Details**\n\n- one\n- two\n\n![The towers](${pixel}|width=10)\n\n*The towers*`,
      {
        images: 'data',
        over: 'encoder#Method',
        heads: { 'media/fig2.png': { size: 9, width: 10, height: 10, data: pixel } },
      },
    ));
  test('an empty section', () => check(from('[[encoder#ит$0оги]]'), `${head}**Итоги**`));
  test('a block', () => check(from('[[encoder#^tow$0ers]]'), `${head}Two towers\\.`));
  test('a block that is a picture', () => {
    const picture = (block: string) =>
      `//- a.md\n[[b#^im$0g]]\n//- b.md\n# Beta\n\n![[other.png]]\n\n${block}\n//- p.png\n//- other.png\n`;
    const top = '**[Beta](/v/b.md)**\n\n2 figures · 1 backlink\n\n';
    const heads = { 'p.png': { size: 9, width: 10, height: 10, data: pixel } };
    check(picture('![[p.png]] ^img'), `${top}![p\\.png](${pixel}|width=10)`, { images: 'data', heads });
    check(picture('![cap](p.png)\n^img'), `${top}![cap](${pixel}|width=10)\n\n*cap*`, { images: 'data', heads });
    check(picture('![cap](p.png)\n\n^img'), `${top}![cap](${pixel}|width=10)\n\n*cap*`, { images: 'data', heads });
    check(picture('Words ![cap](p.png) ^img'), `${top}Words cap\n\n![cap](${pixel}|width=10)\n\n*cap*`, {
      images: 'data',
      heads,
    });
    check(picture('![cap](p.png) ^img'), `${top}*cap*`);
  });
  test('a block of a list', () => check(from('[[encoder#^it$0em]]'), `${head}two`));
  test('an item with what it holds, and a list', () => {
    const list = '- l1\n- l2 ^one\n  - kid\n- l3\n\n^list';
    const block = (id: string, expected: string) =>
      check(`//- a.md\n[[b#^${id}$0]]\n//- b.md\n# B\n\n${list}\n`, `**[B](/v/b.md)**\n\n1 backlink\n\n${expected}`);
    block('one', '- l2\n  - kid');
    block('list', '- l1\n- l2\n  - kid\n- l3');
  });
  test('its lists, tables, code, formulas and callouts stay what they are', () => {
    const shown: [section: string, expected: string][] = [
      ['- a `x*y`\n  - **b**\n\n    more\n1. c', '- a `x*y`\n  - b\n\n    more\n\n1. c'],
      ['| A | B |\n|:-|-:|\n| `1` | [[a\\|two]] |\n| x |', '| A | B |\n| :--- | ---: |\n| `1` | two |\n| x |  |'],
      ['```js\nif (a) b;\n```', '```js\nif (a) b;\n```'],
      ['- x\n  ```\n  y\n    z\n  ```', '- x\n\n  ```\n  y\n    z\n  ```'],
      ['    code', '```\ncode\n```'],
      ['    %% a %%\n    b', '```\n%% a %%\nb\n```'],
      ['    $ npm i\n    $x$', '```\n$ npm i\n$x$\n```'],
      ['    ~~~\n    x', '```\n~~~\nx\n```'],
      ['$$\na < b\n$$', '```latex\na < b\n```'],
      ['> [!warning]- Mind\n> the gap', '> **Mind**\n>\n> the gap'],
      ['> q\n\nx', '> q\n\nx'],
      ['<b>x</b> & <img src=x>\n\n<!-- c -->\n\n%% d %%', 'x \\&'],
      ['````\n```\n````', '````\n```\n````'],
      // Indented further than what it stands in, text would be shown as code.
      ['> - a\n>   - b\n>\n>     c.', '> - a\n>   - b\n>\n>     c\\.'],
      ['> a\n>\n> b\n\n> c', '> a\n>\n> b\n\n> c'],
      ['- ![](a.png)\n\n  - b\n\n    c.', '- b\n\n  c\\.'],
      ['a\n\n[^1]: b\n\n    c.', 'a\n\nb\n\nc\\.'],
      // Of one item the further lines would be indented, and the fence with them.
      ['10. ```\n    a\n    ```', '10. ```\n    a\n    ```'],
      ['###\n\na', 'a'],
    ];
    for (const [section, expected] of shown)
      check(
        `//- a.md\n[[b#S$0]]\n//- b.md\n# B\n\n## S\n\n${section}\n`,
        `**[B](/v/b.md)**\n\n1 backlink\n\n**S**\n\n${expected}`,
      );
  });
  test('of this note', () =>
    check('//- a.md\n[[#B$0]]\n# A\n## B\nInside.\n', '**[A](/v/a.md)**\n\n0 backlinks\n\n**B**\n\nInside\\.'));
  test('a heading that is not there: the note', () =>
    check('//- a.md\n[[b#no$0]]\n//- b.md\n# Beta\n', '**[Beta](/v/b.md)**\n\n1 backlink'));
});

describe('a note that is not written', () => {
  test('who else wants it', () =>
    check(
      '//- a.md\n[[quan$0tum]]\n//- b.md\n# Beta\n[[quantum]]\n//- c.md\n# Gamma\n[[x/quantum.md|q]]\n',
      '“quantum” is not written yet\n\nWanted by: [Beta](/v/b.md), [Gamma](/v/c.md)',
      { over: 'quantum' },
    ));
  test('nobody else', () => check('//- a.md\n[[quan$0tum]]\n', '“quantum” is not written yet'));
  test('very many', () => {
    const many = Array.from({ length: 9 }, (_, index) => `//- n${index}.md\n[[quantum]]\n`).join('');
    check(
      `//- a.md\n[[quan$0tum]]\n${many}`,
      '«quantum» ещё не написана\n\nНа неё ссылаются: [n0](/v/n0.md), [n1](/v/n1.md), [n2](/v/n2.md), [n3](/v/n3.md), [n4](/v/n4.md) и ещё 4',
      { language: 'ru' },
    );
  });
  test('is not said before the vault is read', () => {
    const of = world('//- a.md\n[[quan$0tum]]\n');
    of.vault.isComplete = false;
    assert.equal(hoverOf(of, {}), undefined);
  });
});

describe('an image', () => {
  const vault = `
//- notes/a.md
LINE
//- notes/b.md
![](../media/img_1.png)
//- media/img_1.png
//- media/img_1.md
# Image Description

**File:** img_1.png

## OCR Text

Loss over
steps <b>
`;
  const heads = { 'media/img_1.png': { size: 153_600, width: 1200, height: 800 } };
  const at = (line: string) => vault.replace('LINE', line);

  test('pixels, size, caption, text, used in', () =>
    check(
      at('![alt](../media/img$0_1.png)\n\n**Рисунок 2:** Потери *сети*'),
      '[media/img\\_1\\.png](/v/media/img_1.png)  \n1200 × 800 px · 150 KB · used in 2 notes\n\n*Потери сети*\n\nText in the image: Loss over steps \\<b\\>',
      { heads, images: 'uri', over: '../media/img_1.png' },
    ));
  test('in a wiki-link the picture too', () =>
    check(
      at('![[img$0_1.png|300]]'),
      '[media/img\\_1\\.png](/v/media/img_1.png)  \n1200 × 800 px · 150 KB · used in 2 notes\n\n![img\\_1\\.png](/v/media/img_1.png|width=320)\n\nText in the image: Loss over steps \\<b\\>',
      { heads, images: 'uri' },
    ));
  test('in Russian, in a client without pictures', () =>
    check(
      at('![[img$0_1.png]]'),
      '[media/img\\_1\\.png](/v/media/img_1.png)  \n1200 × 800 пикс. · 1,5 МБ · используется в 2 заметках\n\nТекст на изображении: Loss over steps \\<b\\>',
      { heads: { 'media/img_1.png': { ...heads['media/img_1.png'], size: 1_600_000 } }, language: 'ru' },
    ));
  test('of an unknown format', () =>
    check('//- a.md\n![](x$0.png)\n//- x.png\n', '[x\\.png](/v/x.png)  \n12 B · used in 1 note', {
      heads: { 'x.png': { size: 12 } },
    }));
  test('that is missing', () => check('//- a.md\n![](x$0.png)\n', 'nothing'));
});

describe('a PDF', () => {
  const vault = (line: string) => `//- notes/a.md\n${line}\n//- notes/b.md\n[[form.pdf]]\n//- media/form.pdf\n`;
  const heads = { 'media/form.pdf': { size: 2085, pages: 2 } };

  test('size, pages, used in', () => {
    const card = '[media/form\\.pdf](/v/media/form.pdf)  \n2 KB · 2 pages · used in 2 notes';
    check(vault('[A form](../media/fo$0rm.pdf)'), card, { heads, over: '../media/form.pdf' });
    check(vault('![[fo$0rm.pdf#page=2]]'), card, { heads, over: 'form.pdf#page=2' });
  });
  test('of which the pages could not be counted', () =>
    check(vault('[[fo$0rm.pdf]]'), '[media/form\\.pdf](/v/media/form.pdf)  \n30,0 МБ · используется в 2 заметках', {
      heads: { 'media/form.pdf': { size: 31_457_280 } },
      language: 'ru',
    }));
  test('in Russian', () =>
    check(vault('[[fo$0rm.pdf]]'), /2 КБ · 21 страница · /, {
      heads: { 'media/form.pdf': { size: 2085, pages: 21 } },
      language: 'ru',
    }));
});

describe('other places', () => {
  test('a footnote', () => {
    check('//- a.md\nText[^1$0].\n\n[^1]: See *this*\n', 'See this', { over: '[^1]' });
    check('//- a.md\nText[^1$0].\n\n[^1]: One\n\n    Two\n\nThree\n', 'One\n\nTwo');
    check('//- a.md\nText[^1$0].\n\n[^1]: ![](x.png)\n', '\\!\\[\\]\\(x\\.png\\)');
    check(
      '//- a.md\nText[^1$0].\n\n[^1]: See [[zoo#^b1]], [[zoo|it]] and [[nowhere]]\n//- zoo.md\n# The Zoo\n\nx ^b1\n',
      'See The Zoo › b1, it and nowhere',
    );
    check('//- a.md\nText[^1$0].\n', 'nothing');
  });
  test('an ambiguous link: the first, and the others', () =>
    check(
      '//- x/a.md\n[[net$0]]\n//- y/net.md\n# Y\n//- z/net.md\n# Z\n',
      '**[Y](/v/y/net.md)**\n\ny · 1 backlink\n\n- [z/net\\.md](/v/z/net.md)',
    ));
  test('beside a link, in code and on a web address there is nothing', () => {
    check('//- a.md\n$0x [[b]]\n//- b.md\n', 'nothing');
    check('//- a.md\n`[[b$0]]`\n//- b.md\n', 'nothing');
    check('//- a.md\n[x](https://example$0.org)\n', 'nothing');
    check('//- a.md\n[[https://example$0.org]]\n', 'nothing');
  });
  test('outside of the vault there is nothing', () => {
    check('//- a.md\n[[../../etc/pass$0wd]]\n', 'nothing');
    check('//- a.md\n[x](/../etc/pass$0wd)\n', 'nothing');
  });
});

// ---- what a hostile vault may not do

/** As the editor draws it: raw HTML is off, addresses in the text become links. */
const markdown = new MarkdownIt({ html: false, linkify: true });
// No scheme is kept from becoming a link here: that must be ours to prevent.
markdown.validateLink = () => true;

/** All that can be clicked or loads something, and the text that is seen. */
function drawn(value: string): { addresses: string[]; text: string } {
  const addresses: string[] = [];
  let text = '';
  for (const block of markdown.parse(value, {})) {
    for (const token of block.children ?? []) {
      if (token.type === 'link_open') addresses.push(String(token.attrGet('href')));
      if (token.type === 'image') addresses.push(String(token.attrGet('src')));
      if (token.type === 'text' || token.type === 'code_inline') text += token.content;
      assert.notEqual(token.type, 'html_inline');
    }
    if (block.type === 'inline') text += '\n';
    assert.notEqual(block.type, 'html_block');
  }
  return { addresses, text };
}

const hostile = [
  '<img src=q onerror=alert(1)>',
  '`](command:x)',
  '](command:workbench.action.terminal.new)',
  '$(sync~spin)',
  '${1:x}',
  '[run](command:workbench.action.terminal.new)',
  '![](https://evil.example/track.png)',
  '<https://evil.example/>',
  'https://evil.example/a www.evil.example me@evil.example',
  'exam\u202Eple \u200B text',
  '[x]: command:x',
  '&lt;b&gt; &#x6A;avascript:',
  '\\](command:x)',
  '![[secret]]',
];

describe('text of the vault stays text', () => {
  const seen = (text: string) => text.replace(/\s+/g, ' ').trim();
  const isLink = (name: string) => name === 'title' || name === 'wanted by';

  for (const attack of hostile) {
    test(JSON.stringify(attack), () => {
      const places: [name: string, literal: string][] = [
        ['title', `//- a.md\n[[b$0]]\n//- b.md\n---\ntitle: ${JSON.stringify(attack)}\n---\n\nText.\n`],
        ['wanted by', `//- a.md\n[[new$0]]\n//- b.md\n---\ntitle: ${JSON.stringify(attack)}\n---\n[[new]]\n`],
        ['footnote', `//- a.md\nx[^1$0]\n\n[^1]: Text ${attack}\n`],
        ['heading', `//- a.md\n[[b#^id$0]]\n//- b.md\n## ${attack}\n\n\`\`${attack}\`\` ^id\n`],
        ['section', `//- a.md\n[[b$0]]\n//- b.md\n# B\n\n## ${attack}\n`],
        ['overview', `//- a.md\n[[b$0]]\n//- b.md\n# B\n\n${attack}\n`],
        ['caption', `//- a.md\n![](x$0.png)\n\n**Figure 1:** ${attack}\n//- x.png\n`],
        [
          'OCR',
          `//- a.md\n![[x$0.png]]\n//- x.png\n//- x.md\n# Image Description\n\n**File:** x.png\n\n## OCR\n\n${attack}\n`,
        ],
      ];
      for (const [name, literal] of places) {
        for (const images of ['none', 'uri'] as const) {
          const of = world(literal);
          const found = hoverOf(of, { images });
          assert.ok(found, name);
          const { addresses, text } = drawn(textOf(found.contents));
          for (const address of addresses)
            assert.match(
              address,
              /^file:\/\/\/v\/(?:a|b)\.md(?:#L\d+)?$|^file:\/\/\/v\/x\.png(?:%7C|\|)width=320$|^file:\/\/\/v\/x\.png$/,
              name,
            );
          if (['title', 'OCR', 'wanted by'].includes(name))
            // A link shows what nobody sees in its name.
            assert.ok(seen(text).includes(seen(isLink(name) ? visible(attack) : attack)), `${name}: ${text}`);
        }
      }
    });
  }

  test('in the names of files and folders', () => {
    const names = ['"><img src=x onerror=1>', '](command:x)', '$(sync~spin)', '<https://evil.example>', '![x](y)'];
    for (const name of names) {
      const file = name.replaceAll('/', ':');
      const of = world(
        `//- a.md\n[x](<${encodeURIComponent(file)}/${encodeURIComponent(file)}.md$0>)\n//- ${file}/${file}.md\n`,
      );
      const found = hoverOf(of, { images: 'uri' });
      assert.ok(found, name);
      const { addresses, text } = drawn(textOf(found.contents));
      assert.equal(addresses.length, 1);
      assert.match(addresses[0]!, /^file:\/\/\/v\/[^()<>"]*\.md$/);
      assert.equal(seen(text), seen(`${file} ${file} · 1 backlink`));
    }
  });
});

test('a section of marks that do not close is read in no time', () => {
  for (const piece of ['a [[x ', '`', '<!-- ', '[a](b', '*a', '\t']) {
    const literal = `//- a.md\n[[b#S$0]]\n//- b.md\n# B\n## S\n\na ${piece.repeat(100_000 / piece.length)} b\n`;
    const of = world(literal);
    const start = process.cpuUsage();
    hoverOf(of, {});
    const { user, system } = process.cpuUsage(start);
    assert.ok(user + system < 1_000_000, `${piece}: ${(user + system) / 1000} ms`);
  }
});

describe('at most 4 KB', () => {
  const long = 'слово **word** <b> '.repeat(2000);
  const plain = long.replaceAll('*', '');
  const deep = Array.from({ length: 12 }, () => 'д'.repeat(80)).join('/');
  const literals: Record<string, string> = {
    title: `//- a.md\n[[b$0]]\n//- b.md\n# ${plain}\n\nText.\n`,
    overview: `//- a.md\n[[b$0]]\n//- b.md\n# B\n\n${long}\n`,
    section: `//- a.md\n[[b#S$0]]\n//- b.md\n# B\n## S\n\n${long}\n\n${long}\n`,
    heading: `//- a.md\n[[b#^x$0]]\n//- b.md\n# B\n## ${long}\n\n${long} ^x\n`,
    sections: `//- a.md\n[[b$0]]\n//- ${deep}/b.md\n# B\n${Array.from({ length: 40 }, (_, at) => `## ${at} ${plain.slice(0, 300)}\n`).join('')}`,
    caption: `//- a.md\n[[b$0]]\n//- b.md\n# B\n\n![](x.png)\n\n**Figure 1:** ${long}\n//- x.png\n`,
    image: `//- a.md\n![[x$0.png]]\n\n**Figure 1:** ${long}\n//- x.png\n//- x.md\n# Image Description\n\n**File:** x.png\n\n## OCR\n\n${long}\n`,
    missing: `//- a.md\n[[${plain.replaceAll('<b>', '')}$0]]\n`,
    wanted: `//- a.md\n[[new$0]]\n${Array.from({ length: 9 }, (_, at) => `//- ${at}.md\n# ${plain}\n\n[[new]]\n`).join('')}`,
    ambiguous: `//- a.md\n[[n$0]]\n${Array.from({ length: 9 }, (_, at) => `//- ${at}/${deep}/n.md\n# N\n\n${long}\n`).join('')}`,
    footnote: `//- a.md\nx[^1$0]\n\n[^1]: ${long}\n`,
    code: `//- a.md\n[[b#S$0]]\n//- b.md\n# B\n## S\n\n\`${plain}\` \`\` ${'` '.repeat(200_000)}\`\`\n`,
    items: `//- a.md\n[[b#S$0]]\n//- b.md\n# B\n## S\n\n${'- a\n'.repeat(2000)}\n`,
    'wide table': `//- a.md\n[[b#S$0]]\n//- b.md\n# B\n## S\n\n|${'a|'.repeat(900)}\n|${'-|'.repeat(900)}\n`,
  };
  for (const [name, literal] of Object.entries(literals)) {
    for (const images of ['none', 'uri'] as const) {
      test(`${name}, pictures: ${images}`, () => {
        const found = hoverOf(world(literal), { images });
        const value = textOf(found?.contents);
        assert.ok(value.length > 20 && value.length <= longestHover, `${value.length} characters`);
        assert.match(
          value,
          name === 'footnote'
            ? /^слово/
            : name === 'missing'
              ? /^“слово/
              : name === 'wanted'
                ? /Wanted by: \[/
                : /^(?:\*\*)?\[|^\*\*[BN]\*\*/,
          'begins with its title',
        );
      });
    }
  }
});
