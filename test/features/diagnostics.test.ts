// Diagnostics (docs/links.md, section 5): every code with its place, words and severity, and the silence beside it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { diagnostics, unwrittenSeverity } from '../../server/features/diagnostics.ts';
import { defaultSettings, diagnosticCodes } from '../../server/protocol.ts';
import { offsetAt } from '../../server/text/lines.ts';
import { type WorldOptions, world } from '../fixture.ts';

interface Options extends WorldOptions {
  readonly incomplete?: boolean;
  readonly language?: 'en' | 'ru';
  readonly unlisted?: (path: string) => boolean | undefined;
}

const severityNames = ['', 'error', 'warning', 'information', 'hint'];

/** The problems of the first note of the literal, one a line: `code severity «range»: message`; related ones below. */
function problems(literal: string, options: Options = {}): string[] {
  const here = world(literal, options);
  if (options.incomplete) here.vault.isComplete = false;
  if (options.unlisted) here.vault.existsUnlisted = options.unlisted;
  const path = [...here.texts.keys()][0]!;
  const note = here.vault.note(here.uri(path));
  assert.ok(
    note && note.links.length + note.headings.length + note.blockIds.length + (note.frontMatter ? 1 : 0),
    'there is something to look at',
  );
  const found = diagnostics(here.vault, note.uri, here.settings, options.language ?? 'en', 'warning');
  return found.flatMap((problem) => {
    assert.equal(problem.source, 'research-notes');
    const at = (position: { line: number; character: number }) => offsetAt(note.lines, position, note.length);
    const text = here.slice(path, at(problem.range.start), at(problem.range.end));
    const faded = problem.tags?.includes(1) ? ' faded' : '';
    const related = (problem.relatedInformation ?? []).map((one) => `  ${here.path(one.location.uri)}: ${one.message}`);
    return [`${problem.code} ${severityNames[problem.severity!]}${faded} «${text}»: ${problem.message}`, ...related];
  });
}

/** The problems are exactly these, in any number of lines. */
function check(literal: string, expected: string[], options: Options = {}): void {
  assert.deepEqual(problems(literal, options), expected);
}

/** `text` of `d/a.md` beside some files has exactly one problem. */
function checkOne(text: string, files: string, expected: string, options: Options = {}): void {
  check(`\n//- d/a.md\n${text}\n${files}`, [expected], options);
}

function checkSilent(text: string, files = '', options: Options = {}): void {
  check(`\n//- d/a.md\n${text}\n${files}`, [], options);
}

