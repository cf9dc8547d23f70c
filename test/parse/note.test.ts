// What else a note holds: headings, block ids, tags, footnotes, comments, anchors, and what is not prose.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOpaque, type Note, titleHeading, titleOf } from '../../server/parse/note.ts';
import { parseNote } from '../../server/parse/parseNote.ts';
import { plainText } from '../../server/parse/plainText.ts';
import { lineAt, lineCount, lineSpan, lineStart, lineStarts, offsetAt, positionAt } from '../../server/text/lines.ts';

/** `show` says the facts of a note, with a way to cut its text. */
function check(
  text: string,
  show: (note: Note, cut: (span: { start: number; end: number }) => string) => string[],
  expected: string[],
): void {
  assert.deepEqual(
    show(parseNote('file:///v/a.md', text), ({ start, end }) => text.slice(start, end)),
    expected,
  );
}

describe('headings', () => {
  /** `level raw = text {id}`. */
  const headings = (text: string, ...expected: string[]) =>
    check(
      text,
      (note, cut) =>
        note.headings.map((heading) => {
          const raw = cut({ start: heading.textStart, end: heading.textEnd });
          assert.equal(raw, heading.raw);
          assert.ok(cut(heading).includes(raw));
          return `${heading.level} ${raw}${heading.text === raw ? '' : ` = ${heading.text}`}${heading.id === undefined ? '' : ` {${heading.id}}`}`;
        }),
      expected,
    );
  test('six levels, and no seventh', () =>
    headings('# a\n## b\n### c\n#### d\n##### e\n###### f\n####### g', '1 a', '2 b', '3 c', '4 d', '5 e', '6 f'));
  test('underlined', () => headings('a\n===\n\nb c\nd\n---', '1 a', '2 b c\nd = b c d'));
  test('closing marks', () => headings('# a #\n# b ###  \n# c#\n# d \\#', '1 a', '1 b', '1 c#', '1 d \\# = d #'));
  test('no space, no heading', () => headings('#a\n\\# b'));
  test('empty', () => headings('#\n##\n# ', '1 ', '2 ', '1 '));
  test('in quotes and lists', () => headings('> # a\n\n- ## b\n\n1. c\n   ===', '1 a', '2 b', '1 c'));
  test('not in code, comments and front matter', () =>
    headings('---\n# a\n---\n```\n# b\n```\n    # c\n\n<!--\n# d\n-->\n'));
  test('without marks', () =>
    headings(
      '# **a** _b_ `c*d*` [e](f) [[g|h]] [[i]] ~~j~~ ==k== <b>l</b> &amp; \\*m\\* ![n](o)',
      '1 **a** _b_ `c*d*` [e](f) [[g|h]] [[i]] ~~j~~ ==k== <b>l</b> &amp; \\*m\\* ![n](o) = a b c*d* e h i j k l & *m* n',
    ));
  test('snake_case and a*b keep their marks', () =>
    headings('# snake_case_name 2*3*4', '1 snake_case_name 2*3*4 = snake_case_name 234'));
  test('an id', () => headings('# a b {#my-id}\n# c {#}\n# {#d}', '1 a b {my-id}', '1 c {#}', '1  {d}'));
  test('the id of its block', () => headings('# a ^x\n# ^y\n# b^z', '1 a ^x = a', '1 ^y', '1 b^z'));
  test('with CRLF and CR', () => headings('# a\r\n# b\r# c\n', '1 a', '1 b', '1 c'));
  test('after a byte order mark', () => headings('\ufeff# a', '1 a'));
  test('the title is that of the front matter, else the first heading with a text, if it is an H1', () => {
    const title = (text: string) => titleOf(parseNote('file:///v/a.md', text));
    assert.equal(title('---\ntitle: T\n---\n# H'), 'T');
    assert.equal(title('#\n\nx\n\n# **H**\n## b\n# c'), 'H');
    assert.equal(title('---\nexcalidraw-plugin: parsed\n---\n# Excalidraw Data'), undefined);
    assert.equal(title('---\nexcalidraw-plugin: raw\ntitle: T\n---\n# Excalidraw Data'), 'T');
    assert.equal(title('## b\n# c'), undefined);
    assert.equal(title('## b'), undefined);
    assert.equal(title('> ## b\n\n- ## c\n\n# H'), 'H');
    assert.equal(title('> # Q\n\n# H'), 'H');
    assert.equal(title('> # Q\n\n## b'), 'Q');
    assert.equal(title('> ## b\n\n## c\n# d'), undefined);
    assert.equal(titleHeading(parseNote('file:///v/a.md', '# a\n# b'))?.raw, 'a');
  });
  test('plain text of many kinds', () => {
    for (const [raw, text] of [
      ['a  b', 'a b'],
      ['`` `x` ``', '`x`'],
      ['*a*b', 'ab'],
      ['**a', '**a'],
      ['a_b_c', 'a_b_c'],
      ['[a', '[a'],
      ['[a][b]', 'a'],
      ['x < y > z', 'x < y > z'],
      ['$a_1$ and $b_1$', '$a_1$ and $b_1$'],
      ['$\\|x\\| \\, <y>$ \\| $_a_$', '$\\|x\\| \\, <y>$ | $_a_$'],
      ['$5 *and* 6$, $*a* `b`$, $5 [[x]] 6$', '$5 and 6$, $a b$, $5 x 6$'],
      ['&lt;b&gt;', '<b>'],
      ['`&lt;`', '&lt;'],
      ['Vec\\<T> <b>x</b> \\<!-- y -->', 'Vec<T> x <!-- y -->'],
      ['![[x.png]]', 'x.png'],
      ['a ![[x.png|120]] ![[x.png|60x40]] b ![[x.png|A]] [[x|120]]', 'a b A 120'],
      ['[[a\\|b]]', 'b'],
      ['~a~', '~a~'],
    ])
      assert.equal(plainText(raw!), text, raw);
  });
});

