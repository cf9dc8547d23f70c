// The preview: a note as a page. What is checked is the page's text with our own marks shown as `@name`.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  preview,
  previewAround,
  previewAroundNeeds,
  previewCard,
  previewNeeds,
} from '../../server/features/preview.ts';
import type { Language } from '../../server/messages.ts';
import { largestPreview, type MarkdownChoice, type PreviewParams } from '../../server/protocol.ts';
import { type World, type WorldOptions, world } from '../fixture.ts';

interface Options extends WorldOptions {
  readonly language?: Language;
  readonly known?: readonly string[];
  readonly remoteImages?: boolean;
  readonly large?: boolean;
  readonly markdown?: MarkdownChoice;
  readonly heads?: Readonly<Record<string, { size: number; width: number; height: number }>>;
}

function pageOf(of: World, path: string, options: Options = {}) {
  const { language = 'en', known = [], remoteImages = false, large = false, markdown = {}, heads = {} } = options;
  const uri = of.uri(path);
  for (const image of previewNeeds(of.vault, uri, of.settings).images ?? []) {
    const head = heads[of.path(image)];
    if (head) of.vault.lendFacts(image, { kind: 'image', ...head, data: undefined });
  }
  const params: PreviewParams = { uri, mark: 'zq', known, remoteImages, large, markdown };
  return preview(of.vault, params, { settings: of.settings, language });
}