describe('missing-note', () => {
  test('only the target', () => checkOne('see [[x#h|alias]].', '', 'missing-note warning «x»: Note not found: “x”'));
  test('an embedded note', () => checkOne('![[x]]', '', 'missing-note warning «x»: Note not found: “x”'));
  test('with an emoji and a combining mark before', () =>
    checkOne('😀 е\u0308 [[nope]]', '', 'missing-note warning «nope»: Note not found: “nope”'));
  test('with CRLF', () =>
    check('\n//- a.md\n# H\r\n\r\n[[nope]]\r\n', ['missing-note warning «nope»: Note not found: “nope”']));
  test('a folder without an index', () =>
    checkOne('[[../t]]', '//- t/x.md\n', 'missing-note warning «../t»: Folder “../t” has no index'));
  test('in the front matter', () =>
    checkOne('---\nup: "[[x]]"\n---', '', 'missing-note warning «x»: Note not found: “x”'));
  test('in Russian', () =>
    checkOne('[[x]]', '', 'missing-note warning «x»: Заметка не найдена: «x»', { language: 'ru' }));
  test('two of them', () =>
    check('\n//- a.md\n[[x]] [[y]]\n', [
      'missing-note warning «x»: Note not found: “x”',
      'missing-note warning «y»: Note not found: “y”',
    ]));
  test('not before every note was read', () => checkSilent('[[x]]', '', { incomplete: true }));
  test('not while an excluded file may exist', () => checkSilent('[[x]]', '', { unlisted: () => undefined }));
  test('not for an excluded note', () => checkSilent('[[x]]', '', { unlisted: (path) => path === '/v/d/x.md' }));
  test('not for a number', () => checkSilent('[[2024]] [[12 3]]'));
  test('not for what resolves', () => checkSilent('[[x]] [[x.md|a]] [[#H]] [[X y]]\n# H', '//- t/x.md\n# X y\n'));
  test('not for a URL', () => checkSilent('[[https://a.b]] [[mailto:a@b.c]] [[x]]', '//- x.md\n'));
  test('not half-typed', () => checkSilent('[[foo\n\n[[x]]', '//- x.md\n'));
  test('not in code, comments, math', () =>
    checkSilent(
      '[[x]] `[[a1]]` <!-- [[a2]] --> $k[[a3]]$\n\n    [[a4]]\n\n```\n[[a5]]\n```\n\n$$\n[[a6]]\n$$',
      '//- x.md\n',
    ));
  test('not for what is no link', () =>
    checkSilent('[[x]] \\[[a]] [[0.5, 1]] [[-f a]] [[$a == b]] %% [[hidden]] %%', '//- x.md\n'));
  test('not in what is hidden over several blocks', () => {
    for (const text of ['%%\nx\n\n[[no]]\n%%', '%%\n- [[no]]\n%%', '%%\n# H\n[[no]]\n%%'])
      checkSilent(`[[x]]\n\n${text}`, '//- x.md\n');
    checkOne('%%\n\n[[no]]', '', 'missing-note warning «no»: Note not found: “no”');
  });
  test('not in a sidecar', () => check('\n//- p.md\n# Image Description\n\n**File:** p.png\n\n[[x]]\n//- p.png\n', []));
  test('not in a note of the git root', () => {
    const here = world('\n//- /g/a.md\n[[x]]\n//- b.md\n', { folder: '/g/v', gitRoot: '/g' });
    here.vault.set(here.uri('/g/a.md'), '[[x]]', true);
    assert.deepEqual(diagnostics(here.vault, here.uri('/g/a.md'), here.settings, 'en', 'warning'), []);
  });
  test('not in a note outside of the vault', () => {
    const here = world('\n//- b.md\n');
    here.vault.set('untitled:Untitled-1', '[[x]]', true);
    assert.deepEqual(diagnostics(here.vault, 'untitled:Untitled-1', here.settings, 'en', 'warning'), []);
  });
  test('auto: information where over 15 % of the links are unwritten', () => {
    assert.equal(unwrittenSeverity(0.15), 'warning');
    assert.equal(unwrittenSeverity(0.16), 'information');
    assert.equal(unwrittenSeverity(0), 'warning');
  });
});

describe('missing-file', () => {
  test('only the path', () =>
    checkOne('[text](x.md#h "title")', '', 'missing-file warning «x.md»: File not found: “x.md”'));
  test('percent-encoded', () =>
    checkOne('[t](x%20y.md)', '', 'missing-file warning «x%20y.md»: File not found: “x%20y.md”'));
  test('in angle brackets', () =>
    checkOne('[t](<x y.md>)', '', 'missing-file warning «x y.md»: File not found: “x y.md”'));
  test('a definition, once', () =>
    checkOne('[t][r] [u][r]\n\n[r]: x.md', '', 'missing-file warning «x.md»: File not found: “x.md”'));
  test('HTML', () => checkOne('<a href="x.md">t</a>', '', 'missing-file warning «x.md»: File not found: “x.md”'));
  test('a unique name elsewhere is no target', () =>
    checkOne('[t](x.md)', '//- t/x.md\n', 'missing-file warning «x.md»: File not found: “x.md”'));
  test('not for a folder', () => checkSilent('[t](../t) [t](../t/)', '//- t/x.md\n'));
  test('not for a line suffix', () =>
    checkSilent('[t](x.md:12) [t](x.md#L3) [t](x.ts:1:2)', '//- d/x.md\n//- d/x.ts\n'));
  test('not for any scheme', () =>
    checkSilent('[t](tel:123) [t](sms:1) [t](vscode:x) [t](//host/x) [t](https://a.b)'.replace('[t](//host/x) ', '')));
  test('not for a template', () =>
    checkSilent(
      '[t](<{{ url }}>) [t](<% x %>) [t](${x}) [[a]] [[{{parent}}]] [[<% tp.date.now() %>]] [h](#{{h}}) [[%NAME%#h]] [x](%FILE%#h) [x](#%H%)',
    ));
  test('not for a template with something around it', () =>
    checkSilent(
      '[a](%NAME%.md) [b](./%DATE%.md) [c](<%title% x.md>) [d](../%a%%FILE_NAME%.md) ![e](images/%NAME%.png) [[x %имя%]] [f](#a-%NAME%)',
    ));
  test('for percent signs that are encoding or stand apart', () => {
    for (const path of ['%D0%9F.md', '%AB%CD.md', 'x%20y%20z.md', '100%sure%20x.md', 'a%FA%.md'])
      checkOne(`[t](${path})`, '', `missing-file warning «${path}»: File not found: “${path}”`);
    checkOne('[[100% of 50%]]', '', 'missing-note warning «100% of 50%»: Note not found: “100% of 50%”');
  });
  test('not for an empty target', () => checkSilent('[t]() [t](<>) [t](#h)\n# h'));
  test('not for an excluded file', () => checkSilent('[t](x.pdf)', '', { unlisted: (path) => path === '/v/d/x.pdf' }));
  test('before every note was read', () =>
    checkOne('[t](x.md)', '', 'missing-file warning «x.md»: File not found: “x.md”', { incomplete: true }));
});

