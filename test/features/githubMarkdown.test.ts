// A note as Markdown for GitHub.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { githubMarkdown } from '../../server/features/githubMarkdown.ts';
import { type WorldOptions, world } from '../fixture.ts';

/** The first file of the literal becomes `expected`. */
function check(literal: string, expected: string, options: WorldOptions = {}): void {
  const of = world(literal, options);
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
test('code of Templater stays', () => {
  const code = '<%*\nconst x = 1\n\n-%>\n# T <% x %>\n';
  check(`//- a.md\n${code}`, code);
});
test('an alias begins no footnote', () => check(`//- a.md\n[[two|^x]]\n${other}`, '[\\^x](b/two.md)\n'));
test('headings become slugs', () =>
  check(
    `//- a/one.md\n# Own\n\n[[two#Part one]] [[#Own]]\n${other}`,
    '# Own\n\n[Part one](../b/two.md#part-one) [Own](#own)\n',
  ));
test('of a range the part before is said', () =>
  check(`//- a/one.md\n[[two#Part one:#*]]\n${other}`, '[Part one](../b/two.md#part-one)\n'));
test('embedded images and notes', () =>
  check(
    `//- a/one.md\n![[x y.png|300]]\n\n![[two]]\n${other}`,
    '<img src="../m/x%20y.png" alt="" width="300">\n\n[The \\[Two\\]](../b/two.md)\n',
  ));
test('an image with a size becomes a tag', () => {
  const size = (before: string, after: string) => check(`//- a.md\n${before}\n${other}`, `${after}\n`);
  const img = (alt: string, rest: string) => `<img src="m/x%20y.png" alt="${alt}" ${rest}>`;
  size('![[x y.png|alt|100]] x', `${img('alt', 'width="100"')} x`);
  size('![[x y.png|a [b]|100x20]]', img('a [b]', 'width="100" height="20"'));
  size('![[x y.png|100x20]]', img('', 'width="100" height="20"'));
  size('| ![[x y.png\\|alt\\|100]] |\n|---|', `| ${img('alt', 'width="100"')} |\n|---|`);
  size('[![[x y.png|100]]](b/two.md)', `[${img('', 'width="100"')}](b/two.md)`);
  size('![alt|100](m/x%20y.png) ![200](<m/x y.png>)', `${img('alt', 'width="100"')} ${img('', 'width="200"')}`);
  // The words below would be no Markdown.
  size('![[x y.png|100]]\n*Words*', `${img('', 'width="100"')}<!-- -->\n*Words*`);
  for (const as of [
    '![a 100](m/x%20y.png)',
    '![a|100](m/x%20y.png "Title")',
    '![*a*|100](m/x%20y.png)',
    '![a|100](no.png)',
  ])
    size(as, as);
  // The address of another host stays as it is.
  size('![a|300](https://x.org/p.png?a=1&b=2)', '<img src="https://x.org/p.png?a=1&#38;b=2" alt="a" width="300">');
  // In a cell a bar of the words is escaped, and so is the one before the size.
  const cell = (before: string, after: string) => size(`| ${before} |\n|---|`, `| ${after} |\n|---|`);
  cell('![al \\| t\\|200x100](m/x%20y.png)', img('al &#124; t', 'width="200" height="100"'));
  cell('![al\\|200](m/x%20y.png)', img('al', 'width="200"'));
  size('![[x y.png|a 100]]', '![a 100](m/x%20y.png)');
});
test('a Markdown link that GitHub could not follow is written with its path', () => {
  const files = '//- Files/pic a.png\n//- b/two.md\n# Two\n';
  const obsidian = (before: string, after: string) =>
    check(`//- n/a.md\n${before}\n${files}`, `${after}\n`, { obsidian: true });
  obsidian('![x](pic%20a.png) ![](<pic a.png>)', '![x](../Files/pic%20a.png) ![](<../Files/pic a.png>)');
  obsidian('[x](two#part) [x](two.md "Title")', '[x](../b/two.md#part) [x](../b/two.md "Title")');
  obsidian(
    '<img src="pic a.png">\n\n[r]: pic%20a.png',
    '<img src="../Files/pic%20a.png">\n\n[r]: ../Files/pic%20a.png',
  );
  obsidian('[![](pic%20a.png)](two)', '[![](../Files/pic%20a.png)](../b/two.md)');
  for (const as of [
    '[x](../b/two.md)',
    '[x](../b)',
    '[x](../b/two.md:3)',
    '[x](/b/two.md)',
    '[x](#x)',
    '[x](gone.png)',
  ])
    obsidian(as, as);
  check(`//- a.md\n[x](b/two) \`[x](b/two)\`\n${files}`, '[x](b/two.md) `[x](b/two)`\n');
});
test('a size of an embedded note is no text, and a page of a PDF stays', () => {
  const files = '//- D.md\n# Title\n\n## Part\n\nx ^b\n//- P.md\n//- x.pdf\n';
  const as = (before: string, after: string) => check(`//- a.md\n${before}\n${files}`, `${after}\n`);
  as('![[D|500]] ![[P|300x200]]', '[Title](D.md) [P](P.md)');
  as('![[D#Part|w|500]] ![[gone|500]]', '[w](D.md#part) gone');
  as('[[D|500]]', '[500](D.md)');
  as('[[x.pdf#page=4|p. 4]] ![[x.pdf#page=4|500]]', '[p. 4](x.pdf#page=4) [x.pdf](x.pdf#page=4)');
  as('[[D#^b]]', '[Title](D.md)');
});
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