describe('block ids', () => {
  /** `^id: the block`. */
  const blocks = (text: string, ...expected: string[]) =>
    check(
      text,
      (note, cut) =>
        note.blockIds.map((block) => `${cut(block)}: ${cut({ start: block.blockStart, end: block.blockEnd }).trim()}`),
      expected,
    );
  test('at the end of a paragraph', () => blocks('a b\nc ^id-1\n', '^id-1: a b\nc'));
  test('of items, with all that they hold', () => {
    blocks('- a ^x\n- b ^y\n  - c ^z\n- d\n', '^x: - a', '^y: - b ^y\n  - c ^z', '^z: - c');
    blocks('> 1. a ^x\n>\n>    b\n> 2. - c ^y\n', '^x: 1. a ^x\n>\n>    b', '^y: - c');
    blocks('- a\n\n  b ^x\n- c\n  ^y\n', '^x: b', '^y: - c');
  });
  test('of a heading', () => blocks('# a ^x\n', '^x: a'));
  test('alone, for a table, a list, code, a quote before', () => {
    blocks('| a |\n|---|\n| b |\n\n^x\n', '^x: | a |\n|---|\n| b |');
    blocks('```\ncode\n```\n\n^x\n', '^x: ```\ncode\n```');
    blocks('> q\n>\n> - r\n\n^x\n', '^x: > q\n>\n> - r');
    blocks('- a\n- b\n  - c\n- d\n\n^x\n\n^y\n', '^x: - a\n- b\n  - c\n- d', '^y: ^x');
    blocks('p\n\n- a\n* b\n* c\n\n^x\n', '^x: * b\n* c');
    blocks('- a\n  - b\n  - c\n\n  ^x\n- d\n', '^x: - b\n  - c');
    blocks('> - a\n> - b\n>\n> ^x\n', '^x: - a\n> - b');
    blocks('- a\n\np\n\n^x\n', '^x: p');
  });
  test('in the middle of a line or in code it is none', () => blocks('a ^x b\n\n`^y`\n\na^z\n\n2^10\n'));
  test('Cyrillic', () => blocks('a ^блок-1\n', '^блок-1: a'));
  test('at the end of a quote, with all of the quote', () => {
    blocks('> a\n> b ^x\n', '^x: > a\n> b ^x');
    blocks('p\n\n> a\n>\n> > b\n> > c ^x  \n\nq\n', '^x: > a\n>\n> > b\n> > c ^x');
    blocks('> a ^x\n>\n> b\n', '^x: a');
    blocks('- > a\n  > b ^x\n- c\n', '^x: > a\n  > b ^x');
    blocks('> - a\n>\n>   b ^x\n', '^x: b');
    blocks('> - a\n>\n>   > b ^x\n', '^x: > b ^x');
  });
});

