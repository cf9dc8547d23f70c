// Fragments (docs/links.md, section 4): which heading, block or anchor a fragment names.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseNote } from '../../server/parse/parseNote.ts';
import { findAnchor, headingSlugs } from '../../server/vault/fragments.ts';

/** `expected` is the text of the heading's line or of the block, `place` or `nothing`. */
function check(text: string, fragment: string, expected: string): void {
  const note = parseNote('file:///v/a.md', text);
  const anchor = findAnchor(note, fragment);
  const span =
    anchor?.kind === 'heading'
      ? anchor.heading
      : anchor?.kind === 'block'
        ? { start: anchor.block.blockStart, end: anchor.block.blockEnd }
        : undefined;
  assert.equal(span ? text.slice(span.start, span.end).trim() : (anchor?.kind ?? 'nothing'), expected);
}

describe('headings', () => {
  test('the exact text', () => check('# A b\n## a B', 'a B', '## a B'));
  test('the text with its marks', () => check('# a `code` **b**', 'a `code` **b**', '# a `code` **b**'));
  test('the text without marks', () => check('# a `code` **b**', 'a code b', '# a `code` **b**'));
  test('inline code keeps its text', () => check('# `a_b_c()` x', 'a_b_c() x', '# `a_b_c()` x'));
  test('marks in the fragment only', () => check('# append()', '`append()`', '# append()'));
  test('folded, with spaces squeezed', () => check('#  Обзор   Сетей', 'обзор сетей', '#  Обзор   Сетей'));
  test('ё is е', () => check('# Ещё', 'еще', '# Ещё'));
  test('both forms of й', () => check('# Й'.normalize('NFD'), 'й', '# Й'.normalize('NFD')));
  test('the slug of GitHub', () => check('# Hello, World!', 'hello-world', '# Hello, World!'));
  test('the slug of a repeat', () => check('# A\n# A\n\ntext', 'a-1', '# A'));
  test('a Russian slug', () => check('# Обзор: сети', 'обзор-сети', '# Обзор: сети'));
  test('a slug without punctuation', () => check('# 1.2. A & B', '12 a b', '# 1.2. A & B'));
  test('a heading with links, as Obsidian writes it', () => {
    check('# A [[b|al]] c', 'A b al c', '# A [[b|al]] c');
    check('# See [t](http://x)', 'See t http x', '# See [t](http://x)');
    check('# A [[b|al]] c\n# A b, al c', 'A b al c', '# A b, al c');
  });
  test('a percent-encoded heading', () => check('# A b', 'A%20b', '# A b'));
  test('an id in braces', () => check('# A {#my-id}', 'my-id', '# A {#my-id}'));
  test('the text of a heading with an id', () => check('# A {#my-id}', 'A', '# A {#my-id}'));
  test('the same ways find it among many headings', () => {
    const many = Array.from({ length: 100 }, (_, at) => `# other ${at}\n`).join('');
    const ways = ['A **b** c!', 'A b c!', 'a  b c!', 'a-b-c', 'my-id', 'a b c', 'A%20b%20c!'];
    for (const way of ways) check(`${many}# A **b** c! {#my-id}\n# a b c!`, way, '# A **b** c! {#my-id}');
    check(`# a b c!\n${many}# A b c!`, 'A b c!', '# A b c!');
  });
  test('an exact match comes before a folded one above it', () => check('# a\n# A', 'A', '# A'));
  test('a text comes before a slug', () => check('# a b\n# a-b', 'a-b', '# a-b'));
  test('H1#H2 is H2 below H1', () => check('# A\n## X\n# B\n## X y\n## X', 'B#X', '## X'));
  test('H1#H2 where H2 is not below', () => check('# A\n# B\n## X', 'A#X', 'nothing'));
  test('three levels', () => check('# A\n## B\n### C', 'A#B#C', '### C'));
  test('the second heading of a name, where only that one has the part', () =>
    check('# A\n## X\n# A\n## Y', 'A#Y', '## Y'));
  test('a heading with a # in it', () => check('# C# and F#', 'C# and F#', '# C# and F#'));
  test('a comma and digits at the end', () => {
    check('## Порог 0,5', 'Порог 0,5', '## Порог 0,5');
    check('# Release 1\n# Release 1,2', 'release 1,2', '# Release 1,2');
    check('# Release 1,2', 'Release 1,2:#*', '# Release 1,2');
    check('# Release 1,2', 'Release%201,2', '# Release 1,2');
  });
  test('Dendron ranges', () => {
    check('# Start\n# End', 'start,1:#end', '# Start');
    check('# Start\n# End', 'start:#*', '# Start');
    check('# Start\n# End', 'start,1', '# Start');
    check('# Start\n# End', 'start:#^end', '# Start');
    check('# Start\n# End', 'start,1:#^end', '# Start');
    check('x ^a\n\ny ^b', '^a:#^b', 'x');
    check('x ^a\n\ny', '^a:#^end', 'x');
    for (const whole of ['^begin', '^end', '^begin:#^end', '^begin:#start']) check('# Start', whole, 'place');
    check('x ^end', '^end', 'x');
    for (const whole of ['%5Ebegin', '%5Eend', '%5Ebegin:#%5Eend']) check('# Start', whole, 'place');
    check('x ^a\n\ny ^b', '%5Ea:#%5Eb', 'x');
    check('x ^a\n\ny ^b', '%5Ea%3A%23%5Eb', 'x');
    check('# Start', 'other:#^end', 'nothing');
    check('# Start', 'start#^end', 'nothing');
  });
  test('a heading with a comma and a number of its own', () => check('# Rome, 1', 'Rome, 1', '# Rome, 1'));
  test('nothing', () => check('# A', 'B', 'nothing'));
  test('only punctuation is nothing', () => check('# !!', '??', 'nothing'));
  test('an encoded block, and a heading that begins like one', () => {
    check('x ^old', '%5Eold', 'x');
    check('# H\nx ^old', 'H%23%5Eold', 'x');
    check('# ^o d', '%5Eo%20d', '# ^o d');
    check('x ^other', '%5Eold', 'nothing');
  });
  test('a heading with the id of its block, with it and without', () => {
    for (const fragment of ['A b', 'A b ^id', 'a-b', 'a-b-id', '^id'])
      check('# A b ^id', fragment, fragment === '^id' ? 'A b' : '# A b ^id');
  });
  test('an empty fragment is the place', () => check('# A', '', 'place'));
});

