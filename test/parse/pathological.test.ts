// Inputs that make parsers slow: each is read in linear time.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseNote } from '../../server/parse/parseNote.ts';

/** cmark's pathological inputs, then those of our own syntax. `n` repetitions each; all are some hundred KB at 50,000. */
const inputs: Record<string, (n: number) => string> = {
  'nested strong emphasis': (n) => `${'*a **a '.repeat(n)}b${' a** a*'.repeat(n)}`,
  'emphasis closers without openers': (n) => 'a_ '.repeat(n),
  'emphasis openers without closers': (n) => '_a '.repeat(n),
  'link closers without openers': (n) => 'a]'.repeat(n),
  'link openers without closers': (n) => '[a'.repeat(n),
  'mismatched openers and closers': (n) => '*a_ '.repeat(n),
  'openers of two kinds': (n) => '**x [a*b**c*](d)'.repeat(n),
  'link openers and emphasis closers': (n) => '[ a_'.repeat(n),
  'pattern [ (]( repeated': (n) => '[ (]('.repeat(n),
  'pattern ![[]() repeated': (n) => '![[]()'.repeat(n),
  'hard link and emphasis': (n) => `**x [a*b**c*](d)${'*'.repeat(n)}`,
  'nested brackets': (n) => `${'['.repeat(n)}a${']'.repeat(n)}`,
  'nested block quotes': (n) => `${'> '.repeat(n)}a`,
  'deeply nested lists': (n) =>
    Array.from({ length: Math.min(n, Math.round(Math.sqrt(n) * 2)) }, (_, depth) => `${'  '.repeat(depth)}* a\n`).join(
      '',
    ),
  'NUL in input': (n) => 'abc\u0000de\u0000'.repeat(n),
  'backticks in runs of every length': (n) =>
    Array.from({ length: Math.round(Math.sqrt(n)) * 2 }, (_, length) => `e${'`'.repeat(length)}`).join(''),
  'unclosed links (': (n) => '[a](<b'.repeat(n),
  'unclosed links with destinations': (n) => '[a](b'.repeat(n),
  'unclosed <!--': (n) => `</${'<!--'.repeat(n)}`,
  'unclosed <?': (n) => `</${'<?'.repeat(n)}`,
  'unclosed <!A': (n) => `</${'<!A '.repeat(n)}`,
  'unclosed CDATA': (n) => `</${'<![CDATA['.repeat(n)}`,
  'empty lines in a nested list': (n) => `${'- '.repeat(30)}x${'\n'.repeat(n)}`,
  'reference definitions': (n) => Array.from({ length: n / 5 }, (_, index) => `[${index}]: u\n`).join(''),
  'colliding reference labels': (n) => `[a]: u\n\n${'[a] '.repeat(n)}`,
  'table rows': (n) => `|a|\n|-|\n${'|a|\n'.repeat(n)}`,
  '[[': (n) => '[['.repeat(n),
  '![[': (n) => '![['.repeat(n),
  '[[a|': (n) => '[[a|'.repeat(n),
  '[[a|…]]': (n) => `${'[[a|'.repeat(n)}]]`,
  '[[ and a megabyte': (n) => `[[${'x'.repeat(n * 20)}`,
  'many [[ and a long text to ]]': (n) => `${'[['.repeat(n / 2)}${'x'.repeat(n)}]]`,
  '[[a]](': (n) => '[[a]]('.repeat(n),
  '[[a]][b with a definition': (n) => `[x]: y\n\n${'[[a]][b'.repeat(n)}`,
  '[[a]]': (n) => '[[a]]'.repeat(n),
  ']]': (n) => ']]'.repeat(n),
  pipes: (n) => '|'.repeat(n * 2),
  'pipes over a row': (n) => `${'|'.repeat(n)}\n${'|-'.repeat(n)}`,
  backticks: (n) => '`'.repeat(n),
  'backticks with spaces': (n) => '` '.repeat(n),
  'code spans': (n) => '`a` '.repeat(n),
  'links in one line of the front matter': (n) => `---\nlinks: [${'"[[a]]", '.repeat(n)}]\n---\n`,
  'links in a comment of the front matter': (n) => `---\n#${' '.repeat(n)}${'"[[a]]", '.repeat(n)}\n---\n`,
  'links after open brackets': (n) => `${'['.repeat(n)}${'[a](b)'.repeat(n)}`,
  math: (n) => '$a$ '.repeat(n),
  'math that is money': (n) => '$5 '.repeat(n),
  'money before open links': (n) => `${'$1[['.repeat(n)} [[x$`,
  'words before open links': (n) => `${'$a[['.repeat(n)} [[x$`,
  'braces before a link': (n) => `${'$a{'.repeat(n)} [[x$`,
  'display math': (n) => '$$a$$ '.repeat(n),
  'open display math': (n) => '$$\n\n'.repeat(n),
  'display math and a line end': (n) => '$$a\n\n'.repeat(n),
  'dollars in code': (n) => `$a ${'`$` '.repeat(n)}`,
  'dollars after escaped backslashes': (n) => '\\\\$x '.repeat(n),
  'dollars between escaped backticks': (n) => '\\`$x\\` '.repeat(n),
  'dollars without code': (n) => 'a $b c$\n\n'.repeat(n / 2),
  'paragraphs of plain words': (n) => 'a\n\n'.repeat(n),
  'paragraphs of one special each': (n) => 'a #\n\n'.repeat(n),
  headings: (n) => '# a\n'.repeat(n),
  'setext underlines': (n) => '[a]: b\n===\n'.repeat(n / 2),
  'one paragraph of lines': (n) => 'a\n'.repeat(n),
  'one quoted paragraph': (n) => '> a [[b]]\n'.repeat(n),
  'footnote openers': (n) => '[^'.repeat(n),
  footnotes: (n) => Array.from({ length: n / 5 }, (_, index) => `[^${index}]: a\n\n`).join(''),
  carets: (n) => ' ^a'.repeat(n),
  'a caret and spaces': (n) => ` ^a${' '.repeat(n)}b`,
  tags: (n) => '#a '.repeat(n),
  'a tag of digits': (n) => `#${'1'.repeat(n)}`,
  'tags of digits and slashes': (n) => `#${'1/'.repeat(n)} `,
  'percent signs': (n) => '%%'.repeat(n),
  'code of Templater that ends nowhere': (n) => '<% a\n'.repeat(n),
  'code of Templater that ends once': (n) => `${'<% a\n\n'.repeat(n)}%>`,
  'code of Templater in a paragraph that ends once': (n) => `${'<% a\n'.repeat(n)}%> b`,
  'code of Templater that ends in words': (n) => `${'<% a\n\n'.repeat(n)}%> b`,
  'lines of percent signs': (n) => '%%\n'.repeat(n),
  'lines of a paragraph that begin with %%': (n) => `a %%\n${'%% a\n'.repeat(n / 2)}\n%%`,
  'a paragraph before lines of %%': (n) => `${'a\n'.repeat(n)}${'%% a %%\n%%\nb\n%%\nc\n'.repeat(n / 20)}`,
  'lines that open %% and close it': (n) => '%% a %%\n\n'.repeat(n / 2),
  'an open %% after each word': (n) => 'a%% b'.repeat(n),
  'angle brackets': (n) => '<a '.repeat(n),
  'a tag with many attributes': (n) => `<a${' b'.repeat(n)}`,
  'a tag with open quotes': (n) => '<a b="'.repeat(n),
  'a tag and spaces': (n) => `<a b${' '.repeat(n)}`,
  'HTML blocks with open comments': (n) => '<div><!--\n\n'.repeat(n / 2),
  'HTML blocks with open instructions': (n) => '<div><?\n\n'.repeat(n / 2),
  comments: (n) => '<!-- a -->\n\n'.repeat(n / 2),
  'stale comments': (n) => '[[b]]<!-- TODO: Broken link -->'.repeat(n / 10),
  'a comment after many spaces': (n) => `a${' '.repeat(n)}<!-- TODO: Broken link -->`,
  entities: (n) => '&amp;'.repeat(n),
  backslashes: (n) => '\\'.repeat(n),
  'a row of dashes and spaces': (n) => `a\n---${' '.repeat(n)}x`,
  'a row of dashes and bars': (n) => `a\n${'-|'.repeat(n)}x`,
  'a line of spaces': (n) => `a\n${' '.repeat(n)}x`,
  'a heading and spaces': (n) => `# a${' '.repeat(n)}b {#x`,
  'headings with marks': (n) => `# ${'*a _b '.repeat(n)}`,
  'a heading of backticks': (n) => `# ${'`a'.repeat(n)}`,
  'a heading of brackets': (n) => `# ${'['.repeat(n)}`,
  'a heading of angle brackets': (n) => `# ${'<a'.repeat(n)}`,
  'a heading of comments': (n) => `# ${'<!--'.repeat(n)}`,
  'front matter that does not end': (n) => `---\n${'a: b\n'.repeat(n)}`,
  'front matter with open links': (n) => `---\na: "${'"[['.repeat(n / 20)}\n---\n`,
  'front matter of links': (n) => `---\n${'- "[[a]]"\n'.repeat(n / 20)}---\n`,
  'a comment of the front matter that silences, and spaces': (n) =>
    `---\n# research-notes-ignore-next-line${' '.repeat(n)}!\n---\n`,
  'front matter, deep': (n) => `---\na: ${'['.repeat(n / 5)}\n---\n`,
  'front matter of aliases': (n) =>
    `---\na: &a [x]\n${Array.from({ length: n / 500 }, (_, index) => `b${index}: &b${index} [*a, *a]\n`).join('')}---\n`,
};

/** Milliseconds of computing (not of waiting for a busy machine) for reading a text: the best of some tries. */
function time(text: string, tries: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < tries; index++) {
    const start = process.cpuUsage();
    parseNote('file:///x.md', text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** These are read in the sizes that the contract names; the others are as telling at less than half of it. */
const inFull = new Set([
  '[[',
  '![[',
  '[[a|',
  '[[ and a megabyte',
  'pipes',
  'backticks',
  'nested brackets',
  'links after open brackets',
]);

describe('time is linear in', () => {
  for (const [name, make] of Object.entries(inputs)) {
    test(name, () => {
      const n = inFull.has(name) ? 50_000 : 20_000;
      const text = make(n);
      assert.ok(text.length > 200, 'it is long');
      const whole = time(text, 1);
      assert.ok(whole < 1000, `${Math.round(whole)} ms`);
      // So fast that twice as much is fast too, and a ratio would only measure noise.
      if (whole < 100) return;
      const half = make(n / 2);
      let ratio = Number.POSITIVE_INFINITY;
      // A machine that is busy for a moment may spoil one measurement, but not all of them.
      for (let attempt = 0; attempt < 4 && ratio >= 3; attempt++) ratio = time(text, 3) / time(half, 3);
      assert.ok(ratio < 3, `twice the text takes ${ratio.toFixed(1)} times as long (${Math.round(whole)} ms)`);
    });
  }
});
