// Files that are dragged into a note: what is written, in the style of the vault, and what is left to the editor.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { droppedLinks } from '../../server/features/droppedLinks.ts';
import { styleOf, type WorldOptions, world } from '../fixture.ts';

/** The files are dropped into the first note of the literal. */
function check(
  literal: string,
  files: readonly string[],
  expected: readonly (string | null)[],
  options: WorldOptions = {},
) {
  const of = world(literal, options);
  const note = of.uri([...of.texts.keys()][0]!);
  const uris = files.map((path) => of.uri(path));
  assert.deepEqual(droppedLinks(of.vault, note, uris, of.settings, styleOf(of)), expected);
}

test('a note', () => check('\n//- d/a.md\n//- t/b.md\n', ['t/b.md'], ['[[b]]']));
test('in the style of the vault', () =>
  check('\n//- d/a.md\n[[x.md]] [[y.md]]\n//- t/b.md\n', ['t/b.md'], ['[[b.md]]']));
test('in the style of the settings', () =>
  check('\n//- d/a.md\n//- t/b.md\n', ['t/b.md'], ['[[../t/b]]'], {
    settings: { links: { newLinkPath: 'relative' } },
  }));
test('one whose name is there twice', () => check('\n//- d/a.md\n//- t/b.md\n//- u/b.md\n', ['u/b.md'], ['[[u/b]]']));
test('an image, by its path from the note', () =>
  check('\n//- d/a.md\n//- m/two words.png\n', ['m/two words.png'], ['![](../m/two%20words.png)']));
test('an image whose name begins like an address', () =>
  check('\n//- a.md\n//- Fig: 1.png\n', ['Fig: 1.png'], ['![](Fig%3A%201.png)']));
test('any other file, and the description of an image', () =>
  check(
    '\n//- d/a.md\n//- d/x [1].pdf\n//- d/p.png\n//- d/p.md\n# Image Description\n\n**File:** p.png\n',
    ['d/x [1].pdf', 'd/p.md'],
    ['[x \\[1\\].pdf](x%20[1].pdf)', '[p.md](p.md)'],
  ));
test('several, in their order', () =>
  check('\n//- d/a.md\n//- d/b.md\n//- d/i.png\n', ['d/i.png', 'd/b.md'], ['![](i.png)', '[[b]]']));
test('not the note itself, nor what is no file of the vault', () =>
  check('\n//- d/a.md\n', ['d/a.md', 'd/gone.md', 'd'], [null, null, null]));
