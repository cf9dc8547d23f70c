// Go to definition: from every form of a link, what is underlined and where it leads.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Range } from 'vscode-languageserver-types';
import { definition } from '../../server/features/definition.ts';
import { lineStarts, offsetAt } from '../../server/text/lines.ts';
import { type WorldOptions, world } from '../fixture.ts';

interface Options extends WorldOptions {
  readonly besideMarkdown?: boolean;
}

/**
 * The definition at `$0`, as `«origin» -> path: «selected» in «range»` for each target; `nothing` for none. The range is
 * left out where it is the whole file.
 */
function check(literal: string, expected: string | string[], options: Options = {}): void {
  const of = world(literal, options);
  const found = definition(of.vault, of.place, of.settings, options.besideMarkdown);
  const cut = (path: string, range: Range) => {
    const text = of.texts.get(path) ?? '';
    const lines = lineStarts(text);
    return text.slice(offsetAt(lines, range.start, text.length), offsetAt(lines, range.end, text.length));
  };
  const shown = (found ?? []).map((one) => {
    const path = of.path(one.targetUri);
    const range = cut(path, one.targetRange);
    const selected = cut(path, one.targetSelectionRange);
    const whole = one.targetRange.start.line === 0 && (range === (of.texts.get(path) ?? '') || range === '');
    const place = range === '' && !whole ? ` line ${one.targetRange.start.line + 1}` : '';
    return `«${cut(of.path(of.place.uri), one.originSelectionRange!)}» -> ${path}${place}${selected ? `: «${selected}»` : ''}${whole || place ? '' : ` in «${range}»`}`;
  });
  assert.deepEqual(found ? shown : ['nothing'], [expected].flat());
}

const b = '//- t/b.md\n# Title\n\ntext ^id\n\n## One\n\nwords\n\n## Two\n';

describe('wiki-links', () => {
  for (const [written, expected] of [
    ['[[$0b]]', '«b» -> t/b.md'],
    ['[[b$0]]', '«b» -> t/b.md'],
    ['$0[[b]]', '«b» -> t/b.md'],
    ['[[b]]$0', '«b» -> t/b.md'],
    ['[[b|al$0ias]]', '«b» -> t/b.md'],
    ['[[ b.md$0 | x ]]', '«b.md» -> t/b.md'],
    ['![[b$0]]', '«b» -> t/b.md'],
    ['[[b#$0One]]', '«b#One» -> t/b.md: «## One» in «## One\n\nwords\n\n»'],
    ['[[b#^$0id|x]]', '«b#^id» -> t/b.md: «text ^id» in «text ^id»'],
    ['[[b#None$0]]', '«b#None» -> t/b.md'],
    ['[[b#L5$0]]', '«b#L5» -> t/b.md line 5'],
    ['[[text|b$0]]', '«b» -> t/b.md'],
    ['[[text|b#O$0ne]]', '«b#One» -> t/b.md: «## One» in «## One\n\nwords\n\n»'],
    ['[[Title$0]]', '«Title» -> t/b.md'],
    ['[[wrong/b$0]]', '«wrong/b» -> t/b.md'],
    ['😀 е\u0308 [[b$0]]', '«b» -> t/b.md'],
    ['`code` [[b$0]]', '«b» -> t/b.md'],
  ] as const) {
    test(written, () => check(`\n//- d/a.md\n${written}\n${b}`, expected));
  }
  test('a list that an id stands below, and an item with what it holds', () => {
    const list = '//- b.md\nx\n\n- l1\n- l2 ^one\n  - kid\n- l3\n\n^list\n';
    const [one, all] = ['- l2 ^one\n  - kid', '- l1\n- l2 ^one\n  - kid\n- l3\n\n^list'];
    check(`\n//- a.md\n[[b#^one$0]]\n${list}`, `«b#^one» -> b.md: «${one}» in «${one}»`);
    check(`\n//- a.md\n[[b#^list$0]]\n${list}`, `«b#^list» -> b.md: «${all}» in «${all}»`);
  });
  test('an HTML anchor', () =>
    check('\n//- a.md\n[[b#$0deep]]\n//- b.md\n# B\n\nx <a id="deep"></a>\n', '«b#deep» -> b.md line 3'));
  test('a heading of this note', () => check('\n//- a.md\n# A\n[[#$0A]]\n', '«#A» -> a.md: «# A»'));
  test('with CRLF', () => check('\n//- a.md\nx\r\n\r\n😀 [[$0b]]\r\n//- b.md\n', '«b» -> b.md'));
  test('in the front matter', () => check('\n//- a.md\n---\nup: "[[$0b]]"\n---\n//- b.md\n', '«b» -> b.md'));
  test('in a quote and a list', () => check('\n//- a.md\n> - x\n>   [[$0b]]\n//- b.md\n', '«b» -> b.md'));
  test('in a table', () => check('\n//- a.md\n| a | b |\n|---|---|\n| x | [[$0b\\|c]] |\n//- b.md\n', '«b» -> b.md'));
  test('an ambiguous link has several', () =>
    check('\n//- a.md\n[[$0x]]\n//- t/x.md\n//- u/x.md\n', ['«x» -> t/x.md', '«x» -> u/x.md']));
  test('an image', () => check('\n//- a.md\n![[$0p.png|300]]\n//- img/p.png\n', '«p.png» -> img/p.png'));
  test('a file of the git root', () =>
    check('\n//- a.md\n[[$0../o/x]]\n//- /g/o/x.md\n', '«../o/x» -> /g/o/x.md', { folder: '/g/v', gitRoot: '/g' }));
});

