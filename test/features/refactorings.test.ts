// Actions on a selection, a heading or a link: which are offered, and the texts after one is taken.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AnnotatedTextEdit } from 'vscode-languageserver-types';
import type { ActionOptions } from '../../server/features/actionEdits.ts';
import { codeActions } from '../../server/features/codeActions.ts';
import { diagnostics } from '../../server/features/diagnostics.ts';
import { newNoteStub } from '../../server/features/newNoteStub.ts';
import { actionEdit, actionNeeds, readActionData, refactorings } from '../../server/features/refactorings.ts';
import { parseNote } from '../../server/parse/parseNote.ts';
import { fixAllKind } from '../../server/protocol.ts';
import { lineAt } from '../../server/text/lines.ts';
import { actionOptions, applied, printed, type World, type WorldOptions, world } from '../fixture.ts';

interface Options extends WorldOptions {
  readonly only?: readonly string[];
}

/** All that is offered at `$0`: fixes of the problems there, then refactorings. */
function offered(of: World, { only }: Options = {}) {
  const span = { start: of.place.offset, end: of.selectionEnd };
  const options = actionOptions(of);
  const note = of.vault.note(of.place.uri)!;
  const line = lineAt(note.lines, span.start);
  const problems = diagnostics(of.vault, note.uri, of.settings, 'en', 'warning').filter(
    ({ range }) => range.start.line === line,
  );
  return [
    ...(only ? [] : codeActions(of.vault, note.uri, problems, options)),
    ...refactorings(of.vault, note.uri, span, only, options),
  ];
}

function checkTitles(literal: string, expected: readonly string[], options: Options = {}): void {
  const titles = offered(world(literal, options), options).map(({ title }) => title);
  assert.deepEqual(
    titles.filter((title) => !title.startsWith('Say nothing')),
    expected,
  );
}

/** Takes the action whose title begins so; what changed is `expected`. */
function check(
  literal: string,
  title: string,
  expected: string,
  options: Options = {},
  over: Partial<ActionOptions> = {},
): void {
  // Texts of closed notes are lent as the wrapper of requests does it: only those that were asked for.
  const of = world(literal, options);
  const action = offered(of, options).find((one) => one.title.startsWith(title));
  assert.ok(
    action,
    `“${title}” is offered among ${offered(of, options)
      .map((one) => one.title)
      .join(' | ')}`,
  );
  const data = readActionData(of.vault, action.data);
  const all = actionOptions(of, over);
  if (data) {
    const needs = new Set([...actionNeeds(of.vault, data, all), of.place.uri]);
    for (const file of of.vault.files.all()) if (!needs.has(file.uri)) of.vault.dropText(file.uri);
  }
  const edit = action.edit ?? (data && actionEdit(of.vault, data, all));
  assert.ok(edit, 'there is something to do');
  assert.equal(printed(applied(of, edit)), expected.replace(/^\n/, ''));
}

describe('all problems of a kind', () => {
  const stale = `
//- a.md
![](x.png) <!-- TODO: Broken image path -->$0
![](x.png) <!-- TODO: Broken image path -->
//- b.md
text ![](x.png) <!-- TODO: Broken image path --> more
//- c.md
![](no.png) <!-- TODO: Broken image path -->
//- x.png
`;
  test('comments out of date, here and everywhere', () => {
    checkTitles(stale, [
      'Remove this comment',
      'Remove all 2 such comments in this note',
      'Remove all 3 such comments in 2 notes…',
    ]);
    check(stale, 'Remove all 3', '\n//- a.md\n![](x.png)\n![](x.png)\n//- b.md\ntext ![](x.png) more\n');
  });
  test('everywhere is confirmed before, in one edit, where the editor can', () => {
    const of = world(stale);
    const edit = actionEdit(
      of.vault,
      { kind: 'fixVault', uri: of.uri('a.md'), code: 'stale-todo' },
      actionOptions(of),
    )!;
    // One change that does nothing makes the editor ask; all others are chosen beforehand.
    assert.deepEqual(edit.changeAnnotations, {
      all: { label: 'Fixes of “stale-todo”', needsConfirmation: false },
      ask: { label: 'Fixes of “stale-todo”', needsConfirmation: true },
    });
    const changes = edit.documentChanges!.flatMap((one) => ('edits' in one ? (one.edits as AnnotatedTextEdit[]) : []));
    assert.deepEqual(
      changes.map(({ annotationId, newText }) => annotationId + newText),
      ['ask', 'all', 'all', 'all'],
    );
    const plain = actionEdit(
      of.vault,
      { kind: 'fixVault', uri: of.uri('a.md'), code: 'stale-todo' },
      actionOptions(of, { confirms: false }),
    )!;
    assert.equal(plain.changeAnnotations, undefined);
  });
  test('a note that was changed meanwhile is left alone', () => {
    const of = world(stale);
    of.vault.lendText(of.uri('b.md'), 'something else\n');
    const edit = actionEdit(
      of.vault,
      { kind: 'fixVault', uri: of.uri('a.md'), code: 'stale-todo' },
      actionOptions(of),
    )!;
    assert.deepEqual([...applied(of, edit).keys()], ['a.md']);
  });
  const imprecise = '\n//- d/a.md\n[[../../t/x]]$0 [[../../t/y]]\n//- e/b.md\n[[../../t/x]]\n//- t/x.md\n//- t/y.md\n';
  test('of another kind', () => {
    check(imprecise, 'Fix all “imprecise-path” in this note', '\n//- d/a.md\n[[../t/x]] [[../t/y]]\n');
    check(
      imprecise,
      'Fix all “imprecise-path” in all notes',
      '\n//- d/a.md\n[[../t/x]] [[../t/y]]\n//- e/b.md\n[[../t/x]]\n',
    );
  });
  test('on request all that is safe, and nothing of it in the menu', () => {
    const mixed =
      '\n//- d/a.md\n$0[[../../t/x]] [[wrong/dir/index]]\n![](x.png) <!-- TODO: Broken image path -->\n//- t/x.md\n//- d/x.png\n';
    checkTitles(mixed, ['Fix what has one fix'], { only: ['source.fixAll'] });
    check(mixed, 'Fix what', '\n//- d/a.md\n[[../t/x]] [[wrong/dir/index]]\n![](x.png)\n', { only: [fixAllKind] });
    checkTitles(mixed.replace('$0', '').replace('[[wrong', '$0[[wrong'), [], { only: ['quickfix'] });
  });
  test('repeated ids of blocks', () =>
    check(
      '\n//- a.md\none ^x\n\ntwo ^x$0\n\nthree ^X\n\n^x-2\n',
      'Give each',
      '\n//- a.md\none ^x\n\ntwo ^x-3\n\nthree ^X-4\n\n^x-2\n',
    ));
});

describe('ids of headings', () => {
  test('a repeated one, whose links lead to the first', () =>
    check(
      '\n//- a.md\n# One {#set-up}\n# Two {#x}\n# Three {#x}$0\n//- b.md\n[[a#x]]\n',
      'Write the ids',
      '\n//- a.md\n# One {#set-up}\n# Two {#x}\n# Three {#x-1}\n',
    ));
  test('one that is no slug, with its links', () =>
    check(
      '\n//- a.md\n# One {#My_ID.x}$0\n//- b.md\n[[a#my_id.x|there]] [z](a.md#My_ID.x)\n//- c.md\n[[a#One]]\n',
      'Write the ids',
      '\n//- a.md\n# One {#my_idx}\n//- b.md\n[[a#my_idx|there]] [z](a.md#my_idx)\n',
    ));
  test('nothing where all are right', () =>
    checkTitles('\n//- a.md\nx\n## One {#ok}$0\n', [
      'Extract this section to a new note',
      'Insert a table of contents',
    ]));
});

