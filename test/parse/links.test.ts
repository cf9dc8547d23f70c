// Links and what is none (docs/links.md, section 1): every form, with its exact place.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Link } from '../../server/parse/note.ts';
import { parseNote } from '../../server/parse/parseNote.ts';
import { pictureAlias } from '../../server/parse/wikilink.ts';

/** A link by what its offsets cut from the text: `kind target#fragment|text`, and `= value` where escapes are undone. */
function shown(text: string, link: Link): string {
  const cut = (start: number, end: number) => (start < 0 ? undefined : text.slice(start, end));
  const target = cut(link.targetStart, link.targetEnd)!;
  const fragment = cut(link.fragmentStart, link.fragmentEnd);
  const shownText = cut(link.textStart, link.textEnd);
  if (link.syntax === 'wiki') assert.equal(link.alias, shownText);
  if (fragment !== undefined) assert.ok(link.fragment !== undefined);
  const value = link.fragment === undefined ? link.target : `${link.target}#${link.fragment}`;
  const written = fragment === undefined ? target : `${target}#${fragment}`;
  return [
    `${link.embed ? '!' : ''}${link.syntax} «${cut(link.start, link.end)}» ${written}`,
    shownText === undefined ? '' : ` | ${shownText}`,
    value === written ? '' : ` = ${value}`,
  ].join('');
}

/** The links of a text; what stands between « and » is the whole link. */
function check(text: string, expected: string[]): void {
  const note = parseNote('file:///v/a.md', text);
  assert.deepEqual(
    note.links.map((link) => shown(text, link)),
    expected,
  );
}

/** One link that begins at the start of the text. */
function checkOne(text: string, expected: string): void {
  check(text, [expected]);
  assert.equal(parseNote('file:///v/a.md', text).links[0]!.start, 0);
}

