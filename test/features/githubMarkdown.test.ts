// A note as Markdown for GitHub.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { githubMarkdown } from '../../server/features/githubMarkdown.ts';
import { world } from '../fixture.ts';

/** The first file of the literal becomes `expected`. */
function check(literal: string, expected: string): void {
  const of = world(literal);
  const uri = of.uri([...of.texts.keys()][0]!);
  assert.equal(githubMarkdown(of.vault, uri, of.settings), expected);
}

const other = '//- b/two.md\n# The [Two]\n\n## Part one\n//- m/x y.png\n';

test('links become relative, with the title or the alias', () =>
  check(
    `//- a/one.md\n[[two]] and [[two|that]].\n${other}`,
    '[The \\[Two\\]](../b/two.md) and [that](../b/two.md).\n',
  ));
test('a backslash of a title escapes nothing', () => {
  check('//- a.md\n[[b]]\n//- b.md\n---\ntitle: a \\\n---\n', '[a \\\\](b.md)\n');
  check("//- a.md\n[[b]]\n//- b.md\n---\ntitle: 'x \\[y] C:\\z'\n---\n", '[x \\\\\\[y\\] C:\\z](b.md)\n');
});
test('an alias begins no footnote', () => check(`//- a.md\n[[two|^x]]\n${other}`, '[\\^x](b/two.md)\n'));
test('headings become slugs', () =>
  check(
    `//- a/one.md\n# Own\n\n[[two#Part one]] [[#Own]]\n${other}`,
    '# Own\n\n[Part one](../b/two.md#part-one) [Own](#own)\n',
  ));
test('embedded images and notes', () =>
  check(
    `//- a/one.md\n![[x y.png|300]]\n\n![[two]]\n${other}`,
    '![](../m/x%20y.png)\n\n[The \\[Two\\]](../b/two.md)\n',
  ));
test('the size of an image goes, its words stay', () =>
  check(
    `//- a.md\n![[x y.png|alt|100]] ![[x y.png|a [b]|100x20]] ![[x y.png|100x20]] ![[x y.png|a 100]]\n\n| ![[x y.png\\|alt\\|100]] |\n|---|\n${other}`,
    '![alt](m/x%20y.png) ![a \\[b\\]](m/x%20y.png) ![](m/x%20y.png) ![a 100](m/x%20y.png)\n\n| ![alt](m/x%20y.png) |\n|---|\n',
  ));
test('what is missing becomes its words, addresses become links', () =>
  check('//- a.md\n[[gone]] [[https://e.org]]\n', 'gone <https://e.org>\n'));
test('in a table, and in code', () =>
  check(`//- a.md\n| [[two\\|t]] |\n|---|\n\`[[two]]\`\n${other}`, '| [t](b/two.md) |\n|---|\n`[[two]]`\n'));
test('block ids and hidden text go, front matter stays', () =>
  check(
    '//- a.md\n---\nup: "[[a]]"\n---\nWords ^id\n\n%%hidden%%End.\n\n%%\n- x\n\n# y\n%%\nLast.\n',
    '---\nup: "[[a]]"\n---\nWords\n\nEnd.\n\n\nLast.\n',
  ));
test('code that begins as a comment stays', () =>
  check('//- a.md\npara\n\n    %% LaTeX %%\n    x\n', 'para\n\n    %% LaTeX %%\n    x\n'));
