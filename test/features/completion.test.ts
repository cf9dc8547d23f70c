// Completion in `[[` and `![[`: which rows are offered in which order, and what the text is after one was chosen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { type BlockIdArguments, writeBlockId } from '../../server/features/blockTargets.ts';
import { completion, completionDocumentation, completionNeeds } from '../../server/features/completion.ts';
import { withReasons } from '../../server/features/relatedReason.ts';
import type { Language } from '../../server/messages.ts';
import { ImageTexts } from '../../server/render/imageTexts.ts';
import { styleOf, type World, type WorldOptions, world } from '../fixture.ts';

interface Options extends WorldOptions {
  readonly language?: Language;
  readonly snippets?: boolean;
  readonly besideMarkdown?: boolean;
}

/** The list as the server gives it: with what is written about images, and with drafted reasons. */
function listOf(of: World, options: Options = {}) {
  const images = new ImageTexts(of.vault);
  for (const file of of.vault.files.all()) images.touch(file.uri);
  for (const uri of images.pending(100)) images.take(uri);
  const list = completion(of.vault, of.search, of.place, {
    settings: of.settings,
    language: options.language ?? 'en',
    style: styleOf(of),
    snippets: options.snippets ?? false,
    besideMarkdown: options.besideMarkdown ?? false,
    images,
  });
  return list && { ...list, items: withReasons(of.vault, list.items) };
}

/** The rows at `$0`, best first: `label · detail`. */
function rows(literal: string, options: Options = {}): string[] {
  const of = world(literal, options);
  const list = listOf(of, options);
  if (!list) return ['nothing'];
  assert.equal(list.isIncomplete, true, 'VS Code would filter a complete list by itself');
  return list.items.map((item) => (item.detail ? `${item.label} · ${item.detail}` : item.label));
}

/** Chooses the row with this label, and compares the text of the note with what it should be then. */
function check(literal: string, label: string, expected: string, options: Options = {}): void {
  const of = world(literal, options);
  const items = listOf(of, options)?.items ?? [];
  const item = items.find((one) => one.label === label);
  assert.ok(item, `no row “${label}” among: ${items.map((one) => one.label).join(' | ')}`);
  assert.equal(apply(of, item).trimEnd(), expected);
}

function apply(of: World, item: CompletionItem): string {
  const text = of.texts.get(of.path(of.place.uri))!;
  const document = TextDocument.create(of.place.uri, 'markdown', 1, text);
  const edit = item.textEdit!;
  assert.ok(TextEdit.is(edit));
  // The editor refuses a range that leaves the line or does not hold the cursor.
  assert.equal(edit.range.start.line, edit.range.end.line);
  assert.ok(
    document.offsetAt(edit.range.start) <= of.place.offset && of.place.offset <= document.offsetAt(edit.range.end),
  );
  return TextDocument.applyEdits(document, [edit, ...(item.additionalTextEdits ?? [])]);
}

/** The first row is this one. */
function first(literal: string, expected: string, options: Options = {}): void {
  assert.equal(rows(literal, options)[0], expected);
}

const notes = `
//- topics/perception_encoder.md
# Perception Encoder: Лучшие визуальные эмбеддинги
//- topics/vjepa.md
---
aliases: [Video JEPA, Предсказание видео]
title: V-JEPA 2
---
# Another heading
//- topics/fourth.md
# Итоги четвёртого дня
`;