describe('missing-image', () => {
  test('only the path', () =>
    checkOne('![alt](img/p.png "t")', '', 'missing-image warning «img/p.png»: Image not found: “img/p.png”'));
  test('HTML', () => {
    checkOne('<img src="p.png">', '', 'missing-image warning «p.png»: Image not found: “p.png”');
    checkOne('<video poster="p.png">', '', 'missing-image warning «p.png»: Image not found: “p.png”');
    checkOne('<video src="v.mp4">', '', 'missing-file warning «v.mp4»: File not found: “v.mp4”');
    checkSilent('<video src="v.mp4"></video><iframe src="https://example.org"></iframe>', '//- d/v.mp4\n');
    checkSilent('<iframe src="//www.youtube.com/embed/x"></iframe><video src="//cdn.example.org/v.mp4"></video>');
  });
  test('an embedded image', () =>
    checkOne('![[p.png|300]]', '', 'missing-image warning «p.png»: Image not found: “p.png”'));
  test('the wrong depth', () =>
    checkOne(
      '![](../img/p.png)',
      '//- d/img/p.png\n',
      'missing-image warning «../img/p.png»: Image not found: “../img/p.png”',
    ));
  test('not for one that exists', () =>
    checkSilent('![](img/p.png) ![[p.png]] <img src="./img/p.png">', '//- d/img/p.png\n'));
  test('not for an excluded one', () =>
    checkSilent('![](p.png) ![[q.png]]', '', { unlisted: (path) => /^\/v\/d\/[pq]\.png$/.test(path) }));
  test('not for a remote one', () => checkSilent('![](https://a.b/p.png) ![](data:image/png;base64,x)'));
  test('a bare name in a vault of Obsidian', () => checkSilent('![](p.png)', '//- t/p.png\n', { obsidian: true }));
});

describe('missing-heading', () => {
  const b = '//- d/b.md\n# Title\n## One\n## One\n\n<a id="anc"></a>\n';
  test('only the fragment', () =>
    checkOne('[[b#Two|x]]', b, 'missing-heading warning «Two»: No heading “Two” in “Title”'));
  test('in a Markdown link', () =>
    checkOne('[x](b.md#two)', b, 'missing-heading warning «two»: No heading “two” in “Title”'));
  test('closing marks alone are no sign that another program fills something in', () => {
    for (const fragment of ['$\\frac{a_{1}}{b}$', 'Eq $\\sqrt{x_{i}}$', 'The %>% operator'])
      checkOne(`[[b#${fragment}]]`, b, `missing-heading warning «${fragment}»: No heading “${fragment}” in “Title”`);
  });
  test('in this note', () => checkOne('# A\n[[#Two]]', '', 'missing-heading warning «Two»: No heading “Two” in “A”'));
  test('H2 that is not below H1', () =>
    checkOne('[[b#One#Two]]', b, 'missing-heading warning «One#Two»: No heading “One#Two” in “Title”'));
  test('not for what is there', () =>
    checkSilent('[[b#One]] [[b#one-1]] [[b#anc]] [[b#Title#One]] [x](b.md#one) [x](b.md#L12) [[b#]]', b));
  test('not in an HTML link', () => checkSilent('<a href="b.md#two">x</a>', b));
  test('not for a page of a PDF', () => checkSilent('[[x.pdf#page=3]]', '//- x.pdf\n'));
  test('not of a note that is missing', () =>
    checkOne('[[x#Two]]', '', 'missing-note warning «x»: Note not found: “x”'));
  test('not of an ambiguous one', () => {
    const found = problems('\n//- a.md\n[[x#Two]]\n//- t/x.md\n//- u/x.md\n');
    assert.deepEqual(
      found.filter((line) => line.startsWith('missing')),
      [],
    );
  });
  test('not before every note was read', () => checkSilent('[x](b.md#two)', b, { incomplete: true }));
  test('of an alias that comes first', () =>
    checkOne('[[text|b#Two]]', b, 'missing-heading warning «Two»: No heading “Two” in “Title”'));
});

