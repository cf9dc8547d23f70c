// Front matter: its keys, its links, its errors with their place, and the fast path against the YAML library.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { frontMatterFields } from '../../server/parse/frontMatter.ts';
import { parseNote } from '../../server/parse/parseNote.ts';

/** `expected` is `title · aliases · id · tags`, each empty where there is none. */
function check(yaml: string, expected: string): void {
  const note = parseNote('file:///v/a.md', `---\n${yaml}\n---\n`);
  const { title = '', aliases, id = '', error } = note.frontMatter!;
  assert.equal(error, undefined);
  assert.equal([title, aliases.join(','), id, note.tags.map((tag) => tag.name).join(',')].join(' · '), expected);
}

/** The place and the words of the error; `expected` is matched with both as `«place» words`. */
function checkError(yaml: string, expected: RegExp): void {
  const text = `---\n${yaml}\n---\n# body [[b]]\n`;
  const note = parseNote('file:///v/a.md', text);
  const error = note.frontMatter?.error;
  assert.ok(error, 'there is an error');
  assert.match(`«${text.slice(error.start, error.end)}» ${error.message}`, expected);
  assert.ok(error.end > error.start && error.end <= note.frontMatter!.end, 'the place lies in the front matter');
  // The body is read all the same.
  assert.equal(note.headings.length, 1);
  assert.equal(note.links.at(-1)?.target, 'b');
}

describe('keys', () => {
  test('title', () => check('title: A b', 'A b ·  ·  · '));
  test('quoted', () => {
    check('title: "A: b"', 'A: b ·  ·  · ');
    check("title: 'it''s'", "it's ·  ·  · ");
    check('title: "a \\"b\\" \\u0431"', 'a "b" б ·  ·  · ');
  });
  test('folded and literal', () => check('title: >\n  a\n  b\nid: |\n  c', 'a b ·  · c · '));
  test('over two lines', () => check('title: a\n  b', 'a b ·  ·  · '));
  test('with a comment', () => check('# x\ntitle: a # b\nid: c', 'a ·  · c · '));
  test('numbers and dates as written', () =>
    check('title: 2024\nid: 007\naliases: [1.50, 2024-01-02]', '2024 · 1.50,2024-01-02 · 007 · '));
  test('aliases as a list, a flow list, a text, and alias', () => {
    check('aliases:\n  - a b\n  - "c"', ' · a b,c ·  · ');
    check('aliases:\n- a\n- b', ' · a,b ·  · ');
    check('aliases: [a, "b, c"]', ' · a,b, c ·  · ');
    check('aliases: a', ' · a ·  · ');
    check('alias: a', ' · a ·  · ');
    check('aliases:\nalias: [a]', ' · a ·  · ');
  });
  test('nothing', () => {
    check('title:\naliases:\nid: ~\ntags: []', ' ·  ·  · ');
    check('', ' ·  ·  · ');
    check('title: ""', ' ·  ·  · ');
    check('- a\n- b', ' ·  ·  · ');
    check('just text', ' ·  ·  · ');
  });
  test('not what is nested', () => check('x:\n  title: no\ntitle: [a, b]', ' ·  ·  · '));
  test('anchors and aliases of YAML', () => check('x: &a Name\ntitle: *a', 'Name ·  ·  · '));
  test('names of the Object prototype', () => {
    check('__proto__: {title: x}\nconstructor: y\ntitle: a', 'a ·  ·  · ');
    assert.equal(({} as Record<string, unknown>).title, undefined);
  });
  test('spaces around', () => check('title:   a  \nid: \t b', 'a ·  · b · '));
});

describe('fences', () => {
  const title = (text: string) => parseNote('file:///v/a.md', text).frontMatter?.title;
  test('--- and …', () => {
    assert.equal(title('---\ntitle: a\n---\n'), 'a');
    assert.equal(title('---\ntitle: a\n...\n'), 'a');
    assert.equal(title('---  \ntitle: a\n--- \nb'), 'a');
    assert.equal(title('---\ntitle: a\n---'), 'a');
    assert.equal(title('\ufeff---\r\ntitle: a\r\n---\r\n'), 'a');
    assert.equal(title('---\rtitle: a\r---\r'), 'a');
  });
  test('a rule after it is none of it', () => {
    assert.equal(title('---\ntitle: a\n---\n---\n'), 'a');
    assert.equal(parseNote('file:///v/a.md', '---\ntitle: a\n---\n---\n').frontMatter?.error, undefined);
    assert.equal(parseNote('file:///v/a.md', '---\ntitle: a\n---\n...\n').frontMatter?.error, undefined);
    assert.equal(title('---\ntitle: wait...\n---\n'), 'wait...');
  });
  test('not where none begins or ends', () => {
    for (const text of [
      '---\ntitle: a\n',
      '\n---\ntitle: a\n---\n',
      ' ---\ntitle: a\n---\n',
      '----\ntitle: a\n---\n',
      '---js\ntitle: a\n---\n',
      '---\ntitle: a\n ---\n',
      '--- # x\ntitle: a\n---\n',
    ]) {
      assert.equal(parseNote('file:///v/a.md', text).frontMatter, undefined, JSON.stringify(text));
    }
  });
  test('an empty one', () => assert.deepEqual(parseNote('file:///v/a.md', '---\n---\n# a').headings.length, 1));
});