describe('what the text is after a choice', () => {
  const note = (line: string) => `//- a.md\n${line}\n//- b.md\n# Beta\n`;

  test('the pair is closed where it was open', () => check(note('- [[be$0'), 'Beta', '- [[b]]'));
  test('the pair that the editor closed is not doubled', () => check(note('- [[be$0]]'), 'Beta', '- [[b]]'));
  test('text after the closed pair stays', () => check(note('- [[be$0]] - why'), 'Beta', '- [[b]] - why'));
  test('text after the cursor stays', () => check(note('- [[be$0 and more'), 'Beta', '- [[b]] and more'));
  test('an alias that is written already stays', () => check(note('- [[be$0|that one]]'), 'Beta', '- [[b|that one]]'));
  test('a fragment that is written already stays', () => check(note('- [[be$0#End]]'), 'Beta', '- [[b#End]]'));
  test('a later link on the line is not taken for the end', () =>
    check(note('- [[be$0 and [[a]]'), 'Beta', '- [[b]] and [[a]]'));
  test('nothing typed', () => check(note('[[$0]]'), 'Beta', '[[b]]'));
  test('an embed', () => check(note('![[be$0]]'), 'Beta', '![[b]]'));
  test('an embed of what nobody has written', () =>
    assert.equal(
      rows('//- a.md\n![[43$0\n//- b.md\n[[43 embeds]]\n')[0],
      '43 embeds · not written yet · wanted by 1 note',
    ));
  test('emoji before the link', () => check(note('👩‍🔬 é 🎉 [[be$0]] 🎉'), 'Beta', '👩‍🔬 é 🎉 [[b]] 🎉'));
  test('Windows line ends', () =>
    check('//- a.md\r\nx\r\n[[be$0]]\r\ny\r\n//- b.md\r\n# Beta\r\n', 'Beta', 'x\r\n[[b]]\r\ny'));
  test('the vault writes endings', () =>
    check('//- a.md\n[[c.md]] [[d.md]] [[be$0\n//- b.md\n# Beta\n', 'Beta', '[[c.md]] [[d.md]] [[b.md]]'));
  test('a setting overrides what the vault does', () =>
    check('//- a.md\n[[c.md]] [[d.md]] [[be$0\n//- b.md\n# Beta\n', 'Beta', '[[c.md]] [[d.md]] [[b]]', {
      settings: { links: { newLinkEnding: 'never' } },
    }));
  test('the way is written where the name is not unique', () =>
    check('//- x/a.md\n[[be$0\n//- y/b.md\n# Beta\n//- z/b.md\n# Gamma\n', 'Beta', '[[y/b]]'));
  test('typed from its own folder, the link stays so', () =>
    check('//- x/a.md\n[[../y/$0]]\n//- y/b.md\n# Beta\n', 'Beta', '[[../y/b]]'));
  test('the dots and the slash that are typed stay', () => {
    const vault = (typed: string) =>
      `//- x/y/a.md\n[[${typed}$0\n//- x/y/own.md\n# Own\n//- x/b.md\n# Beta\n//- x/y/deep/c.md\n# Gamma\n`;
    check(vault('../'), 'Own', '[[../y/own]]');
    check(vault('../'), 'Gamma', '[[../y/deep/c]]');
    check(vault('../be'), 'Beta', '[[../b]]');
    check(vault('./'), 'Own', '[[./own]]');
    check(vault('./../y/ow'), 'Own', '[[./../y/own]]');
    check(vault('../../x/y/'), 'Own', '[[../../x/y/own]]');
    check(vault('/x/y/ow'), 'Own', '[[/x/y/own]]');
    check(vault('../').replace('[[../', '[t](../'), 'Own', '[t](../y/own.md)');
    const ending = { settings: { links: { newLinkEnding: 'always' } } } as const;
    check(vault('../'), 'Own', '[[../y/own.md]]', ending);
  });
  test('in the middle of a name the rest of it goes', () => {
    check(note('- [[b$0oring]] end'), 'Beta', '- [[b]] end');
    check(note('- [[b$0oring|that one]]'), 'Beta', '- [[b|that one]]');
    check(note('- [[b$0oring#Part]]'), 'Beta', '- [[b#Part]]');
    check(note('| [[b$0oring\\|that]] | x |'), 'Beta', '| [[b\\|that]] | x |');
    check(note('[[b$0oring|that [one]]]'), 'Beta', '[[b|that [one]]]');
  });
  test('brackets further on close something else: what stands before them stays', () =>
    check(note('[[be$0 shows that a[b[0]] is small'), 'Beta', '[[b]] shows that a[b[0]] is small'));
  test('in the front matter, in quotes', () => {
    const other = '//- b.md\n# Beta\n';
    check(`//- a.md\n---\nrelated: "[[be$0]]"\n---\n${other}`, 'Beta', '---\nrelated: "[[b]]"\n---');
    check(
      `//- a.md\n---\nrelated:\n  - '[[be$0'\n  - "[[c]] - why"\n---\n${other}`,
      'Beta',
      '---\nrelated:\n  - \'[[b]]\'\n  - "[[c]] - why"\n---',
    );
    check(`//- a.md\n---\nrelated: "[[be$0"\n---\n\ntext\n${other}`, 'Beta', '---\nrelated: "[[b]]"\n---\n\ntext');
  });
  test('in the front matter without quotes, which it gets', () => {
    const other = '//- b.md\n# Beta\n';
    check(`//- a.md\n---\nup: [[be$0]]\n---\n${other}`, 'Beta', '---\nup: "[[b]]"\n---');
    check(`//- a.md\n---\nup:\n  - [[be$0\n---\n${other}`, 'Beta', '---\nup:\n  - "[[b]]"\n---');
    check(`//- a.md\n---\nup: [[[be$0]]\n---\n${other}`, 'Beta', '---\nup: ["[[b]]"\n---');
    check(`//- a.md\n---\nup: [x, [[be$0]\n---\n${other}`, 'Beta', '---\nup: [x, "[[b]]"\n---');
    check(`//- a.md\n---\nup: ["[[a]]", [[be$0]\n---\n${other}`, 'Beta', '---\nup: ["[[a]]", "[[b]]"\n---');
    check(`//- a.md\n---\nup: ['[[a]]', [[be$0\n---\n${other}`, 'Beta', `---\nup: ['[[a]]', "[[b]]"\n---`);
    assert.deepEqual(rows(`//- a.md\n---\nup: see [[be$0\n---\n${other}`), ['nothing']);
    assert.deepEqual(rows(`//- a.md\n---\n# [[be$0\n---\n${other}`), ['nothing']);
  });
  test('in front matter whose end is not typed yet', () => {
    const other = '//- b.md\n# Beta\n';
    check(`//- a.md\n---\ntags: [x]\nup: [[be$0]]\n${other}`, 'Beta', '---\ntags: [x]\nup: "[[b]]"');
    check(`//- a.md\n---\nup:\n  - [[be$0]]\n\n# A\n${other}`, 'Beta', '---\nup:\n  - "[[b]]"\n\n# A');
    check(`//- a.md\n---\n\n[[be$0]]\n${other}`, 'Beta', '---\n\n[[b]]');
    check(`//- a.md\n---\nprose: it\n\n[[be$0]]\n${other}`, 'Beta', '---\nprose: it\n\n[[b]]');
  });
  test('no quote is written into the front matter', () => {
    const other = `//- it's.md\n# It\n\n## Say "hi"\n`;
    check(`//- a.md\n---\nup: '[[it$0'\n---\n${other}`, 'It', "---\nup: '[[it%27s]]'\n---");
    check(`//- a.md\n---\nup: "[[it%27s#$0"\n---\n${other}`, 'Say "hi"', '---\nup: "[[it%27s#Say hi]]"\n---');
  });
  test('in a table', () => check(note('| one | [[be$0 | two |'), 'Beta', '| one | [[b]] | two |'));
  test('in a list', () => check(note('  1. [ ] [[be$0'), 'Beta', '  1. [ ] [[b]]'));
});

describe('the text of a link', () => {
  const from = (line: string) =>
    `//- a.md\n${line}\n${notes}//- own.md\n---\naliases: ["an [odd] one"]\n---\n## Part One\n`;

  test('is the alias where a note was chosen by it', () => {
    check(from('see [[предсказ$0 too'), 'Предсказание видео', 'see [[vjepa|Предсказание видео]] too');
    check(from('| [[предсказ$0]] | x |'), 'Предсказание видео', '| [[vjepa\\|Предсказание видео]] | x |');
    check(from('x | y\n-|-\na | [[предсказ$0'), 'Предсказание видео', 'x | y\n-|-\na | [[vjepa\\|Предсказание видео]]');
    check(from('[[odd$0]]'), 'an [odd] one', '[[own|an odd one]]');
  });
  test('comes first where a setting says so, and the target behind it', () => {
    const settings = { links: { pipeOrder: 'aliasFirst' } } as const;
    const to = (line: string, label: string, expected: string) => check(from(line), label, expected, { settings });
    to('see [[предсказ$0 too', 'Предсказание видео', 'see [[Предсказание видео|vjepa]] too');
    to('see [[any text|vjep$0 too', 'V-JEPA 2', 'see [[any text|vjepa]] too');
    to('| [[any\\|own#Par$0]] |', 'Part One', '| [[any\\|own#Part One]] |');
    assert.deepEqual(rows(from('![[own|300$0'), { settings }), ['nothing']);
  });
  test('but not where a text or a fragment follows, nor in an embed or the front matter', () => {
    check(from('[[предсказ$0|so]]'), 'Предсказание видео', '[[vjepa|so]]');
    check(from('![[предсказ$0]]'), 'Предсказание видео', '![[vjepa]]');
    check(from('---\nsee: "[[предсказ$0]]"\n---'), 'Предсказание видео', '---\nsee: "[[vjepa]]"\n---');
  });
  test('after the bar, what the note is called', () => {
    const names = ['V-JEPA 2', 'Video JEPA', 'Предсказание видео', 'Another heading', 'vjepa'];
    assert.deepEqual(
      rows(from('[[vjepa|$0]]')),
      names.map((name) => `${name} · topics/vjepa.md`),
    );
    assert.deepEqual(
      rows(from('[[vjepa|jepa$0')),
      ['V-JEPA 2', 'Video JEPA', 'vjepa'].map((name) => `${name} · topics/vjepa.md`),
    );
    assert.deepEqual(rows(from('[[own#part one|$0]]')).slice(0, 2), ['Part One · own.md', 'own · own.md']);
  });
  test('is closed once, and the rest of the old one goes', () => {
    check(from('[[vjepa|vid$0 is'), 'Video JEPA', '[[vjepa|Video JEPA]] is');
    check(from('[[vjepa|$0]] is'), 'Video JEPA', '[[vjepa|Video JEPA]] is');
    check(from('[[vjepa|vi$0sion]] is'), 'Video JEPA', '[[vjepa|Video JEPA]] is');
  });
  test('gets its bar escaped in a table', () => {
    check(from('| [[vjepa|$0]] | x |'), 'Video JEPA', '| [[vjepa\\|Video JEPA]] | x |');
    check(from('| [[vjepa\\|$0]] | x |'), 'Video JEPA', '| [[vjepa\\|Video JEPA]] | x |');
  });
  test('holds no quote in the front matter, where that would end the value', () => {
    const other = '//- b.md\n---\naliases: ["C:\\\\x"]\n---\n# It\'s "so"\n';
    check(`//- a.md\n---\nup: '[[b|it$0'\n---\n${other}`, 'Its so', "---\nup: '[[b|Its so]]'\n---");
    check(`//- a.md\n---\nup: "[[b|it's$0]]"\n---\n${other}`, 'Its so', '---\nup: "[[b|Its so]]"\n---');
    check(`//- a.md\n---\nup: "[[b|$0]]\n${other}`, 'C: x', '---\nup: "[[b|C: x]]');
    check(`//- a.md\n[[b|it's$0]]\n${other}`, 'It\'s "so"', '[[b|It\'s "so"]]');
  });
  test('is free: nothing is offered for other words, for what is written whole, nor without a note', () => {
    for (const line of [
      '[[vjepa|quite other$0]]',
      '[[vjepa|Video JEPA$0',
      '[[nowhere|$0]]',
      '![[x.png|$0]]',
      '`[[vjepa|$0]]`',
    ])
      assert.deepEqual(rows(from(line)), ['nothing'], line);
  });
});