describe('blocks', () => {
  test('at the end of a paragraph', () => check('text here ^id1\n', '^id1', 'text here'));
  test('of a list item', () => check('- one ^a\n- two ^b\n', '^b', '- two'));
  test('alone, for the block before', () => check('| a |\n|---|\n| b |\n\n^tbl\n', '^tbl', '| a |\n|---|\n| b |'));
  test('in another case', () => check('text ^Id\n', '^id', 'text'));
  test('the exact case first', () => check('one ^ID\n\ntwo ^id\n', '^id', 'two'));
  test('not a heading', () => check('# ^id', 'id', '# ^id'));
  test('below a heading', () => check('# H\n\ntext ^id\n', 'H#^id', 'text'));
  test('nothing', () => check('text ^id\n', '^other', 'nothing'));
});

describe('anchors and media', () => {
  test('an HTML id', () => check('<a id="x"></a>', 'x', 'place'));
  test('an HTML name', () => check('text <a name="Y"></a>', 'y', 'place'));
  test('any element with an id', () => check('<div id="z">\n\nx\n', 'z', 'place'));
  test('lines', () => {
    check('a', 'L1', 'place');
    check('a', 'L10-L20', 'place');
    check('a', 'L10-20', 'place');
  });
  test('a name of the Object prototype', () => {
    check('# __proto__', '__proto__', '# __proto__');
    check('# a', 'constructor', 'nothing');
  });
});

test('slugs count their repeats', () => {
  const note = parseNote('file:///v/a.md', '# A\n# a\n# A-1\n# constructor\n# __proto__\n');
  assert.deepEqual(headingSlugs(note), ['a', 'a-1', 'a-1-1', 'constructor', 'proto']);
});
