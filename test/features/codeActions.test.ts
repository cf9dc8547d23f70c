// Quick fixes: what is offered for each problem, and the text of the vault after one is taken.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-types';
import { codeActions } from '../../server/features/codeActions.ts';
import { diagnostics } from '../../server/features/diagnostics.ts';
import { legalName } from '../../server/features/newNote.ts';
import { actionEdit, readActionData } from '../../server/features/refactorings.ts';
import { offsetAt } from '../../server/text/lines.ts';
import { actionOptions, applied, printed, type World, type WorldOptions, world } from '../fixture.ts';

interface Options extends WorldOptions {
  readonly commands?: boolean;
}

/** The fixes for the problems at `$0` (or at the selection). */
function fixesAt(of: World, options: Options): CodeAction[] {
  const note = of.vault.note(of.place.uri)!;
  const at = (position: { line: number; character: number }) => offsetAt(note.lines, position, note.length);
  const problems = diagnostics(of.vault, note.uri, of.settings, 'en', 'warning').filter(
    ({ range }) => at(range.start) <= of.selectionEnd && of.place.offset <= at(range.end),
  );
  assert.ok(problems.length, 'there is a problem at $0');
  return codeActions(of.vault, note.uri, problems, actionOptions(of, { commands: options.commands ?? false }));
}

/** The titles of the fixes in their order, `*` before a preferred one; those that only silence are left out. */
function checkTitles(literal: string, expected: string[], options: Options = {}): void {
  const fixes = fixesAt(world(literal, options), options).filter(({ title }) => !title.startsWith('Say nothing'));
  assert.deepEqual(
    fixes.map((fix) => (fix.isPreferred ? '*' : '') + fix.title),
    expected,
  );
}

/** Takes the fix whose title begins so: the changed and the new files are `expected`. */
function check(literal: string, title: string, expected: string, options: Options = {}): void {
  const of = world(literal, options);
  const fix = fixesAt(of, options).find((candidate) => candidate.title.startsWith(title));
  assert.ok(fix, `“${title}” is offered`);
  // What needs texts is worked out when it is chosen.
  const edit = fix.edit ?? actionEdit(of.vault, readActionData(of.vault, fix.data)!, actionOptions(of));
  assert.equal(printed(applied(of, edit!)), expected.replace(/^\n/, ''));
}

describe('a missing note', () => {
  test('suggestions with titles, ranked, then create; of several with the same name none is preferred', () =>
    checkTitles('\n//- a.md\n[[$0wrong/x]]\n//- t/x.md\n# Ex\n//- u/x.md\n//- u/x1.md\n', [
      'Change to “t/x” (Ex)',
      'Change to “u/x”',
      'Create note “wrong/x.md”',
    ]));
  test('a close name is not preferred', () =>
    checkTitles('\n//- a.md\n[[$0gemma_2]]\n//- t/gemma_3.md\n', ['Change to “gemma_3”', 'Create note “gemma_2.md”']));
  test('in quotes of the front matter', () =>
    check(
      "\n//- a.md\n---\nup: '[[$0its]]'\n---\n//- it's.md\n",
      'Change to',
      "\n//- a.md\n---\nup: '[[it%27s]]'\n---\n",
    ));
  test('the target is changed, fragment and alias stay', () =>
    check(
      '\n//- a.md\nsee [[$0gemma_2#H|x]] [[b]]\n//- t/gemma_3.md\n',
      'Change to “gemma_3”',
      '\n//- a.md\nsee [[gemma_3#H|x]] [[b]]\n',
    ));
  test('to the note of an alias that is misspelt', () =>
    checkTitles('\n//- a.md\n[[$0зондироване]]\n//- t/layers.md\n---\naliases: [зондирование]\n---\n# По слоям\n', [
      'Change to “layers” (По слоям)',
      'Create note “зондироване.md”',
    ]));
  test('with the ending of the link', () =>
    check('\n//- a.md\n[[$0gemma_2.md]]\n//- t/gemma_3.md\n', 'Change to', '\n//- a.md\n[[gemma_3.md]]\n'));
  test('in the shortest form that is unique', () =>
    check('\n//- a.md\n[[$0wrong/x]]\n//- t/x.md\n//- u/x.md\n', 'Change to', '\n//- a.md\n[[t/x]]\n'));
  test('a name that cannot stand in brackets is encoded', () =>
    check('\n//- a.md\n[[$0this or thet]]\n//- t/this|or that.md\n', 'Change to', '\n//- a.md\n[[this%7Cor that]]\n'));
  test('after emoji and with CRLF', () =>
    check(
      '\n//- a.md\n😀 е\u0308 [[$0gemma_2]]\r\nx\r\n//- t/gemma_3.md\n',
      'Change to',
      '\n//- a.md\n😀 е\u0308 [[gemma_3]]\r\nx\r\n',
    ));
});