describe('wiki-links', () => {
  for (const [text, expected] of [
    ['[[target]]', 'wiki «[[target]]» target'],
    ['[[target|alias]]', 'wiki «[[target|alias]]» target | alias'],
    ['[[target#heading]]', 'wiki «[[target#heading]]» target#heading'],
    ['[[target#^block]]', 'wiki «[[target#^block]]» target#^block'],
    ['[[target#h|alias]]', 'wiki «[[target#h|alias]]» target#h | alias'],
    ['![[target]]', '!wiki «![[target]]» target'],
    ['![[note#section]]', '!wiki «![[note#section]]» note#section'],
    ['![[img.png|300]]', '!wiki «![[img.png|300]]» img.png | 300'],
    ['![[img.png|300x200]]', '!wiki «![[img.png|300x200]]» img.png | 300x200'],
    ['![[x.pdf#page=3]]', '!wiki «![[x.pdf#page=3]]» x.pdf#page=3'],
    ['[[C# intro]]', 'wiki «[[C# intro]]» C#intro'],
    ['[[ a ]]', 'wiki «[[ a ]]» a'],
    ['[[a |x]]', 'wiki «[[a |x]]» a | x'],
    ['[[ a # h | x ]]', 'wiki «[[ a # h | x ]]» a#h | x'],
    ['[[#heading]]', 'wiki «[[#heading]]» #heading'],
    ['[[#^block]]', 'wiki «[[#^block]]» #^block'],
    ['[[a#H1#H2]]', 'wiki «[[a#H1#H2]]» a#H1#H2'],
    ['[[a\\|b]]', 'wiki «[[a\\|b]]» a | b'],
    ['[[a|b|c]]', 'wiki «[[a|b|c]]» a | b|c'],
    ['[[a|b#c]]', 'wiki «[[a|b#c]]» a | b#c'],
    ['[[a|]]', 'wiki «[[a|]]» a | '],
    ['[[https://example.org]]', 'wiki «[[https://example.org]]» https://example.org'],
    ['[[#`append()`]]', 'wiki «[[#`append()`]]» #`append()`'],
    ['[[note#$O(n)$]]', 'wiki «[[note#$O(n)$]]» note#$O(n)$'],
    ['[[note#a [b] c]]', 'wiki «[[note#a [b] c]]» note#a [b] c'],
    ['[[2024]]', 'wiki «[[2024]]» 2024'],
    ['[[any [text]|dendron://vault/x]]', 'wiki «[[any [text]|dendron://vault/x]]» any [text] | dendron://vault/x'],
    ['[[dir\\note]]', 'wiki «[[dir\\note]]» dir\\note'],
    ['[[a%20b]]', 'wiki «[[a%20b]]» a%20b'],
    ['[[__proto__]]', 'wiki «[[__proto__]]» __proto__'],
  ] as const) {
    test(text, () => checkOne(text, expected));
  }
  test('two in a line', () => check('[[a]][[b]]', ['wiki «[[a]]» a', 'wiki «[[b]]» b']));
  test('the innermost brackets count', () => check('[[[a]]]', ['wiki «[[a]]» a']));
  test('an escaped pipe in a table', () =>
    check('| x | y |\n|---|---|\n| [[a\\|b]] | [[c]] |', ['wiki «[[a\\|b]]» a | b', 'wiki «[[c]]» c']));
  test('a pipe in a table that is not escaped ends the cell', () => check('| x | y |\n|---|---|\n| [[a|b]] | c |', []));
  test('in a heading, a list, a quote, bold', () =>
    check(
      '# [[a]]\n\n- [[b]]\n  1. [[c]]\n\n> > **[[d]]**',
      ['a', 'b', 'c', 'd'].map((name) => `wiki «[[${name}]]» ${name}`),
    ));
  test('in a heading with an underline', () => check('[[a]]\n===', ['wiki «[[a]]» a']));
  test('on the second line of a quote', () => check('> x\n> [[a]] y\n> [[b]]', ['wiki «[[a]]» a', 'wiki «[[b]]» b']));
  test('a reference to a footnote that is not defined may be the text of a link', () => {
    check('[^label](c.md) ![^x](y.png)', [
      'markdown «[^label](c.md)» c.md | ^label',
      '!markdown «![^x](y.png)» y.png | ^x',
    ]);
    check('[^label](c.md) [^other](d.md)\n\n[^label]: x', ['markdown «[^other](d.md)» d.md | ^other']);
    check('[^a][r] [^a]\n\n[r]: c.md', ['reference «[^a][r]» r | ^a = c.md', 'definition «[r]: c.md» c.md | r']);
  });
  test('in a footnote', () => check('x[^1]\n\n[^1]: see [[a]]\n\n    and [[b]]', ['wiki «[[a]]» a', 'wiki «[[b]]» b']));
  test('in a link text the inner link wins', () => check('[x [[a]] y](b)', ['wiki «[[a]]» a']));
  test('an embed in a link text is an image in a link', () =>
    check('[![[a.png]]](b)', ['markdown «[![[a.png]]](b)» b | ![[a.png]]', '!wiki «![[a.png]]» a.png']));
});