describe('tags', () => {
  const tags = (text: string, ...expected: string[]) =>
    check(text, (note) => note.tags.map((tag) => tag.name), expected);
  test('with places', () => check('😀 #a-b, (#c/d) #ё', (note, cut) => note.tags.map(cut), ['#a-b', '#c/d', '#ё']));
  test('a number is none', () => tags('#1 #123 #1a #2024-01 #a1', '1a', '2024-01', 'a1'));
  test('in words, headings, code, links and URLs there is none', () =>
    tags('a#b\n\n# c\n\n`#d` [[e#f]] https://a.b/#g [h](i#j) \\#k &#35;'));
  test('an emoji', () => tags('#📚 #a📚', '📚', 'a📚'));
  test('a slash at the end does not belong to it', () => check('#a/ x', (note, cut) => note.tags.map(cut), ['#a']));
  test('of the front matter', () => {
    tags('---\ntags: [a, "b c"]\n---\n#d', 'a', 'b', 'c', 'd');
    tags('---\ntags:\n  - a\n  - "#b"\ntag: c, d\n---\n', 'a', 'b', 'c', 'd');
  });
});

describe('footnotes', () => {
  const notes = (text: string, ...expected: string[]) =>
    check(
      text,
      (note, cut) =>
        note.footnotes.map(
          (mark) =>
            `${mark.kind} ${cut(mark)}${mark.kind === 'definition' ? ` ${JSON.stringify(cut({ start: mark.textStart, end: mark.textEnd }))}` : ''}`,
        ),
      expected,
    );
  test('a definition and its uses', () =>
    notes('a[^1] b[^x-y]\n\n[^1]: the text\n', 'definition [^1] "the text"', 'reference [^1]', 'reference [^x-y]'));
  test('over several paragraphs', () => notes('[^1]: one\n\n    two\n\nthree', 'definition [^1] "one\\n\\n    two"'));
  test('right below other text', () =>
    notes('[r]: x.md\n[^1]: one\ntext\n[^2]: two', 'definition [^1] "one\\ntext"', 'definition [^2] "two"'));
  test('none in code, and none with spaces', () => notes('`[^1]` [^a b] [^] \\[^1]'));
});

describe('comments', () => {
  const remarks = (text: string, ...expected: string[]) =>
    check(
      text,
      (note, cut) =>
        note.remarks.map(
          (remark) =>
            `${remark.kind} ${cut(remark)}${remark.codes.length ? ` ${remark.codes}` : ''} after «${text.slice(0, remark.after).slice(-3)}»`,
        ),
      expected,
    );
  test('stale ones', () =>
    remarks(
      '[a](b) <!-- TODO: Broken link -->\n![](c)<!--TODO: Broken image path-->',
      'stale-link <!-- TODO: Broken link --> after «(b)»',
      'stale-image <!--TODO: Broken image path--> after «(c)»',
    ));
  test('on a line of its own', () =>
    remarks('a\n\n  <!-- TODO: Broken link -->', 'stale-link <!-- TODO: Broken link --> after «a\n\n»'));
  test('ignore, for all codes and for some', () =>
    remarks(
      '<!-- research-notes-ignore-next-line -->\n\n- <!-- research-notes-ignore-next-line a, b c -->',
      'ignore-next-line <!-- research-notes-ignore-next-line --> after «»',
      'ignore-next-line <!-- research-notes-ignore-next-line a, b c --> a,b,c after «\n\n-»',
    ));
  test('others say nothing', () => remarks('<!-- TODO: Broken --> <!-- x --> <!----> <!--> -->'));
  test('none in code', () => remarks('`<!-- TODO: Broken link -->`\n\n    <!-- TODO: Broken link -->'));
});