describe('how a note is found', () => {
  const from = (query: string, more = '') => `//- topics/a.md\n[[${query}$0\n${notes}${more}`;
  const encoder = 'Perception Encoder: Лучшие визуальные эмбеддинги · topics/perception_encoder.md';
  const video = 'V-JEPA 2 · topics/vjepa.md';

  test('by its H1', () => first(from('лучшие'), encoder));
  test('by words in another order', () => first(from('эмб визуал'), encoder));
  test('by words typed as in a sentence', () => first(from('визуальные эмб'), encoder));
  test('by its file name', () => first(from('perception_enc'), encoder));
  test('by its file name with the ending', () => first(from('perception_encoder.md'), encoder));
  test('by the title of its front matter, not by its H1', () => {
    first(from('v-jepa'), video);
    assert.deepEqual(rows(from('another heading')), ['another heading · not written yet']);
  });
  test('a template by its file name: its title is filled in later', () => {
    for (const title of ['---\ntitle: "{{title}}"\n---\n', '# <% tp.file.title %>\n', '# {{ title }}\n'])
      first(from('paper', `//- t/paper.md\n${title}`), 'paper · t/paper.md');
    first(from('using', '//- t/jinja.md\n# Using {{ braces }}\n'), 'Using {{ braces }} · t/jinja.md');
  });
  test('by an alias, which is then the label', () => first(from('предсказ'), 'Предсказание видео · topics/vjepa.md'));
  test('by its folder and name', () => first(from('topics/vj'), video));
  test('by a part of its path', () => first(from('topics/perc'), encoder));
  describe('after dots only there', () => {
    const vault = (typed: string) => `
//- x/y/a.md
[[${typed}$0
//- x/y/own.md
# Own
//- x/y/deep/c.md
# Gamma
//- x/b.md
# Beta
//- x/z/d.md
# Delta
[[own]] [[c]]
//- w/e.md
# Epsilon
[[wanted]] [[../z/wanted]]
`;
    const offers = (typed: string, ...labels: string[]) =>
      test(typed, () =>
        assert.deepEqual(
          rows(vault(typed)).map((row) => row.replace(/ · .*/, '')),
          labels,
        ),
      );
    offers('../', 'Beta', 'Delta', 'Own', 'Gamma');
    offers('./', 'Own', 'Gamma');
    offers('../../', 'Epsilon', 'Beta', 'Delta', 'Own', 'Gamma');
    offers('../z/', 'Delta');
    offers('../de', 'Delta', 'Gamma');
    offers('../z/de', 'Delta');
    offers('../epsilon', '../epsilon');
    offers('../../epsilon', 'Epsilon');
    offers('../wanted', '../wanted');
    offers('../../../', '../../../');
    offers('../../../../', '../../../../');
  });
  test('by its folder and a word of its name', () => first(from('topics/enc'), encoder));
  test('е finds ё', () => first(from('четвертого'), 'Итоги четвёртого дня · topics/fourth.md'));
  test('ё finds е', () => first(from('вёсна', '//- topics/v.md\n# Весна\n'), 'Весна · topics/v.md'));
  test('capitals do not count', () => first(from('ЛУЧШИЕ ВИЗУ'), encoder));
  test('й in two code points', () => first(from('и\u0306од', '//- topics/i.md\n# Йод\n'), 'Йод · topics/i.md'));
  test('letters that are not side by side', () => first(from('prcpt'), encoder));
  test('the note itself comes last, and not before something is typed', () => {
    const offered = rows('//- a.md\n# Alpha\n[[al$0\n//- b.md\n# Alphabet\n');
    assert.deepEqual(offered, ['Alphabet · b.md', 'Alpha · a.md']);
    assert.deepEqual(rows('//- a.md\n# Alpha\n[[$0\n//- b.md\n# Alphabet\n'), ['Alphabet · b.md']);
  });
});