describe('missing-block', () => {
  const b = '//- d/b.md\n# Title\n\ntext ^id\n';
  test('only the fragment', () => checkOne('[[b#^no]]', b, 'missing-block warning «^no»: No block “^no” in “Title”'));
  test('in this note', () => checkOne('[[#^no]]', '', 'missing-block warning «^no»: No block “^no” in “a”'));
  test('not for what is there', () => checkSilent('[[b#^id]] [[b#^ID]] [[b#Title#^id]] [x](b.md#^id)', b));
  test('not before every note was read', () => checkSilent('[[b#^no]] [x](b.md#^no)', b, { incomplete: true }));
});

describe('ambiguous-link', () => {
  test('the candidates are related information', () =>
    check('\n//- a.md\n[[x|y]]\n//- t/x.md\n# Ex\n//- u/x.md\n', [
      'ambiguous-link information «x»: “x” names 2 notes',
      '  t/x.md: One of them: t/x.md · Ex',
      '  u/x.md: One of them: u/x.md · x',
    ]));
  test('not where exact case decides', () => checkSilent('[[x]]', '//- t/x.md\n//- u/X.md\n'));
  test('not where an earlier tier decides', () => checkSilent('[[x]]', '//- d/x.md\n//- u/x.md\n'));
  test('several of a wrong folder are missing', () =>
    checkOne('[[wrong/x]]', '//- t/x.md\n//- u/x.md\n', 'missing-note warning «wrong/x»: Note not found: “wrong/x”'));
});

describe('imprecise-path', () => {
  test('a wrong number of ../', () =>
    checkOne(
      '[[../../ai/x.md]]',
      '//- t/ai/x.md\n'.replace('t/', 't/'),
      'imprecise-path hint faded «../../ai/x.md»: Found as “t/ai/x.md”; the written path does not exist',
    ));
  test('a wrong folder', () =>
    checkOne(
      '[[wrong/x]]',
      '//- t/x.md\n',
      'imprecise-path hint faded «wrong/x»: Found as “t/x.md”; the written path does not exist',
    ));
  test('not for a suffix', () => checkSilent('[[ai/x]] [[x]]', '//- t/ai/x.md\n'));
});

describe('stale-todo', () => {
  const image = '<!-- TODO: Broken image path -->';
  const link = '<!-- TODO: Broken link -->';
  const files = '//- d/p.png\n//- t/b.md\n';
  const stale = (comment: string, words: string) => `stale-todo hint faded «${comment}»: ${words}`;
  test('after an image that exists', () =>
    checkOne(`![](p.png) ${image}`, files, stale(image, 'The image exists; this comment is out of date')));
  test('after a link that resolves', () =>
    checkOne(`[[b]]${link}`, files, stale(link, 'The linked note exists; this comment is out of date')));
  test('in a list', () =>
    checkOne(`- [[b]] ${link}\n- x`, files, stale(link, 'The linked note exists; this comment is out of date')));
  test('after a folder', () =>
    checkOne(`[x](../t) ${link}`, files, stale(link, 'The linked note exists; this comment is out of date')));
  test('not after one that is missing', () =>
    checkOne(`[[x]] ${link}`, files, 'missing-note warning «x»: Note not found: “x”'));
  test('not on the next line', () => checkSilent(`[[b]]\n${link}`, files));
  test('not after other words', () => checkSilent(`[[b]] and ${link}`, files));
  test('not after a folder without an index, for a wiki-link', () =>
    checkOne(`[[../t]] ${link}`, '//- t/x.md\n', 'missing-note warning «../t»: Folder “../t” has no index'));
  test('not another comment', () => checkSilent('[[b]] <!-- TODO: rewrite -->', files));
  test('not with no link before', () => checkSilent(`[[b]]\n\ntext ${link}`, files));
});