describe('extracting', () => {
  test('a section: only what is a heading comes up', () => {
    const inner = '- ```\n  ### code\n  ```\n\n<!--\n### hidden\n-->\n\n> ### quoted\n\n  #### Deep ####\n\nText.\n';
    check(
      `\n//- a.md\n# A\n\n## Part$0\n\n${inner}`,
      'Extract this section',
      `\n//- a.md\n# A\n\n## Part\n\n[[part]]\n//- part.md\n# Part\n\n${inner.replace('####', '###')}`,
    );
  });
  test('a heading that is selected alone means its section', () => {
    const taken = '\n//- a.md\n# A\n\n## Methods\n\n[[methods]]\n\n## B\n//- methods.md\n# Methods\n\nText.\n';
    for (const selected of ['$0## Methods\n$0\n', '$0## Methods$0\n\n', '$0## Methods\n\n$0'])
      check(`\n//- a.md\n# A\n\n${selected}Text.\n\n## B\n`, 'Extract this section', taken);
    check(
      '\n//- a.md\n# A\n\n$0Methods\n---\n$0\nText.\n',
      'Extract this section',
      '\n//- a.md\n# A\n\nMethods\n---\n\n[[methods]]\n//- methods.md\n# Methods\n\nText.\n',
    );
    const titles = (literal: string) => offered(world(literal)).map(({ title }) => title);
    for (const other of ['//- a.md\n$0# A\n$0\nText.\n', '//- a.md\n# A\n> $0## B$0\n> text\n'])
      assert.ok(!titles(other).some((title) => title.startsWith('Extract')), titles(other).join(' | '));
    assert.ok(titles('//- a.md\n# A\n$0## B\nte$0xt\n').includes('Extract the selection to a new note'));
  });
  test('a section: the heading stays, the levels come up', () =>
    check(
      `
//- some_note.md
# A

## The Big Part$0

See [[#A]] and [[#Inner]].

### Inner

\`\`\`
### code
\`\`\`

## Next
`,
      'Extract this section',
      `
//- some_note.md
# A

## The Big Part

[[the_big_part]]

## Next
//- the_big_part.md
# The Big Part

See [[some_note#A]] and [[#Inner]].

## Inner

\`\`\`
### code
\`\`\`
`,
    ));
  test('a selection, with the notes and definitions it uses', () =>
    check(
      `
//- d/a.md
# A

$0Важный текст[^1] и [ссылка][r] на [[b]].$0

[^1]: note
[^2]: other

[r]: https://example.org
//- b.md
`,
      'Extract the selection',
      `
//- d/a.md
# A

[[vazhnyi-tekst-i-ssylka-na-b]]

[^2]: other
//- d/vazhnyi-tekst-i-ssylka-na-b.md
# Важный текст и ссылка на b

Важный текст[^1] и [ссылка][r] на [[b]].

[^1]: note

[r]: https://example.org
`,
    ));
  test('its title has the words of its links, and is no sentence', () => {
    check(
      '\n//- a.md\n# T\n\n$0Intro [[#Second part]].$0\n\n## Second part\n',
      'Extract the selection',
      '\n//- a.md\n# T\n\n[[intro-second-part]]\n\n## Second part\n//- intro-second-part.md\n# Intro Second part\n\nIntro [[a#Second part]].\n',
    );
    check(
      '\n//- a.md\n# T\n\n$0And so on...$0\n',
      'Extract the selection',
      '\n//- a.md\n# T\n\n[[and-so-on]]\n//- and-so-on.md\n# And so on...\n\nAnd so on...\n',
    );
  });
  test('definitions that the rest of the note uses stay, and are copied where both need them', () => {
    check(
      '\n//- a.md\n# T\n\nsee [x][r] [^1]\n\n## Last$0\n\nbody\n\n[r]: c.md\n[^1]: foot\n',
      'Extract this section',
      '\n//- a.md\n# T\n\nsee [x][r] [^1]\n\n## Last\n\n[[last]]\n\n[r]: c.md\n\n[^1]: foot\n//- last.md\n# Last\n\nbody\n',
    );
    check(
      '\n//- a.md\n# T\n\nsee [R] [^1]\n\n## Last$0\n\nbody [r]\n\n[r]: c.md\n[s]: d.md\n[^1]: foot [x][s]\n    more\n\n[t]: e.md\n',
      'Extract this section',
      '\n//- a.md\n# T\n\nsee [R] [^1]\n\n## Last\n\n[[last]]\n\n[r]: c.md\n[s]: d.md\n\n[^1]: foot [x][s]\n    more\n//- last.md\n# Last\n\nbody [r]\n\n[r]: c.md\n\n[t]: e.md\n',
    );
  });
  test('definitions that nothing else uses go along', () => {
    const moved = (rest: string, left: string, written: string) =>
      check(
        `\n//- a.md\n# T\n\n## S$0\n\nx[^1]\n\n## Z\n\nz\n\n${rest}`,
        'Extract this section',
        `\n//- a.md\n# T\n\n## S\n\n[[s]]\n\n## Z\n\nz\n${left}//- s.md\n# S\n\nx[^1]\n\n${written}`,
      );
    moved('[^1]: see [r]\n\n[r]: c.md\n', '', '[^1]: see [r]\n\n[r]: c.md\n');
    moved('[^1]: one\n\n    two\n\nend\n', '\nend\n', '[^1]: one\n\n    two\n');
    // What others use, lead to or would lose its line stays.
    moved('[^1]: see [r]\n[^2]: [r]\n\n[r]: c.md\n', '\n[^2]: [r]\n\n[r]: c.md\n', '[^1]: see [r]\n\n[r]: c.md\n');
    moved('[^1]: <a id="x"></a>\n', '\n[^1]: <a id="x"></a>\n', '[^1]: <a id="x"></a>\n');
    moved('[^1]: one ^id\n', '\n[^1]: one ^id\n', '[^1]: one ^id\n');
    moved('> [^1]: see [r]\n\n[r]: c.md\n', '\n> [^1]: see [r]\n\n[r]: c.md\n', '[^1]: see [r]\n\n[r]: c.md\n');
    moved('> [^1]: one\n', '\n> [^1]: one\n', '[^1]: one\n');
    check(
      '\n//- a.md\n# T\n\n$0x[^1]\n\n[^1]: one$0 two\n',
      'Extract the selection',
      '\n//- a.md\n# T\n\n[[x]] two\n//- x.md\n# x\n\nx[^1]\n\n[^1]: one\n\n[^1]: one two\n',
    );
    check(
      '\n//- a.md\n# T\n\n[^1]: one\n\n$0x[^1]$0\n',
      'Extract the selection',
      '\n//- a.md\n# T\n\n[[x]]\n//- x.md\n# x\n\nx[^1]\n\n[^1]: one\n',
    );
    check(
      '\n//- a.md\n# T\n\n[r] w $0x[^1]\n\n[r]: c.md\n\ny$0 z\n\n[^1]: one\n',
      'Extract the selection',
      '\n//- a.md\n# T\n\n[r] w [[x]] z\n\n[r]: c.md\n//- x.md\n# x\n\nx[^1]\n\ny\n\n[^1]: one\n',
    );
  });
  test('a definition stays where the rest would not be the same without it', () => {
    const stays = (before: string, written: string) =>
      check(
        `\n//- a.md\n# T\n\n$0x[^a] [b] $0\n\n${before}`,
        'Extract the selection',
        `\n//- a.md\n# T\n\n[[x-b]] \n\n${before}//- x-b.md\n# x [b]\n\nx[^a] [b]\n\n${written}`,
      );
    // The rest needs the footnote in it.
    stays('y[^c]\n\n[^a]: one\n    [^c]: inner\n', '[^a]: one\n    [^c]: inner\n');
    stays('y[^c]\n\n[^a]: one\n    [^c]: see [d]\n\n[d]: d.md\n', '[^a]: one\n    [^c]: see [d]\n\n[d]: d.md\n');
    // Foam's readers know by it where a wiki-link leads.
    stays('[[b]]\n\n[b]: b.md "B"\n', '[b]: b.md "B"\n');
    stays('[^a]: <a id="x"></a> [[B]]\n\n[b]: b.md "B"\n', '[^a]: <a id="x"></a> [[B]]\n\n[b]: b.md "B"\n');
    // It parts what stands above it from what stands below.
    stays('- one\n\n[b]: c.md\n\n    code\n', '[b]: c.md\n');
    stays('- one\n\n[b]: c.md\n\n- two\n', '[b]: c.md\n');
    stays('1. one\n\n[b]: c.md\n\n1. two\n', '[b]: c.md\n');
    // The comment is about its line.
    stays('<!-- research-notes-ignore-next-line -->\n[b]: c.md\n[[no]]\n', '[b]: c.md\n');
    check(
      '\n//- a.md\n# T\n\n$0x [b] $0\n\n- one\n\n[b]: c.md\n\ntwo\n',
      'Extract the selection',
      '\n//- a.md\n# T\n\n[[x-b]] \n\n- one\n\ntwo\n//- x-b.md\n# x [b]\n\nx [b]\n\n[b]: c.md\n',
    );
  });
  test('definitions that stay take lines of their own', () => {
    check(
      '\n//- a.md\n# T\n\n[r] [^1]\n\n$0x\n\n[^1]: foot\n\ny$0\nz\n',
      'Extract the selection',
      '\n//- a.md\n# T\n\n[r] [^1]\n\n[[x]]\n\n[^1]: foot\n\nz\n//- x.md\n# x\n\nx\n\ny\n',
    );
    check(
      '\n//- a.md\n# T\n\n[r] [^1]\n\nw $0x\n\n[r]: c.md\n\ny$0 z\n\nend\n',
      'Extract the selection',
      '\n//- a.md\n# T\n\n[r] [^1]\n\nw [[x]] z\n\nend\n\n[r]: c.md\n//- x.md\n# x\n\nx\n\ny\n',
    );
  });
  test('a definition that the copied one uses comes along', () =>
    check(
      '\n//- a.md\n# T\n\n## Part$0\n\nx[^1]\n\n## Last\n\n[^1]: see [r]\n\n[r]: c.md\n',
      'Extract this section',
      '\n//- a.md\n# T\n\n## Part\n\n[[part]]\n\n## Last\n//- part.md\n# Part\n\nx[^1]\n\n[^1]: see [r]\n\n[r]: c.md\n',
    ));
  test('links to what moved follow it', () => {
    const a = '# A\n\n[[#Sub]] [x](#sub)\n\n## S$0\n\n[[#Sub]] [[a#Sub|s]] [[#S]]\n\n### Sub\n\nx ^id\n\n## Z\n';
    check(
      `\n//- d/a.md\n${a}//- b.md\n[[a#Sub]] ![[d/a#S#Sub]] [[a#^id|w]] [[a#S]] [[a]]\n//- e/c.md\n[x](../d/a.md#sub) [x](../d/a#sub "t") [[a.md#sub]]\n`,
      'Extract this section',
      '\n//- d/a.md\n# A\n\n[[s#Sub]] [x](s.md#sub)\n\n## S\n\n[[s]]\n\n## Z\n' +
        '//- b.md\n[[s#Sub]] ![[s#S#Sub]] [[s#^id|w]] [[a#S]] [[a]]\n' +
        '//- e/c.md\n[x](../d/s.md#sub) [x](../d/s#sub "t") [[s.md#sub]]\n' +
        '//- d/s.md\n# S\n\n[[#Sub]] [[#Sub|s]] [[a#S]]\n\n## Sub\n\nx ^id\n',
    );
  });
  test('definitions that stay follow what moved', () =>
    check(
      '\n//- a.md\n# A\n\n[p] [^1]\n\n## S$0\n\n[[#Sub]] [^2]\n\n### Sub\n\n[p]: #sub\n\n[^1]: see [[#Sub]] and [[#S]]\n[^2]: [[#Sub]]\n',
      'Extract this section',
      '\n//- a.md\n# A\n\n[p] [^1]\n\n## S\n\n[[s]]\n\n[p]: s.md#sub\n\n[^1]: see [[s#Sub]] and [[#S]]\n//- s.md\n# S\n\n[[#Sub]] [^2]\n\n## Sub\n\n[^2]: [[#Sub]]\n',
    ));
  test('where both need a definition, each note has it as it is right there', () =>
    check(
      '\n//- a.md\n# A\n\nx[^1]\n\n## S$0\n\ny[^1]\n\n### Sub\n\n[^1]: see [[#Sub]]\n',
      'Extract this section',
      '\n//- a.md\n# A\n\nx[^1]\n\n## S\n\n[[s]]\n\n[^1]: see [[s#Sub]]\n//- s.md\n# S\n\ny[^1]\n\n## Sub\n\n[^1]: see [[#Sub]]\n',
    ));
  test('the name is not taken from a definition that stays', () =>
    check(
      '\n//- a.md\n# A\n\n[r]\n\n$0[r]: c.md\n\nBody here$0\n',
      'Extract the selection',
      '\n//- a.md\n# A\n\n[r]\n\n[[body-here]]\n\n[r]: c.md\n//- body-here.md\n# Body here\n\nBody here\n',
    ));
  test('nothing where all of the selection stays', () => {
    const of = world('\n//- a.md\n# A\n\n[r]\n\n$0[r]: c.md$0\n');
    const span = { start: of.place.offset, end: of.selectionEnd };
    assert.equal(actionEdit(of.vault, { kind: 'extract', uri: of.uri('a.md'), ...span }, actionOptions(of)), undefined);
  });
  test('a heading that was the second of its name is the first there', () =>
    check(
      '\n//- a.md\n# A\n\n## Sub\n\n## S$0\n\n### Sub\n//- b.md\n[x](a.md#sub-1) [x](a.md#sub) [[a#S#Sub]]\n',
      'Extract this section',
      '\n//- a.md\n# A\n\n## Sub\n\n## S\n\n[[s]]\n//- b.md\n[x](s.md#sub) [x](a.md#sub) [[s#S#Sub]]\n//- s.md\n# S\n\n## Sub\n',
    ));
  test('a link in front matter keeps its quotes', () => {
    const a = "# A\n\n## It's sub\n\n## Part$0\n\n### It's sub\n";
    check(
      `\n//- it's/a.md\n${a}//- b.md\n---\nup: '[[a#its-sub-1]]'\n---\n[[a#its-sub-1]]\n`,
      'Extract this section',
      "\n//- it's/a.md\n# A\n\n## It's sub\n\n## Part\n\n[[part]]\n" +
        "//- b.md\n---\nup: '[[part#Its sub]]'\n---\n[[part#It's sub]]\n" +
        "//- it's/part.md\n# Part\n\n## It's sub\n",
    );
  });
  test('the second of two headings that move keeps its links', () =>
    check(
      '\n//- a.md\n# A\n\n## Sub\n\n## S$0\n\n### Sub\n\n### Sub\n//- b.md\n[[a#sub-2]] <a href="a.md#sub-2">x</a>\n',
      'Extract this section',
      '\n//- a.md\n# A\n\n## Sub\n\n## S\n\n[[s]]\n//- b.md\n[[s#sub-1]] <a href="s.md#sub-1">x</a>\n//- s.md\n# S\n\n## Sub\n\n## Sub\n',
    ));
  test('not a section in a quote or list, and not half of one', () => {
    for (const line of ['> ## S$0\n> body', '- x\n\n  ## S$0\n\n  body', '> S$0\n> ---'])
      assert.ok(!offered(world(`\n//- a.md\n# A\n\n${line}\n\nafter\n`)).some(({ title }) => title.startsWith('Ext')));
    check(
      '\n//- a.md\n# A\n\n## S$0\n\n> # Q\n> q\n\nbody\n',
      'Extract this section',
      '\n//- a.md\n# A\n\n## S\n\n[[s]]\n//- s.md\n# S\n\n> # Q\n> q\n\nbody\n',
    );
  });
  test('never over a note that is there', () =>
    check(
      '\n//- a.md\n# A\n## Part$0\nx\n//- part.md\n',
      'Extract',
      '\n//- a.md\n# A\n## Part\n\n[[part-2]]\n//- part-2.md\n# Part\n\nx\n',
    ));
  test('never by a name that leads elsewhere', () => {
    const named = (line: string, rest: string, name: string, title: string) =>
      check(
        `\n//- d/a.md\n# A\n\n$0${line}\n\nmore$0\n${rest}//- z.md\n[[${title}]]\n`,
        'Extract',
        `\n//- d/a.md\n# A\n\n[[${name}]]\n//- d/${name}.md\n# ${title}\n\n${line}\n\nmore\n`,
      );
    named('![[p.png]]', '//- d/p.png\n', 'p.png-2', 'p.png');
    named('![[p.png]]', '//- p.png\n', 'p.png-2', 'p.png');
    named('![[c]]', '//- sub/c.md\n', 'c-2', 'c');
    named('Cells', '//- x.md\n---\naliases: [cells]\n---\n', 'cells-2', 'Cells');
    named('Cells', '//- x.md\n# Cells\n', 'cells-2', 'Cells');
    // What leads nowhere wants the note.
    named('Cells', '', 'cells', 'Cells');
  });
  test('no title takes over what a link in the text leads to, or wants', () => {
    check(
      '\n//- a.md\n# A\n\n$0- [[Ghost]]\n- [[ghost-2]]$0\n',
      'Extract',
      '\n//- a.md\n# A\n\n[[ghost-3]]\n//- ghost-3.md\n# Ghost 3\n\n- [[Ghost]]\n- [[ghost-2]]\n',
    );
    check(
      '\n//- a.md\n# A\n\n## The Other$0\n\nSee [[the other|it]] and [[Third One]].\n//- x.md\n# The Other\n//- y.md\n# Third One\n',
      'Extract',
      '\n//- a.md\n# A\n\n## The Other\n\n[[the-other]]\n//- the-other.md\n# The Other\n\nSee [[x|it]] and [[Third One]].\n',
    );
  });
  test('a wanted name that fills all that a name may hold is passed over, too', () => {
    const words = 'щ'.repeat(30);
    const wanted = 'shch'.repeat(20);
    check(
      `\n//- a.md\n# A\n\n$0${words} see [[${wanted}]]$0\n`,
      'Extract the selection',
      `\n//- a.md\n# A\n\n[[${wanted}-2]]\n//- ${wanted}-2.md\n# ${words} see ${wanted.slice(0, 25)} 2\n\n${words} see [[${wanted}]]\n`,
    );
  });
  test('a name without marks and ids', () => {
    const named = (before: string, link: string, title: string, body: string) =>
      check(
        `\n//- a.md\n# A\n\n${before}\n`,
        'Extract the selection',
        `\n//- a.md\n# A\n\n${link}\n//- ${/\[\[(.*)\]\]/.exec(link)![1]}.md\n# ${title}\n\n${body}\n`,
      );
    named('$0- first claim ^c1$0\n- x', '- [[first-claim]]\n- x', 'first claim', '- first claim ^c1');
    named('- a\n$0- b\n  - c\n- d$0\n- e', '- a\n- [[b]]\n- e', 'b', '- b\n  - c\n- d');
    named('1. a\n2. $0b$0', '1. a\n2. [[b]]', 'b', 'b');
    named('  indented\n$0- two\nx$0', '  indented\n[[two]]', 'two', '- two\nx');
    named('- a\n  more\n$0- two$0', '- a\n  more\n- [[two]]', 'two', '- two');
    named('> - a\n> $0- b\n>   - c$0\n> - d', '> - a\n> - [[b]]\n> - d', 'b', '- b\n  - c');
    named('> > - a\n> >   more\n> > $0- two$0', '> > - a\n> >   more\n> > - [[two]]', 'two', '- two');
    named('- a\n\n> $0- two$0\n\n- b', '- a\n\n> [[two]]\n\n- b', 'two', '- two');
    named('$0...$0', '[[note]]', '...', '...');
    named('$0- b\n- d$0\n\nText.', '[[b]]\n\nText.', 'b', '- b\n- d');
    named('$0> [!note]\n> - [ ] do *it*$0', '[[do-it]]', 'do it', '> [!note]\n> - [ ] do *it*');
    named('> [!note] T\n> $0one\n>\n> - two$0', '> [!note] T\n> [[one]]', 'one', 'one\n\n- two');
    named('1. x $0one\n   - two$0', '1. x [[one]]', 'one', 'one\n- two');
    // What lies after the list or quote keeps its indent.
    const one = (before: string, body: string) =>
      named(before, before.replace(/\$0[\s\S]*\$0/, '[[one]]'), 'one', body);
    const code = '\n\n```py\ndef f():\n    return 1\n  x\n```';
    one(`- $0one${code}$0`, `one${code}`);
    one(`> - $0one${code}$0`, `one${code}`);
    one('1. intro\n2. $0one\n\nThen:\n\n    indented code$0', 'one\n\nThen:\n\n    indented code');
    one('- $0one\n\nText\n\n1. x\n   - y$0', 'one\n\nText\n\n1. x\n   - y');
    one('- $0one\n- two\n\n  more$0', 'one\n- two\n\n  more');
    one('- $0one\n```\n  x\n```$0', 'one\n```\n  x\n```');
    one('> $0one\n\n> two$0', 'one\n\n> two');
    one('1. - $0one\n\n     in\n\n   out\n\n       code$0', 'one\n\nin\n\nout\n\n    code');
    one('- $0one\nlazy\n\n  two$0', 'one\nlazy\n\ntwo');
    one('[^1]: $0one\n\n    two\n\n        code$0', 'one\n\ntwo\n\n    code');
    // A tab reaches to the next fourth column.
    one('-\t$0one\n\n    para\n\n        code$0', 'one\n\npara\n\n    code');
    one('1.\t$0one\n\n\tpara\n\n\t\tcode$0', 'one\n\npara\n\n\tcode');
    one('> -\t$0one\n>\n>   two\n>\n>     \tcode$0', 'one\n\ntwo\n\n  \tcode');
  });
  test('not a part of code', () => {
    for (const line of [
      '```\n$0x$0\n```',
      'p $0x\n\n```\ny$0\n```',
      '`a $0b$0`',
      '$0    x\n    y$0',
      '    $0$ npm i$0',
      '    $0<b>$0',
      '    $0%% a$0',
    ])
      assert.ok(!offered(world(`\n//- a.md\n# A\n\n${line}\n`)).some(({ title }) => title.startsWith('Ext')), line);
    for (const line of ['$0```\nx\n```$0', 'p $0`b`$0'])
      assert.ok(
        offered(world(`\n//- a.md\n# A\n\n${line}\n`)).some(({ title }) => title.startsWith('Ext')),
        line,
      );
  });
  test('a title that ends as a file of a note does', () =>
    check(
      '\n//- a.md\n# A\n## config.md$0\nx\n//- config.md\n',
      'Extract',
      '\n//- a.md\n# A\n## config.md\n\n[[config-2]]\n//- config-2.md\n# config.md\n\nx\n',
    ));
  test('not a part of a link', () => {
    assert.ok(!offered(world('\n//- a.md\nsee [[b$0 c$0]]\n')).some(({ title }) => title.startsWith('Extract')));
    assert.ok(offered(world('\n//- a.md\nsee $0[[b c]] x$0\n')).some(({ title }) => title.startsWith('Extract')));
  });
  test('not the whole note, and not without the ability to create files', () => {
    checkTitles('\n//- a.md\n# A$0\nx\n', []);
    const of = world('\n//- a.md\n# A\n## B$0\nx\n');
    const span = { start: of.place.offset, end: of.place.offset };
    const found = refactorings(of.vault, of.place.uri, span, undefined, actionOptions(of, { creates: false }));
    assert.deepEqual(
      found.map(({ title }) => title),
      ['Insert a table of contents'],
    );
  });
  test('Windows line ends stay', () => {
    const of = world('//- a.md\n# A\r\n## B$0\r\nx\r\ny\r\n');
    const edit = actionEdit(
      of.vault,
      { kind: 'extract', uri: of.uri('a.md'), start: of.place.offset, end: of.place.offset },
      actionOptions(of),
    )!;
    const after = applied(of, edit);
    assert.equal(after.get('b.md'), '# B\r\n\r\nx\r\ny\r\n');
    assert.equal(after.get('a.md'), '# A\r\n## B\r\n\r\n[[b]]\r\n');
  });
});