describe('other links', () => {
  for (const [written, expected] of [
    ['[te$0xt](../t/b.md)', '«../t/b.md» -> t/b.md'],
    ['[text](../t/b.md#o$0ne "title")', '«../t/b.md#one» -> t/b.md: «## One» in «## One\n\nwords\n\n»'],
    ['[text](<../t/b$0.md>)', '«../t/b.md» -> t/b.md'],
    ['[te$0xt][r]\n\n[r]: ../t/b.md', '«[text][r]» -> t/b.md'],
    ['[r$0]\n\n[r]: ../t/b.md', '«[r]» -> t/b.md'],
    ['[r]: ../t/b$0.md', '«../t/b.md» -> t/b.md'],
    ['<a href="../t/b$0.md">x</a>', '«../t/b.md» -> t/b.md'],
    ['[![x](../p$0.png)](../t/b.md)', '«../p.png» -> p.png'],
    ['[![x](../p.png)](../t/b$0.md)', '«../t/b.md» -> t/b.md'],
    ['[text](../t/b.md#L5$0)', '«../t/b.md#L5» -> t/b.md line 5'],
  ] as const) {
    test(written.replace('\n\n', ' '), () => check(`\n//- d/a.md\n${written}\n${b}//- p.png\n`, expected));
  }
  test('beside an editor of Markdown its links to headings are left to it', () => {
    const literal = (link: string) => `\n//- d/a.md\n${link}\n${b}`;
    check(literal('[x]($0../t/b.md#one)'), 'nothing', { besideMarkdown: true });
    check(literal('[x]($0../t/b.md)'), '«../t/b.md» -> t/b.md', { besideMarkdown: true });
    check(literal('[[$0b#Two]]'), '«b#Two» -> t/b.md: «## Two» in «## Two\n»', { besideMarkdown: true });
  });
});

describe('footnotes', () => {
  const literal = (text: string) => `\n//- a.md\n${text}\n`;
  test('from a reference', () =>
    check(literal('x[^$01] y\n\n[^1]: the note'), '«[^1]» -> a.md: «[^1]» in «[^1]: the note»'));
  test('from the definition to the first reference', () =>
    check(literal('x[^1] y\n\n[^$01]: the note'), '«[^1]» -> a.md: «[^1]» in «[^1]»'));
  test('without a definition', () => check(literal('x[^$01] y'), 'nothing'));
});

test('a tag leads to itself: editors then show its references', () =>
  check('\n//- a.md\nSee #vi$0sion here.\n//- b.md\n#vision\n', '«#vision» -> a.md: «#vision» in «#vision»'));

describe('nothing', () => {
  for (const text of [
    'pro$0se',
    '[[no$0ne]]',
    '`[[b$0]]`',
    '[[https://a.b$0]]',
    '[x](no$0ne.md)',
    '<https://a$0.b>',
    '[[../../..$0/x]]',
    '[[b$0',
  ]) {
    test(text, () => check(`\n//- a.md\n${text}\n\n//- b.md\n`, 'nothing'));
  }
});