describe('creating a note', () => {
  test('beside the note, with a heading of its name', () =>
    check(
      '\n//- d/a.md\n[[$0new_note]]\n',
      'Create note “d/new_note.md”',
      '\n//- d/new_note.md\n# New note\n\n## Related\n\n- [[a]]\n',
    ));
  test('with the alias as its heading', () =>
    check('\n//- a.md\n[[$0x|the Words]]\n', 'Create', '\n//- x.md\n# The Words\n\n## Related\n\n- [[a]]\n'));
  test('../x', () =>
    check('\n//- d/a.md\n[[$0../x]]\n', 'Create note “x.md”', '\n//- x.md\n# X\n\n## Related\n\n- [[a]]\n'));
  test('/x from the first root', () =>
    check('\n//- d/a.md\n[[$0/x]]\n', 'Create note “x.md”', '\n//- x.md\n# X\n\n## Related\n\n- [[a]]\n'));
  test('dir/x from the root that has the folder', () =>
    check(
      '\n//- d/a.md\n[[$0ai/x]]\n//- t/ai/y.md\n',
      'Create note “t/ai/x.md”',
      '\n//- t/ai/x.md\n# X\n\n## Related\n\n- [[a]]\n',
      {
        contentRoots: ['t'],
      },
    ));
  test('a folder with letters that fold', () =>
    check(
      '\n//- d/a.md\n[[$0Straße/x]]\n//- t/Straße/y.md\n',
      'Create note “t/Straße/x.md”',
      '\n//- t/Straße/x.md\n# X\n\n## Related\n\n- [[a]]\n',
      { contentRoots: ['t'] },
    ));
  test('what is said in a sentence with a picture, without its size', () => {
    check(
      '\n//- a.md\nSee ![[p.png|200]] of [[$0x]]\n//- p.png\n',
      'Create note “x.md”',
      '\n//- x.md\n# X\n\n## Related\n\n- [[a]] - “See p.png of x”\n',
    );
    check('\n//- a.md\n![[$0x|200]]\n', 'Create note “x.md”', '\n//- x.md\n# X\n\n## Related\n\n- [[a]]\n');
  });
  test('a percent-encoded name is decoded', () =>
    check('\n//- a.md\n[[$0x%20y]]\n', 'Create note “x y.md”', '\n//- x y.md\n# x y\n\n## Related\n\n- [[a]]\n'));
  test('in a folder with odd letters', () =>
    check('\n//- C# [x]/a.md\n[[$0n]]\n', 'Create', '\n//- C# [x]/n.md\n# N\n\n## Related\n\n- [[a]]\n'));
  test('the index of a folder', () =>
    check('\n//- a.md\n[[$0t]]\n//- t/x.md\n', 'Create “t/index.md”', '\n//- t/index.md\n# T\n\n'));
  test('for a Markdown link', () =>
    check(
      '\n//- d/a.md\n[t]($0x%20y.md)\n',
      'Create note “d/x y.md”',
      '\n//- d/x y.md\n# x y\n\n## Related\n\n- [[a]]\n',
    ));
  test('a Markdown link means a path from its note', () =>
    check(
      '\n//- d/a.md\n[x]($0d/new.md)\n//- d/b.md\n',
      'Create note “d/d/new.md”',
      '\n//- d/d/new.md\n# New\n\n## Related\n\n- [[a]]\n',
    ));
  test('with links back that lead there from where it lies', () =>
    check(
      '\n//- x/a.md\n[[$0../y/new]]\n//- y/a.md\n',
      'Create note “y/new.md”',
      '\n//- y/new.md\n# New\n\n## Related\n\n- [[x/a]]\n',
    ));
  test('its title is what was typed, unless that is joined words', () => {
    const titled = (name: string, title: string) =>
      check(`\n//- a.md\n[[$0${name}]]\n`, 'Create', `\n//- ${name}.md\n# ${title}\n\n## Related\n\n- [[a]]\n`);
    titled('2024-05-07', '2024-05-07');
    titled('GPT-4 turbo', 'GPT-4 turbo');
    titled('gpt-4', 'gpt-4');
    titled('e-mail', 'E-mail');
    titled('iOS', 'iOS');
    titled('layer-probing', 'Layer probing');
    titled('new_york_city', 'New york city');
    titled('machine learning', 'machine learning');
  });
  test('it can be opened', () => {
    const [fix] = fixesAt(world('\n//- a.md\n[[$0x]]\n'), { commands: true });
    assert.deepEqual([fix?.command?.command, fix?.command?.arguments], ['researchNotes.open', ['file:///v/x.md']]);
  });
  for (const target of [
    '../../.ssh/authorized_keys',
    'CON',
    'a:b',
    'x.',
    'nul.md',
    'a?',
    'a*',
    'x\u0001',
    'a\u202egpj',
    'a\u200bb',
    'd/ /x',
    'a<b',
    'x'.repeat(300),
    'COM1.txt',
    'a"b',
    'й'.repeat(130),
  ]) {
    test(`never ${JSON.stringify(target.slice(0, 30))}`, () => {
      const of = world(`\n//- a.md\n[[${target}]]\n`);
      const note = of.vault.note(of.uri('a.md'))!;
      const problems = diagnostics(of.vault, note.uri, of.settings, 'en', 'warning');
      const fixes = codeActions(of.vault, note.uri, problems, actionOptions(of));
      assert.deepEqual(
        fixes.filter(({ title }) => title.startsWith('Create')).map(({ title }) => title),
        [],
      );
      assert.ok(note.links.length === 1 || target.includes('"') || target.includes('\u0001'));
    });
  }
  test('never over a file that is not listed', () => {
    const of = world('\n//- a.md\n[[x]]\n');
    const problems = diagnostics(of.vault, of.uri('a.md'), of.settings, 'en', 'warning');
    const options = actionOptions(of);
    const created = (exists: boolean | undefined) => {
      of.vault.existsUnlisted = (path) => (path === '/v/x.md' ? exists : false);
      return codeActions(of.vault, of.uri('a.md'), problems, options).filter(({ title }) => title.startsWith('Create'))
        .length;
    };
    assert.deepEqual([created(false), created(undefined), created(true)], [1, 0, 0]);
  });
  test('never over a file that differs in case, or in normalisation, for the link leads there', () => {
    const of = world('\n//- a.md\n[[X]] [[й]]\n//- x.md\n//- и\u0306.md\n');
    const problems = diagnostics(of.vault, of.uri('a.md'), of.settings, 'en', 'warning');
    assert.deepEqual(problems, []);
  });
});