describe('inlining an embed', () => {
  const vault = `
//- d/a.md
# A

![[b$0]]
//- t/b.md
---
title: B
---
# Beta

See [[./c]] and ![](pic.png) and [[#Part]].

## Part

Words. ^id

## Other
//- t/c.md
//- t/pic.png
`;
  test('a note: its title goes, its links lead where they led', () =>
    check(
      vault,
      'Put the text of “B” here',
      `
//- d/a.md
# A

See [[c]] and ![](../t/pic.png) and [[b#Part]].

## Part

Words. ^id

## Other
`,
    ));
  test('a section', () =>
    check(vault.replace('![[b$0', '![[b#Part$0'), 'Put', '\n//- d/a.md\n# A\n\n## Part\n\nWords. ^id\n'));
  test('its links keep their lines, queries and brackets', () =>
    check(
      `
//- a.md
![[part$0]]
//- C# d/part.md
# Part

[x](main.c:12) [y](p.pdf?x=1) [z](<q w.md>) [v](q\u3000w.md) <img src="p.png?a"> [s](#part)
//- C# d/main.c
//- C# d/p.pdf
//- C# d/q w.md
//- C# d/q\u3000w.md
//- C# d/p.png
`,
      'Put',
      `
//- a.md
[x](C%23%20d/main.c:12) [y](C%23%20d/p.pdf?x=1) [z](<C%23 d/q w.md>) [v](C%23%20d/q%E3%80%80w.md) <img src="C%23%20d/p.png?a"> [s](C%23%20d/part.md#part)
`,
    ));
  test('its links to names that hold a #', () =>
    check(
      '\n//- a.md\n![[part$0]]\n//- d/part.md\n# Part\n\n[[./C# intro]] [[./e#h]]\n//- d/C# intro.md\n//- d/e.md\n# h\n//- k/C# intro.md\n',
      'Put',
      '\n//- a.md\n[[./d/C# intro]] [[./d/e#h]]\n',
    ));
  test('a block, without its id', () =>
    check(vault.replace('![[b$0', '![[b#^id$0'), 'Put', '\n//- d/a.md\n# A\n\nWords.\n'));
  test('an item with what it holds, and a list', () => {
    const list = '- l1\n- l2 ^one\n  - kid\n- l3\n\n^list\n';
    into('![[b#^list$0]]', list, '- l1\n- l2 ^one\n  - kid\n- l3');
    into('![[b#^one$0]]', list, '- l2\n  - kid');
    into('- ![[b#^one$0]]\n- x', list, '- l2\n  - kid\n- x');
    into('> - x\n>   - ![[b#^k$0]]', '- a\n  1. b ^k\n\n     c\n', '> - x\n>   - b\n>\n>     c');
    into('- ![[b#^one$0]]', '- one ^one\n- two\n', '- one');
    into('See ![[b#^one$0]] here.', '1. one ^one\n', 'See one here.');
    into('- ![[b#^one$0]]', '- [ ] one ^one\n', '- [ ] one');
    into('- [x] ![[b#^one$0]]', '- [ ] one ^one\n', '- [x] one');
    into('See ![[b#^one$0]] here.', '- [ ] one ^one\n', 'See one here.');
    into('![[b#^q$0]]', '- > a\n  >\n  > b\n\n  ^q\n', '> a\n>\n> b');
    into('![[b#^q$0]]', '> a\n> b ^q\n', '> a\n> b');
    into('![[b#^q$0]]', '> [!note] T\n> b ^q\n', '> [!note] T\n> b');
    into('![[b#Q$0]]', '> ## Q\n> a\n>\n> b\n', '## Q\na\n\nb');
  });
  test('ids that the note has do not come twice', () =>
    into(
      '![[b$0]]\n\nOur results. ^r1\n\n[[#^r1]]',
      'Their results. ^r1\n\n- x\n\n^L\n\nSee [[#^r1]]. ^other\n',
      'Their results.\n\n- x\n\n^L\n\nSee [[b#^r1]]. ^other\n\nOur results. ^r1\n\n[[#^r1]]',
    ));
  test('links to headings of the note lead there still', () => {
    check(
      '\n//- a.md\n# A\n\n## Results\n\n![[b$0]]\n\n## Open\n\n### Results\n\n[[#Results]] [[#Open]] [[#Open#Results]] [x](#results-1)\n' +
        '//- b.md\n# B\n\n## Open\n\n[[a#Open]] [[#Open]]\n\n## Results\n//- c.md\n[[a#Open|x]] [y](a.md#open) [[a#Results]]\n',
      'Put',
      '\n//- a.md\n# A\n\n## Results\n\n## Open\n\n[[a#open-1]] [[b#Open]]\n\n## Results\n\n## Open\n\n### Results\n\n[[#Results]] [[#open-1]] [[#Open#Results]] [x](#results-2)\n' +
        '//- b.md\n# B\n\n## Open\n\n[[a#open-1]] [[#Open]]\n\n## Results\n//- c.md\n[[a#open-1|x]] [y](a.md#open-1) [[a#Results]]\n',
    );
  });
  test('not of a heading or block that is not there', () => {
    for (const fragment of ['Nope', '^nope']) {
      const of = world(`\n//- a.md\n![[b#${fragment}$0]]\n//- b.md\n# B\n`);
      assert.ok(!offered(of).some(({ title }) => title.startsWith('Put')), fragment);
    }
  });
  const into = (line: string, source: string, expected: string) =>
    check(`\n//- a.md\n${line}\n//- b.md\n${source}`, 'Put', `\n//- a.md\n${expected}\n`);
  test('in a quote, a callout, a list or a footnote it stays there', () => {
    into('> ![[b$0]]\n> after', 'one\n\ntwo\n', '> one\n>\n> two\n>\n> after');
    into('> ![[b$0]]', 'one  \ntwo\n', '> one  \n> two');
    into('> [!note]\n> - ![[b$0]]', 'one\n\n- two\n', '> [!note]\n> - one\n>\n>   - two');
    into('p\n![[b$0]]\nq', '1. n\n2. m\n', 'p\n\n1. n\n2. m\n\nq');
    into('p\n![[b$0]]\nq', 'one\n', 'p\none\nq');
    into('- ![[b$0]]', '# B\n\n---\n\none\n', '- one');
    into('- x\n  - ![[b$0]]\n- y', 'one\n\n```\ncode\n```\n', '- x\n  - one\n\n    ```\n    code\n    ```\n- y');
    into('10. [ ] ![[b$0]]', 'one\n\ntwo\n', '10. [ ] one\n\n    two');
    into('[^1]: ![[b$0]]', 'one\n\ntwo\n', '[^1]: one\n\n    two');
  });
  test('with the line ends of its new note', () =>
    into('x\r\n\r\n![[b$0]]\r\n', 'one\n\ntwo\n', 'x\r\n\r\none\r\n\r\ntwo\r\n'));
  test('with the definitions it uses, under labels that are free', () => {
    const source =
      '## S\nsee [r], [x][r] and [^1] [^n]\n\n## Rest\n\n[r]: d/c.md\n[s]: d.md\n\n[^1]: foot\n\n[^n]: [s]\n//- d/c.md\n';
    into(
      '![[b#S$0]]\n\nend',
      source,
      '## S\nsee [r], [x][r] and [^1] [^n]\n\nend\n\n[r]: d/c.md\n[s]: d.md\n\n[^1]: foot\n[^n]: [s]',
    );
    into(
      '![[b#S$0]]\n\nown [R] [s] [^1]\n\n[r]: other.md\n[s]: d.md\n\n[^1]: own\n[^2]: own',
      source,
      '## S\nsee [r][r-2], [x][r-2] and [^3] [^n]\n\nown [R] [s] [^1]\n\n[r]: other.md\n[s]: d.md\n\n[^1]: own\n[^2]: own\n\n[r-2]: d/c.md\n\n[^3]: foot\n[^n]: [s]',
    );
    into(
      '![[b$0]]\n\ny[^1] [^2]',
      'x[^1] y[^2]\n\n[^1]: foot\n[^2]: toe',
      'x[^3] y[^4]\n\n[^3]: foot\n[^4]: toe\n\ny[^1] [^2]',
    );
  });
  test('within a sentence one paragraph only, and nothing in a table', () => {
    into('see ![[b#^i$0]] there', '# B\n\none\ntwo ^i\n', 'see one two there');
    for (const line of ['see ![[b$0]]', '![[b#B$0]] x', '## ![[b$0]]', '| ![[b#^i$0]] |\n|-|', 'x ![[b#^t$0]]']) {
      const of = world(`\n//- a.md\n${line}\n//- b.md\n# B\n\none ^i\n\n- x\n- y\n\n^t\n`);
      assert.ok(!offered(of).some(({ title }) => title.startsWith('Put')), line);
    }
  });
  test('not an image, not the note itself, not a link', () => {
    for (const line of ['![[pic.png$0', '![[a$0', '[[gone$0'])
      assert.ok(!offered(world(vault.replace('![[b$0', line))).some(({ title }) => title.startsWith('Put')), line);
  });
});