describe('case-mismatch', () => {
  for (const [link, part] of [
    ['[x](Sub/c%20d.md)', 'sub/c d.md'],
    ['[x](./sub/C%20d.md)', 'c d.md'],
    ['[x](Sub/c%20d.md:12)', 'sub/c d.md'],
    ['[x](../n/Sub/C%20d)', 'sub/c d.md'],
    ['[x](../N/sub/c%20d.md)', 'n/sub/c d.md'],
    ['[[N/sub/c d]]', 'n/sub/c d.md'],
    ['[[n/SUB]]', 'sub'],
    ['[[n/sub/INDEX.md]]', 'index.md'],
  ] as const)
    test(`${link} differs in ${part}`, () => {
      const of = world(`\n//- n/a.md\n${link}$0\n//- n/sub/c d.md\n//- n/sub/index.md\n`);
      const [problem, ...more] = diagnostics(of.vault, of.place.uri, of.settings, 'en', 'warning');
      assert.equal(problem?.message, `Differs in case from “${part}”: breaks on case-sensitive systems`);
      assert.deepEqual(more, []);
    });
  test('beside the note', () =>
    checkOne(
      '[[X.md]]',
      '//- d/x.md\n',
      'case-mismatch information «X.md»: Differs in case from “x.md”: breaks on case-sensitive systems',
    ));
  test('from a root', () =>
    checkOne(
      '[[T/x]]',
      '//- t/x.md\n',
      'case-mismatch information «T/x»: Differs in case from “t/x.md”: breaks on case-sensitive systems',
    ));
  test('an image', () =>
    checkOne(
      '![](P.PNG)',
      '//- d/p.png\n',
      'case-mismatch information «P.PNG»: Differs in case from “p.png”: breaks on case-sensitive systems',
    ));
  test('not a bare name: that is how words are written', () => {
    checkSilent('[[X]]', '//- d/x.md\n');
    checkSilent('[[X]]', '//- t/x.md\n');
  });
  test('not by a suffix, an alias or a title', () =>
    checkSilent('[[X]] [[BEE]] [[TITLE]]', '//- t/x.md\n---\nalias: bee\n---\n# Title\n'));
  test('not for another normalisation', () => checkSilent('[[й]]', '//- d/и\u0306.md\n'));
});

describe('duplicates', () => {
  test('an explicit id', () =>
    check('\n//- a.md\n# A {#x}\n# B {#X}\n', [
      'duplicate-heading-id information «# B {#X}»: A second heading “B”: links lead to the first one',
    ]));
  test('a block id', () =>
    check('\n//- a.md\none ^x\n\ntwo ^x\n', [
      'duplicate-block-id information «^x»: A second block “^x”: links lead to the first one',
    ]));
  test('not the same id in another note, in code or in the middle of a line', () =>
    checkSilent(
      'one ^x\n\n`two ^x`\n\n^x three\n\n```\nfour ^x\n```\n\n# A {#x}\n\n`# B {#x}`',
      '//- b.md\none ^x\n\n# A {#x}\n',
    ));
  test('not repeated headings', () => checkSilent('# A\n# A\n## a'));
});