describe('legal names', () => {
  for (const name of ['x.md', 'a b.md', 'Обзор.md', 'v1.2.md', '.x.md', 'd/e/x.md', 'console.md', 'aux1.md', '😀.md']) {
    test(`${name} is`, () => assert.equal(legalName(name), true));
  }
  for (const name of [
    '',
    '.',
    '..',
    'a/../b.md',
    '/x.md',
    'a//b.md',
    'con.md',
    'LPT1.md',
    'a|b.md',
    'a#b.md',
    'a]]b.md',
    'x. .md',
    'x..md',
    'x .md',
    ' x.md',
    'a\\b.md',
    'a\nb.md',
    `${'я'.repeat(127)}.md`,
  ]) {
    test(`${JSON.stringify(name.slice(0, 20))} is not`, () => assert.equal(legalName(name), false));
  }
  test('255 bytes are', () => assert.equal(legalName(`${'x'.repeat(252)}.md`), true));
});

describe('a missing file or image', () => {
  test('the same name elsewhere, with the right depth', () =>
    check(
      '\n//- d/a.md\n![alt]($0../img/p.png "t")\n//- d/img/p.png\n',
      'Change to “img/p.png”',
      '\n//- d/a.md\n![alt](img/p.png "t")\n',
    ));
  test('it is preferred', () =>
    checkTitles('\n//- d/a.md\n![]($0p.png)\n//- img/p.png\n', ['*Change to “../img/p.png”']));
  test('of several none is', () =>
    checkTitles('\n//- d/a.md\n![]($0p.png)\n//- x/p.png\n//- y/p.png\n', [
      'Change to “../x/p.png”',
      'Change to “../y/p.png”',
    ]));
  test('only images for an image', () => checkTitles('\n//- d/a.md\n![]($0p.png)\n//- img/p.md\n', []));
  test('only notes for a note', () =>
    checkTitles('\n//- d/a.md\n[t]($0x.md)\n//- t/x.png\n//- t/x.md\n', [
      '*Change to “../t/x.md”',
      'Create note “d/x.md”',
    ]));
  test('encoded as Markdown needs it', () =>
    check('\n//- d/a.md\n[t]($0a%20b.md#h)\n//- t/a b.md\n', 'Change to', '\n//- d/a.md\n[t](../t/a%20b.md#h)\n'));
  test('in angle brackets no encoding is needed', () =>
    check(
      '\n//- d/a.md\n[t](<$0a b.md>)\n//- t/a b.md\n',
      'Change to “../t/a b.md”',
      '\n//- d/a.md\n[t](<../t/a b.md>)\n',
    ));
  test('a space of another kind asks for no angle brackets', () =>
    check(
      '\n//- d/a.md\n[t]($0a\u3000b.md)\n//- t/a\u3000b.md\n',
      'Change to',
      '\n//- d/a.md\n[t](../t/a%E3%80%80b.md)\n',
    ));
  test('words with a colon', () =>
    check('\n//- a.md\n[t](d/$0Paper:%20x.md)\n//- Paper: x.md\n', 'Change to', '\n//- a.md\n[t](Paper%3A%20x.md)\n'));
  test('a query stays', () =>
    check('\n//- d/a.md\n[t]($0p.pdf?x=1)\n//- t/p.pdf\n', 'Change to', '\n//- d/a.md\n[t](../t/p.pdf?x=1)\n'));
  test('a rooted path stays rooted', () =>
    check('\n//- d/a.md\n![](/$0img/p.png)\n//- t/p.png\n', 'Change to “/t/p.png”', '\n//- d/a.md\n![](/t/p.png)\n'));
  test('./ stays', () =>
    check('\n//- d/a.md\n![](./$0p.png)\n//- d/img/p.png\n', 'Change to', '\n//- d/a.md\n![](./img/p.png)\n'));
  test('in HTML', () =>
    check(
      '\n//- d/a.md\n<img src="$0p.png" width=3>\n//- img/p.png\n',
      'Change to',
      '\n//- d/a.md\n<img src="../img/p.png" width=3>\n',
    ));
  test('in a definition', () =>
    check(
      '\n//- d/a.md\n[x][r]\n\n[r]: $0x.md "t"\n//- t/x.md\n',
      'Change to',
      '\n//- d/a.md\n[x][r]\n\n[r]: ../t/x.md "t"\n',
    ));
  test('a wiki-embed of an image', () =>
    check(
      '\n//- d/a.md\n![[$0wrong/pic.png|300]]\n//- img/pic1.png\n',
      'Change to',
      '\n//- d/a.md\n![[pic1.png|300]]\n',
    ));
});