describe('wiki-links and Markdown links', () => {
  const vault = (line: string) => `
//- d/a.md
${line}
//- t/far b.md
# Beta
## Two Words
para ^id
//- t/c.md
# Gamma
//- m/pic.png
`;
  const to = (line: string, expected: string) => check(vault(line), 'Make it', `\n//- d/a.md\n${expected}\n`);
  test('to Markdown', () => {
    to('[[far b$0]]', '[Beta](../t/far%20b.md)');
    to('[[far b#Two Words|words]]$0', '[words](../t/far%20b.md#two-words)');
    to('[[far b#Two Words]]$0', '[Two Words](../t/far%20b.md#two-words)');
    to('[[far b#Two Words:#*]]$0', '[Two Words](../t/far%20b.md#two-words)');
    to('![[pic.png|a curve]]$0', '![a curve](../m/pic.png)');
    to('[[far b|^note]]$0', '[\\^note](../t/far%20b.md)');
    to('[[a]]$0', '[a](a.md)');
    to('[[#Sec]]$0\n\n# Sec', '[Sec](#sec)\n\n# Sec');
  });
  test('to Markdown, where the name could be a scheme or hold an entity', () => {
    check('\n//- a.md\n[[Paper: x$0]]\n//- Paper: x.md\n', 'Make it', '\n//- a.md\n[Paper: x](Paper%3A%20x.md)\n');
    check('\n//- a.md\n[[R&copy;D$0]]\n//- R&copy;D.md\n', 'Make it', '\n//- a.md\n[R\\&copy;D](R%26copy;D.md)\n');
  });
  test('a title as the words that it shows', () => {
    const of = (title: string) => `\n//- a.md\n[[b$0]]\n//- b.md\n# ${title}\n`;
    check(of('`__init__` of Vec\\<T>'), 'Make it', '\n//- a.md\n[\\_\\_init\\_\\_ of Vec\\<T>](b.md)\n');
    check(of('2 \\* a \\[b\\] *c*'), 'Make it', '\n//- a.md\n[2 * a \\[b\\] c](b.md)\n');
  });
  test('to wiki', () => {
    to('[Beta]($0../t/far%20b.md)', '[[far b]]');
    to('[other \\*words\\*]($0../t/c.md)', '[[c|other *words*]]');
    to('[x]($0../t/far%20b.md#two-words)', '[[far b#Two Words|x]]');
    to('![a pic]($0../m/pic.png)', '![[pic.png|a pic]]');
    to('| [x]($0../t/c.md) |', '| [[c\\|x]] |');
    check('\n//- d/q.md\n[x]($0a.md)\n//- d/a.md\n//- d/a.markdown\n', 'Make it', '\n//- d/q.md\n[[a.md|x]]\n');
  });
  test('to wiki, with a text that would not be shown without it', () => {
    to('[Beta]($0../t/far%20b.md#two-words)', '[[far b#Two Words|Beta]]');
    to('[Two Words]($0../t/far%20b.md#two-words)', '[[far b#Two Words|Two Words]]');
    to('[Sec]($0#sec)\n\n# Sec', '[[#Sec]]\n\n# Sec');
    to('[../t/c.md]($0../t/c.md)', '[[c]]');
    const twice = (link: string) => `\n//- d/a.md\n${link}\n//- t/c.md\n# Gamma\n//- d/c.md\n`;
    check(twice('[c]($0../t/c.md)'), 'Make it', '\n//- d/a.md\n[[t/c|c]]\n');
    const obsidian = { obsidian: true };
    check(
      '\n//- a.md\n[Gamma]($0c.md) [c](c.md)\n//- c.md\n# Gamma\n',
      'Make all Markdown',
      '\n//- a.md\n[[c|Gamma]] [[c]]\n',
      obsidian,
    );
  });
  test('to wiki, where a # of the name would begin the fragment', () => {
    const note = (line: string) => `\n//- a.md\n${line}\n//- C# b.md\n# C\n## Two Words\n`;
    check(note('[x]($0C%23%20b.md)'), 'Make it', '\n//- a.md\n[[C# b|x]]\n');
    check(note('[x]($0C%23%20b.md#two-words)'), 'Make it', '\n//- a.md\n[[C%23 b#Two Words|x]]\n');
  });
  test('in a table a bar is escaped in either form', () => {
    to('a | b\n-|-\n[x]($0../t/c.md) | y', 'a | b\n-|-\n[[c\\|x]] | y');
    to('[x]($0../t/c.md) | y\n-|-', '[[c\\|x]] | y\n-|-');
    to('> | [x]($0../t/c.md) |\n> |-|', '> | [[c\\|x]] |\n> |-|');
    to('a [x]($0../t/c.md) | y', 'a [[c|x]] | y');
    const barred = (line: string) => `\n//- d/a.md\n${line}\n//- b.md\n# A | B\n`;
    check(barred('| [[b$0]] |\n|-|'), 'Make it', '\n//- d/a.md\n| [A \\| B](../b.md) |\n|-|\n');
    check(barred('[[b$0]]'), 'Make it', '\n//- d/a.md\n[A | B](../b.md)\n');
  });
  test('not where the other form could not say it, or the link leads nowhere', () => {
    for (const line of [
      '[[far b#^id]]$0',
      '[[far b#^gone]]$0',
      '[x](../t/far%20b.md#^id)$0',
      '[[gone]]$0',
      '![[c]]$0',
      '[x](https://x.org)$0',
      '[a [b] c](../t/c.md)$0',
      '[[far b#nope]]$0',
      '![[pic.png|300]]$0',
      '![[pic.png|a curve|300]]$0',
      '![300](../m/pic.png)$0',
      '![a](../m/pic.png "Caption")$0',
      '[x](../t/c.md "title")$0',
      "[x](<../t/far b.md#two-words> 'title')$0",
      '[**x**](../t/c.md)$0',
      '[`x`](../t/c.md)$0',
      '[![a](../m/pic.png)](../t/c.md$0)',
    ]) {
      const titles = offered(world(vault(line))).map(({ title }) => title);
      assert.deepEqual(
        titles.filter((title) => title.startsWith('Make ')),
        [],
        line,
      );
    }
  });
  test('with the text first where a setting says so', () => {
    const of = (line: string) => `\n//- a.md\n${line}\n//- b.md\n# B\n## Part\n//- C# d.md\n`;
    const settings = { links: { pipeOrder: 'aliasFirst' } } as const;
    check(of('[x](b.md#part$0)'), 'Make it', '\n//- a.md\n[[x|b#Part]]\n', { settings });
    check(of('[x](C%23%20d.md$0)'), 'Make it', '\n//- a.md\n[[x|C%23 d]]\n', { settings });
    check(of('[b](b.md$0)'), 'Make it', '\n//- a.md\n[[b]]\n', { settings });
  });
  test('a picture in a link, by itself', () => {
    const nested = '\n//- a.md\n[![alt](i.png)](b.md) ![x [y](b.md)](i.png) [z](b.md$0)\n//- b.md\n//- i.png\n';
    check(
      nested,
      'Make all Markdown links of this note',
      '\n//- a.md\n[![[i.png|alt]]](b.md) ![x [[b|y]]](i.png) [[b|z]]\n',
    );
  });
  test('in a heading the words stay, by which links find it', () => {
    const heading = (before: string, after: string) =>
      check(`\n//- a.md\n## ${before}\n//- b.md\n# Big\n## Part\n//- i.png\n`, 'Make it', `\n//- a.md\n## ${after}\n`);
    heading('See [[b$0]]', 'See [b](b.md)');
    heading('See [[b#Part$0]] x', 'See [b#Part](b.md#part) x');
    heading('See [[b|*x*$0]]', 'See [*x*](b.md)');
    heading('![[i.png$0]]', '![i.png](i.png)');
    heading('See [Big](b.md$0)', 'See [[b|Big]]');
    heading('See [b](b.md$0)', 'See [[b]]');
    heading('![alt](i.png$0)', '![[i.png|alt]]');
    for (const line of ['![](i.png$0)', '[](b.md$0)', '[[text|b.md$0]]']) {
      const of = world(`\n//- a.md\n## ${line}\n//- b.md\n# Big\n//- i.png\n`);
      assert.ok(!offered(of).some(({ title }) => title.startsWith('Make ')), line);
    }
  });
  test('all of a note, all of the vault', () => {
    const many = '\n//- a.md\n[[b$0]] [[c]] [[gone]] [x](b.md)\n//- b.md\n[[c]]\n//- c.md\n# C\n';
    check(many, 'Make all wiki-links of this note', '\n//- a.md\n[b](b.md) [C](c.md) [[gone]] [x](b.md)\n');
    check(
      many,
      'Make all wiki-links of all notes',
      '\n//- a.md\n[b](b.md) [C](c.md) [[gone]] [x](b.md)\n//- b.md\n[C](c.md)\n',
    );
  });
});