describe('Markdown links and images', () => {
  for (const [text, expected] of [
    ['[text](path.md#frag)', 'markdown «[text](path.md#frag)» path.md#frag | text'],
    ['[text](<a b.md>)', 'markdown «[text](<a b.md>)» a b.md | text'],
    ['[text](a%20b.md "title")', 'markdown «[text](a%20b.md "title")» a%20b.md | text'],
    ["[text]( x.md 'title' )", "markdown «[text]( x.md 'title' )» x.md | text"],
    ['![alt](img.jpg)', '!markdown «![alt](img.jpg)» img.jpg | alt'],
    ['[a](b(c)d)', 'markdown «[a](b(c)d)» b(c)d | a'],
    ['[a](b\\)c)', 'markdown «[a](b\\)c)» b\\)c | a = b)c'],
    ['[a](b&amp;c)', 'markdown «[a](b&amp;c)» b&amp;c | a = b&c'],
    ['[a](b\\#c#d)', 'markdown «[a](b\\#c#d)» b\\#c#d | a = b#c#d'],
    ['[a]()', 'markdown «[a]()»  | a'],
    ['[a](#h)', 'markdown «[a](#h)» #h | a'],
    ['[[x]](y)', 'markdown «[[x]](y)» y | [x]'],
    ['<https://a.b/c#d>', 'autolink «<https://a.b/c#d>» https://a.b/c#d'],
    ['<a@b.c>', 'autolink «<a@b.c>» a@b.c = mailto:a@b.c'],
    ['<img src="a.png" alt="x">', '!html «<img src="a.png" alt="x">» a.png'],
    ["<img src='a.png'>", "!html «<img src='a.png'>» a.png"],
    ['<img src=a.png>', '!html «<img src=a.png>» a.png'],
    ['<audio controls src="a.mp3">', '!html «<audio controls src="a.mp3">» a.mp3'],
    ['<source src="a.webm">', '!html «<source src="a.webm">» a.webm'],
    ['<a href="b.md#c">', 'html «<a href="b.md#c">» b.md#c'],
    ['<IMG SRC="a.png"/>', '!html «<IMG SRC="a.png"/>» a.png'],
  ] as const) {
    test(text, () => checkOne(text, expected));
  }
  test('[[1](https://a.b)]', () => check('[[1](https://a.b)]', ['markdown «[1](https://a.b)» https://a.b | 1']));
  test('[[BUG]: text](https://a.b)', () =>
    check('[[BUG]: text](https://a.b)', ['markdown «[[BUG]: text](https://a.b)» https://a.b | [BUG]: text']));
  test('a reference and its definition', () =>
    check('[text][ref]\n\n[ref]: path.md#h "t"', [
      'reference «[text][ref]» ref | text = path.md#h',
      'definition «[ref]: path.md#h "t"» path.md#h | ref',
    ]));
  test('a shortcut and a collapsed one', () =>
    check('[Ref] [ref][]\n\n[ref]: <p q>', [
      'reference «[Ref]» Ref | Ref = p q',
      'reference «[ref][]» ref | ref = p q',
      'definition «[ref]: <p q>» p q | ref',
    ]));
  test('[[x]][ref] is a reference where it is defined', () =>
    check('[[x]][ref]\n\n[ref]: p', ['reference «[[x]][ref]» ref | [x] = p', 'definition «[ref]: p» p | ref']));
  test('and a wiki-link where it is not', () => check('[[x]][ref]', ['wiki «[[x]]» x']));
  test('an image in a link', () =>
    check('[![a](b)](c)', ['markdown «[![a](b)](c)» c | ![a](b)', '!markdown «![a](b)» b | a']));
  test('no link in a link', () => check('[a [b](c) d](e)', ['markdown «[b](c)» c | b']));
  test('over two lines of a quote', () => check('> [a\n> b](c)', ['markdown «[a\n> b](c)» c | a\n> b']));
  test('HTML in a block', () =>
    check('<div>\n<img src="a.png">\n<a href="b">x</a></div>', [
      '!html «<img src="a.png">» a.png',
      'html «<a href="b">» b',
    ]));
});