describe('a missing heading or block', () => {
  test('the nearest headings', () =>
    check(
      '\n//- a.md\n[[b#$0Methods|x]]\n//- b.md\n# Title\n## Method\n',
      'Change to “Method”',
      '\n//- a.md\n[[b#Method|x]]\n',
    ));
  test('in a Markdown link', () =>
    check(
      '\n//- a.md\n[t](b.md#$0the-methods)\n//- b.md\n## The Method\n',
      'Change to “The Method”',
      '\n//- a.md\n[t](b.md#the-method)\n',
    ));
  test('in a Markdown link by the id that the heading says', () =>
    check(
      '\n//- a.md\n[t](b.md#$0the-methods)\n//- b.md\n## The Method {#how}\n',
      'Change to “The Method”',
      '\n//- a.md\n[t](b.md#how)\n',
    ));
  test('a block', () =>
    check(
      '\n//- a.md\n[[b#$0^block-2]]\n//- b.md\ntext ^block-1\n',
      'Change to “^block-1”',
      '\n//- a.md\n[[b#^block-1]]\n',
    ));
  test('of a link whose sides are swapped, only the heading', () =>
    check(
      '\n//- a.md\n[[text|b#$0Methods]]\n//- b.md\n## Method\n',
      'Change to “Method”',
      '\n//- a.md\n[[text|b#Method]]\n',
    ));
  test('in quotes of the front matter', () =>
    check(
      '\n//- a.md\n---\nup: "[[b#$0Say hi x]]"\n---\n//- b.md\n## Say "hi"\n',
      'Change to “Say "hi"”',
      '\n//- a.md\n---\nup: "[[b#Say hi]]"\n---\n',
    ));
  test('an encoded block', () =>
    check(
      '\n//- a.md\n[x](b.md#$0%5Eblock-2)\n//- b.md\ntext ^block-1\n',
      'Change to “^block-1”',
      '\n//- a.md\n[x](b.md#^block-1)\n',
    ));
  test('a heading with letters that a link cannot hold', () =>
    check(
      '\n//- a.md\n[[b#$0Methods one two]]\n//- b.md\n## Method [one] | two\n',
      'Change to',
      '\n//- a.md\n[[b#Method one two]]\n',
    ));
});