describe('the reverse link', () => {
  test('with its reason, at the end of the list there', () =>
    check(
      '\n//- a.md\n# Alpha\n- [[b$0]] - because of this\n//- b.md\n# Beta\n\n## Related\n\n- [[c]] — first\n\n## Sources\n//- c.md\n',
      'Link back here from “Beta”',
      '\n//- b.md\n# Beta\n\n## Related\n\n- [[c]] — first\n- [[a]] — because of this\n\n## Sources\n',
    ));
  test('the reason in plain words, which lead nowhere else there', () => {
    const back = (line: string, reason: string) =>
      check(
        `\n//- a.md\n# Alpha\n${line}\n\n## Sec\n\n[^1]: x\n//- b.md\n# B\n`,
        'Link back',
        `\n//- b.md\n# B\n\n## Related\n\n- [[a]] - ${reason}\n`,
      );
    back('- [[b$0]] - as said in [x](c.md), [^1] *and* [[#Sec]] ^id1', 'as said in x, and Sec');
    back('- [ ] [[b$0]]: 2 * 3 of `Vec<T>`', '2 * 3 of Vec\\<T>');
    back('- [[b$0]] - [^1]', 'Alpha');
  });
  test('in a list of its own where there is none', () =>
    check(
      '\n//- a.md\n# Альфа\nСм. [[b$0]].\n//- b.md\n# Бета\n\nТекст.\n',
      'Link back',
      '\n//- b.md\n# Бета\n\nТекст.\n\n## Связанные темы\n\n- [[a]] - Альфа\n',
    ));
  test('after all of the last item, and not into code', () => {
    const back = (before: string, after: string) =>
      check(
        `\n//- a.md\n# Alpha\n[[b$0]]\n//- b.md\n# Beta\n\n${before}\n//- c.md\n`,
        'Link back',
        `\n//- b.md\n# Beta\n\n${after}\n`,
      );
    back(
      '- [[c]] - reason\n  continues here\n  - child\n\n  more\n\nText.',
      '- [[c]] - reason\n  continues here\n  - child\n\n  more\n- [[a]] - Alpha\n\nText.',
    );
    back(
      '- [[d]] - x\n- [[c]] - y\n  - [[d]] - z\n    - [[c]] - z',
      '- [[d]] - x\n- [[c]] - y\n  - [[d]] - z\n    - [[c]] - z\n- [[a]] - Alpha',
    );
    back('- [[c]] - reason\nlazily\n* * *', '- [[c]] - reason\nlazily\n- [[a]] - Alpha\n* * *');
    back('- [[c]] - reason\r\n  more\r\n- other', '- [[c]] - reason\r\n  more\r\n- [[a]] - Alpha\r\n- other');
    const sample = '```\n- [[c]] - a sample\n```';
    back(`- [[c]] - reason\n\n${sample}`, `- [[c]] - reason\n- [[a]] - Alpha\n\n${sample}`);
    back(sample, `${sample}\n\n## Related\n\n- [[a]] - Alpha`);
  });
  test('without a reason where none is given and the title is the name', () =>
    check(
      '\n//- 2026-01-03.md\n[[b$0]]\n//- b.md\n# Beta\n',
      'Link back',
      '\n//- b.md\n# Beta\n\n## Related\n\n- [[2026-01-03]]\n',
    ));
  test('in the section for it, whatever that holds', () => {
    const back = (before: string, after: string) =>
      check(
        `\n//- a.md\n# Alpha\n[[b$0]]\n//- b.md\n# Beta\n\n${before}\n//- c.md\n//- d.md\n`,
        'Link back',
        `\n//- b.md\n# Beta\n\n${after}\n`,
      );
    back('## Related\n\n- [ ] [[c]]\n\n## End', '## Related\n\n- [ ] [[c]]\n- [[a]] - Alpha\n\n## End');
    back('## See also\n\n- [[c]], [[d]]', '## See also\n\n- [[c]], [[d]]\n- [[a]] - Alpha');
    back('## Related\n\n[[c]] [[d]]\n\n## End', '## Related\n\n[[c]] [[d]]\n\n- [[a]] - Alpha\n\n## End');
    back('## Related\n\n| [[c]] |\n|---|', '## Related\n\n| [[c]] |\n|---|\n\n- [[a]] - Alpha');
    back('## Related\n## End', '## Related\n\n- [[a]] - Alpha\n## End');
    back('## Похожие работы\n\n- [[c]]\n\n## End', '## Похожие работы\n\n- [[c]]\n- [[a]] - Alpha\n\n## End');
    back('## Related work in history\n\nText.', '## Related work in history\n\nText.\n\n## Related\n\n- [[a]] - Alpha');
  });
  test('not where it is there', () => {
    const of = world('\n//- a.md\n[[b$0]]\n//- b.md\n[x](a.md)\n');
    assert.ok(!offered(of).some(({ title }) => title.startsWith('Link back')));
  });
});

