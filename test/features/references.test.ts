// References: of a note, a heading, a block, of what a link leads to, and of a note that is not written yet.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { references } from '../../server/features/references.ts';
import { lineStarts, offsetAt } from '../../server/text/lines.ts';
import { finish } from '../../server/vault/walk.ts';
import { type WorldOptions, world } from '../fixture.ts';

/** `path: text` of each reference of what is at `$0`, sorted; `nothing` for none. */
function check(literal: string, expected: string[], declaration = false, options: WorldOptions = {}): void {
  const of = world(literal, options);
  const found = finish(references(of.vault, of.place, declaration, of.settings));
  const shown = (found ?? []).map(({ uri, range }) => {
    const path = of.path(uri);
    const text = of.texts.get(path)!;
    const lines = lineStarts(text);
    return `${path}: ${text.slice(offsetAt(lines, range.start, text.length), offsetAt(lines, range.end, text.length))}`;
  });
  assert.deepEqual(found ? shown.sort() : ['nothing'], expected);
}

/** `at` is where the cursor stands in `b.md`. */
const vault = (at: string) => {
  const text = '# Title\n\nprose ^id\n\n## One\n\n## Two {#two}\n'.replace(at, `$0${at}`);
  return `\n//- a.md\n[[b]] [[b#One]] [[b#^id]] [x](b.md#one) [[b#two|y]] [[b#Two]]\n//- c.md\n![[b]] [[b#none]]\n//- b.md\n${text}`;
};

describe('of a note', () => {
  test('in its text', () =>
    check(vault('prose'), [
      'a.md: [[b#One]]',
      'a.md: [[b#Two]]',
      'a.md: [[b#^id]]',
      'a.md: [[b#two|y]]',
      'a.md: [[b]]',
      'a.md: [x](b.md#one)',
      'c.md: ![[b]]',
      'c.md: [[b#none]]',
    ]));
  test('on its title', () => {
    const of = world(vault('Title'));
    assert.equal(finish(references(of.vault, of.place, false, of.settings))?.length, 8);
    assert.equal(finish(references(of.vault, of.place, true, of.settings))?.length, 9);
  });
  test('a note that nobody links to', () => check('\n//- a.md\npro$0se\n', []));
  test('from a link to it', () =>
    check('\n//- a.md\n[[$0b]] [t](b.md)\n//- b.md\n', ['a.md: [[b]]', 'a.md: [t](b.md)']));
  test('with the declaration', () => check('\n//- a.md\n[[$0b]]\n//- b.md\n', ['a.md: [[b]]', 'b.md: '], true));
  test('a note that is not open has no place to look', () => {
    const of = world('\n//- a.md\n$0\n');
    assert.equal(finish(references(of.vault, { uri: 'file:///v/none.md', offset: 0 }, true, of.settings)), undefined);
  });
});

describe('of a heading', () => {
  test('by its text and its slug', () => check(vault('## One'), ['a.md: [[b#One]]', 'a.md: [x](b.md#one)']));
  test('by its id', () => check(vault('## Two'), ['a.md: [[b#Two]]', 'a.md: [[b#two|y]]']));
  test('with the declaration', () =>
    check(vault('## One'), ['a.md: [[b#One]]', 'a.md: [x](b.md#one)', 'b.md: ## One'], true));
  test('from a link to it', () =>
    check('\n//- a.md\n[[b#$0One]] [[b]]\n//- c.md\n[[b#one]]\n//- b.md\n## One\n', [
      'a.md: [[b#One]]',
      'c.md: [[b#one]]',
    ]));
  test('of this note', () =>
    check('\n//- a.md\n# A\n## $0One\n[[#One]] [[a#One]] [[a]]\n', ['a.md: [[#One]]', 'a.md: [[a#One]]']));
  test('a repeated one', () => check('\n//- a.md\n# A\n## One\n## $0One\n[[#one-1]] [[#One]]\n', ['a.md: [[#one-1]]']));
});

describe('of a block', () => {
  test('on its id', () => check(vault('^id'), ['a.md: [[b#^id]]']));
  test('from a link to it', () => check('\n//- a.md\n[[b#^$0id]] [[b]]\n//- b.md\ntext ^id\n', ['a.md: [[b#^id]]']));
});

describe('of what is not a note', () => {
  test('a note that is not written yet', () =>
    check('\n//- a.md\n[[$0new]] [[newer]]\n//- c.md\n[[New|x]] [[t/new]]\n', [
      'a.md: [[new]]',
      'c.md: [[New|x]]',
      'c.md: [[t/new]]',
    ]));
  test('an image', () =>
    check('\n//- a.md\n![]($0p.png)\n//- c.md\n![[p.png]]\n//- p.png\n', ['a.md: ![](p.png)', 'c.md: ![[p.png]]']));
});

describe('of what is no note', () => {
  test('a tag, with those below it', () =>
    check('\n//- a.md\n#t$0ag #tagged\n//- b.md\n---\ntags: [x, tag/y]\n---\n#Tag\n', [
      'a.md: #tag',
      'b.md: #Tag',
      'b.md: tag/y',
    ]));
  test('a footnote', () => {
    const literal = '\n//- a.md\nx[^n$0] y[^n] z[^2]\n\n[^n]: text\n[^2]: text\n';
    check(literal, ['a.md: n', 'a.md: n']);
    check(literal, ['a.md: n', 'a.md: n', 'a.md: n'], true);
  });
  test('a reference label', () =>
    check('\n//- a.md\n[x][r$0] [r] [R][]\n\n[r]: b.md\n', ['a.md: R', 'a.md: r', 'a.md: r']));
  test('an address', () =>
    check(
      '\n//- a.md\n<https://x.$0org/a/> [x](https://x.org/a#h) [y](https://x.org/b)\n//- b.md\n![z](https://x.org/a)\n',
      ['a.md: <https://x.org/a/>', 'a.md: [x](https://x.org/a#h)', 'b.md: ![z](https://x.org/a)'],
    ));
  test('an image', () =>
    check('\n//- a.md\n![$0](i.png)\n//- d/b.md\n![[i.png]] [x](../i.png)\n//- i.png\n', [
      'a.md: ![](i.png)',
      'd/b.md: ![[i.png]]',
      'd/b.md: [x](../i.png)',
    ]));
});

test('notes that are read anew while the links to one are gathered lose none', () => {
  const count = 300;
  const sources = Array.from({ length: count }, (_, at) => `//- n${at}.md\n[[b]]\n`);
  const of = world(`//- b.md\n$0# B\n${sources.join('')}`);
  const walk = references(of.vault, of.place, false, of.settings);
  let step = walk.next();
  let pauses = 0;
  for (; !step.done; step = walk.next()) {
    pauses++;
    for (let at = 0; at < count; at++) of.vault.set(of.uri(`n${at}.md`), '[[b]]\n', false);
  }
  assert.ok(pauses > 2);
  assert.equal(step.value?.length, count);
});