describe('an ambiguous link', () => {
  const literal = '\n//- a.md\n[[$0x|y]]\n//- t/x.md\n# Ex\n//- u/x.md\n';
  test('one fix a candidate, none preferred', () => checkTitles(literal, ['Change to “t/x” (Ex)', 'Change to “u/x”']));
  test('the second one', () => check(literal, 'Change to “u/x”', '\n//- a.md\n[[u/x|y]]\n'));
});

describe('the right path', () => {
  test('a wrong number of ../ stays relative', () =>
    check(
      '\n//- p/q/a.md\n[[$0../ai/x.md]]\n//- t/ai/x.md\n',
      'Write the path as “../../t/ai/x.md”',
      '\n//- p/q/a.md\n[[../../t/ai/x.md]]\n',
    ));
  test('a wrong folder becomes the shortest form', () =>
    check('\n//- a.md\n[[$0wrong/x|y]]\n//- t/x.md\n', 'Write the path as “x”', '\n//- a.md\n[[x|y]]\n'));
  test('the case of the file, in every segment', () =>
    check('\n//- a.md\n[[$0AI/X#h|y]]\n//- ai/x.md\n# h\n', 'Write the path as “ai/x”', '\n//- a.md\n[[ai/x#h|y]]\n'));
  test('the case with ../ and an ending', () =>
    check('\n//- d/a.md\n[[$0../T/X.md]]\n//- t/x.md\n', 'Write', '\n//- d/a.md\n[[../t/x.md]]\n'));
  test('the case of a folder with an index', () =>
    check('\n//- a.md\n[[$0AI/VS]]\n//- ai/vs/index.md\n', 'Write the path as “ai/vs”', '\n//- a.md\n[[ai/vs]]\n'));
  test('the case of an encoded path', () =>
    check('\n//- a.md\n![]($0My%20Pic.PNG)\n//- my pic.png\n', 'Write', '\n//- a.md\n![](my%20pic.png)\n'));
  test('the case of a name that looks like an entity', () =>
    check('\n//- a.md\n[x]($0r%26copy;d.md)\n//- R&copy;d.md\n', 'Write', '\n//- a.md\n[x](R%26copy;d.md)\n'));
  test('the case of a file with a line after it', () =>
    check('\n//- a.md\n[x]($0d/Main.c:12)\n//- d/main.c\n', 'Write', '\n//- a.md\n[x](d/main.c:12)\n'));
  test('they are preferred', () => checkTitles('\n//- a.md\n[[$0AI/x]]\n//- ai/x.md\n', ['*Write the path as “ai/x”']));
});