describe('the order', () => {
  test('exact, beginning, word, inside', () => {
    const offered = rows(`
//- x/a.md
[[net$0
//- y/1.md
# internet
//- y/2.md
# neural net
//- y/3.md
# Network
//- y/4.md
# Net
`);
    assert.deepEqual(offered, ['Net · y/4.md', 'Network · y/3.md', 'neural net · y/2.md', 'internet · y/1.md']);
  });

  test('of equal names, the same folder first', () => {
    const offered = rows('//- x/a.md\n[[net$0\n//- w/1.md\n# Net\n//- x/1.md\n# Net\n//- y/1.md\n# Net\n');
    assert.deepEqual(offered, ['Net · x/1.md', 'Net · w/1.md', 'Net · y/1.md']);
  });

  test('then by how many link to it', () => {
    const offered = rows(
      '//- x/a.md\n[[net$0\n//- w/1.md\n# Net\n//- y/2.md\n# Net\n[[3]]\n//- z/3.md\n# Net\n[[2]]\n//- z/4.md\n[[3]]\n',
    );
    assert.deepEqual(offered.slice(0, 3), ['Net · z/3.md', 'Net · y/2.md', 'Net · w/1.md']);
  });

  test('with nothing typed, neighbours and then what is linked to most', () => {
    const offered = rows(
      '//- x/a.md\n[[$0\n//- y/far.md\n# Far\n[[popular]]\n//- y/popular.md\n# Popular\n//- x/near.md\n# Near\n',
    );
    assert.deepEqual(offered, ['Near · x/near.md', 'Popular · y/popular.md', 'Far · y/far.md']);
  });

  test('the editor is told to keep it', () => {
    const of = world(`//- topics/a.md\n[[  виз$0\n${notes}//- topics/q.md\n# Визит\n`);
    const { items } = listOf(of)!;
    assert.ok(items.length >= 2);
    assert.deepEqual(
      items.map((item) => item.filterText),
      items.map(() => '  виз'),
    );
    const sorted = [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
    assert.deepEqual(
      items.map((item) => item.label),
      sorted.map((item) => item.label),
    );
    assert.equal(new Set(items.map((item) => item.sortText)).size, items.length);
  });

  test('of very many, a hundred', () => {
    const many = Array.from({ length: 300 }, (_, index) => `//- n/net${index}.md\n# Net ${index}\n`).join('');
    const offered = rows(`//- n/a.md\n[[net$0\n${many}`);
    assert.equal(offered.length, 100);
  });
});

describe('which files', () => {
  const media = `
//- notes/a.md
LINE
//- notes/plan.md
# Plan B
//- media/img_1.png
//- media/img_1.md
# Image Description

**File:** img_1.png
//- media/talk.pdf
//- media/data.csv
`;
  const at = (line: string) => media.replace('LINE', line);

  test('an index is shown by its title and written with its folder', () => {
    const vault =
      '//- a.md\n[[index$0\n//- ai/index.md\n# Искусственный интеллект\n//- ai/nlp/index.md\n# Обработка языка\n//- nlp/index.md\n# NLP\n';
    assert.deepEqual(rows(vault).sort(), [
      'NLP · nlp/index.md',
      'Искусственный интеллект · ai/index.md',
      'Обработка языка · ai/nlp/index.md',
    ]);
    check(vault, 'Искусственный интеллект', '[[ai/index]]');
    check(vault, 'Обработка языка', '[[ai/nlp/index]]');
  });

  test('descriptions of images are never offered', () => {
    assert.deepEqual(rows(at('[[img$0')), ['img_1.png · media/img_1.png']);
    assert.deepEqual(rows(at('[[$0')), ['Plan B · notes/plan.md']);
    assert.deepEqual(rows(at('[[image desc$0')), ['image desc · not written yet']);
  });

  test('images and documents in an embed', () => {
    assert.deepEqual(rows(at('![[img$0')), ['img_1.png · media/img_1.png']);
    check(at('![[img$0]]'), 'img_1.png', '![[img_1.png]]');
    check(at('![[talk$0]]'), 'talk.pdf', '![[talk.pdf]]');
  });

  test('notes in an embed too', () => check(at('![[plan$0]]'), 'Plan B', '![[plan]]'));

  test('files that are no notes, where no note fits or an ending is typed, in a plain link', () => {
    const more = '//- c/plan.canvas\n//- c/plan.png\n';
    assert.deepEqual(rows(at('[[pla$0') + more), ['Plan B · notes/plan.md']);
    const vault = at('[[plan.$0') + more;
    assert.deepEqual(rows(vault).slice(0, 3), [
      'Plan B · notes/plan.md',
      'plan.png · c/plan.png',
      'plan.canvas · c/plan.canvas',
    ]);
    check(`${at('[[board$0')}//- c/board.canvas\n`, 'board.canvas', '[[board.canvas]]');
    check(at('[[talk.p$0'), 'talk.pdf', '[[talk.pdf]]');
    assert.deepEqual(rows(at('[[data$0')), ['data · not written yet']);
  });
  test('in an embed a picture comes before a note that fits as well', () =>
    assert.deepEqual(rows(`${at('![[pla$0')}//- c/plan.png\n`).slice(0, 2), [
      'plan.png · c/plan.png',
      'Plan B · notes/plan.md',
    ]));
  test('no data files', () => assert.deepEqual(rows(at('![[data$0')), ['data · not written yet']));

  test('files that only the repository holds are not offered', () => {
    const of = rows('//- a.md\n[[se$0\n//- b.md\n# Seen\n//- /repo/secret.md\n# Secret\n', {
      folder: '/repo/v',
      gitRoot: '/repo',
    });
    assert.deepEqual(of, ['Seen · b.md']);
  });

  test('in two folders of the workspace the path names the folder', () => {
    const of = rows('//- /one/a.md\n[[net$0\n//- /two/b.md\n# Net\n', { folders: ['/one', '/two'] });
    assert.deepEqual(of, ['Net · two/b.md']);
    const dotted = rows('//- /one/a.md\n[[../$0\n//- /one/c.md\n//- /two/b.md\n# Net\n', { folders: ['/one', '/two'] });
    assert.deepEqual(dotted, ['Net · two/b.md']);
  });
});

describe('notes that are not written yet', () => {
  const wanted = `
//- a.md
[[LINE
//- b.md
[[quantum_leap.md]] [[Quantum Foam]]
//- c.md
[[quantum_leap.md]]
//- d.md
[[quant]]
//- quant.md
# Quant
`;
  test('are offered with who wants them', () => {
    assert.deepEqual(rows(wanted.replace('LINE', 'quant$0')), [
      'Quant · quant.md',
      'quantum_leap.md · not written yet · wanted by 2 notes',
      'Quantum Foam · not written yet · wanted by 1 note',
    ]);
    assert.equal(
      rows(wanted.replace('LINE', 'quantum_l$0'), { language: 'ru' })[0],
      'quantum_leap.md · ещё не написана · ссылаются 2 заметки',
    );
  });
  test('and written as the others write them', () =>
    check(wanted.replace('LINE', 'quantum$0]]'), 'quantum_leap.md', '[[quantum_leap.md]]'));
  test('come before what is only like the letters, where a word of them begins so', () => {
    const vault = (typed: string) =>
      `//- a.md\n[[${typed}$0\n//- b.md\n[[Emergence]] [[Weak emergence]] [[Cements]]\n//- c.md\n# Minimal theme memes\n`;
    assert.deepEqual(rows(vault('eme')), [
      'Emergence · not written yet · wanted by 1 note',
      'Weak emergence · not written yet · wanted by 1 note',
      'Minimal theme memes · c.md',
      'Cements · not written yet · wanted by 1 note',
    ]);
    assert.equal(rows(vault('mini'))[0], 'Minimal theme memes · c.md');
  });
  test('a key of a paper by the name in it, before what two guesses find', () => {
    const rest = '//- Fine-tuning.md\n//- b.md\n[[gu2023mamba]]\n';
    assert.deepEqual(rows(`//- a.md\n[[mamb$0\n${rest}//- remambo.md\n`), [
      'gu2023mamba · not written yet · wanted by 1 note',
      'remambo · remambo.md',
      'Fine-tuning · Fine-tuning.md',
    ]);
  });
  test('what only this note wants is no news', () =>
    assert.deepEqual(rows('//- a.md\n[[quantum]] [[quan$0\n'), ['quan · not written yet']));
  test('those that begin so and are wanted most, however many others hold the letters', () => {
    const many = (name: (at: number) => string, count: number, from: number) =>
      Array.from({ length: count }, (_, at) => `//- b${from + at}.md\n[[${name(at)}]]\n`).join('');
    const others = many((at) => `my note ${at}`, 260, 0) + many((at) => `note ${at}`, 220, 300);
    assert.equal(
      rows(`//- a.md\n[[note$0\n${others}${many(() => 'Note zero', 40, 600)}`)[0],
      'Note zero · not written yet · wanted by 40 notes',
    );
    assert.equal(
      rows(`//- a.md\n[[note z$0\n${others}${many(() => 'My note zero', 3, 600)}`)[0],
      'My note zero · not written yet · wanted by 3 notes',
    );
  });
  test('none of which another program writes a part', () =>
    assert.deepEqual(rows('//- a.md\n[[quan$0\n//- b.md\n[[{{up}}/quanta]] [[<% up / quanta %>]]\n'), [
      'quan · not written yet',
    ]));
  test('without the way that leads there from another folder', () =>
    assert.deepEqual(rows('//- x/a.md\n[[quan$0\n//- y/z/b.md\n[[../q/quantum]]\n'), [
      'q/quantum · not written yet · wanted by 1 note',
    ]));
  test('the list is never empty', () => {
    assert.deepEqual(rows('//- a.md\n[[no such thing$0'), ['no such thing · not written yet']);
    assert.deepEqual(rows('//- a.md\n[[$0'), ['… · not written yet']);
    assert.deepEqual(rows('//- a.md\n[[nowhere#x$0'), ['nowhere#x · not written yet']);
    assert.deepEqual(rows('//- a.md\n![[zzz$0'), ['zzz · not written yet']);
    check('//- a.md\n[[new idea$0]]', 'new idea', '[[new idea]]');
  });
});

describe('headings and blocks', () => {
  const vault = `
//- a.md
# Начало
[[LINE
## Архитектура сети
## Итоги
//- b.md
# Beta
## Результаты — 2025
Some text ^claim
### Архитектура
- item ^item-2
## Результаты — 2025
## \`code\` and **bold**
`;
  const at = (line: string) => vault.replace('LINE', line);

  test('of the other note', () =>
    assert.deepEqual(rows(at('b#$0')), [
      'Beta · #',
      'Результаты — 2025 · ##',
      'Архитектура · ###',
      'code and bold · ##',
    ]));
  test('by what is typed, in any alphabet', () => assert.deepEqual(rows(at('b#ар$0')), ['Архитектура · ###']));
  test('by a word inside', () => assert.deepEqual(rows(at('b#2025$0')), ['Результаты — 2025 · ##']));
  describe('however they are typed', () => {
    const parts = `//- a.md\n[[b#QUERY$0\n//- b.md\n# Beta\n## Первый раздел\n## Muon\n## Второй раздел\n`;
    const finds = (query: string, ...expected: string[]) =>
      test(query, () =>
        assert.deepEqual(
          rows(parts.replace('QUERY', query)),
          expected.map((one) => `${one} · ##`),
        ),
      );
    finds('gthdsq', 'Первый раздел');
    finds('pervyi', 'Первый раздел');
    finds('razdel perv', 'Первый раздел');
    finds('razdel', 'Первый раздел', 'Второй раздел');
    finds('зукмнш', 'Первый раздел');
    finds('ьгщт', 'Muon');
    finds('мюон', 'Muon');
    finds('первйы', 'Первый раздел');
    finds('вотрой раз', 'Второй раздел');
    test('guesses are no answer where a heading begins so', () => {
      const vault = '//- a.md\n[[b#perv$0\n//- b.md\n## Первый\n## Pervasive\n';
      assert.deepEqual(rows(vault), ['Pervasive · ##']);
      assert.deepEqual(rows(vault.replace('b#', '##')), ['Pervasive · ## · b.md']);
    });
    test('but come before one that only holds it', () => {
      const vault = '//- a.md\n[[b#perv$0\n//- b.md\n## Supervised\n## Первый\n';
      assert.deepEqual(rows(vault), ['Первый · ##', 'Supervised · ##']);
      assert.deepEqual(rows(vault.replace('b#', '##')), ['Первый · ## · b.md', 'Supervised · ## · b.md']);
    });
    test('what is like none is offered as it is', () =>
      assert.deepEqual(rows(parts.replace('QUERY', 'qqqq')), ['b#qqqq · not written yet']));
    test('in a path', () =>
      check(parts.replace('[[b#QUERY$0', '[x](b.md#gthdsq$0)'), 'Первый раздел', '[x](b.md#первый-раздел)'));
  });
  test('of this note', () => assert.deepEqual(rows(at('#ит$0')), ['Итоги · ##', 'Архитектура сети · ##']));
  test('are written after the name as it was written', () => {
    check(at('b#ар$0]]'), 'Архитектура', '# Начало\n[[b#Архитектура]]\n## Архитектура сети\n## Итоги');
    check(at('b.md#ар$0'), 'Архитектура', '# Начало\n[[b.md#Архитектура]]\n## Архитектура сети\n## Итоги');
    check(at('#ит$0'), 'Итоги', '# Начало\n[[#Итоги]]\n## Архитектура сети\n## Итоги');
  });
  test('blocks after ^', () => {
    assert.deepEqual(rows(at('b#^$0')), ['^claim · block in “Результаты — 2025”', '^item-2 · block in “Архитектура”']);
    assert.deepEqual(rows(at('b#^it$0')), ['^item-2 · block in “Архитектура”']);
    check(at('b#^cl$0]]'), '^claim', '# Начало\n[[b#^claim]]\n## Архитектура сети\n## Итоги');
  });
  test('a name that holds # is a name', () =>
    check('//- a.md\n[[C# in$0]]\n//- C# intro.md\n# C# intro\n', 'C# intro', '[[C# intro]]'));
  test('of a file whose name holds the mark', () => {
    const sharp = (link: string) => `//- a.md\n${link}\n//- C#.md\n# C#\n\n## Install\n\nshared words ^sh\n`;
    check(sharp('[[##Inst$0]]'), 'Install', '[[C%23#Install]]');
    check(sharp('[[^^sh$0]]'), '^sh', '[[C%23#^sh]]');
    check(sharp('[[C##$0]]'), 'Install', '[[C%23#Install]]');
    check(sharp('[[C#^sh$0]]').replace('C#^', 'C##^'), '^sh', '[[C%23#^sh]]');
    check(sharp('[[C%23#ins$0]]'), 'Install', '[[C%23#Install]]');
  });
});

describe('headings and blocks of all notes', () => {
  const vault = `
//- a.md
# Начало
[[LINE
## Итоги года
//- t/b.md
# Beta
## Итоги опыта
Some words about sinks.
- an item about attention ^att
//- t/c.md
# Gamma
## Не итоги
`;
  const at = (line: string) => vault.replace('LINE', line);

  test('headings after ##', () => {
    assert.deepEqual(rows(at('##итог$0')), [
      'Итоги года · ## · a.md',
      'Итоги опыта · ## · t/b.md',
      'Не итоги · ## · t/c.md',
    ]);
    check(at('##опыт$0]]'), 'Итоги опыта', '# Начало\n[[b#Итоги опыта]]\n## Итоги года');
    check(at('##года$0]]'), 'Итоги года', '# Начало\n[[#Итоги года]]\n## Итоги года');
  });
  test('in the other alphabet and on the other layout too', () => {
    assert.deepEqual(rows(at('##itogi op$0')), ['Итоги опыта · ## · t/b.md']);
    assert.deepEqual(rows(at('##opyt$0')), ['Итоги опыта · ## · t/b.md']);
    assert.deepEqual(rows(at('##шещпш$0'))[0], 'Итоги года · ## · a.md');
    assert.deepEqual(rows(at('##nothing$0')), ['##nothing · not written yet']);
  });
  test('on the other layout too', () => assert.deepEqual(rows(at('##bnjub jg$0')), ['Итоги опыта · ## · t/b.md']));
  test('blocks after ^^, by their id', () => {
    assert.deepEqual(rows(at('^^at$0')), ['^att · t/b.md']);
    check(at('^^att$0]]'), '^att', '# Начало\n[[b#^att]]\n## Итоги года');
  });
  test('and by their words', () =>
    assert.deepEqual(rows(at('^^words about$0')), ['Some words about sinks. · Итоги опыта']));
  test('an id that is there is taken', () =>
    check(at('b#^an item$0]]'), 'an item about attention', '# Начало\n[[b#^att]]\n## Итоги года'));
  test('one that is not is written into the other note when the row is chosen', () => {
    const of = world(at('b#^words$0]]'));
    const item = listOf(of)!.items[0]!;
    const given = item.command!.arguments as unknown as BlockIdArguments;
    assert.equal(apply(of, item).split('\n')[1], `[[b#^${given[2]}]]`);
    const edit = writeBlockId(of.vault, given, { uri: given[0], version: null })!;
    const text = TextDocument.create(given[0], 'markdown', 1, of.texts.get('t/b.md')!);
    assert.equal(
      TextDocument.applyEdits(text, edit.edits as TextEdit[]).split('\n')[2],
      `Some words about sinks. ^${given[2]}`,
    );
    of.vault.set(given[0], '# Beta\n\nOther words.\n', true);
    assert.equal(writeBlockId(of.vault, given, { uri: given[0], version: null }), undefined);
  });
  test('into this note in the same edit', () => {
    const of = world('//- a.md\nSee [[#^clai$0]]\n\nThe claim is here.\n');
    const item = listOf(of)!.items[0]!;
    const id = /\^(\w+)\]\]/.exec(apply(of, item))![1];
    assert.equal(apply(of, item), `See [[#^${id}]]\n\nThe claim is here. ^${id}\n`);
  });
  test('the block that is being written is none', () =>
    assert.deepEqual(rows('//- a.md\nSee the claim [[#^clai$0]]\n'), ['#^clai · not written yet']));
  test('without the marks of a callout and a task', () => {
    const note = '> [!note] Call\n> body one\n\n- [ ] to body\n';
    assert.deepEqual(rows(`//- a.md\n[[#^body$0]]\n\n${note}`), ['Call body one · a.md', 'to body · a.md']);
  });
});