describe('links', () => {
  const links = (yaml: string, ...expected: string[]) => {
    const text = `---\n${yaml}\n---\n[[body]]\n`;
    const note = parseNote('file:///v/a.md', text);
    assert.deepEqual(
      note.links.map((link) => `${text.slice(link.start, link.end)} ${text.slice(link.targetStart, link.targetEnd)}`),
      [...expected, '[[body]] body'],
    );
  };
  test('values that are a link', () => links('up: "[[a]]"\nx: \'[[b|c]]\'', '[[a]] a', '[[b|c]] b'));
  test('in lists', () =>
    links('up:\n  - "[[a]]"\n  - "[[b#h]]"\ny: ["[[c]]", "[[d]]"]', '[[a]] a', '[[b#h]] b', '[[c]] c', '[[d]] d'));
  test('not unquoted, which YAML reads as lists', () => links('up: [[a]]'));
  test('not parts of values', () => links('up: "see [[a]]"'));
  test('not in comments', () => links('# up: "[[a]]"'));
  test('with CRLF', () => {
    const note = parseNote('file:///v/a.md', '---\r\nx: 1\r\nup: "[[a]]"\r\n---\r\n');
    assert.equal(note.links[0]?.start, 16);
  });
});

describe('errors', () => {
  test('an open quote', () => checkError('title: "a\nb: c', /quote/));
  test('two equal keys', () => checkError('title: a\ntitle: b', /^«title.*» Map keys must be unique/s));
  test('a tab as indent', () => checkError('a:\n\tb: c', /[Tt]ab/));
  test('a colon in a plain text', () => checkError('title: a: b', /^«.*a: b.*»/));
  test('too many aliases', () =>
    checkError(
      `a: &a [x]\n${'b: &b [*a, *a]\n'.replace('b:', 'c:').repeat(1)}${Array.from({ length: 60 }, (_, index) => `k${index}: [*a, *a]`).join('\n')}`,
      /alias/,
    ));
  test('nested ten thousand levels deep', () => {
    checkError(`a: ${'['.repeat(10_000)}`, /deep/);
    checkError(`a: ${'{a: '.repeat(10_000)}`, /deep/);
    checkError('- '.repeat(10_000), /deep/);
    checkError('? '.repeat(10_000), /deep/);
  });
  test('longer than anybody writes', () => checkError(`a: "${'x'.repeat(100_001)}\\""`, /longer/));
  test('an unknown tag runs nothing', () => {
    const note = parseNote('file:///v/a.md', '---\na: !!js/function "function () { throw 1 }"\ntitle: t\n---\n');
    assert.equal(note.frontMatter?.title, 't');
  });
  test('does not spoil the fields around it', () => {
    const yaml =
      'id: x\ntitle: Big "note" with: everything\naliases: [Ann Lee, "Müller, Jörg"]\ntags:\n  - a\n  - "b: c"\nyear: 2024 # or so\nvenue: ICML\nopen: "x\n';
    const text = `---\n${yaml}\n---\n`;
    const { frontMatter, tags } = parseNote('file:///v/a.md', text);
    assert.deepEqual(
      [frontMatter?.title, frontMatter?.id, frontMatter?.aliases],
      [undefined, 'x', ['Ann Lee', 'Müller, Jörg']],
    );
    assert.deepEqual(
      tags.map(({ name }) => name),
      ['a', 'b:', 'c'],
    );
    const fields = frontMatterFields(text);
    assert.deepEqual([fields.get('year'), fields.get('venue'), fields.get('open')], ['2024', 'ICML', undefined]);
  });
  test('leaves nothing of a list that is broken itself', () => {
    const fields = frontMatterFields('---\nauthors: [Ann Lee, "Müller, Jörg]\nyear: 2024\ntitle: a\ntitle: b\n---\n');
    assert.deepEqual(
      [...fields],
      [
        ['year', '2024'],
        ['title', 'a'],
      ],
    );
  });
  test('in many fields takes no longer', () => {
    const begin = performance.now();
    frontMatterFields(`---\n${'a: [\n'.repeat(15_000)}---\n`);
    frontMatterFields(`---\nx: "\n${'a: {b}\n'.repeat(14_000)}---\n`);
    assert.ok(performance.now() - begin < 2000);
  });
  test('in a template there is none', () => {
    for (const yaml of ['title: {{title}}', 'title: "<% tp.file.title %>', 'x: {{a}: b}']) {
      assert.equal(parseNote('file:///v/a.md', `---\n${yaml}\n---\n`).frontMatter?.error, undefined, yaml);
    }
  });
});

