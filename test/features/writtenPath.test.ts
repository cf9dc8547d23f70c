// A path written into a link: each kind of link, each mark that means something there; and what is read from it again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { writtenPath } from '../../server/features/writtenPath.ts';
import { isInFrontMatter } from '../../server/parse/note.ts';
import { parseNote } from '../../server/parse/parseNote.ts';
import { percentDecoded } from '../../server/text/fold.ts';

/** The text with `path` in place of the path of its link. */
function written(text: string, path: string, suffix = ''): string {
  const note = parseNote('', text);
  const link = note.links[0]!;
  const place = { link, name: link.target, inFrontMatter: isInFrontMatter(note, link) };
  return text.slice(0, link.targetStart) + writtenPath(place, path, suffix) + text.slice(link.targetEnd);
}

function check(text: string, path: string, expected: string, suffix = ''): void {
  assert.equal(written(text, path, suffix), expected);
}

describe('a destination', () => {
  test('what would end it is encoded', () => check('[x](a.md)', 'c (d).md', '[x](c%20%28d%29.md)'));
  test('parentheses that match, as before', () => check('[x](a(1).md)', 'b(2).md', '[x](b(2).md)'));
  test('every letter, as before', () => check('[x](%D0%B0.md)', 'б.md', '[x](%D0%B1.md)'));
  test('an escape that would be read', () => check('[x](a.md)', 'a\\b.md', '[x](a%5Cb.md)'));
  test('an entity', () => check('[x](a.md)', 'R&copy;D & co.md', '[x](R%26copy;D%20&%20co.md)'));
  test('a percent sign that would be read', () => check('[x](a.md)', 'a%20b.md', '[x](a%2520b.md)'));
  test('words with a colon are no scheme', () => check('[x](a.md)', 'Paper: x.md', '[x](Paper%3A%20x.md)'));
  test('but may stand behind a folder', () => check('[x](a.md)', 'd/Paper: x.md', '[x](d/Paper:%20x.md)'));
  test('a letter and a colon are no drive', () => check('[x](a.md)', 'c:/x.md', '[x](./c%3A/x.md)'));
  test('a line of a file is no port', () => check('[x](d/Makefile:12)', 'Makefile', '[x](./Makefile:12)', ':12'));
  test('a query', () => check('[x](a.md?x=1)', 'b.md', '[x](b.md?x=1)', '?x=1'));
  test('of a definition', () => check('[x]: a.md', 'c d.md', '[x]: c%20d.md'));
});

describe('in pointed brackets', () => {
  test('spaces as they are', () => check('[x](<a b.md>)', 'c d.md', '[x](<c d.md>)'));
  test('what would mean something else', () => check('[x](<a b.md>)', 'C# <d>?.md', '[x](<C%23 %3Cd%3E%3F.md>)'));
  test('an entity', () => check('[x](<a b.md>)', 'R&copy; D.md', '[x](<R%26copy; D.md>)'));
  test('other spaces do not ask for them', () => {
    check('[x](a\u3000b.md)', 'c d.md', '[x](c%20d.md)');
    check('[x](a&nbsp;b.md)', 'c d.md', '[x](c%20d.md)');
    check('[x](a&#32;b.md)', 'c d.md', '[x](c%20d.md)');
  });
});

describe('an attribute', () => {
  test('a percent sign', () => check('<a href="a.md">x</a>', '100% done.md', '<a href="100%25%20done.md">x</a>'));
  test('quotes', () => check("<img src='a.png'>", 'it\'s "b".png', "<img src='it%27s%20%22b%22.png'>"));
  test('without quotes', () => check('<a href=a.md>x</a>', 'b=c d.md', '<a href=b%3Dc%20d.md>x</a>'));
  test('an entity without an end', () => check('<a href="a.md">x</a>', 'a&lt b.md', '<a href="a%26lt%20b.md">x</a>'));
  test('a query', () => check('<a href="a.md">x</a>', 'b.md', '<a href="b.md?q=%22">x</a>', '?q="'));
});

describe('a wiki-link', () => {
  test('as it is', () => check('[[a]]', "C# it's: b", "[[C# it's: b]]"));
  test('but with a fragment', () => check('[[a#h]]', 'C# b', '[[C%23 b#h]]'));
  test('brackets and bars', () => check('[[a]]', 'a [b]|c', '[[a %5Bb%5D%7Cc]]'));
  test('a bracket at the end', () => check('[[a]]', 'C# [b]', '[[C%23 %5Bb%5D]]'));
  test('encoded as before', () => check('[[a%20b]]', 'c d', '[[c%20d]]'));
  test('in quotes of the front matter', () =>
    check('---\nup: "[[a]]"\n---\n', 'it\'s "b"', '---\nup: "[[it%27s %22b%22]]"\n---\n'));
});

test('whatever the name, the link leads there', () => {
  const marks = fc.constantFrom(...'ab й\u3000\u00a0"\'`&;#?%20()[]<>:|\\!$=,.^*_~{}', '&copy;', '%41', '../', 'd/');
  const links = [
    '[x](a.md)',
    '[x](a(b).md "t")',
    '[x](<a b.md>)',
    '[x](%D0%B0.md)',
    '<a href="a.md">',
    '<a href=a.md>',
    "<img src='a.md'>",
    '[[a]]',
    '[[a#h|t]]',
    '[[a%20b]]',
    '| a |\n| - |\n| [x](a.md) |',
    '---\nup: "[[a]]"\n---\n',
    "---\nup: '[[a#h]]'\n---\n",
  ];
  fc.assert(
    fc.property(fc.array(marks, { minLength: 1 }), fc.constantFrom(...links), (parts, text) => {
      const path = `${parts.join('').trim()}.md`;
      const now = written(text, path);
      const note = parseNote('', now);
      const [link, ...more] = note.links;
      assert.ok(link && more.length === 0, now);
      assert.equal(note.frontMatter?.error, undefined, now);
      const isWhole = link.syntax === 'wiki' && parseNote('', text).links[0]!.fragment === undefined;
      const read = isWhole && link.fragment !== undefined ? now.slice(link.targetStart, link.fragmentEnd) : link.target;
      const said = [read, percentDecoded(read) ?? read].map((one) => one.replace(/^\.\//, ''));
      assert.ok(said.includes(path.replace(/^\.\//, '')), `${now} says ${said[1]}, not ${path}`);
    }),
    { numRuns: 2000, includeErrorInReport: true },
  );
});