describe('text', () => {
  for (const text of [
    '\\[[a]]',
    '[[foo',
    '[[foo\nbar]]',
    '[[]]',
    '[[ ]]',
    '[[|a]]',
    '[[a]',
    '[a]]',
    '[[a[b]c]]',
    '[[a`b]]',
    '[[0.5, 1]]',
    '[[1, 2], [3, 4]]',
    '[[1,2]]',
    '[[-f file]]',
    '[[ -z $x ]]',
    '[[ $a == b ]]',
    '[[ a && b ]]',
    '[[ "$x" ]]',
    '%% [[hidden]] %%',
    '`[[a]]`',
    '`` [[a]] ` ``',
    '```\n[[a]]\n```',
    '~~~ md\n[[a]]\n~~~',
    '```\n[[a]]',
    '    [[a]]',
    '\t[[a]]',
    '- x\n\n      [[a]]',
    '<!-- [[a]] -->',
    '<!--\n[[a]]\n\n[b](c)\n-->',
    'x <!-- [[a]]\n[b](c) --> y',
    '<span title="[[a]]">',
    '<div>\n[[a]]\n</div>',
    '$$\n[[a]]\n$$',
    'x $$[[a]]$$',
    'x $$ [[a]] $$ b',
    '<% "[[a]]" %>',
    'x <% tp.f("[[a]]",\n"[[b]]") -%> y',
    '<%*\nlet a = "[[a]]";\n\n- [[b]]\n# [x](y)\n%>',
    '> <%*\n>\n> [[a]]\n> -%>',
    '- <%* [[a]]\n\n  [[b]]\n  _%>',
    '---\nup: <% "[[a]]" %>\n---\n',
    '---\nup: <%*\n  f("[[a]]", "[[b]]")\n%>\n---\n',
    '$k[[x]]$',
    '$a$ $[[x]]$',
    '---\nx: [[a]]\n---\n',
    '[a](b',
    '[a] (b)',
    '[^1]',
    '[a][b]',
    '[a](b c)',
    '[a](<b)',
    '![a]',
    '<a b>',
    '<img alt="src=x">',
  ]) {
    test(JSON.stringify(text), () => check(text, []));
  }
  test('an inner link of numbers in brackets is one, outside of them', () =>
    check('[[1, 2], [[a]]]', ['wiki «[[a]]» a']));
  test('a half-typed link does not eat the next', () => check('[[foo\n\n[[a]]', ['wiki «[[a]]» a']));
  test('nor one in its own line', () => check('[[foo and [[a]]', ['wiki «[[a]]» a']));
});

test('around code of Templater, and a `<%` that nothing closes', () => {
  check('[[a]] <% x %> [[b]]', ['wiki «[[a]]» a', 'wiki «[[b]]» b']);
  check('<%*\nx\n%>\n[[a]]', ['wiki «[[a]]» a']);
  check('<% x\n\n[[a]]\n\n%> y', ['wiki «[[a]]» a']);
  check('<% [[a]]', ['wiki «[[a]]» a']);
  check('<% is how it begins.\n\n## Real\n\n[[a]]\n\nUse <%= "[[b]]" %>\n', ['wiki «[[a]]» a']);
  check('A <% and [[a]] <%= "[[b]]" %>', ['wiki «[[a]]» a']);
  check('---\na: <% "x" %> b\nup: "[[a]]"\n---\n', ['wiki «[[a]]» a']);
  check('---\na: <%\nup: "[[a]]"\n---\n', ['wiki «[[a]]» a']);
  check('[t](<% x %>)', ['markdown «[t](<% x %>)» % x % | t']);
});
describe('math', () => {
  test('money around a link', () => {
    check('$5M [[x]] и 10$', ['wiki «[[x]]» x']);
    check('$5M\n[[x]] и 10$', ['wiki «[[x]]» x']);
    check('> $5M\n> [[x]] и 10$', ['wiki «[[x]]» x']);
    check('$x =\n[[e]]$', []);
    check('cheap$ [[x]] dear$', ['wiki «[[x]]» x']);
    check('$a few [[x_y=z]] more$', ['wiki «[[x_y=z]]» x_y=z']);
    check('$var_x see [[x]] then cost 5$', ['wiki «[[x]]» x']);
    check('in $HOME_DIR of [[x]]$', ['wiki «[[x]]» x']);
    check('$AAPL (see [[x]], P/E = 30) and US$', ['wiki «[[x]]» x']);
    check('$USD_rate [[x]] EUR_b$', ['wiki «[[x]]» x']);
  });
  test('a price before a formula', () => {
    check('A $10 GPU and [a](b) with $z$ end.', ['markdown «[a](b)» b | a']);
    check('From $5 to $6 [[x]], where $x$ is', ['wiki «[[x]]» x']);
    check('$5 [[x]] `$y` $z$', ['wiki «[[x]]» x']);
  });
  test('brackets of a formula', () => {
    for (const math of [
      '$x = [[e]]$',
      '$\\langle [[e]] \\rangle$',
      '$x = [[e]] \\text{ for every one of them}$',
      '$v_{max} = \\mathrm{max} [[e]]$',
      'a $$y + [[x]]$$ b',
      '$$\\llbracket [[x]] \\rrbracket$$',
    ])
      check(math, []);
  });
  test('doubled dollars around prose', () => {
    check('cheap is $$ as in [[x]], dear $$ is', ['wiki «[[x]]» x']);
    check('- $$ [[x]] and $$ [[y]]', ['wiki «[[x]]» x', 'wiki «[[y]]» y']);
    check('- $$ [[x]] и $$ [[y]]', ['wiki «[[x]]» x', 'wiki «[[y]]» y']);
    check('a $$ f [[x]] = c $$ b', []);
    check('a $$ ten [[x]] = c $$ b', []);
  });
  test('a dollar and a digit do not close', () => check('$a 5$6 [[x]] b$', ['wiki «[[x]]» x']));
  test('a dollar before a space does not open', () => check('$ [[x]]$', ['wiki «[[x]]» x']));
  test('a link after math', () => check('$a$ [[x]]', ['wiki «[[x]]» x']));
  test('a dollar in code does not close', () => check('$a `$` [x](y)', ['markdown «[x](y)» y | x']));
  test('an escaped dollar does not open', () => check('\\$k[[x]]$', ['wiki «[[x]]» x']));
  test('display math that does not end', () => check('$$\n[[x]]', ['wiki «[[x]]» x']));
});