describe('random front matter', () => {
  const word = fc.constantFrom(
    'a',
    'b c',
    'Обзор',
    'x-y',
    'http://a.b',
    'a:b',
    'a#b',
    'a #b',
    '"q"',
    "'q'",
    '"a, b"',
    "'it''s'",
    '1',
    '1.50',
    'true',
    'null',
    '~',
    '[a, b]',
    '[]',
    '[ a ,b ]',
    '["a", b]',
    '{a: b}',
    '- a',
    '*a',
    '&a x',
    '!t x',
    '|',
    '>',
    '%a',
    '@a',
    '?',
    ':',
    'a:',
    '2024-01-02',
    '',
    ' ',
    'a\t',
    '"a\\"b"',
    'é😀',
    '-a',
    '?a',
    '[a',
    'a]',
    "it's",
    'a "b"',
    '# x',
    'a, b',
    '-',
    '[-a, ?b]',
    '[a: b]',
    '[a:b]',
    '["a", ]',
    'a  b',
    '=',
    '<<',
    '0x1f',
    '.inf',
    'yes',
  );
  const key = fc.constantFrom('title', 'aliases', 'id', 'tags', 'x', 'a b', 'alias', 'title ', 'x-y');
  const line = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(key, word).map(([name, value]) => `${name}: ${value}`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('- ', '  - ', '- ', '    - '), word)
        .map(([dash, value]) => `${dash}${value}`),
    },
    { weight: 1, arbitrary: key.map((name) => `${name}:`) },
    { weight: 1, arbitrary: fc.constantFrom('', '# comment', ' # comment', '#x', '  x', 'x', '  y: z') },
  );

  /** Our values are those of the library, or both fail. */
  function same(lines: readonly string[]): void {
    const yaml = lines.join('\n');
    let expected: unknown;
    try {
      expected = parse(yaml, { schema: 'failsafe', logLevel: 'error' });
    } catch {
      return;
    }
    const ours = parseNote('file:///v/a.md', `---\n${yaml}\n---\n`).frontMatter;
    const values =
      expected !== null && typeof expected === 'object' && !Array.isArray(expected)
        ? (expected as Record<string, unknown>)
        : {};
    const text = (value: unknown) =>
      typeof value === 'string' && !/^(?:~|null|Null|NULL)?$/.test(value.trim()) ? value.trim() : undefined;
    const list = (value: unknown) => (Array.isArray(value) ? value : [value]).flatMap((item) => text(item) ?? []);
    assert.ok(ours);
    assert.equal(ours.error, undefined);
    assert.equal(ours.title, text(values.title));
    assert.equal(ours.id, text(values.id));
    assert.deepEqual(ours.aliases, [...list(values.aliases), ...list(values.alias)]);
  }

  test('means the same to us as to the YAML library', () => {
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), same), { seed: 20261124, numRuns: 3000 });
  });
});

test('tags stand where they are written', () => {
  const spans = (yaml: string) => {
    const text = `---\n${yaml}\n---\n#body\n`;
    return parseNote('', text)
      .tags.map(({ name, start, end }) => `${name}:${text.slice(start, end)}`)
      .join(' ');
  };
  assert.equal(spans('title: a\ntags: [b, a, "c d"]'), 'b:b a:a c:c d:d body:#body');
  assert.equal(spans('tags:\n  - "#ab"\n  - a\n  - a'), 'ab:ab a:a a:a body:#body');
  assert.equal(spans('tag: x/y'), 'x/y:x/y body:#body');
  // What YAML spells otherwise has only the front matter as its place.
  assert.match(spans('tags: ["\\u0061b"]'), /^ab:---\n/);
});