describe('the table of contents', () => {
  const note = '\n//- a.md\n# A$0\n\nText.\n\n## One\n\n### Two `x`\n\n## One\n';
  const table = '<!-- toc -->\n\n- [One](#one)\n  - [Two x](#two-x)\n- [One](#one-1)\n\n<!-- /toc -->';
  test('is inserted below the title', () =>
    check(note, 'Insert a table', `\n//- a.md\n# A\n\n${table}\n\nText.\n\n## One\n\n### Two \`x\`\n\n## One\n`));
  test('and brought up to date', () => {
    const old = `\n//- a.md\n# A\n\n<!-- toc -->\n- [Old](#old)$0\n<!-- /toc -->\n\n## New\n`;
    check(old, 'Bring', '\n//- a.md\n# A\n\n<!-- toc -->\n\n- [New](#new)\n\n<!-- /toc -->\n\n## New\n');
    checkTitles(old.replace('$0', '').replace('## New', '## New\nx$0'), ['Bring the table of contents up to date'], {
      only: ['source.researchNotes'],
    });
  });
  test('not the one that code shows', () => {
    for (const code of ['```\n<!-- toc -->\n- x\n<!-- /toc -->\n```', '    <!-- toc -->\n    - x\n    <!-- /toc -->']) {
      const shown = `\n//- a.md\n# A\n\n${code}\n\n## One$0\n`;
      checkTitles(shown, [], { only: ['source.researchNotes'] });
      check(
        shown,
        'Insert',
        `\n//- a.md\n# A\n\n<!-- toc -->\n\n- [One](#one)\n\n<!-- /toc -->\n\n${code}\n\n## One\n`,
      );
      check(
        `${shown}\n<!-- toc -->\n<!-- /toc -->\n`,
        'Bring',
        `\n//- a.md\n# A\n\n${code}\n\n## One\n\n<!-- toc -->\n\n- [One](#one)\n\n<!-- /toc -->\n`,
      );
    }
  });
  test('in an item of a list it stays there', () =>
    check(
      '\n//- a.md\n# A\n\n- x\n\n  <!-- toc -->\n  <!-- /toc -->\n\n- y\n\n## One$0\n',
      'Bring',
      '\n//- a.md\n# A\n\n- x\n\n  <!-- toc -->\n\n  - [One](#one)\n\n  <!-- /toc -->\n\n- y\n\n## One\n',
    ));
  test('the words of a heading stay what they are', () => {
    const entry = (heading: string, expected: string) =>
      check(
        `\n//- a.md\n# A$0\n\n## ${heading}\n`,
        'Insert',
        `\n//- a.md\n# A\n\n<!-- toc -->\n\n- ${expected}\n\n<!-- /toc -->\n\n## ${heading}\n`,
      );
    entry('`__init__` and `Vec<T>`', '[\\_\\_init\\_\\_ and Vec\\<T>](#__init__-and-vect)');
    entry('\\*x\\* 2 * 3 a_b', '[\\*x\\* 2 * 3 a_b](#x-2--3-a_b)');
    entry('a & b &amp;lt; `&lt;` [c]', '[a & b \\&lt; \\&lt; \\[c\\]](#a--b-lt-lt-c)');
    entry('`==a==` of $a_i * b_i$', '[\\=\\=a\\=\\= of $a_i * b_i$](#a-of-a_i--b_i)');
  });
  test('without what a quote or a list holds', () => {
    const rows = '<!-- toc -->\n\n- [One](#one)\n\n<!-- /toc -->';
    check(
      '\n//- a.md\n> ## Quote\n> x\n\n# A$0\n\n- ## Item\n\n## One\n',
      'Insert',
      `\n//- a.md\n> ## Quote\n> x\n\n# A\n\n${rows}\n\n- ## Item\n\n## One\n`,
    );
    check('\n//- a.md\n> # Quote\n> x\n\n## One$0\n', 'Insert', `\n//- a.md\n> # Quote\n> x\n\n${rows}\n\n## One\n`);
  });
  test('a level that is left out is none', () =>
    check(
      '\n//- a.md\n# A$0\n\n#### deep\n## shallow\n##### five\n### three\n## last\n',
      'Insert',
      '\n//- a.md\n# A\n\n<!-- toc -->\n\n- [deep](#deep)\n- [shallow](#shallow)\n  - [five](#five)\n  - [three](#three)\n- [last](#last)\n\n<!-- /toc -->\n\n#### deep\n## shallow\n##### five\n### three\n## last\n',
    ));
  test('not where it is as it should be', () =>
    checkTitles(`\n//- a.md\n# A$0\n\n${table}\n\n## One\n### Two x\n## One\n`, []));
});