describe('front-matter', () => {
  test('at the place of the error', () => {
    const [only, ...more] = problems('\n//- a.md\n---\ntitle: "open\nx: 1\n---\n');
    assert.deepEqual(more, []);
    assert.match(only!, /^front-matter warning «[^»]*»: Front matter cannot be read: /);
  });
  test('two equal keys', () => {
    const found = problems('\n//- a.md\n---\ntitle: a\ntitle: b\n---\n');
    assert.equal(found.length, 1);
    assert.match(found[0]!, /^front-matter warning «title: b[^»]*»: /);
  });
  for (const [yaml, place, words] of [
    [
      'title: Foo: bar',
      'Foo: bar',
      'a value that holds a colon and a space needs quotes around it, as in title: "Foo: bar"',
    ],
    ['tags:\n\t- a', '\t- a', 'indent with spaces, not with tabs'],
    ['x: 1\ntitle: "open\ny: [1]', '"open', 'the quote that opens here is not closed'],
    ["aliases:\n  - a\n  - 'b", "'b", 'the quote that opens here is not closed'],
    ['tags: [a, b\nx: 1', '[a, b', 'the bracket that opens here is not closed on its line'],
    ['x: {a: 1\ny: 2', '{a: 1', 'the bracket that opens here is not closed on its line'],
    ['author: @me', '@me', 'a value that begins with such a mark needs quotes around it'],
    ['title: `x`', '`x`', 'a value that begins with such a mark needs quotes around it'],
    ['title: a\ntitle: b', 'title: b', 'this key stands here a second time'],
    [
      'title: "A" b',
      'b',
      'nothing may follow a closing quote or bracket: put quotes around the whole value, or each link into an item of its own',
    ],
    [
      'up: [[x]], [[y]]',
      ', [[y]]',
      'nothing may follow a closing quote or bracket: put quotes around the whole value, or each link into an item of its own',
    ],
    ['aliases: - a', '- a', 'a list begins on the line below its key'],
    ['title:foo\nx: 1', 'title:foo', 'a line needs a key, a colon and a space before its value'],
    ['x: 1\nfoo', 'foo', 'a line needs a key, a colon and a space before its value'],
    ['x: 1\n y: 2', 'y: 2', 'keys beside one another, and items of one list, begin in one column'],
    ['x: 1\n  and more\n  y: 2', 'y: 2', 'keys beside one another, and items of one list, begin in one column'],
    ['x:\n    y: 1\n  z: 2', 'z: 2', 'keys beside one another, and items of one list, begin in one column'],
    ['x:\n    - y\n  - z', '- z', 'keys beside one another, and items of one list, begin in one column'],
    ['  x: 1\ny: 2', 'y: 2', 'keys beside one another, and items of one list, begin in one column'],
    ['\n  # c\n  x: "1"\n y: 2', 'y: 2', 'keys beside one another, and items of one list, begin in one column'],
    ['  x: 1\nfoo', 'foo', 'a line needs a key, a colon and a space before its value'],
    ['key\n: x', ': x', 'a line needs a key, a colon and a space before its value'],
    ['  - x\ny: 2', 'y: 2', 'Unexpected scalar at node end'],
    ['x: "a\n  b"\ny: \'z', "'z", 'the quote that opens here is not closed'],
    ["x: 'it''s' # \"it\ny: [\"z", '"z', 'the quote that opens here is not closed'],
    ['a: "\\d"', '\\d"', 'Invalid escape sequence \\d'],
  ] as const)
    test(JSON.stringify(yaml), () =>
      check(`\n//- a.md\n---\n${yaml}\n---\n`, [
        `front-matter warning «${place}»: Front matter cannot be read: ${words}`,
      ]),
    );
  test('in Russian, in words of its own', () => {
    const reason = 'значение с двоеточием и пробелом нужно взять в кавычки, например title: "Foo: bar"';
    const expected = [`front-matter warning «a: b»: Не удалось прочитать front matter: ${reason}`];
    check('\n//- a.md\n---\ntitle: a: b\n---\n', expected, { language: 'ru' });
  });
  test('not in a template', () => checkSilent('---\ntitle: {{ title }}\nx: [<% y %>\n---\n\n# A'));
  test('not in good YAML', () => checkSilent('---\ntitle: a\ntags: [a, b]\nx: {y: 1}\nm: |\n  text\n---\n\n# A'));
  test('not for a --- in the text', () => checkSilent('# A\n\n---\ntitle: "open\n---'));
});

describe('outside-workspace', () => {
  test('a wiki-link', () =>
    checkOne(
      '[[../../x]]',
      '',
      'outside-workspace information «../../x»: “../../x” lies outside the workspace and is not looked at',
    ));
  test('an image', () =>
    checkOne(
      '![](../../p.png)',
      '',
      'outside-workspace information «../../p.png»: “../../p.png” lies outside the workspace and is not looked at',
    ));
  test('a drive', () =>
    checkOne(
      '[[C:\\x]]',
      '',
      'outside-workspace information «C:\\x»: “C:\\x” lies outside the workspace and is not looked at',
    ));
  test('not a web page without its scheme', () => checkSilent('[u](//example.com/x)'));
  test('a share', () =>
    checkOne(
      '[u](//host/x)',
      '',
      'outside-workspace information «//host/x»: “//host/x” lies outside the workspace and is not looked at',
    ));
  test('not inside the git root', () =>
    checkSilent('[[../../o/x]]', '//- /g/o/x.md\n', { folder: '/g/v', gitRoot: '/g' }));
});