describe('anchors', () => {
  const anchors = (text: string, ...expected: string[]) =>
    check(text, (note) => note.anchors.map(({ id }) => id).sort(), expected);
  test('ids and names', () =>
    anchors('<a id="a"></a> <a name=\'b\'> <div id=c>\n\n<p class="x" id="d">', 'a', 'b', 'c', 'd'));
  test('none in code and comments', () => anchors('`<a id="a">` <!-- <a id="b"> --> <input name="c">'));
});

describe('what is not prose', () => {
  const opaque = (text: string, ...expected: string[]) =>
    check(
      text,
      (note, cut) => {
        const spans: string[] = [];
        for (let index = 0; index < note.opaque.length; index += 2)
          spans.push(cut({ start: note.opaque[index]!, end: note.opaque[index + 1]! }));
        return spans;
      },
      expected,
    );
  test('code', () => opaque('a `b` ``c`d``\n\n```js\ne\n```\n\n    f\n', '`b`', '``c`d``', '```js\ne\n```', 'f'));
  test('backticks without an end are prose', () => opaque('`a ``b'));
  test('math', () => opaque('$a$ $$b$$ $5 and $6\n\n$$\nc\n$$\n', '$a$', '$$b$$', '$$\nc\n$$'));
  test('comments and hidden text', () =>
    opaque('x <!-- a --> %%b%%\n\n<!--\nc\n-->', '<!-- a -->', '%%b%%', '<!--\nc\n-->'));
  test('hidden text over several blocks', () => {
    for (const hidden of ['%%\nx\n\n[[no]]\n%%', '%%\n- [[no]]\n%%', '%% a\n# H #t\n```\nb %%', '%%\r\n\r\n$$\r\n%%']) {
      opaque(`a\n${hidden} \t\n\`c\`\n\n\`d\``, hidden, '`c`', '`d`');
      opaque(`- a\n  ${hidden}\n- b`, hidden);
      check(`# A\n${hidden}\n[[b]]\n# C\n`, (note, cut) => [...note.headings, ...note.links, ...note.tags].map(cut), [
        '# A',
        '# C',
        '[[b]]',
      ]);
    }
    opaque('> %%\n> [[no]]\n>\n> # H\n> %%\n> `a`', '%%\n> [[no]]\n>\n> # H\n> %%', '`a`');
  });
  test('but not after a mark that never closes, nor in code, math and comments', () => {
    opaque('%%\n\n`a`', '`a`');
    opaque('%% a %% b\n\n`a`\n\n%%', '%% a %%', '`a`');
    opaque('```\n%%\n```\n\n`a` %%', '```\n%%\n```', '`a`');
    opaque('    %%\n\n`a`\n\n    %%', '%%', '`a`', '%%');
    opaque('$$\n%%\n$$\n\n`a`\n\n$$\n%%\n$$', '$$\n%%\n$$', '`a`', '$$\n%%\n$$');
    opaque('<!--\n%%\n-->\n\n`a`\n\n<!--\n%%\n-->', '<!--\n%%\n-->', '`a`', '<!--\n%%\n-->');
  });
  test('nor after one that opens nothing or before one that closes nothing', () => {
    opaque('a %% b\nc\n%% `d`\n\n`e` %% f %% `g`', '%% b\nc\n%%', '`d`', '`e`', '%% f %%', '`g`');
    opaque('- a %% b\n  %%\n- `c`\n\n%%\nd\n%%\n\n`e`', '%% b\n  %%', '`c`', '%%\nd\n%%', '`e`');
    opaque('a %% b %% c\n%%\n\nd\n%%', '%% b %%', '%%\n\nd\n%%');
    opaque('%% a\n\n`b`\n\n```mermaid\n%% c\n```\n\n`d`', '`b`', '```mermaid\n%% c\n```', '`d`');
    opaque('%% a\n\n`b`\n\n100%% sure\n\n`c`', '`b`', '`c`');
  });
  test('front matter', () => opaque('---\na: b\n---\n`c`', '---\na: b\n---\n', '`c`'));
  test('inside, not at the edges', () => {
    const note = parseNote('file:///v/a.md', 'x `ab` y');
    assert.deepEqual(
      [1, 2, 3, 5, 6, 7].map((offset) => isOpaque(note, offset)),
      [false, false, true, true, false, false],
    );
  });
});