describe('stale comments', () => {
  const todo = '<!-- TODO: Broken link -->';
  const literal = `\n//- a.md\n[[b]] $0${todo}\n- [[b]] ${todo} text\n- [[none]] ${todo}\n//- b.md\n`;
  test('one', () =>
    check(literal, 'Remove this comment', `\n//- a.md\n[[b]]\n- [[b]] ${todo} text\n- [[none]] ${todo}\n`));
  test('all in the note', () =>
    check(literal, 'Remove all 2 such comments', `\n//- a.md\n[[b]]\n- [[b]] text\n- [[none]] ${todo}\n`));
  test('after a folder', () =>
    check(`\n//- a.md\n[x](t) $0${todo}\n//- t/b.md\n`, 'Remove this', '\n//- a.md\n[x](t)\n'));
});

describe('silence', () => {
  const comment = '<!-- research-notes-ignore-next-line missing-note -->';
  /** The comment is written there, and then nothing is said about that problem. */
  const silenced = (text: string, expected: string) => {
    const of = world(`\n//- a.md\n${text}\n`);
    const before = diagnostics(of.vault, of.place.uri, of.settings, 'en', 'warning');
    const fix = fixesAt(of, {}).find(({ title }) => title.startsWith('Say nothing'));
    assert.ok(fix, 'it is offered');
    const after = applied(of, fix.edit!).get('a.md')!;
    assert.equal(after, `${expected}\n`);
    of.vault.set(of.place.uri, after);
    assert.equal(diagnostics(of.vault, of.place.uri, of.settings, 'en', 'warning').length, before.length - 1);
  };
  test('a comment on the line before', () => silenced('x\n\n[[$0none]]', `x\n\n${comment}\n[[none]]`));
  test('before the first line of the block, which would be cut else', () => {
    silenced('foo\nbar [[$0none]]\nbaz', `${comment}\nfoo\nbar [[none]]\nbaz`);
    silenced('x\n\nfoo\nbaz [[$0none]]\n===', `x\n\n${comment}\nfoo\nbaz [[none]]\n===`);
    silenced('- x\n  - y\n    [[$0none]]', `- x\n  ${comment}\n  - y\n    [[none]]`);
    silenced('> x\n> [[$0none]]', `> ${comment}\n> x\n> [[none]]`);
    silenced('> x\n[[$0none]]', `> ${comment}\n> x\n[[none]]`);
    silenced('a | b [[$0none]]', `${comment}\na | b [[none]]`);
    silenced('[a]: https://x.org\n[[$0none]]', `[a]: https://x.org\n${comment}\n[[none]]`);
  });
  test('in a list that stays one', () => {
    silenced('- x\n- y [[$0none]]', `- x\n  ${comment}\n- y [[none]]`);
    silenced('1. x\n   - z\n\n2. y [[$0none]]', `1. x\n   - z\n\n   ${comment}\n2. y [[none]]`);
    silenced('text\n\n10. [[$0none]]', `text\n\n${comment}\n10. [[none]]`);
  });
  test('a list stays one behind text that has no indent, and its numbers go on', () => {
    silenced('1. x\nlazy\n1. y [[$0none]]\n1. z', `1. x\nlazy\n   ${comment}\n1. y [[none]]\n1. z`);
    silenced('- x\nlazy\n- y [[$0none]]', `- x\nlazy\n  ${comment}\n- y [[none]]`);
    silenced('> 1. x\n> lazy\n> 2. y [[$0none]]', `> 1. x\n> lazy\n>    ${comment}\n> 2. y [[none]]`);
    silenced('1. x\n\n2) y [[$0none]]', `1. x\n\n   ${comment}\n2) y [[none]]`);
    silenced('text\n1. [[$0none]]\n2. y', `text\n${comment}\n1. [[none]]\n2. y`);
  });
  test('a callout stays one', () => {
    silenced('> [!note] T\n> see\n> [[$0none]]', `> [!note] T\n> ${comment}\n> see\n> [[none]]`);
    checkTitlesWithSilence('\n//- a.md\n> [!note] see [[$0none]]\n', ['Create note “none.md”']);
    checkTitlesWithSilence('\n//- a.md\n> [!note] see\n[[$0none]]\n', ['Create note “none.md”']);
  });
  test('a link over two lines stays one', () => {
    check(
      '\n//- a.md\nfoo [a\nb]($0missing.txt)\n',
      'Say nothing',
      '\n//- a.md\n<!-- research-notes-ignore-next-line missing-file -->\nfoo [a\nb](missing.txt)\n',
    );
  });
  test('with CRLF', () =>
    check(
      '\n//- a.md\nx\r\n\r\n[[$0none]]\r\n',
      'Say nothing',
      '\n//- a.md\nx\r\n\r\n<!-- research-notes-ignore-next-line missing-note -->\r\n[[none]]\r\n',
    ));
  test('afterwards nothing is said', () => {
    const of = world('\n//- a.md\n- x\n- y [[$0none]] ![](p.png)\n');
    const fix = fixesAt(of, {}).find(({ title }) => title.startsWith('Say nothing'))!;
    of.vault.set(of.place.uri, applied(of, fix.edit!).get('a.md')!);
    assert.deepEqual(
      diagnostics(of.vault, of.place.uri, of.settings, 'en', 'warning').map(({ code }) => code),
      ['missing-image'],
    );
  });
  test('before a table, whatever row it is in', () => {
    silenced('x\n\n| a |\n|---|\n| b |\n| [[$0none]] |', `x\n\n${comment}\n| a |\n|---|\n| b |\n| [[none]] |`);
    silenced('| [[$0none]] |\n|---|\n| b |', `${comment}\n| [[none]] |\n|---|\n| b |`);
    silenced('a | b\n-|-\n[[$0none]] | y', `${comment}\na | b\n-|-\n[[none]] | y`);
    silenced('> | a |\n> |---|\n> | [[$0none]] |', `> ${comment}\n> | a |\n> |---|\n> | [[none]] |`);
    silenced('- | a |\n  |---|\n  | [[$0none]] |', `${comment}\n- | a |\n  |---|\n  | [[none]] |`);
  });
  test('in front matter a comment of YAML', () => {
    const yaml = '# research-notes-ignore-next-line missing-note';
    silenced('---\nup: "[[$0none]]"\n---', `---\n${yaml}\nup: "[[none]]"\n---`);
    silenced('---\nup:\n  - a\n  - "[[$0none]]"\n---\nx', `---\nup:\n  - a\n  ${yaml}\n  - "[[none]]"\n---\nx`);
    silenced('---\nup: "[[$0none]]"\nto: "[[gone]]"\n---', `---\n${yaml}\nup: "[[none]]"\nto: "[[gone]]"\n---`);
    const of = world(`\n//- a.md\n---\n# research-notes-ignore-next-line\nup: "$0[[none]]"\n---\n[[none]]\n`);
    assert.equal(diagnostics(of.vault, of.place.uri, of.settings, 'en', 'warning').length, 1);
  });
  test('not within a text of several lines of the front matter', () =>
    checkTitlesWithSilence('\n//- a.md\n---\nup: |\n  x\n  "[[$0none]]"\n---\n', ['Create note “none.md”']));
  function checkTitlesWithSilence(literal: string, expected: string[]): void {
    assert.deepEqual(
      fixesAt(world(literal), {}).map(({ title }) => title),
      expected,
    );
  }
});

test('problems of others are left alone', () => {
  const of = world('\n//- a.md\n[[x]]\n');
  const [problem] = diagnostics(of.vault, of.uri('a.md'), of.settings, 'en', 'warning');
  const options = actionOptions(of);
  assert.deepEqual(codeActions(of.vault, of.uri('a.md'), [{ ...problem!, source: 'other' }], options), []);
  assert.deepEqual(codeActions(of.vault, 'file:///v/none.md', [problem!], options), []);
});