describe('a list of related notes', () => {
  const vault = (line: string, list = '- [[c]] - because') => `
//- a.md
# A
${list}
${line}

//- b.md
# Beta: the best of $all {things}

It measures \${x} well enough. More.
//- c.md
# Gamma
`;
  const after = (text: string) => text.trimEnd().split('\n').at(-1);
  const chosen = (literal: string, options: Options = {}) => {
    const of = world(literal, { ...options });
    const item = listOf(of, { snippets: true, ...options })!.items.find(({ label }) => label.startsWith('Beta'))!;
    return { text: after(apply(of, item)), snippet: item.insertTextFormat === 2 };
  };
  test('goes on with a drafted reason, escaped for a snippet', () =>
    assert.deepEqual(chosen(vault('- [[be$0]]')), {
      text: '- [[b]] - ${1:It measures \\${x\\} well enough}$0',
      snippet: true,
    }));
  test('without snippets the dash alone', () =>
    assert.deepEqual(chosen(vault('- [[be$0]]'), { snippets: false }), { text: '- [[b]] -', snippet: false }));
  test('with the dash of the list', () =>
    assert.match(chosen(vault('* [[be$0', '* [[c]] — because')).text!, /^\* \[\[b\]\] — \$\{1:/));
  for (const heading of ['Связанные темы', 'Related papers', 'Похожие работы', 'Ссылки', 'Links:'])
    test(`below the heading ${heading}`, () =>
      assert.match(chosen(vault('- [[be$0', `## ${heading}`)).text!, / - \$\{1:/));
  test('without the text of the note, its subtitle', () => {
    const of = world(vault('- [[be$0'));
    of.vault.dropText(of.uri('b.md'));
    const item = listOf(of, { snippets: true })!.items[0]!;
    assert.equal(after(apply(of, item)), '- [[b]] - ${1:the best of \\$all {things\\}}$0');
  });
  test('nowhere else', () => {
    assert.deepEqual(chosen(vault('- [[be$0', '- [[c]]')), { text: '- [[b]]', snippet: false });
    assert.deepEqual(chosen(vault('- see [[be$0')), { text: '- see [[b]]', snippet: false });
    assert.deepEqual(chosen(vault('- [[be$0]] - mine')), { text: '- [[b]] - mine', snippet: false });
    assert.deepEqual(chosen(vault('- [[be$0]]', '- [[c]] - because\n\nProse.\n')), { text: '- [[b]]', snippet: false });
  });
});

describe('images by what is written about them', () => {
  const vault = (line: string) => `
//- n/a.md
${line}
//- n/b.md
![](../media/img_17.png)

**Изображение:** Карта внимания энкодера
//- media/img_17.png
//- media/img_18.png
//- media/img_18.md
# Image Description

**File:** img_18.png

## OCR

Loss curves of Muon
`;
  test('by the caption', () => {
    assert.deepEqual(rows(vault('![[карта вним$0')), ['img_17.png · Карта внимания энкодера · media/img_17.png']);
    check(vault('![[энкод$0]]'), 'img_17.png', '![[img_17.png]]');
  });
  test('by the text in it', () => check(vault('![[loss curv$0]]'), 'img_18.png', '![[img_18.png]]'));
  test('in a path, with the way to it', () => {
    check(vault('![x](карта$0)'), 'img_17.png', '![x](../media/img_17.png)');
    check(vault('![x](muon$0'), 'img_18.png', '![x](../media/img_18.png)', { besideMarkdown: true });
  });
  test('not in a link to a note', () =>
    assert.deepEqual(rows(vault('[[карта вним$0')), ['карта вним · not written yet']));
});

describe('paths in ](', () => {
  const vault = (line: string) => `
//- n/a.md
${line}
//- n/beside.md
# Beside
## Part One
//- t/far away.md
# Далеко
//- t/data.csv
//- t/pic.png
`;
  test('by title, encoded', () => check(vault('[x](далек$0)'), 'Далеко', '[x](../t/far%20away.md)'));
  test('by a title of several words, which the path replaces', () => {
    const words = (line: string) =>
      `//- n/a.md\n${line}\n//- n/two words.md\n# Quantum widget\n## Own part\n//- n/blue car.png\n`;
    check(words('[x](quantum wi$0'), 'Quantum widget', '[x](two%20words.md)');
    check(words('[x](quantum $0)'), 'Quantum widget', '[x](two%20words.md)');
    check(words('[x](quantum wi$0dget) y'), 'Quantum widget', '[x](two%20words.md) y');
    check(words('(See [x](quantum wi$0 and more) text'), 'Quantum widget', '(See [x](two%20words.md) and more) text');
    check(words('[x](two%20words.md#own p$0)'), 'Own part', '[x](two%20words.md#own-part)');
    // Other Markdown support ends at the space.
    check(words('![](blue c$0'), 'blue car.png', '![](blue%20car.png)', { besideMarkdown: true });
    check(words('[x](./two w$0)'), 'Quantum widget', '[x](./two%20words.md)', { besideMarkdown: true });
    for (const line of [
      '[x](two.md "quantum wi$0',
      '[x](two) quantum wi$0',
      '[x](one `quantum wi$0',
      '[x](two #quantum wi$0',
    ])
      assert.deepEqual(rows(words(line)), ['nothing'], line);
    assert.deepEqual(rows(words('[x](a b c d e f quantum wi$0')), ['nothing']);
  });
  test('in pointed brackets as it is', () => check(vault('[x](<далек$0>)'), 'Далеко', '[x](<../t/far away.md>)'));
  test('a definition', () => check(vault('[x]: далек$0'), 'Далеко', '[x]: ../t/far%20away.md'));
  test('the rest of the path goes', () => check(vault('[x](da$0ta/old.csv)'), 'data.csv', '[x](../t/data.csv)'));
  test('an image shows images only', () => assert.deepEqual(rows(vault('![x](t/$0)')), ['pic.png · t/pic.png']));
  test('a name that means something else there', () => {
    check('\n//- a.md\n[x](<c$0>)\n//- C# 7%25: x.md\n', 'C# 7%25: x', '[x](<C%23 7%2525: x.md>)');
    check('\n//- a.md\n[x](pap$0)\n//- Paper: x.md\n', 'Paper: x', '[x](Paper%3A%20x.md)');
  });
  test('the rest of a pointed path goes, and its bracket comes where none is', () => {
    check(vault('[x](<da$0 b.md>)'), 'data.csv', '[x](<../t/data.csv>)');
    check(vault('[x](<da$0>)'), 'data.csv', '[x](<../t/data.csv>)');
    check(vault('[x](<da$0)'), 'data.csv', '[x](<../t/data.csv>)');
    check(vault('[x](<da$0'), 'data.csv', '[x](<../t/data.csv>)');
    check(vault('[x](<da$0) -> y'), 'data.csv', '[x](<../t/data.csv>) -> y');
    check(vault('[x]: <da$0'), 'data.csv', '[x]: <../t/data.csv>');
    check(vault('[x](<da$0 (b).md> "t")'), 'data.csv', '[x](<../t/data.csv> "t")');
  });
  test('a parenthesis of the text closes no link', () => {
    check(vault('See [x](da$0 and (more) text'), 'data.csv', 'See [x](../t/data.csv) and (more) text');
    check(vault('(See [x](da$0 and more) text'), 'data.csv', '(See [x](../t/data.csv) and more) text');
    check(vault('(See [x](da$0 and more)) text'), 'data.csv', '(See [x](../t/data.csv and more)) text');
    check(vault('1) :( [x](da$0ta.md "t")'), 'data.csv', '1) :( [x](../t/data.csv "t")');
  });
  test('a heading by the id that it says, and none without a text', () => {
    const ids = (link: string) => `//- a.md\n${link}\n//- b.md\n# \n\n## Своё {#Own-1}\n\n## Другое\n`;
    assert.deepEqual(rows(ids('[x](b.md#$0)')), ['Своё · ##', 'Другое · ##']);
    check(ids('[x](b.md#own$0)'), 'Своё', '[x](b.md#Own-1)');
  });
  test('headings of the file', () => check(vault('[x](beside.md#one$0)'), 'Part One', '[x](beside.md#part-one)'));
  test('beside other Markdown support only what that does not find', () => {
    assert.deepEqual(rows(vault('[x](besid$0)'), { besideMarkdown: true }), ['nothing']);
    assert.deepEqual(rows(vault('[x](../t$0)'), { besideMarkdown: true }), ['nothing']);
    assert.deepEqual(rows(vault('[x](beside.md#p$0)'), { besideMarkdown: true }), ['nothing']);
    assert.deepEqual(rows(vault('[x](lfktr$0)'), { besideMarkdown: true }), ['Далеко · t/far away.md']);
    const named = (line: string) =>
      `//- n/a.md\n${line}\n//- n/formula note.md\n# Quantum note\n//- n/my_note.md\n# Own\n//- n/keynote.md\n# MD note\n`;
    assert.deepEqual(rows(named('[x](note$0)'), { besideMarkdown: true }), ['MD note · n/keynote.md']);
    assert.deepEqual(rows(named('[x](md$0)'), { besideMarkdown: true }), ['MD note · n/keynote.md']);
    assert.deepEqual(rows(named('[x](quantum$0)'), { besideMarkdown: true }), ['Quantum note · n/formula note.md']);
    // Before a letter it lists the files of the folder.
    assert.deepEqual(rows(vault('![]($0)'), { besideMarkdown: true }), ['pic.png · t/pic.png']);
    const own = rows(vault('[x]($0)'), { besideMarkdown: true });
    assert.ok(own.includes('Далеко · t/far away.md') && !own.some((row) => row.includes('beside.md')), own.join(' | '));
  });
  test('not for addresses', () => assert.deepEqual(rows(vault('[x](https://far$0)')), ['nothing']));
});

describe('marks', () => {
  const vault = (line: string) => `
//- a.md
---
tags: [own]
tit: x
---
${line}

[^one]: The first note

[label]: https://example.org
//- b.md
#vision #vision/encoders text
//- c.md
---
tags: [vision, видео]
---
`;
  test('tags, those of most notes first', () => {
    assert.deepEqual(rows(vault('see #$0')), ['vision · 2', 'own · 1', 'vision/encoders · 1', 'видео · 1']);
    assert.deepEqual(rows(vault('see #enc$0')), ['vision/encoders · 1']);
    check(
      vault('see #ви$0'),
      'видео',
      '---\ntags: [own]\ntit: x\n---\nsee #видео\n\n[^one]: The first note\n\n[label]: https://example.org',
    );
  });
  test('no tags in the middle of a word or address', () => {
    assert.deepEqual(rows(vault('C#$0')), ['nothing']);
    assert.deepEqual(rows(vault('https://x/#$0')), ['nothing']);
    assert.deepEqual(rows(vault('`#$0`')), ['nothing']);
  });
  test('tags and keys in the front matter', () => {
    assert.deepEqual(rows('//- a.md\n---\ntags: [x, vi$0]\n---\n//- b.md\n#vision a\n'), ['vision · 1']);
    assert.deepEqual(rows('//- a.md\n---\ntags:\n  - vi$0\n---\n//- b.md\n#vision a\n'), ['vision · 1']);
    assert.deepEqual(rows('//- a.md\n---\ntitle: x\nt$0\n---\n'), ['tags']);
  });
  test('footnotes', () => {
    assert.deepEqual(rows(vault('text[^$0]')), ['one · The first note']);
    check('//- a.md\nx[^o$0] y\n\n[^one]: n\n', 'one', 'x[^one] y\n\n[^one]: n');
    check('//- a.md\nx[^two]\n\n[^$0\n', 'two', 'x[^two]\n\n[^two]:');
  });
  test('reference labels', () => {
    assert.deepEqual(rows(vault('[text][la$0]')), ['label · https://example.org']);
    assert.deepEqual(rows(vault('[text][la$0]'), { besideMarkdown: true }), ['nothing']);
  });
  test('kinds of callouts', () => check('//- a.md\n> [!war$0]\n', 'warning', '> [!warning]'));
  test('what follows of the word goes with it', () => {
    check('//- a.md\nx[^o$0ld] y\n\n[^one]: n\n', 'one', 'x[^one] y\n\n[^one]: n');
    check('//- a.md\nx[^one]\n\n[^o$0ld]: n\n', 'one', 'x[^one]\n\n[^one]: n');
    check('//- a.md\n[t][la$0st] y\n\n[label]: b.md\n', 'label', '[t][label] y\n\n[label]: b.md');
    check('//- a.md\n> [!war$0ned] x\n', 'warning', '> [!warning] x');
    check('//- a.md\n> [!war$0ned]- x\n', 'warning', '> [!warning]- x');
    check('//- a.md\nsee #vi$0deo now\n//- b.md\n#vision\n', 'vision', 'see #vision now');
    check('//- a.md\n---\ntags: [vi$0deo, x]\n---\n//- b.md\n#vision\n', 'vision', '---\ntags: [vision, x]\n---');
    check('//- a.md\n```py$0thon\n```\n', 'python', '```python\n```');
    // Of a mark that nothing closes, no one knows where it ends.
    check('//- a.md\nx[^o$0 ld y\n\n[^one]: n\n', 'one', 'x[^one] ld y\n\n[^one]: n');
    check('//- a.md\n[t][la$0| more](b.md)\n\n[label]: b.md\n', 'label', '[t][label]| more](b.md)\n\n[label]: b.md');
  });
  test('languages after a fence, those of the note first', () => {
    check('//- a.md\n```ty$0\n```\n', 'typescript', '```typescript\n```');
    check('//- a.md\n- ~~~ rus$0\n', 'rust', '- ~~~ rust');
    assert.deepEqual(rows('//- a.md\n```python\n1\n```\n\n```p$0\n'), ['python', 'perl', 'php', 'powershell']);
    assert.deepEqual(rows('//- a.md\n```Rscript\n1\n```\n\n```rs$0\n'), ['Rscript']);
    assert.deepEqual(rows('//- a.md\n```\ncode\n```$0\n'), ['nothing']);
    assert.deepEqual(rows('//- a.md\na ```ty$0\n'), ['nothing']);
  });
});

describe('where nothing is offered', () => {
  const nothing = (line: string) => assert.deepEqual(rows(`//- a.md\n${line}\n//- b.md\n# Beta\n`), ['nothing']);
  test('outside of brackets', () => {
    nothing('be$0');
    nothing('[be$0');
    nothing('[[b]] $0');
    nothing('- one, $0');
  });
  test('after an escaped bracket', () => nothing('\\[[be$0'));
  test('in code', () => {
    nothing('`[[be$0`');
    nothing('`[[be$0');
    nothing('```\n[[be$0\n```');
    nothing('```\n[[be$0');
    nothing('text\n\n    [[be$0');
  });
  test('in a comment and in math', () => {
    nothing('<!-- [[be$0 -->');
    nothing('$$\n[[be$0\n$$');
  });
  test('in front matter, behind other words', () => nothing('---\nrelated: see [[be$0\n---'));
  test('a closed code span before does not count', () =>
    first('//- a.md\n`x` [[be$0\n//- b.md\n# Beta\n', 'Beta · b.md'));
  test('nor does an escaped backslash', () => first('//- a.md\n\\\\[[be$0\n//- b.md\n# Beta\n', 'Beta · b.md'));
  test('nor a code span of two backticks', () =>
    first('//- a.md\n`` a`b `` [[be$0\n//- b.md\n# Beta\n', 'Beta · b.md'));
  test('in a note that is not open', () => {
    const of = world('//- a.md\n[[be$0\n//- b.md\n# Beta\n', { texts: false });
    assert.equal(listOf(of), undefined);
  });
});

describe('names that would break the link', () => {
  test('are written so that they lead to their note', () => {
    check('//- a.md\n[[or$0]]\n//- this|or that.md\n# Or\n', 'Or', '[[this%7Cor that]]');
    check('//- a.md\n[[list$0]]\n//- [list].md\n# List\n', 'List', '[[%5Blist%5D]]');
  });
  test('and shown as they are', () => {
    assert.deepEqual(rows('//- y.md\n[[a$0\n//- x.md\n# a $(sync~spin) ${1:x} `](command:x)`\n'), [
      'a $\u2060(sync~spin) ${1:x} ](command:x) · x.md',
    ]);
  });
  test('a heading with brackets', () =>
    check('//- a.md\n[[b#$0]]\n//- b.md\n# One ]] or | two\n', 'One ]] or | two', '[[b#One ] or   two]]'));
});

describe('documentation', () => {
  const of = world('//- a.md\n[[be$0\n//- b.md\n# Beta\n\nOverview.\n\n## Part\n\nInside.\n');
  const options = { settings: of.settings, language: 'en' as const, images: 'none' as const };
  const documentationOf = (fragment?: string) => {
    const data = { uri: of.uri('b.md'), ...(fragment === undefined ? {} : { fragment }) };
    assert.deepEqual(completionNeeds(of.vault, data, options), { texts: [of.uri('b.md')], images: [] });
    return completionDocumentation(of.vault, data, options);
  };
  test('is the card of the note', () =>
    assert.equal(
      documentationOf(),
      '**[Beta](file:///v/b.md)**\n\n0 backlinks\n\nOverview\\.\n\n[Part](file:///v/b.md#L5)',
    ));
  test('is the card of the heading', () =>
    assert.equal(documentationOf('Part'), '**[Beta](file:///v/b.md)**\n\n0 backlinks\n\n**Part**\n\nInside\\.'));
  test('is asked for only when a row is chosen', () => {
    const item = listOf(of)!.items[0]!;
    assert.equal(item.documentation, undefined);
    assert.deepEqual(item.data, { uri: of.uri('b.md') });
  });
  test('images have none', () =>
    assert.equal(completionDocumentation(of.vault, { uri: of.uri('x.png') }, options), undefined));
});
