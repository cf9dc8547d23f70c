// Mentions: the links of a vault that lead to a file, by whatever name they call it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Note } from '../../server/parse/note.ts';
import { parseNote } from '../../server/parse/parseNote.ts';
import { MentionIndex } from '../../server/vault/mentionIndex.ts';
import { backlinkCount, mentionsOf } from '../../server/vault/mentions.ts';
import { resolve } from '../../server/vault/resolve.ts';
import { type WorldOptions, world } from '../fixture.ts';

/** `expected` is `path: link` for each mention; the answer is also compared with resolving every link of the vault. */
function check(literal: string, path: string, expected: string[], options: WorldOptions = {}): void {
  const here = world(literal, options);
  const uri = here.uri(path);
  const show = (source: string, start: number, end: number) =>
    `${here.path(source)}: ${here.slice(here.path(source), start, end)}`;
  const found = mentionsOf(here.vault, uri, here.settings).map(({ uri: source, link }) =>
    show(source, link.start, link.end),
  );
  assert.deepEqual(found.sort(), expected);
  const all: string[] = [];
  for (const note of here.vault.allNotes()) {
    const file = here.vault.files.get(note.uri);
    if (!file || !here.vault.isNote(file)) continue;
    for (const link of note.links) {
      const target = resolve(here.vault, note.uri, link, { pipeOrder: here.settings.links.pipeOrder }).files[0];
      if (target?.uri === uri) all.push(show(note.uri, link.start, link.end));
    }
  }
  assert.deepEqual(found, all.sort(), 'the same as by resolving every link');
}

/** Each of these written in `d/a.md` is a mention of the file at `path`. */
function checkForms(path: string, files: string, forms: string[], options: WorldOptions = {}): void {
  const text = forms.join('\n\n');
  check(`\n//- d/a.md\n${text}\n${files}`, path, forms.map((form) => `d/a.md: ${form}`).sort(), options);
}

describe('mentions', () => {
  test('by every way to name a note', () =>
    checkForms('t/b.md', '//- t/b.md\n---\naliases: [Bee]\nid: b12\n---\n# Title of/b\n## H\n', [
      '[[b]]',
      '[[b.md]]',
      '[[B]]',
      '[[t/b]]',
      '[[../t/b]]',
      '[[/t/b]]',
      '[[../../wrong/b]]',
      '[[t\\b]]',
      '[[t%2Fb]]',
      '[[%62]]',
      '[[b|x]]',
      '[[b#H]]',
      '[[b # H|x]]',
      '[[Bee]]',
      '[[bee#H]]',
      '[[b12]]',
      '[[Title of/b]]',
      '[[some text|b]]',
      '[[some text|b#H]]',
      '[[some text|dendron://v/b#H]]',
      '[[dendron://v/b]]',
      '![[b]]',
      '[x](../t/b.md)',
      '[x](../t/b)',
      '[x](/t/b.md#H)',
      '[x](<../t/b.md>)',
      '[x](../t/b.md:12)',
      '[x](../t/b.md?a=b)',
      '[x](../t/%62.md)',
      '<a href="../t/b.md">x</a>'.replace('>x</a>', '>'),
    ]));
  test('by the name of its folder, from inside and outside', () =>
    check(
      '\n//- d/index.md\n//- d/a.md\n[[.]]\n//- d/e/b.md\n[[..]]\n//- c.md\n[[d]] [[d/]] [[d/index]] [x](d/index.md) [y](d/)\n',
      'd/index.md',
      [
        'c.md: [[d/]]',
        'c.md: [[d/index]]',
        'c.md: [[d]]',
        'c.md: [x](d/index.md)',
        'c.md: [y](d/)',
        'd/a.md: [[.]]',
        'd/e/b.md: [[..]]',
      ],
    ));
  test('by a name with #', () => checkForms('C# intro.md', '//- C# intro.md\n', ['[[C# intro]]', '[[C# intro|x]]']));
  test('by an encoded name with a line, a query or a heading behind it', () =>
    checkForms('d/my note.md', '//- d/my note.md\n# H\n', [
      '[x](my%20note.md:12)',
      '[x](my%20note.md:12:3)',
      '[x](my%20note.md?raw=true)',
      '[[some text|my%20note#H]]',
      '[[some text|dendron://v/my%20note#H]]',
      '[[dendron://v/my%20note]]',
    ]));
  test('a .markdown note', () =>
    checkForms('t/b.markdown', '//- t/b.markdown\n', ['[[b]]', '[[b.markdown]]', '[[t/b]]']));
  test('a note called like one with an ending', () =>
    checkForms('t/x.markdown.md', '//- t/x.markdown.md\n', ['[[x.markdown]]', '[[x.markdown.md]]']));
  test('an image', () => checkForms('t/p.png', '//- t/p.png\n', ['![[p.png]]', '![](../t/p.png)', '![[P.png|300]]']));
  test('a reference and its definition', () =>
    check('\n//- a.md\n[x][r]\n\n[r]: b.md\n//- b.md\n', 'b.md', ['a.md: [r]: b.md', 'a.md: [x][r]']));
  test('links of the note to itself', () =>
    check('\n//- a.md\n# H\n[[#H]] [x](#h) [[a]]\n', 'a.md', ['a.md: [[#H]]', 'a.md: [[a]]', 'a.md: [x](#h)']));
  test('of an ambiguous link only the first counts', () => {
    const literal = '\n//- a.md\n[[x]]\n//- t/x.md\n//- u/x.md\n';
    check(literal, 't/x.md', ['a.md: [[x]]']);
    check(literal, 'u/x.md', []);
  });
  test('front matter', () => check('\n//- a.md\n---\nup: "[[b]]"\n---\n//- b.md\n', 'b.md', ['a.md: [[b]]']));
  test('nothing in code', () => check('\n//- a.md\n`[[b]]`\n//- b.md\n', 'b.md', []));
  test('the links of a sidecar are none', () =>
    check('\n//- p.png\n//- p.md\n# Image Description\n\n**File:** p.png\n\n[[b]]\n//- b.md\n', 'b.md', []));
  test('backlinks are counted by notes, without the note itself', () => {
    const here = world('\n//- a.md\n[[b]] [[b]]\n//- c.md\n[[b]]\n//- b.md\n[[b]]\n');
    assert.equal(backlinkCount(here.vault, here.uri('b.md'), here.settings), 2);
  });
});