describe('silencing', () => {
  const next = '<!-- research-notes-ignore-next-line';
  test('a comment silences the line after it', () =>
    check(`\n//- a.md\n${next} -->\n[[x]]\n\n[[y]]\n`, ['missing-note warning «y»: Note not found: “y”']));
  test('or the block that begins there, to its end', () => {
    check(`\n//- a.md\n${next} -->\nx\n[[x]]\n[[x]]\n\n[[y]]\n`, ['missing-note warning «y»: Note not found: “y”']);
    check(
      `\n//- a.md\n${next} missing-note -->\n${next} missing-image -->\n> x\n> [[x]] ![](p.png) [[y.txt]]\n\n[[y]]\n`,
      ['missing-note warning «y»: Note not found: “y”'],
    );
    check(`\n//- a.md\nx ${next} -->\n[[x]]\n[[y]]\n`, ['missing-note warning «y»: Note not found: “y”']);
    check(`\n//- a.md\n${next} -->\n\nx\n[[y]]\n`, ['missing-note warning «y»: Note not found: “y”']);
  });
  test('only some codes', () =>
    check(`\n//- a.md\n${next} missing-note, missing-file -->\n[[x]] ![](p.png)\n`, [
      'missing-image warning «p.png»: Image not found: “p.png”',
    ]));
  test('another code', () =>
    check(`\n//- a.md\n${next} missing-file -->\n[[x]]\n`, ['missing-note warning «x»: Note not found: “x”']));
  test('in a list', () => checkSilent(`- ${next} missing-note -->\n  [[x]]`));
  test('a comment on the same line does not', () =>
    checkOne(`[[x]] ${next} -->`, '', 'missing-note warning «x»: Note not found: “x”'));
  test('globs of targets', () =>
    check(
      '\n//- a.md\n[[drafts/x]] [[y]] [t](drafts/z.md) ![](Drafts/p.png)\n',
      ['missing-note warning «y»: Note not found: “y”'],
      {
        settings: { diagnostics: { ignore: ['drafts/**'] } },
      },
    ));
  test('a glob that is no glob', () =>
    checkOne('[[x]]', '', 'missing-note warning «x»: Note not found: “x”', {
      settings: { diagnostics: { ignore: ['', '[', '(', '{a'] } },
    }));
});

describe('severities', () => {
  // Where a code stands in a note, for each code that this function finds.
  const world = `
//- d/a.md
---
title: "open
---
[[x]] [t](f.md) ![](p.png) [[b#no]] [[b#^no]] [[amb]] [[wrong/b]] [[b]] <!-- TODO: Broken link --> [[B.md]] [[../../o]]

# A {#i}
# B {#i}

one ^k

two ^k
//- d/b.md
//- t/amb.md
//- u/amb.md
`;
  const codes = diagnosticCodes.filter((code) => code !== 'file-skipped');
  test('every code is found once', () =>
    assert.deepEqual(
      problems(world)
        .filter((line) => !line.startsWith(' '))
        .map((line) => line.split(' ')[0])
        .sort(),
      [...codes].sort(),
    ));
  for (const code of codes) {
    for (const severity of ['error', 'warning', 'information', 'hint', 'off'] as const) {
      test(`${code} = ${severity}`, () => {
        const found = problems(world, { settings: { diagnostics: { [code]: severity } } }).filter((line) =>
          line.startsWith(`${code} `),
        );
        assert.deepEqual(
          found.map((line) => line.split(' ')[1]),
          severity === 'off' ? [] : [severity],
        );
      });
    }
  }
  test('the defaults are those of the contract', () =>
    assert.deepEqual(
      { ...defaultSettings.diagnostics, ignore: undefined },
      {
        'missing-note': 'auto',
        'missing-file': 'warning',
        'missing-image': 'warning',
        'missing-heading': 'warning',
        'missing-block': 'warning',
        'ambiguous-link': 'information',
        'imprecise-path': 'hint',
        'stale-todo': 'hint',
        'case-mismatch': 'information',
        'duplicate-heading-id': 'information',
        'duplicate-block-id': 'information',
        'front-matter': 'warning',
        'file-skipped': 'information',
        'outside-workspace': 'information',
        ignore: undefined,
      },
    ));
});
