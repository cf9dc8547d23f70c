// Completion in `[[` and `![[`: which rows are offered in which order, and what the text is after one was chosen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { completion, completionDocumentation, completionNeeds } from '../../server/features/completion.ts';
import type { Language } from '../../server/messages.ts';
import { styleOf, type World, type WorldOptions, world } from '../fixture.ts';

interface Options extends WorldOptions {
  readonly language?: Language;
}

function listOf(of: World, language: Language = 'en') {
  return completion(of.vault, of.search, of.place, { settings: of.settings, language, style: styleOf(of) });
}

/** The rows at `$0`, best first: `label · detail`. */
function rows(literal: string, options: Options = {}): string[] {
  const of = world(literal, options);
  const list = listOf(of, options.language);
  if (!list) return ['nothing'];
  assert.equal(list.isIncomplete, true, 'VS Code would filter a complete list by itself');
  return list.items.map((item) => (item.detail ? `${item.label} · ${item.detail}` : item.label));
}

/** Chooses the row with this label, and compares the text of the note with what it should be then. */
function check(literal: string, label: string, expected: string, options: Options = {}): void {
  const of = world(literal, options);
  const items = listOf(of, options.language)?.items ?? [];
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
  return TextDocument.applyEdits(document, [edit]);
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
  test('in a table', () => check(note('| one | [[be$0 | two |'), 'Beta', '| one | [[b]] | two |'));
  test('in a list', () => check(note('  1. [ ] [[be$0'), 'Beta', '  1. [ ] [[b]]'));
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
  test('by an alias, which is then the label', () => first(from('предсказ'), 'Предсказание видео · topics/vjepa.md'));
  test('by its folder and name', () => first(from('topics/vj'), video));
  test('by a part of its path', () => first(from('topics/perc'), encoder));
  test('е finds ё', () => first(from('четвертого'), 'Итоги четвёртого дня · topics/fourth.md'));
  test('ё finds е', () => first(from('вёсна', '//- topics/v.md\n# Весна\n'), 'Весна · topics/v.md'));
  test('capitals do not count', () => first(from('ЛУЧШИЕ ВИЗУ'), encoder));
  test('й in two code points', () => first(from('и\u0306од', '//- topics/i.md\n# Йод\n'), 'Йод · topics/i.md'));
  test('letters that are not side by side', () => first(from('prcpt'), encoder));
  test('the note itself is not offered', () => {
    const offered = rows('//- a.md\n# Alpha\n[[al$0\n//- b.md\n# Alphabet\n');
    assert.deepEqual(offered, ['Alphabet · b.md']);
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
    assert.deepEqual(rows(at('[[img$0')), ['img · not written yet']);
    assert.deepEqual(rows(at('[[$0')), ['Plan B · notes/plan.md']);
    assert.deepEqual(rows(at('[[image desc$0')), ['image desc · not written yet']);
  });

  test('images and documents in an embed', () => {
    assert.deepEqual(rows(at('![[img$0')), ['img_1.png · media/img_1.png']);
    check(at('![[img$0]]'), 'img_1.png', '![[img_1.png]]');
    check(at('![[talk$0]]'), 'talk.pdf', '![[talk.pdf]]');
  });

  test('notes in an embed too', () => check(at('![[plan$0]]'), 'Plan B', '![[plan]]'));

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
  test('what only this note wants is no news', () =>
    assert.deepEqual(rows('//- a.md\n[[quantum]] [[quan$0\n'), ['quan · not written yet']));
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
});

describe('where nothing is offered', () => {
  const nothing = (line: string) => assert.deepEqual(rows(`//- a.md\n${line}\n//- b.md\n# Beta\n`), ['nothing']);
  test('outside of brackets', () => {
    nothing('be$0');
    nothing('[be$0');
    nothing('[text](be$0');
    nothing('[[b]] $0');
    nothing('- one, $0');
  });
  test('after the bar', () => nothing('[[b|be$0]]'));
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
  test('in front matter', () => nothing('---\nrelated: [[be$0\n---'));
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
    assert.deepEqual(rows('//- a.md\n[[a$0\n//- x.md\n# a $(sync~spin) ${1:x} `](command:x)`\n'), [
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
      '**[Beta](file:///v/b.md)**\n\n\\. · 0 backlinks\n\nOverview\\.\n\n[Part](file:///v/b.md#L5)',
    ));
  test('is the card of the heading', () =>
    assert.equal(documentationOf('Part'), '**[Beta](file:///v/b.md)**\n\n\\. · 0 backlinks\n\n**Part**\n\nInside\\.'));
  test('is asked for only when a row is chosen', () => {
    const item = listOf(of)!.items[0]!;
    assert.equal(item.documentation, undefined);
    assert.deepEqual(item.data, { uri: of.uri('b.md') });
  });
  test('images have none', () =>
    assert.equal(completionDocumentation(of.vault, { uri: of.uri('x.png') }, options), undefined));
});