test('texts that were said for a moment are forgotten, and what is said stays', () => {
  const index = new MentionIndex();
  index.add('file:///v/b.md', parseNote('file:///v/b.md', '[[kept]] [[half.md]] [x](half%20.md)\n'));
  const uri = 'file:///v/a.md';
  let old: Note | undefined;
  for (let at = 0; at < 5000; at++) {
    const note = parseNote(uri, `[[half${at}]] [[kept]] [[a${at}.md|b${at}]]\n`);
    index.replace(uri, old, note);
    old = note;
    assert.deepEqual([...index.of(`half${at}`)], [uri]);
  }
  assert.ok(index.targets().size < 3000, `${index.targets().size} texts`);
  assert.deepEqual([...index.of('kept')].sort(), [uri, 'file:///v/b.md']);
  // A text that comes back is found again, under every spelling.
  index.replace(uri, old, parseNote(uri, '[[half3.md]] [[half]]\n'));
  assert.deepEqual([...index.of('half3')], [uri]);
  assert.deepEqual([...index.of('half')].sort(), [uri, 'file:///v/b.md']);
  assert.deepEqual([...index.of('half4999')], []);
  assert.ok(index.textsOf(['half']).has('half.md'));
});

test('however much was read, the first key press after it looks for nothing that is said no longer', () => {
  const index = new MentionIndex();
  const count = 5000;
  for (let at = 0; at < count; at++) {
    const uri = `file:///v/n${at}.md`;
    index.add(uri, parseNote(uri, `[[only ${at}]]\n`));
  }
  const [uri, read] = ['file:///v/n0.md', parseNote('file:///v/n0.md', '[[only 0]]\n')];
  const typed = parseNote(uri, '[[onl]]\n');
  index.replace(uri, read, typed);
  // The text that the key left behind is still there: nobody has looked through all texts for it.
  assert.equal(index.targets().size, count + 1);
  // Notes that are deleted leave theirs behind, and in the end somebody looks.
  for (let at = 1; at < count; at++) {
    const gone = `file:///v/n${at}.md`;
    index.replace(gone, parseNote(gone, `[[only ${at}]]\n`), undefined);
  }
  assert.ok(index.targets().size < count / 2, `${index.targets().size} texts`);
  assert.deepEqual([...index.of('onl')], [uri]);
});

test('a text that is only asked about is not kept', () => {
  const index = new MentionIndex();
  assert.equal(index.keyOf('Asked.md'), 'asked');
  const [link] = parseNote('file:///v/a.md', '[[b|c%20d]]\n').links;
  assert.deepEqual([...index.keysOf(link!)].sort(), ['b', 'c d', 'c%20d']);
  assert.equal(index.targets().size, 0);
});