describe('creating a note that others want', () => {
  const vault = `
//- one/a.md
- [[new_thing$0]] - the reason here
//- two/b.md
# Second
First words. It uses [[new_thing|the thing]] a lot! More.
//- two/c.md
[[new_thing.md]]
`;
  test('where most of them lie, with what they say', () =>
    check(
      vault,
      'Create note “two/new_thing.md”',
      '\n//- two/new_thing.md\n# New thing\n\n## Related\n\n- [[a]] - the reason here\n- [[b]] - “It uses the thing a lot!”\n- [[c]]\n',
    ));
  test('a row of a table, a task', () => {
    const said = (line: string, expected: string) =>
      check(`\n//- a.md\n${line}\n`, 'Create', `\n//- x.md\n# X\n\n## Related\n\n- [[a]]${expected}\n`);
    said('| a | [[x$0\\|X]] is wanted |\n|---|---|', ' - “X is wanted”');
    said('| a | [[x$0]] |\n|---|---|', '');
    said('|ψ⟩ is a state of [[x$0]] here.', ' - “|ψ⟩ is a state of x here.”');
    said('- [ ] read [[x$0]] ^id', ' - “read x”');
    said('> [!note] On [[x$0]]', ' - “On x”');
    said('- [ ] [[x$0]] - because ^id', ' - because');
  });
  test('from a template', () =>
    check(
      `${vault}//- templates/note.md\n---\ndate: {{date}}\n---\n# {{ title }}\n\n{{mentions}}\n`,
      'Create note',
      '\n//- two/new_thing.md\n---\ndate: 2026-11-24\n---\n# New thing\n\n- [[a]] - the reason here\n- [[b]] - “It uses the thing a lot!”\n- [[c]]\n',
      { settings: { newNote: { template: 'templates/note.md' } } },
    ));
  test('a template whose front matter stays YAML, whatever the title', () => {
    const of = world('\n//- a.md\nx\n');
    const made = (template: string, title: string) =>
      newNoteStub(of.vault, '/v/n.md', title, [], template, '2026-11-24', actionOptions(of));
    for (const title of ['LoRA: low rank', 'The "big": \\one', "it's", '- a', 'a, b', '#1', 'plain words', 'null'])
      for (const line of [
        'title: {{title}}',
        'title: "{{title}}"',
        "title: '{{ title }}' # x",
        'aliases: ["x", {{title}}]',
      ]) {
        const read = parseNote('', made(`---\n${line}\n---\n# {{title}}\n`, title)).frontMatter!;
        assert.equal(read.error, undefined, `${line}: ${title}`);
        assert.equal(read.title ?? read.aliases.at(-1), title, line);
      }
    for (const title of ['LoRA: low rank', 'The "big": \\one', "it's", 'C #1', 'plain words', 'A:'])
      for (const line of ['title: My {{title}}', 'title: {{title}} - {{date}} # x', 'aliases:\n  - On {{title}}']) {
        const written = line.replace('{{title}}', title).replace('{{date}}', '2026-11-24');
        const read = parseNote('', made(`---\n${line}\n---\n`, title)).frontMatter!;
        assert.equal(read.error, undefined, `${line}: ${title}`);
        assert.equal(read.title ?? read.aliases[0], written.replace(/^[^:]*:\s+(?:- )?| # x$/g, ''), line);
      }
    assert.equal(made('---\ntitle: My {{title}}\n---\n', 'page'), '---\ntitle: My page\n---\n');
    // A text of several lines is as it is written.
    const block = '---\nabout: |\n  On: {{title}}\n\n  - {{title}}\n';
    assert.equal(
      made(`${block}id: {{title}}\n---\n`, 'a: b'),
      `${block.replaceAll('{{title}}', 'a: b')}id: "a: b"\n---\n`,
    );
    assert.match(made('---\ntitle: {{title}}\n---\n# {{title}}\n', 'A: b'), /^---\ntitle: "A: b"\n---\n# A: b\n$/);
    assert.match(made('---\ntitle: {{title}}\n---\n', 'plain words'), /^---\ntitle: plain words\n/);
  });
  test('a template outside of the workspace is not read', () => {
    const of = world(vault, { settings: { newNote: { template: '../../etc/passwd' } } });
    const data = { kind: 'create', uri: of.place.uri, path: '/v/two/new_thing.md', title: 'x' } as const;
    assert.ok(actionNeeds(of.vault, data, actionOptions(of)).every((uri) => uri.startsWith('file:///v/')));
  });
});

test('a note is created in a folder that is not of the disk, too', () => {
  const of = world('\n//- a.md\n[[b$0]]\n', { folder: 'memfs:///v' });
  const { uri } = of.place;
  const data = { kind: 'create', uri, path: 'memfs:///v/b.md', title: 'B' } as const;
  assert.deepEqual(readActionData(of.vault, data), data);
  assert.equal(readActionData(of.vault, { ...data, path: 'memfs:///v/../b.md' }), undefined);
});

test('what the client makes up is no action', () => {
  const of = world('\n//- a.md\n# A$0\n');
  const uri = of.place.uri;
  for (const data of [
    undefined,
    'x',
    {},
    { kind: 'extract', uri },
    { kind: 'extract', uri: 'file:///no.md', start: 0, end: 1 },
    { kind: 'fixVault', uri, code: 'rm' },
    { kind: 'create', uri, path: '/etc/x.md', title: 'x' },
    { kind: 'create', uri, path: '/v/../etc/x.md', title: 'x' },
    { kind: 'constructor', uri },
    { kind: 'convertNote', uri, form: 'html' },
  ])
    assert.equal(readActionData(of.vault, data), undefined, JSON.stringify(data));
});