describe('places', () => {
  for (const before of [
    '😀 ',
    'е\u0308 ',
    'й ',
    '\ud800 ',
    '\u202e ',
    '𝔸 ',
    '\u2028',
    '\u0085 ',
    '\ufeff ',
    '\u0000 ',
    'e\u0301\u0301 ',
    '👩‍👩‍👧 ',
  ]) {
    test(`after ${JSON.stringify(before)}`, () => {
      check(`${before}[[a#h|b]]`, ['wiki «[[a#h|b]]» a#h | b']);
      check(`# ${before}[[a]]`, ['wiki «[[a]]» a']);
    });
  }
  for (const [name, lineEnd] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    test(`with ${name}`, () =>
      check(
        ['---', 'title: x', '---', '# [[a]]', '', '> [[b]]', '> [[c|d]]', '', '```', '[[no]]', '```', '[e]: f'].join(
          lineEnd,
        ),
        ['wiki «[[a]]» a', 'wiki «[[b]]» b', 'wiki «[[c|d]]» c | d', 'definition «[e]: f» f | e'],
      ));
  }
  test('after a byte order mark', () => {
    check('\ufeff[[a]]', ['wiki «[[a]]» a']);
    check('\ufeff# H [[a]]', ['wiki «[[a]]» a']);
    check('\ufeff---\nup: "[[b]]"\n---\n[[a]]', ['wiki «[[b]]» b', 'wiki «[[a]]» a']);
  });
  test('U+2028 and U+2029 end no line', () => check('[[a\u2028b]] # x\u2029# y', ['wiki «[[a\u2028b]]» a\u2028b']));
});

test('the alias of a picture: its words and its size', () => {
  assert.deepEqual(pictureAlias('300'), { words: '', width: '300' });
  assert.deepEqual(pictureAlias('two words \\| 300x20 '), { words: 'two words', width: '300', height: '20' });
  assert.deepEqual(pictureAlias('Figure 12'), { words: 'Figure 12' });
  const start = process.cpuUsage();
  pictureAlias(`a${' '.repeat(100_000)}b`);
  assert.ok(process.cpuUsage(start).user < 500_000, 'spaces are not tried one after another');
});