/** The HTML of a region, shortened to what a test wants to read. */
function shown(html: string): string {
  return html
    .replaceAll('data-zq-', '@')
    .replaceAll('file:///v/', '/')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

type Region = 'bar' | 'head' | 'body' | 'rail';

/** The page of the first file of the literal holds each piece and none of the others. */
function check(
  literal: string,
  region: Region,
  holds: readonly string[],
  lacks: readonly string[] = [],
  options: Options = {},
) {
  const of = world(literal, options);
  const page = pageOf(of, [...of.texts.keys()][0]!, options);
  const html = shown(page[region].map((block) => block.html).join('\n'));
  for (const piece of holds) assert.ok(html.includes(piece), `${piece}\nis not in\n${html}`);
  for (const piece of lacks) assert.ok(!html.includes(piece), `${piece}\nis in\n${html}`);
  return page;
}

const day = `
//- day.md
# День чтения

## Обзор

![Схема](media/a.png) <!-- TODO: Broken image path -->

**Изображение:** Путь *кадра* через [[b]]

День оказался насыщенным.

Второй абзац.

## Связи с другими темами

- [[b.md]] - Подробное **описание**
- [[gone.md]] — её ещё нет

## Источники

1. Статья https://arxiv.org/abs/2504.13181v2
2. Код: <https://github.com/a/b>
//- b.md
# Вторая

## Обзор

О чём вторая.

![](media/a.png)
//- media/a.png
`;

describe('the header', () => {
  test('the title is the first heading, which the text then lacks', () => {
    check(day, 'head', ['<h1 @class="title" @id="день-чтения">День чтения</h1>']);
    check(day, 'body', [], ['День чтения']);
  });
  test('without a venue the folder stands above the title, as words', () =>
    void check('//- ai/ai_contests/a.md\n# A\n', 'head', ['<p @class="kicker">ai contests</p>']));
  test('the bar is in the language of the user, the page in that of the note', () => {
    check(day, 'bar', ['links and images'], ['ссылки']);
    check(day, 'bar', ['ссылки и рисунки'], [], { language: 'ru' });
    check(day, 'rail', ['На странице']);
    check('//- a.md\n# The one of the two\n\n[[gone]]\n', 'bar', ['ссылки и рисунки'], [], { language: 'ru' });
  });
  test('the folders on the way lead to their indexes', () => {
    const folders = `
//- ai/nlp/deep/a.md
# A
//- ai/index.md
# Всё об ИИ
//- ai/nlp/README.md
# NLP
//- other/nlp/index.md
# Другой
`;
    check(folders, 'bar', [
      '<a @class="crumb" @note="/ai/index.md" @title="Всё об ИИ">ai</a>',
      '<a @class="crumb" @note="/ai/nlp/README.md" @title="NLP">nlp</a>',
      '<span @class="crumb">deep</span>',
    ]);
  });
  test('an index does not lead to itself, but to the one above', () =>
    void check('//- a/b/index.md\n# B\n//- a/index.md\n# A\n', 'bar', [
      '<a @class="crumb" @note="/a/index.md" @title="A">a</a>',
      '<span @class="crumb">b</span>',
    ]));
  test('the overview becomes the lead under its own heading', () => {
    check(day, 'head', ['@class="lead"', '@id="обзор">Обзор</h2><p>День оказался насыщенным.</p>']);
    check(day, 'body', ['<p>Второй абзац.</p>'], ['насыщенным']);
  });
  test('counts and chips', () =>
    void check(day, 'head', ['1 мин · 1 рис. · 2 связи · 2 источника', '>arXiv 2504.13181</a>', '>GitHub a/b</a>']));
  test('front matter, authors and venue', () =>
    void check(
      '//- a.md\n---\ntype: Paper\nvenue: ICLR\nyear: 2024\nauthors: [A B, C D, E F, G H, I J]\n---\n# T\n',
      'head',
      ['Paper · ICLR · 2024', 'A B, C D, E F, <span @class="more" @title="G H, I J">2 more</span>'],
    ));
  test('authors that are links lead to their notes, between those that are names', () => {
    const people = '//- ashish.md\n# Ashish Vaswani\n//- shazeer.md\n# Noam Shazeer\n';
    const ashish = '<a @note="/ashish.md" @title="ashish.md" @class="note">Ashish Vaswani</a>';
    const noam = '<a @note="/shazeer.md" @title="shazeer.md" @class="note">Noam</a>';
    check(`//- a.md\n---\nauthors: ["[[ashish]]", Plain Person]\n---\n# T\n${people}`, 'head', [
      `${ashish}, Plain Person</p>`,
    ]);
    check(
      `//- a.md\n---\nauthors:\n  - Ann Lee\n  - "[[Noam Shazeer|Noam]]"\n  - Ivanov, I. I.\n  - "[[ashish]]"\n---\n# T\n${people}`,
      'head',
      [`Ann Lee, ${noam}, I. I. Ivanov, <span @class="more" @title="Ashish Vaswani">`],
    );
    check(`//- a.md\n# T\n\n**Authors:** [[ashish]], [[Noam Shazeer|Noam]] and *Ann*\n${people}`, 'head', [
      `${ashish}, ${noam}, Ann</p>`,
    ]);
  });
  test('of many authors the tooltip names the first ones', () => {
    const names = Array.from({ length: 60 }, (_, at) => `"[[Name ${at}]]"`);
    check(`//- a.md\n---\nauthors: [${names.join(', ')}]\n---\n# T\n`, 'head', [
      '@title="Name 3, Name 4,',
      'Name 51, Name 52, …">57 more</span>',
    ]);
  });
  test('thousands of authors and kinds that are links are each found at once', () => {
    const names = Array.from({ length: 8000 }, (_, at) => `  - "[[Name ${at}]]"\n`).join('');
    const of = world(`//- a.md\n---\nauthors:\n${names}type:\n${names}---\n# T\n`);
    // Quadratic work took seconds.
    const begin = process.cpuUsage();
    pageOf(of, 'a.md');
    const spent = process.cpuUsage(begin).user / 1000;
    assert.ok(spent < 1200, `${spent.toFixed(0)} ms`);
  });
  test('a venue, a kind and a date that are links are read, and none of several is lost', () =>
    void check(
      '//- a.md\n---\ntype: [paper, survey]\nvenue: "[[icml]]"\ndate: "[[2017-06-12]]"\n---\n# T\n//- icml.md\n# ICML 34\n',
      'head',
      ['paper · survey · <a @note="/icml.md" @title="icml.md" @class="note">ICML 34</a> · 2017</p>'],
    ));
  test('front matter with a mistake is read as far as it is sound', () =>
    void check(
      '//- a.md\n---\ntitle: Big "note" with: everything\nauthors: ["Müller, Jörg", "van den Berg, Rianne", "Google, Inc"]\nvenue: NeurIPS\nyear: 2017\n---\n# T\n',
      'head',
      ['>NeurIPS · 2017</p>', '@class="authors">Jörg Müller, Rianne van den Berg, Google, Inc</p>'],
    ));
  test('authors of a line and of BibTeX', () => {
    check('//- a.md\n# T\n\n**Авторы:** Иван Петров, Анна Ли\n\nТекст о сетях.\n', 'head', ['Иван Петров, Анна Ли']);
    check(
      '//- a.md\n# T\n\n```bibtex\n@article{x,\n  author = {Vaswani, Ashish and Noam Shazeer},\n  year = {2017},\n}\n```\n',
      'head',
      ['Ashish Vaswani, Noam Shazeer', '2017'],
    );
  });
  test('authors whose last names come first', () => {
    const shown = (yaml: string, names: string) =>
      check(`//- a.md\n---\n${yaml}\n---\n# T\n`, 'head', [`@class="authors">${names}</p>`]);
    const both = 'Ashish Vaswani, Noam Shazeer';
    shown('authors: ["Vaswani, Ashish", "Shazeer, Noam"]', both);
    shown('authors:\n  - Vaswani, Ashish', 'Ashish Vaswani');
    shown('authors:\n  - King, Jr.', 'King, Jr.');
    shown('author: "Vaswani, Ashish; Shazeer, Noam"', both);
    shown('author: Vaswani, Ashish; and Shazeer, Noam;', both);
    shown('author: Ashish Vaswani; Noam Shazeer', both);
    shown('author: Vaswani, Ashish and Shazeer, Noam', both);
    shown('author: Ashish Vaswani, Noam Shazeer', both);
    check('//- a.md\n# T\n\n**Authors:** Vaswani, Ashish; Shazeer, Noam\n', 'head', [both]);
  });
  test('a folder that is called as the note is not said above the title', () => {
    for (const note of ['papers/index.md\n# Papers', 'Thesis/Thesis.md\nText.', 'Learning_rate/a.md\n# Learning-Rate'])
      check(`//- ${note}\n`, 'head', ['<h1'], ['kicker']);
    check('//- papers/a.md\n# Papers of mine\n', 'head', ['<p @class="kicker">papers</p>']);
  });
  test('a DOI in a field is a chip, once', () => {
    const chip = '@url="https://doi.org/10.1145/3366423.3380130" @title="https://doi.org/10.1145/3366423.3380130"';
    const whole = '>DOI 10.1145/3366423.3380130</a>';
    for (const doi of [
      '10.1145/3366423.3380130',
      'doi:10.1145/3366423.3380130',
      'https://doi.org/10.1145/3366423.3380130',
    ])
      check(`//- a.md\n---\ndoi: ${doi}\n---\n# T\n`, 'head', [chip, whole]);
    const bibtex = '```bibtex\n@article{x,\n  doi = {10.1145/3366423.3380130},\n}\n```\n';
    check(`//- a.md\n# T\n\n${bibtex}`, 'head', [chip, whole]);
    const page = check(
      `//- a.md\n---\ndoi: 10.1145/3366423.3380130\n---\n# T\n\nhttps://doi.org/10.1145/3366423.3380130\n\n${bibtex}`,
      'head',
      [whole],
    );
    assert.equal(
      page.head
        .map(({ html }) => html)
        .join('')
        .split('DOI 10.').length,
      2,
    );
    for (const doi of ['pending', '11.1145/33', '10.1145', '10.1/x'])
      check(`//- a.md\n---\ndoi: ${doi}\n---\n# T\n`, 'head', [], ['chip']);
    check('//- a.md\n# T\n\n```bibtex\n@article{x,\n  doi = {10.1007/978-3\\_12},\n}\n```\n', 'head', [
      '>DOI 10.1007/978-3_12</a>',
    ]);
  });
  test('a bare DOI is typed as one with an address', () => {
    for (const source of [
      'Smith. doi:10.1000/x(1)y.',
      '(DOI: 10.1000/x(1)y)',
      '[Smith](doi:10.1000/x(1)y)',
      '*doi:10.1000/x(1)y*',
    ]) {
      const kept = ['@url="https://doi.org/10.1000/x(1)y"', '>DOI 10.1000/x(1)y</a>'];
      check(`//- a.md\n# T\n\n## Sources\n\n- ${source}\n`, 'body', ['@class="kind paper"', ...kept]);
      check(`//- a.md\n# T\n\n## Sources\n\n- ${source}\n`, 'head', kept);
    }
    for (const source of ['doi:pending', 'see https://e.org/?id=doi:10.1000/x', 'xdoi:10.1000/x'])
      check(`//- a.md\n# T\n\n## Sources\n\n- ${source}\n`, 'body', [], ['DOI ']);
  });
  test('without a heading the file names the page, in grey', () =>
    void check('//- loose thought.md\nJust words.\n', 'head', ['@class="title from-file">loose thought</h1>']));
  test('an empty note says so', () => void check('//- a.md\n', 'body', ['This note is empty']));
  test('a note without known sections is left as it is', () => {
    check(
      '//- a.md\n# T\n\nOne.\n\n## Источники нестабильности\n\n- [[a]] - x\n',
      'body',
      ['<p>One.</p>', '<ul>'],
      ['cards', 'sources'],
    );
  });
});

describe('tags and fields of a note', () => {
  const fields = [
    'Tags: #paper #nlp/bert',
    '#paper, #nlp',
    '**Теги:** #статья',
    '**Status**:: read\nRating:: 5',
    '[year:: 2018] (venue:: NAACL)',
    'Tags: #paper\nstatus:: read',
  ];
  test('are not what it is about', () => {
    for (const lines of fields) {
      const note = `${lines}\n\n# BERT\n\n${lines}\n\nDeep bidirectional transformers.\n`;
      check(`//- a.md\n## Related\n\n- [[bert]]\n//- bert.md\n${note}`, 'body', [
        '<span @class="card-overview">Deep bidirectional transformers.</span>',
      ]);
    }
    check(`//- a.md\n# T\n\n${fields[0]}\n\nWhat it is about.\n\n## Sources\n\n- x\n`, 'head', [
      '@class="lead"><p>What it is about.</p>',
    ]);
  });
  test('are prose where they stand in a sentence', () => {
    for (const prose of ['See #paper for more.', 'std::vector holds it.', 'Note: the #5 of them', 'Tags: of clothes'])
      check(`//- a.md\n## Related\n\n- [[b]]\n//- b.md\n# B\n\n${prose}\n\nOther.\n`, 'body', [
        `<span @class="card-overview">${prose}</span>`,
      ]);
  });
});

describe('prose', () => {
  test('lines end where the user or Obsidian lets them end', () => {
    const lines =
      '//- a.md\n# T\n\nOne\n*two* [[b]]\nthree.\n\n![](x.png)\n*Figure 1: A\ncaption.*\n\n![[b]]\n//- b.md\nFour\nfive\n//- x.png\n';
    const kept = ['<p>One<br>\n<em>two</em> <a', '</a><br>\nthree.</p>', 'A<br>\ncaption.', '<p>Four<br>\nfive</p>'];
    check(lines, 'body', kept, [], { markdown: { breaks: true } });
    check(lines, 'body', kept, [], { obsidian: true });
    check(lines, 'body', ['<p>One\n<em>two'], ['<br>']);
    check(lines, 'body', ['<p>One\n<em>two'], ['<br>'], { obsidian: true, markdown: { breaks: false } });
  });
  test('the lines of what is one thing on the page end nowhere', () => {
    const b = '//- b.md\n$$\nm\nn\n$$\n';
    for (const note of [
      '$$\na\n= b\n$$',
      'See $a\n= b$ so',
      'See $$\na\n$$\n',
      '[[b|x\ny]] so',
      'a %% c\nd %% e',
      'a  <!-- c\nd\n--> e',
      '> $$\n> a\n> b\n> $$',
      '- $a\n  = b$ c',
      '> [!note] $a\n> = b$ title',
      '![[b]]',
    ])
      check(`//- a.md\n# T\n\n${note}\n${b}`, 'body', [], ['<br>'], { obsidian: true });
    check(
      '//- a.md\nOne\n$$\na\n$$\ntwo\nthree $a\nb$\n%% c %%four\n',
      'body',
      ['One<br>', 'two<br>', '</span>\n<br>\nfour'],
      ['</span>\n\n<br>'],
      { obsidian: true },
    );
    check('//- a.md\n> [!note] $a\n> = b$ title\n> text\n', 'body', ['title</div>\n<p>text</p>']);
  });
  test('quotes and addresses are drawn as the user has chosen', () => {
    const text = '//- a.md\n# T\n\n"Quoted" -- $"x"$ (c) [[b]] https://e.org\n//- b.md\n# "B"\n';
    const plain = ['<p>&quot;Quoted&quot; -- ', '(c)', '@url="https://e.org"'];
    check(text, 'body', plain);
    check(text, 'body', ['<p>“Quoted” – ', '>"x"</span> ©', '>"B"</a>', '</a> https://e.org</p>'], [], {
      markdown: { typographer: true, linkify: false },
    });
    check(text, 'body', plain);
  });
  test('cells stand where their column says', () =>
    void check('//- a.md\n# T\n\n| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n', 'body', [
      '<th align="left">a</th>',
      '<td align="center">2</td>',
      '<td align="right">3</td>',
    ]));
  test('blocks that begin with a letter from the right run from there, and what they hold follows', () => {
    check(
      '//- a.md\n# כותרת\n\n## פרק\n\nשלום world `x`.\n\nLatin, then עברית.\n\n- שלום\n- [[b]]\n- Latin\n  - عربي\n\n1. one\n\n> 1998: اقتباس\n\n| א | b |\n|---|:--|\n| ב | ג |\n\n`code` שלום\n//- b.md\n# ספר\n',
      'body',
      [
        '<h2 dir="rtl" @id="פרק">פרק</h2>',
        '<p dir="rtl">שלום world',
        '<p>Latin, then',
        '<ul dir="rtl">\n<li @line="0">שלום</li>',
        '<li dir="ltr" @line="2">Latin\n<ul dir="rtl">\n<li @line="3">عربي</li>',
        '<ol>\n<li @line="0">one',
        '<blockquote dir="rtl">\n<p>1998',
        '<table dir="rtl">',
        '<th>א</th>\n<th align="left" dir="ltr">b</th>',
        '<td>ב</td>\n<td align="left">ג</td>',
        '<p dir="rtl"><code>',
      ],
    );
    check('//- a.md\n> [!note] שלום\n> x\n\n> [!tip]- שלום\n', 'body', [
      '<div dir="rtl" @class="callout note"',
      '<details dir="rtl" @class="callout tip"',
    ]);
    check('//- a.md\n# T\n\nОдин.\n\n- two\n\n| a |\n|---|\n', 'body', [], ['dir=']);
  });
  test('an address is a link without brackets, too, and nothing else is', () => {
    check('//- a.md\n# T\n\nSee https://e.org/x_y, a.md, e.org, a@b.c, ftp://e.org, //e.org.\n', 'body', [
      '@url="https://e.org/x_y">https://e.org/x_y</a>, a.md, e.org, a@b.c, ftp://e.org, //e.org.',
    ]);
    check('//- a.md\n# T\n\n`https://e.org` [t https://e.org](b.md)\n//- b.md\n', 'body', [
      '<code>https://e.org</code>',
      '>t https://e.org</a>',
    ]);
  });
  test('an address ends where a link of a note begins', () =>
    void check('//- a.md\n# T\n\nhttps://e.org/[[b]] and https://e.org/$x$\n//- b.md\n# B\n', 'body', [
      '@url="https://e.org/">https://e.org/</a><a @note="/b.md"',
    ]));
});

describe('figures', () => {
  test('number and caption, with the size that the file has', () =>
    void check(
      day,
      'body',
      ['@id="figure-1"', 'width="640" height="480"', '>Рис. 1.</span> Путь <em>кадра</em> через <a'],
      ['Изображение:'],
      { heads: { 'media/a.png': { size: 1, width: 640, height: 480 } } },
    ));
  test('the title, then the alternative text, else none', () => {
    const figures = '//- a.md\n![alt](x.png "title")\n\n![alt](x.png)\n\n![](x.png)\n\n![[x.png|300]]\n//- x.png\n';
    check(figures, 'body', [
      'Fig. 1.</span> title',
      'Fig. 2.</span> alt',
      'Fig. 3</span></figcaption>',
      'Fig. 4</span></figcaption>',
    ]);
    check('//- a.md\n![[b]]\n//- b.md\n![](x.png)\n//- x.png\n', 'body', ['@path="x.png"></figure>'], ['<figcaption']);
  });
  test('words before the width are the alternative text', () =>
    void check('//- a.md\n![[x.png|a curve|300]]\n//- x.png\n', 'body', [
      'alt="a curve" width="300"',
      '</span> a curve<',
    ]));
  test('a size is asked for in Markdown pictures, too, and may be a width and a height', () => {
    const sizes = (text: string, holds: readonly string[], lacks: readonly string[] = []) =>
      check(`//- a.md\n${text}\n//- x.png\n`, 'body', holds, lacks, {
        heads: { 'x.png': { size: 1, width: 600, height: 300 } },
      });
    sizes('![alt|120](x.png)', ['alt="alt" width="120" height="60"', '</span> alt<'], ['|120']);
    sizes('![120](x.png)', ['alt="" width="120" height="60"', 'Fig. 1</span></figcaption>']);
    // The number of a picture is none.
    sizes('![3](x.png)', ['alt="3" width="600" height="300"', '</span> 3<']);
    sizes('![a|3](x.png) ![[x.png|3]] words', ['alt="a" width="3"', 'alt="" width="3"']);
    sizes('![[x.png|80x30]] ![a|80x30](x.png) words', [
      'alt="" width="80" height="30"',
      'alt="a" width="80" height="30"',
    ]);
    sizes('![a|b](x.png)', ['alt="a|b" width="600" height="300"', '</span> a|b<']);
    sizes('![The curve|120](x.png)\n\nThe curve.', ['Fig. 1.</span> The curve.<'], ['<p>']);
  });
  test('a paragraph that says the alternative text once more is the caption', () => {
    check(
      '//- a.md\n![Ablation: depth, 41 layers](x.png)\n\n*Ablation:* depth, 41 layers.\n\nMore.\n//- x.png\n',
      'body',
      ['Fig. 1.</span> <em>Ablation:</em> depth, 41 layers.</figcaption>', '<p>More.</p>'],
      ['<p><em>'],
    );
    check('//- a.md\n![a b](x.png)\n\nA b c.\n//- x.png\n', 'body', ['Fig. 1.</span> a b<', '<p>A b c.</p>']);
  });
  test('a number of the author’s is the label, as it is written, and then none is counted', () => {
    const picture = '![](x.png)';
    const own = (caption: string) => `${picture}\n\n${caption}\n\n`;
    check(
      `//- a.md\n${own('*Figure 3: The loss.*')}${own('**Figure 1.** The *net*.')}${picture}\n\n![Fig. 4. Alt $x$](x.png)\n\n${own('*Plain.*')}${picture}\n*Fig 6a — A cut*\n\n![Figure 9](x.png)\n//- x.png\n`,
      'body',
      [
        '@id="figure-1"><img src="x.png" alt="" @image="/x.png" @path="x.png"><figcaption><span @class="figure-number">Figure 3:</span> The loss.</figcaption>',
        '@class="figure-number">Figure 1.</span> The <em>net</em>.<',
        '@id="figure-3"><img src="x.png" alt="" @image="/x.png" @path="x.png"></figure>',
        '@class="figure-number">Fig. 4.</span> Alt <span @class="math" @math="inline">x</span>',
        '<figcaption>Plain.<',
        '@class="figure-number">Fig 6a</span> A cut<',
        '@class="figure-number">Figure 9</span></figcaption>',
      ],
      ['<p>'],
    );
    check(
      `//- a.md\n${own('**Рисунок 7.** Архитектура.')}${own('Рис. 5. Архитектура модели.')}${own('**Рис. 1: Вся жирная.**')}${own('Рис. 2.1 — Часть')}${own('**Рисунок 8** Без точки')}${own('_Без номера._')}//- x.png\n`,
      'body',
      [
        '>Рисунок 7.</span> Архитектура.<',
        '>Рис. 5.</span> Архитектура модели.<',
        '>Рис. 1:</span> Вся жирная.<',
        '>Рис. 2.1</span> Часть<',
        '>Рисунок 8</span> Без точки<',
        '<figcaption>Без номера.<',
      ],
      ['<p>'],
    );
    check(`//- a.md\n${own('*The loss.*')}${own('Figure 3 shows the loss.')}//- x.png\n`, 'body', [
      '>Fig. 1.</span> The loss.',
      '>Fig. 2</span>',
      '<p>Figure 3 shows the loss.</p>',
    ]);
  });
  test('formulas and links of a caption are kept, wherever it stands', () => {
    check('//- a.md\n![Of $x$](x.png)\n\n![](x.png)\n*Figure 2: See [[b]] and $y$.*\n//- x.png\n//- b.md\n', 'body', [
      '<figcaption>Of <span @class="math" @math="inline">x</span><',
      '>Figure 2:</span> See <a @note="/b.md" @title="b.md" @class="note">b</a> and <span @class="math" @math="inline">y</span>.<',
    ]);
  });
  test('the list of figures has the numbers of the captions', () =>
    void check('//- a.md\n![Figure 7: B](x.png)\n\n![C](x.png)\n//- x.png\n', 'rail', [
      '@to="figure-1" @title="B"',
      '@class="thumbnail-number">7</span><span @class="thumbnail-words">B<',
      '@class="thumbnail"><span @class="thumbnail-words">C<',
    ]));
  test('a numbered caption is not the overview, and an embedded figure takes no number of the page', () => {
    check('//- a.md\n# T\n\n![](x.png)\n\nРис. 5. Архитектура.\n\nО чём.\n\n## Источники\n\n- x\n//- x.png\n', 'head', [
      '<p>О чём.</p>',
    ]);
    check('//- a.md\n![[b]]\n\n![c](x.png)\n//- b.md\n![d](x.png)\n//- x.png\n', 'body', [
      '<figure @class="figure"><img src="x.png" alt="d"',
      '<figcaption>d</figcaption>',
      '@id="figure-1"><img src="x.png" alt="c"',
      '>Fig. 1.</span> c<',
    ]);
  });
  test('a paragraph after a figure that is no caption stays', () =>
    void check('//- a.md\n![](x.png)\n\nWords.\n//- x.png\n', 'body', ['<p>Words.</p>']));
  test('a missing image is a box with a way to mend it', () =>
    void check('//- a.md\n![](x.png)\n', 'body', ['box missing', 'Image not found: “x.png”', '@fix="0:4"']));
  test('a picture of another host is loaded on request only', () => {
    check('//- a.md\n![b](https://e.org/x.png)\n', 'body', ['Picture from e.org', '@act="remote"'], ['<img']);
    check('//- a.md\n![b](https://e.org/x.png)\n', 'body', ['<img src="https://e.org/x.png"'], [], {
      remoteImages: true,
    });
    const sized = '//- a.md\n![b|300x200](https://e.org/x.png)\n';
    check(sized, 'body', ['<img src="https://e.org/x.png" alt="b" width="300" height="200"'], [], {
      remoteImages: true,
    });
    check('//- a.md\n![b|300](data:image/png;base64,AA==)\n', 'body', [' alt="b" width="300">']);
  });
});

describe('related notes and sources', () => {
  test('a card has the reason, the overview and the first figure', () =>
    void check(day, 'body', [
      '@note="/b.md"',
      '>Вторая</a><span @class="card-reason">Подробное <strong>описание</strong></span>',
      '<span @class="card-overview">О чём вторая.</span>',
      '@image="/media/a.png"',
    ]));
  test('a note that is not written is a dashed card', () =>
    void check(day, 'body', ['card absent', 'её ещё нет', 'Ещё не написана', '@fix="15:4"']));
  test('an entry without a link keeps its words, and one in bold its reason', () =>
    void check(
      '//- a.md\n## Related\n\n- [[b]] - why\n- A [form](x.pdf)\n- **[[b]] - loud**\n//- b.md\n//- x.pdf\n',
      'body',
      [
        '@class="card plain" @role="listitem" @line="1"><div @class="card-body">A <a',
        '<strong><a @note="/b.md" @title="b.md" @class="note">b</a> - loud</strong>',
      ],
    ));
  test('a link to something else has its reason without the dash as well', () =>
    void check(
      '//- a.md\n## Related\n\n- [[b]]\n- [Ext](https://e.org) - *repo*\n- [F](x.pdf): file\n- https://e.org/y\n- [G](x.pdf) too - here\n//- b.md\n//- x.pdf\n',
      'body',
      [
        '>Ext</a></span><span @class="card-reason"><em>repo</em></span></div>',
        '>F</a></span><span @class="card-reason">file</span></div>',
        '>https://e.org/y</a></span></div>',
        '>G</a> too - here</div>',
      ],
    ));
  test('the list is there too, for the switch', () => void check(day, 'body', ['@class="as-list"><ul>']));
  test('sources are typed, and say who else cites them', () => {
    const of = `${day}//- c.md\n[x](https://arxiv.org/pdf/2504.13181)\n`;
    check(of, 'body', ['@class="kind paper">статья', '@class="kind code">код', 'также в 1 заметке']);
  });
  test('a source of no known kind has its words alone', () =>
    void check(
      '//- a.md\n## Sources\n\n- My talks with colleagues\n',
      'body',
      ['@class="source-body"><div @class="source-text">My talks with colleagues</div></div></li>'],
      ['kind', 'source-extra'],
    ));
});

describe('links', () => {
  test('show the title, and lead to the heading', () =>
    void check('//- a.md\n[[b]] [[b#Part|here]] [[b#Gone]] [x](b.md)\n//- b.md\n# Two\n\n## Part\n', 'body', [
      '@note="/b.md" @title="b.md" @class="note">Two</a>',
      '@at="part" @go="2" @title="b.md" @class="note">here</a>',
      'note lost',
      '<a href="b.md" @note="/b.md"',
    ]));
  test('are nothing in code', () =>
    void check(
      '//- a.md\n`[[b]]`\n\n    [[b]]\n\n```\n[[b]]\n```\n//- b.md\n',
      'body',
      ['<code>[[b]]</code>'],
      ['@note'],
    ));
  test('in a table `\\|` is a pipe, in a formula and in code too', () =>
    void check('//- a.md\n| a | b |\n|---|---|\n| $\\|x\\|$ | `\\|x\\|` |\n\n$\\|x\\|$\n', 'body', [
      '@math="inline">|x|</span></td>\n<td><code>|x|</code>',
      '<p><span @class="math" @math="inline">\\|x\\|</span>',
    ]));
  test('in a table the pipe belongs to the link', () =>
    void check('//- a.md\n| a | b |\n|---|---|\n| [[b\\|two]] | x |\n//- b.md\n', 'body', [
      '>two</a></td>\n<td>x</td>',
    ]));
  test('what cannot be opened is no link', () => {
    check(
      '//- a.md\n[x](command:a) [y](vscode://a) [z](zotero://a) [w](javascript:a)\n',
      'body',
      ['@class="blocked" @url="zotero://a"'],
      ['@class="external"', '@url="vscode', 'href="javascript'],
    );
  });
  test('an address that is never opened is the words that stand for it, without brackets', () => {
    const title = '@title="Addresses of this kind are not opened: ';
    check(
      '//- a.md\n[f](file:///home/me/x.pdf) [j](&#x6A;avascript:a) [v](VBScript:a "t") [d](data:text/html,x) <file:///y> [r]\n\n[r]: javascript:r\n',
      'body',
      [
        `<a @class="blocked" ${title}file:///home/me/x.pdf">f</a>`,
        `<a @class="blocked" ${title}javascript:a">j</a>`,
        `<a @class="blocked" ${title}VBScript:a">v</a>`,
        `<a @class="blocked" ${title}data:text/html,x">d</a>`,
        `<a @class="blocked" ${title}file:///y">file:///y</a>`,
        `<a @class="blocked" ${title}javascript:r">r</a>`,
      ],
      ['href', '@url', '[f]'],
    );
    check(
      '//- a.md\n![a](javascript:a) ![b](data:image/svg+xml,x) ![c](file:///x.png)\n',
      'body',
      [
        '@class="box blocked"',
        'Pictures of this kind are not loaded: javascript:a',
        'data:image/svg+xml,x',
        'file:///x',
      ],
      ['<img', 'box missing', '@fix', ' src='],
    );
  });
});

describe('embeds', () => {
  test('a note, a section and a block', () => {
    const of = '//- a.md\n![[b]]\n\n![[b#Part]]\n\n![[b#^x]]\n//- b.md\n# Two\n\nFirst.\n\n## Part\n\nOf it. ^x\n';
    const page = check(of, 'body', ['@class="embed"', 'First.', 'Of it.']);
    assert.equal(page.body.length, 3);
  });
  test('an item of a list with what stands below it, and the list that an id stands below', () => {
    const list =
      '//- b.md\n# B\n\n- one\n    - two ^two\n\n        More.\n        - three\n    - four\n- [ ] five ^five\n\n1. a\n2. b ^b\n   - c\n\n^all\n\n> - q ^q\n>   - r\n>\n> s\n';
    const embed = (id: string, holds: string[], lacks: string[]) =>
      check(`//- a.md\n![[b#^${id}]]\n${list}`, 'body', holds, lacks);
    embed('two', ['<ul>\n<li', '<p>two ', '<p>More.</p>', 'three</li>'], ['one', 'four', 'five']);
    embed('five', ['type="checkbox"', ' five '], ['four', '<ol>']);
    embed('b', ['<ol start="2">', 'b <', 'c</li>'], ['a</li>']);
    embed('all', ['a</li>', 'b <', 'c</li>'], ['five']);
    embed('q', ['q <', 'r</li>'], ['<p>s</p>', '<blockquote>']);
  });
  test('an item with nothing below it is that item alone, and a later one keeps its anchor', () => {
    for (const [list, item] of [
      ['- one ^i\n- two\n- three ^j\n', 'one'],
      ['3. one ^i\n4. two\n', '<ol start="3">'],
      ['> - one ^i\n> - two\n', '<ul>'],
      ['- zero\n  - one ^i\n  - two\n', '<ul>'],
      ['- - one ^i\n  - two\n', '<ul>\n<li'],
      ['- zero\n- one\n  ^i\n- two\n', 'one'],
      ['- [ ] one ^i\n- [x] two\n', 'type="checkbox"'],
    ])
      check(`//- a.md\n![[b#^i]]\n//- b.md\n${list}`, 'body', [item!, 'one'], ['zero', 'two', 'three']);
    check('//- a.md\n![[b#^i]]\n//- b.md\n- zero\n- one ^i\n', 'body', ['@id="^i"']);
  });
  test('a list in a quote, and a quote', () => {
    const note = '//- b.md\n> s\n>\n> - q\n> - r\n>\n> ^list\n\n^quote\n';
    check(`//- a.md\n![[b#^list]]\n${note}`, 'body', ['q</li>', 'r</li>'], ['<p>s</p>', '<blockquote>']);
    check(`//- a.md\n![[b#^quote]]\n${note}`, 'body', ['<blockquote>', '<p>s</p>', 'q</li>']);
  });
  test('a quote and a callout with the id at the end of their last line', () => {
    const note = '//- b.md\n> First.\n> Third. ^q\n\n> [!note] T\n> Body\n> two ^c\n\n- > In it.\n  > more ^i\n- no\n';
    const embed = (id: string, ...holds: string[]) =>
      check(`//- a.md\n![[b#^${id}]]\n${note}`, 'body', holds, ['[!note]', 'no<']);
    embed('q', '<blockquote>\n<p>First.\nThird.');
    embed('c', '@class="callout note"', '<p>Body\ntwo');
    embed('i', '<blockquote>\n<p>In it.\nmore');
  });
  test('one inside itself stops', () => {
    check('//- a.md\n![[a]]\n', 'body', ['Embedded in itself:']);
    check('//- a.md\n![[b]]\n//- b.md\n![[a]]\n', 'body', ['Embedded in itself:']);
  });
  test('are drawn where they are all that an item or a quote says', () => {
    const b = '//- b.md\n# B\n\n## Part\n\nOf it.\n\n- ![[a]]\n';
    const whole = '<div @class="embed">';
    for (const item of [
      '- ![[b#Part]]',
      '3. ![[b#Part]]',
      '- one\n\n- ![[b#Part]]',
      '- one\n  - ![[b#Part]]',
      '> ![[b#Part]]',
    ]) {
      const page = check(
        `//- a.md\n# T\n\n${item}\n${b}`,
        'body',
        [whole, '<p>Of it.</p>', 'Embedded in itself:'],
        ['<p><div'],
      );
      assert.equal(page.body.length, 1);
    }
  });
  test('are drawn where they stand as a line by themselves, and part their paragraph', () => {
    const b = '//- b.md\n# B\n\nAll.\n\n## Part\n\nOf it.\n';
    const embed = '<div @class="embed">';
    const title = `${embed}<div @class="embed-title">`;
    for (const obsidian of [false, true])
      for (const [note, ...drawn] of [
        ['![[b]]\n![[b#Part]]', `</div>${embed}`],
        ['One.\n![[b#Part]]\ntwo **![[b]]**\n', `<p>One.</p>\n${embed}`, '</div><p>two <strong><a', `</p>\n${embed}`],
        ['One  \n![[b#Part]]  \ntwo.', `<p>One</p>\n${embed}`, '</div><p>two.</p>'],
        ['x\n![[b#Part]] ^id', `<p>x</p>\n<span @id="^id"></span>${embed}`],
        ['- one\n  ![[b#Part]]\n  two', `one${embed}`, '</div>two</li>'],
        ['- [ ] one\n  ![[b#Part]]', `one${embed}`],
        ['> [!note] Title\n> ![[b#Part]]\n> two', `Title</div>\n${embed}`, '</div><p>two</p>'],
        ['> one\n> ![[b#Part]]\ntwo', `<p>one</p>\n${embed}`, '</div><p>two</p>'],
        ['x[^1]\n\n[^1]: one\n    ![[b#Part]]', `<p>one</p>\n${embed}`, '</div><p> <a @class="footnote-back"'],
        ['One.\n![[gone]]\ntwo.', '<p>One.</p>\n<div @class="box missing"', '</div><p>two.</p>'],
        ['One.\n![[gone.png]]\ntwo.', '<span @class="box missing"', 'Image not found: “gone.png”'],
        ['- ![[gone.png]]', '<span @class="box missing"', 'Image not found: “gone.png”'],
        ['One\n%% c %%\n![[b#Part]]', `<p>One</p>\n${embed}`],
      ])
        check(`//- a.md\n# T\n\n${note}\n${b}`, 'body', [...drawn], ['<p></p>', '<p><div'], { obsidian });
    check(`//- a.md\n# T\n\n**one\n![[b#Part]]\ntwo**\n${b}`, 'body', [`two</strong></p>\n${title}`]);
  });
  test('of a range the title names what the range begins with', () => {
    const b = '//- b.md\n# B\n\nAll. ^x\n\n## Part: one\n\nOf it. ^y\n';
    for (const [link, name] of [
      ['b#^begin:#^end', 'B'],
      ['b#^end', 'B'],
      ['b#^begin', 'B'],
      ['b#^x:#^y', 'B › x'],
      ['b#^x:#*', 'B › x'],
      ['b#Part: one:#*', 'B › Part: one'],
      ['b#Part: one', 'B › Part: one'],
    ])
      check(`//- a.md\n![[${link}]]\n\n[[${link}]]\n${b}`, 'body', [`>${name}</a></div>`, `>${name}</a></p>`]);
    check(`//- a.md\n[[b#^lost:#*]] [[b#Lost:#*]]\n${b}`, 'body', ['>B › lost</a>', '>B › Lost</a>']);
    check('//- b.md\n# B\n\nx ^end\n\n[[b#^end]] [[#^begin]]\n', 'body', ['>end</a>', '>B</a>']);
  });
  test('are drawn below the words that they stand among, where they stay links', () => {
    const b = '//- b.md\n# B\n\n## Part\n\nOf it.\n';
    const embed = '<div @class="embed">';
    for (const [note, drawn] of [
      ['- see ![[b#Part]]\n- two', [`Part</a>${embed}`, '<p>Of it.</p>\n</div></li>\n<li @line="1">two']],
      ['- one\n\n- see ![[b#Part]]', [`Part</a></p>\n${embed}`]],
      ['Before.\n\nAs **![[b#Part]]** says.', [`</strong> says.</p>\n${embed}`]],
      ['> [!note]\n> as ![[b#Part]] says', [`says</p>\n${embed}`]],
      ['x[^1]\n\n[^1]: see ![[b#Part]]', [`↩</a></p>\n${embed}`]],
    ] as const)
      check(`//- a.md\n# T\n\n${note}\n${b}`, 'body', [...drawn]);
    check(`//- a.md\n# T\n\n## Overview\n\nAs ![[b#Part]] says.\n\n## Sources\n\n- x\n${b}`, 'head', [
      '<div @class="lead">',
      ` says.</p>\n${embed}`,
    ]);
    check(
      '//- a.md\n# T\n\n- see ![[c.png]] and ![[gone]]\n//- c.png\n',
      'body',
      ['>see <img', 'gone</a></li>'],
      ['class="box'],
    );
    // Only what is found is drawn below: the link says itself that it leads nowhere.
    check(`//- a.md\nAs ![[b#no]] says.\n${b}`, 'body', ['@class="note lost"'], ['class="box']);
    check(`//- a.md\n![[b#no]]\n${b}`, 'body', ['class="box embed-stop"', 'No heading “no” in “B”']);
    check(`//- a.md\n![[b#^no]] [[b#^no]]\n\n![[b#^no]]\n${b}`, 'body', ['No block “^no” in “B”'], ['No heading']);
    check(`//- a.md\n# ![[b]]\n\n| ![[b]] |\n| --- |\n${b}`, 'body', ['<th>'], [embed]);
  });
  test('doubling embeds end', () => {
    const notes = Array.from(
      { length: 30 },
      (_, index) => `//- n${index}.md\n![[n${index + 1}]]\n\n![[n${index + 1}]]\n`,
    );
    check(`${notes.join('')}//- n30.md\nend\n`, 'body', ['Too many embeds inside one another:']);
  });
  test('where there are too many or too much of them, that is said once, and the others are links', () => {
    const bodyOf = (literal: string) =>
      check(literal, 'body', [])
        .body.map(({ html }) => shown(html ?? ''))
        .join('');
    const count = (html: string, part: string) => html.split(part).length - 1;
    for (const line of ['![[b]]', 'as ![[b]] says']) {
      const html = bodyOf(`//- a.md\n${`${line}\n\n`.repeat(210)}//- b.md\nx\n`);
      assert.equal(count(html, 'class="embed"'), 200);
      assert.equal(count(html, 'Too many embeds'), 1);
      assert.equal(count(html, '@class="note"'), line === '![[b]]' ? 210 : 411);
    }
    const html = bodyOf(`//- a.md\n${'![[b]]\n'.repeat(5)}//- b.md\n${'x '.repeat(500_000)}\n`);
    assert.equal(count(html, 'class="embed"'), 2);
    assert.equal(count(html, 'Too large to be shown here:'), 1);
    assert.equal(count(html, '@class="note"'), 5);
  });
});

describe('sound and film', () => {
  const files = '//- talks/talk.mp4\n//- talk.MP3\n';
  test('of the vault have a player and a link', () => {
    const page = check(
      `//- a.md\n![[talk.mp4]]\n\n![[talk.mp3|Listen]]\n\nSee ![why](talks/talk.mp4#t=90) there.\n${files}`,
      'body',
      [
        '<p><span @class="player video"><span @tag="video" @media="/talks/talk.mp4" @aria-label="talks/talk.mp4"></span><a @class="file" @file="/talks/talk.mp4" @title="talks/talk.mp4">talk.mp4</a></span></p>',
        '<span @tag="audio" @media="/talk.MP3" @aria-label="talk.MP3"></span><a @class="file" @file="/talk.MP3" @title="talk.MP3">Listen</a>',
        '@media="/talks/talk.mp4" @part="t=90" @aria-label="talks/talk.mp4"></span><a @class="file" @file="/talks/talk.mp4" @title="talks/talk.mp4">why</a>',
      ],
    );
    assert.deepEqual(page.images, ['file:///v/talks/talk.mp4', 'file:///v/talk.MP3']);
  });
  test('of other hosts are links, and what is only linked to is no player', () =>
    void check(
      `//- a.md\n![t](https://e.org/t.webm?x=1) [[talk.mp4]] [t](talk.MP3) ![[gone.mp4]]\n${files}`,
      'body',
      ['<a @class="external" @url="https://e.org/t.webm?x=1">t</a>', '@class="missing"'],
      ['@media', '@act="remote"'],
    ));
});

describe('our own syntax', () => {
  test('tasks know their line', () =>
    void check('//- a.md\n- [ ] one\n- [x] two\n', 'body', ['disabled @task="0"> one', 'checked @task="1"> two']));
  test('a task knows its line in a group of HTML, and in a footnote, which is drawn at the end', () => {
    for (const note of [
      'x\n\n<details open>\n\n- [ ] a\n- [ ] b\n\nBetween.\n\n- [x] c\n\n</details>\n\n- [ ] d\n',
      '# T\n\ntext[^1]\n\n[^1]: see\n\n    - [ ] inner\n\nmiddle\n\n- [ ] A\n- [ ] B\n\nLast.\n',
    ]) {
      const { body } = check(`//- a.md\n${note}`, 'body', ['@task=']);
      const boxes = body.flatMap(({ line, html }) =>
        [...html!.matchAll(/data-zq-task="(-?\d+)"> (\w+)/g)].map(([, task, words]) => {
          assert.match(note.split('\n')[line + Number(task)]!, new RegExp(`\\] ${words}$`));
          return words;
        }),
      );
      assert.equal(boxes.length, note.match(/- \[/g)!.length);
    }
  });
  test('a box below the mark of its item cannot be ticked, and what is escaped is none', () =>
    void check('//- a.md\n-\n  [ ] below\n- - [ ] two\n- \\[ ] words\n', 'body', [
      'disabled> below',
      'disabled @task="2"> two',
      '>[ ] words<',
    ]));
  test('in an alternative text, HTML and code are as they are written', () => {
    const { body } = check('//- a.md\n![see <a href="b.md">x</a>, `$y$`](x.png)\n//- x.png\n//- b.md\n', 'body', [
      'alt="see <a href="b.md">x</a>, $y$"',
    ]);
    assert.doesNotMatch(body[0]!.html!, /\p{Co}/u);
  });
  test('a footnote that is defined is no link, and one that is not may be one', () =>
    void check('//- a.md\n[^1](c.md) [^2](c.md)\n\n[^1]: Note.\n//- c.md\n', 'body', [
      '@to="fn-1">1</a></sup>(c.md) <a href="c.md"',
      '>^2</a>',
    ]));
  test('an embed that is all of a footnote leaves the way back to it', () => {
    const back = '<a @class="footnote-back" @to="fnref-1">↩</a>';
    void check(
      '//- a.md\nx[^1]\n\n[^1]: ![[b]]\n//- b.md\n# B\nwords\n',
      'body',
      [`${back}</p>`],
      ['</div></p>', '</div> <a'],
    );
  });
  test('footnotes among words, in one another and without words', () =>
    void check('//- a.md\nA^[in *line*] b[^1] c[^e] d[^1]\n\n[^1]: One[^e].\n\n    - more\n\n[^e]: \n', 'body', [
      '<li @id="fn-1"><p>in <em>line</em> <a @class="footnote-back" @to="fnref-1">↩</a></p>\n</li>',
      '<ul>\n<li>more</li>\n</ul>\n <a @class="footnote-back" @to="fnref-2">↩</a> <a @class="footnote-back" @to="fnref-2-1">↩</a></li>',
      '<li @id="fn-3"> <a @class="footnote-back" @to="fnref-3">',
    ]));
  test('code by its indentation is code, whatever it begins with', () =>
    void check(
      '//- a.md\npara\n\n    %% LaTeX %%\n    \\x = 1\n\nmiddle\n\n    $y$ z\n\n# H\n    $$w$$\n\nend\n',
      'body',
      ['>%% LaTeX %%\n\\x = 1\n</code>', '>$y$ z\n</code>', '>$$w$$\n</code>'],
      ['@math'],
    ));
  test('links do not nest: the inner one is the link', () =>
    void check(
      '//- a.md\n[see [[b]] here](c.md) [![[x.png]]](c.md) [one](c.md) [[b]]\n//- b.md\n//- c.md\n//- x.png\n',
      'body',
      [
        '<p>see <a @note="/b.md" @title="b.md" @class="note">b</a> here <a href="c.md"',
        '</a> <a href="c.md" @note="/c.md" @title="c.md" @class="note">one</a> <a @note="/b.md"',
      ],
    ));
  test('what stands behind a comment begins no block', () =>
    void check(
      '//- a.md\nSome text\n- %% todo %%\n\n%% why %%# Not a heading\n\n%% c %%- [ ] no item\n\n- %%c%%[ ] no box\n\n1%%x%%. no number\n',
      'body',
      [
        '<p>Some text</p>',
        '<p># Not a heading</p>',
        '<p>- [ ] no item</p>',
        '<li @line="0">[ ] no box</li>',
        '<p>1. no number</p>',
      ],
    ));
  test('emphasis beside a comment or the id of a heading is drawn', () =>
    void check(
      '//- a.md\n## **Title.**{#x}\n\n**Done.**%%note%% next\n\n%%c%%**"Quote"** b\n\n- %%c%%_a_ b\n\nx **y%%c%%**z\n\nhttps://x.y/%%c%%z\n',
      'body',
      [
        '<strong>Title.</strong></h2>',
        '<p><strong>Done.</strong> next</p>',
        '<p><strong>&quot;Quote&quot;</strong> b</p>',
        '<em>a</em> b</li>',
        '<p>x <strong>y</strong>z</p>',
        '>https://x.y/z</a>',
      ],
    ));
  test('a comment that is a paragraph of an item leaves none', () =>
    void check('//- a.md\n- a\n\n  %%c%%\n- b\n\n> %%c%%\n', 'body', ['<p>a</p>', '<p>b</p>'], ['<p></p>']));
  test('a comment of several lines in a footnote with a long name is no code', () =>
    void check(
      '//- a.md\nSee[^a-long-name].\n\n[^a-long-name]: %%\n    hidden\n    %%\n    note\n',
      'body',
      ['note'],
      ['<pre'],
    ));
  test('a comment on a line of its own ends no paragraph and makes no list loose', () =>
    void check(
      '//- a.md\none\n%% c %%\ntwo\n\n- a\n  %% c %%\n- b\n\n%% alone %%\n',
      'body',
      ['<p>one\n\ntwo</p>', '<li @line="0">a\n</li>'],
      ['<p></p>'],
    ));
  test('lines to scroll by count from the first of a group, and are none of a footnote or an embedded note', () => {
    check('//- a.md\n<div>\n\n- a\n\n| x |\n|---|\n| b |\n\n</div>\n', 'body', [
      '<li @line="2">a</li>',
      '<tr @line="6">',
    ]);
    check('//- a.md\na[^1]\n\n[^1]:\n    - in\n\n![[b]]\n//- b.md\nB\n\n- out\n', 'body', [
      '<li>in</li>',
      '<li>out</li>',
    ]);
  });
  test('tasks of an embedded note know that note, their line in it and what it says', () =>
    void check(
      `//- a.md\n# A\n\n![[b#S]]\n//- b.md\n---\nx: y\n---\n# S\n\n- [ ] one "q"\n- [x] ${'x'.repeat(1000)}\n`,
      'body',
      ['disabled @task="5" @in="/b.md" @was="- [ ] one "q""> one', 'disabled checked> xxx'],
    ));
  test('other states of tasks are boxes with their mark, which cannot be ticked', () => {
    const mark = (text: string) => `<li @class="task" @line="LINE"><span @class="task-mark">${text}`;
    const marks = ['/', '>', '<', '!', '?', '"', '*'];
    check(
      `//- a.md\n- [-] given *up*\n  - [ ] below\n${marks.map((each) => `- [${each}] half\n`).join('')}- [1] Smith\n- [a] b\n`,
      'body',
      [
        `${mark('-').replace('LINE', '0')}</span> <s>given <em>up</em></s>\n<ul>`,
        'disabled @task="1"> below</li>',
        ...marks.map((each, index) => `${mark(each).replace('LINE', String(index + 2))}</span> half</li>`),
        '>[1] Smith</li>',
        '>[a] b</li>',
      ],
      ['[-]', '[/]'],
    );
  });
  test('callouts', () => {
    check('//- a.md\n> [!warning] Take **care**\n> Words.\n', 'body', [
      '@class="callout warning"',
      'Take <strong>care',
      '<p>Words.</p>',
    ]);
    check('//- a.md\n> [!note]-\n> Words.\n', 'body', [
      '<details @class="callout note"',
      '<summary @class="callout-title">Note</summary>',
    ]);
  });
  test('a fence of math is a formula', () => {
    check('//- a.md\n- x\n\n  ```math\n  a < $b$ [[c]]\n  ```\n\n> ~~~Math\n> y\n\n```math\n```\n', 'body', [
      '<div @class="math" @math="display">a < $b$ [[c]]</div>',
      'class="language-Math"',
      'class="language-math"',
    ]);
  });
  test('doubled dollars among words, and code of Templater: what is no link is none here', () => {
    check('//- a.md\nA $$ [[y]] $$ b\n', 'body', ['@math="display">[[y]]</', ' b'], ['missing']);
    check(
      '//- a.md\nA <% "[[y]]" %> b\n\n<%*\n# no\n\n- [[y]]\n-%>\n\nend\n',
      'body',
      ['A <% "[[y]]" %> b', '<pre><code><%*\n# no\n\n- [[y]]\n-%></code></pre>', 'end'],
      ['missing', '<h1', '<li'],
    );
    check('//- a.md\n> - <%* a\n>\n>   b\n>   -%>\n> - two\n', 'body', [
      '<li @line="0">\n<pre><code><%* a\n\nb\n-%></code></pre>',
      '>two</li>',
    ]);
    check('//- a.md\nsome <% [x](b.md) %> <% a*b*c %> *d*\n', 'body', ['some <% [x](b.md) %> <% a*b*c %> <em>d']);
    for (const written of ['![](<% a %>.png)', '[t](d/<% a %>.md)'])
      check(`//- a.md\n${written}\n`, 'body', [written], ['<img', 'href', 'box']);
    check('//- a.md\n[t](x<%a%>.md)\n', 'body', ['>t</a>'], ['[t]']);
    check('//- a.md\n[r]\n\n[r]: x<% a %>.md\n', 'body', ['[r]: x<% a %>.md']);
    check('//- a.md\nA ![<% *x* %>](p.png) b\n//- p.png\n', 'body', ['alt="<% *x* %>"']);
  });
  test('a link that another program fills in is not missing', () =>
    void check(
      '//- a.md\n[[{{up}}]] [x](<% x %>)\n',
      'body',
      ['<a @class="pending">{{up}}</a> <a href="%25%20x%20%25" @class="pending">x</a>'],
      ['missing'],
    ));
  test("Dendron's ranges are called as the part that they lead to", () =>
    void check(
      '//- a.md\n[[b#^begin:#^end]], [[b#^begin]], [[b#start,1:#end]], [[b#start:#*]], [[b#^x:#^end]]; [[#^end]].\n//- b.md\n# Bee\n\n## Start\n\nx ^x\n\n## End\n',
      'body',
      ['>Bee</a>, <a', '>Bee</a>, <a', '>Bee › Start</a>, <a', '>Bee › Start</a>, <a', '>Bee › x</a>; <a', '>a</a>.'],
      ['^end<', '*<', '› begin'],
    ));
  test('math is left to the page', () =>
    void check('//- a.md\nMass $E=mc^2$ costs $5.\n\n$$\na < b\n\n\\frac12\n$$\n', 'body', [
      '@math="inline">E=mc^2</span> costs $5.',
      '@math="display">a < b\n\n\\frac12</span>',
    ]));
  test('of two footnotes with one label the first counts', () =>
    void check(
      '//- a.md\nOne[^1] two[^2].\n\n[^1]: First.\n\n[^1]: Second[^3].\n\n    More.\n\n[^2]: Other.\n\n[^3]: Third.\n',
      'body',
      ['<p>First.', '<p>Other.'],
      ['Second', 'More', 'Third'],
    ));
  test('footnotes, marks, hidden text and block ids', () =>
    void check(
      '//- a.md\n==mark==[^1] %%hidden%% end ^id\n\n[^1]: Note.\n',
      'body',
      ['<mark>mark</mark>', '@to="fn-1"', '@id="^id"', 'Note.'],
      ['hidden'],
    ));
  test('hidden text in a quote that goes on', () => {
    const page = check(
      '//- a.md\n> one\n>\n> %%\n> hidden\n> %%\n> two\n',
      'body',
      ['<blockquote>', '<p>one</p>', '<p>two</p>'],
      ['hidden', '%%', '</blockquote><'],
    );
    assert.equal(page.body.length, 1);
  });
  test('hidden text over several blocks', () => {
    for (const hidden of ['%%\nhidden\n\n[[hidden]]\n%%', '%%\n- hidden\n\n# hidden\n```\n%%'])
      void check(
        `//- a.md\n# A\n\nBefore.\n\n${hidden}\n\nAfter.\n\n- one\n  ${hidden}\n- two\n`,
        'body',
        ['<p>Before.</p>', '<p>After.</p>', 'one', 'two</li>'],
        ['hidden', '%%'],
      );
  });
  test('hidden text does not join what stands around it', () => {
    const hidden = '%%\nhidden\n%%\n';
    const cases: [string, string][] = [
      [`${hidden}[p]: b.md\n\nSee [p].\n`, '>p</a>'],
      [`> one\n>\n> %%\n> hidden\n> %%\nafter\n`, '<p>after</p>'],
      [`# H\n\nIntro.\n\n${hidden}Title\n===\n`, 'id="title"'],
      [`${hidden}    code\n`, '<pre'],
      [`${hidden}2. two\n`, '<ol start="2"'],
      [`Before\n${hidden}after\n`, '<p>after</p>'],
      [`- one\n- %%\n  hidden\n  %%\n  two\n- three\n`, 'two</li>'],
      [`[^1]: %%\n    hidden\n    %%\n    note\n\nSee[^1].\n`, 'note'],
    ];
    for (const [text, shown] of cases)
      void check(`//- a.md\n${text}//- b.md\nB\n`, 'body', [shown], ['hidden', '%%', '[p]:']);
  });
});

describe('blocks', () => {
  test('have the lines of the note', () => {
    const page = check('//- a.md\n---\ntitle: x\n---\n\nOne.\n\n- a\n- b\n', 'body', ['<p>One.</p>', '@line="1"']);
    assert.deepEqual(
      page.body.map(({ line, end }) => [line, end]),
      [
        [4, 5],
        [6, 8],
      ],
    );
  });
  test('what is known is not sent again, and moving down changes no block', () => {
    const first = pageOf(world('//- a.md\nOne.\n\nTwo.\n'), 'a.md');
    const known = first.body.map(({ key }) => key);
    const second = pageOf(world('//- a.md\nZero.\n\nOne.\n\nTwo.\n'), 'a.md', { known });
    assert.deepEqual(
      second.body.map(({ html, line }) => [html !== undefined, line]),
      [
        [true, 0],
        [false, 2],
        [false, 4],
      ],
    );
  });
  test('all between an open tag and its end is one', () => {
    const page = pageOf(world('//- a.md\n<details>\n\nIn.\n\n</details>\n\nOut.\n'), 'a.md');
    assert.equal(page.body.length, 2);
    assert.equal(pageOf(world('//- a.md\n<div><b><!--\n\nOut.\n'), 'a.md').body.length, 2);
  });
  test('a large note waits to be asked for', () => {
    const literal = `//- a.md\n${'word '.repeat(largestPreview / 5 + 1)}`;
    assert.equal(pageOf(world(literal), 'a.md').state, 'large');
    assert.equal(pageOf(world(literal), 'a.md', { large: true }).state, 'ready');
  });
});

describe('around the page', () => {
  test('who links here, with the reason or the sentence; indexes are folded away', () => {
    const of = world(
      '//- a.md\n# A\n//- b.md\n- [[a]] - because\n//- c.md\nFirst. See [[a]], cf. [[b]], for more. Last. [[a]]\n//- index.md\n[[a]]\n',
    );
    const uri = of.uri('a.md');
    assert.deepEqual(
      previewAroundNeeds(of.vault, uri, of.settings).texts?.map((each) => of.path(each)),
      ['a.md', 'b.md', 'c.md', 'index.md'],
    );
    const found = previewAround(of.vault, { uri, mark: 'zq' }, { settings: of.settings, language: 'en' })!;
    const html = shown(found.mentions);
    for (const piece of ['Notes that link here 2', '>because</p>', '>See A, cf. b, for more.</p>', 'and 1 index'])
      assert.ok(html.includes(piece), html);
  });
  test('the size of a picture is no word of the sentence', () => {
    const of = world(
      '//- a.md\n# A\n//- b.md\nSee [[a]] and ![[fig_1_.png|200]], ![[no.png|20x30]], ![[fig_1_.png|that|9]].\n//- fig_1_.png\n',
    );
    const options = { settings: of.settings, language: 'en' } as const;
    const html = shown(previewAround(of.vault, { uri: of.uri('a.md'), mark: 'zq' }, options)!.mentions);
    assert.ok(html.includes('>See A and fig_1_.png, no.png, that.</p>'), html);
  });
  test('a title is the same text in the sentence of who links here as in a link', () => {
    const title = 'A <b>&</b> `c` *d* _e_ & [f](g)';
    const of = world(`//- a.md\n# A\n\nSee [[b]] and [[b|an *alias*]].\n//- b.md\n---\ntitle: "${title}"\n---\n`);
    const { mentions } = previewAround(
      of.vault,
      { uri: of.uri('b.md'), mark: 'zq' },
      { settings: of.settings, language: 'en' },
    )!;
    assert.ok(shown(mentions).includes(`See ${title} and an alias.`), shown(mentions));
    const page = shown(
      pageOf(of, 'a.md')
        .body.map(({ html }) => html)
        .join(''),
    );
    assert.ok(page.includes(`>${title}</a>`), page);
  });
  test('a formula in a title is drawn wherever the page says it, and is text where nothing is drawn', () => {
    const x = '<span @class="math" @math="inline">x^2</span>';
    const pages = (name: string) => `# On $x^2$ ${name}\n\n## $x^2$\n\n## Of $5 or $6\n\n`;
    const literal = `//- a.md\n${pages('a')}[[b]] from $5 to $9\n\n## Related\n\n- [[b]]\n\n![[b#$x^2$]]\n//- b.md\n${pages('b')}See [[a]].\n`;
    const page = check(literal, 'body', [`On ${x} b</a> from $5 to $9`, `class="card-title note">On ${x} b</a>`]);
    assert.equal(page.title, 'On x^2 a');
    check(literal, 'rail', [`>${x}</a>`, '>Of $5 or $6</a>']);
    const of = world(literal);
    const around = previewAround(
      of.vault,
      { uri: of.uri('a.md'), mark: 'zq' },
      { settings: of.settings, language: 'en' },
    )!;
    for (const piece of [`>On ${x} b</a>`, `See On ${x} a.`])
      assert.ok(shown(around.mentions).includes(piece), shown(around.mentions));
  });
  test('an index is a grid of its notes, in whichever syntax it names them', () => {
    const index =
      '//- index.md\n# T\n\n- [Layer *one*](n/layer.md) - **2025**\n- [Ref][r]: why\n- **[None](none.md)** — later\n- [[b]]\n\n[r]: b.md#s\n//- n/layer.md\n# L\n\nWhat it is.\n//- b.md\n# B\n\n## S\n';
    check(
      index,
      'body',
      [
        '@class="card-title note">Layer one</a><span @class="card-reason"><strong>2025</strong></span><span @class="card-overview">What it is.<',
        '@go="2" @title="b.md" @class="card-title note">Ref</a><span @class="card-reason">why</span>',
        '@class="card absent"',
        '@class="card-title">None</span><span @class="card-reason">later</span>',
        '@class="as-list"',
      ],
      ['Layer <em>one</em></a><span', '>- <'],
    );
    const prose = ['[Here](#t)', '[web](https://e.org)', '[file](x.pdf)', '[![](x.png)](b.md)'];
    for (const item of prose)
      check(`//- index.md\n# T\n\n- ${item}\n//- b.md\n//- x.pdf\n//- x.png\n`, 'body', ['<ul>'], ['card']);
    const of = world('//- index.md\n- [L](a.md)\n//- a.md\n');
    assert.deepEqual(previewNeeds(of.vault, of.uri('index.md'), of.settings).texts?.map(of.path), ['a.md', 'index.md']);
  });
  test('an index shows what it does not list', () => {
    const of = world('//- t/index.md\n[[a]]\n//- t/a.md\n//- t/b.md\n# Bee\n//- t/deep/c.md\n');
    const found = previewAround(
      of.vault,
      { uri: of.uri('t/index.md'), mark: 'zq' },
      { settings: of.settings, language: 'en' },
    )!;
    assert.match(shown(found.unlisted), /Not listed here: 1.*Bee/s);
    assert.doesNotMatch(found.unlisted, /deep/);
  });
  test('the card of a note and of a picture', () => {
    const of = world(day);
    const card = (path: string) =>
      shown(previewCard(of.vault, { uri: of.uri(path), mark: 'zq' }, { settings: of.settings, language: 'en' })!.html);
    assert.match(card('b.md'), /О чём вторая/);
    assert.match(card('media/a.png'), /media\/a\.png · used in 2 notes/);
  });
  test('the card of a section and of a block is about these', () => {
    const of = world('//- b.md\n# Two\n\nFirst.\n\n## Part\n\nOf the part.\n\n## Next\n\n- Of the block. ^x\n');
    const card = (at: string) =>
      shown(
        previewCard(of.vault, { uri: of.uri('b.md'), at, mark: 'zq' }, { settings: of.settings, language: 'en' })!.html,
      );
    assert.match(card('part'), /@at="part" @go="4"[^>]*>Two › Part<.*>Of the part\.</);
    assert.match(card('^x'), />Two<.*>Of the block\.</);
    // What is not there is no part: the note's own card.
    assert.match(card('gone'), />Two<.*>First\.</);
  });
});