describe('lines', () => {
  test('end with LF, CRLF or CR, and nothing else', () => {
    const lines = lineStarts('a\nb\r\nc\rd\u2028e\u0085f\n');
    const starts = Array.from({ length: lineCount(lines) }, (_, line) => lineStart(lines, line));
    assert.deepEqual(starts, [0, 2, 5, 7, 13]);
    assert.deepEqual(positionAt(lines, 8), { line: 3, character: 1 });
    assert.equal(lineAt(lines, 6), 2);
  });
  test('positions count UTF-16 units', () =>
    assert.deepEqual(positionAt(lineStarts('😀\n😀a'), 5), { line: 1, character: 2 }));
  test('a position past its line is the end of the line', () => {
    const text = 'ab\nc';
    const lines = lineStarts(text);
    assert.equal(offsetAt(lines, { line: 0, character: 99 }, text.length), 2);
    assert.equal(offsetAt(lines, { line: 0, character: 1 }, text.length), 1);
    assert.equal(offsetAt(lines, { line: 9, character: 0 }, text.length), 4);
    const crlf = 'ab\r\nc';
    assert.equal(offsetAt(lineStarts(crlf), { line: 0, character: 99 }, crlf.length, crlf), 2);
    assert.equal(offsetAt(lineStarts(crlf), { line: 0, character: 3 }, crlf.length, crlf), 2);
  });
  test('of a long text, and of one with very many lines', () => {
    for (const text of [`${'x'.repeat(70_000)}\nab\nc`, '\n'.repeat(65_535), '\n'.repeat(70_000)]) {
      const lines = lineStarts(text);
      assert.equal(lineCount(lines), text.split('\n').length);
      let from = 0;
      for (const [line, own] of text.split('\n').entries()) {
        assert.deepEqual(lineSpan(lines, line, text.length), {
          start: from,
          end: Math.min(from + own.length + 1, text.length),
        });
        assert.equal(lineAt(lines, from), line);
        from += own.length + 1;
      }
    }
  });
  test('there and back, for every offset that is not between CR and LF', () => {
    const text = 'a\r\n\r\nbé\n\r😀\u2028x';
    const lines = lineStarts(text);
    for (let offset = 0; offset <= text.length; offset++) {
      if (text[offset - 1] === '\r' && text[offset] === '\n') continue;
      assert.equal(offsetAt(lines, positionAt(lines, offset), text.length), offset);
    }
  });
});

describe('any text is a note', () => {
  for (const text of [
    '',
    '\u0000',
    '\ud800\udc00\ud800',
    '\ufeff',
    '---',
    '---\n',
    '---\n---',
    '\r',
    '[',
    '![',
    '[[',
    '<',
    '<!--',
    '`',
    '$',
    '$$',
    '#',
    '^',
    '>',
    '-',
    '\\',
    '|\n-',
    '\t',
    '%%',
  ]) {
    test(JSON.stringify(text), () => {
      const note = parseNote('file:///v/a.md', text);
      assert.equal(note.length, text.length);
      assert.deepEqual(note.links, []);
    });
  }
});

describe('sidecars', () => {
  /** The name of the image; `undefined` for a note that is no sidecar. */
  const described = (text: string) => {
    const image = parseNote('file:///v/a.md', text).describedImage;
    if (image) assert.equal(text.slice(image.start, image.end), image.name);
    return image?.name;
  };
  test('begin with the H1 and have a file line', () => {
    assert.equal(described('# Image Description\n\n**File:** a.png\n'), 'a.png');
    assert.equal(described('\ufeff# Image Description\r\n\r\n**File:** a b.png \r\n'), 'a b.png');
    assert.equal(described('---\nx: 1\n---\n# Image Description\n**File:**\tй.png'), 'й.png');
    assert.equal(described('# Image Description\n\n**File:**\n'), '');
    const long = `${'a'.repeat(200)}.png`;
    assert.equal(described(`# Image Description\n\n${'x'.repeat(500)}\n**File:** ${long}  \n`), long);
    assert.equal(described('# Image Description\n\ntext\n'), undefined);
    assert.equal(described('# Other\n\n**File:** a.png\n'), undefined);
    assert.equal(described('x\n# Image Description\n\n**File:** a.png\n'), undefined);
  });
});
