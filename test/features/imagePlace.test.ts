// Where pasted images go, and what is written for them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imagePlace } from '../../server/features/imagePlace.ts';
import { type WorldOptions, world } from '../fixture.ts';

const vault = `
//- notes/day one.md
# Day
//- notes/other.md
![](../pics/one.png)
//- media/a.png
//- media/b.png
//- pics/one.png
`;

function check(
  name: string,
  expected: string,
  settings: WorldOptions['settings'] = {},
  note = 'notes/day one.md',
  literal = vault,
): void {
  const of = world(literal, settings ? { settings } : {});
  const place = imagePlace(of.vault, of.uri(note), name, '2026-11-24', of.settings);
  assert.equal(place ? `${of.path(place.uri)} ${place.snippet}` : 'nowhere', expected);
}

test('where most images are, named after the note', () =>
  check('.png', 'media/day one-1.png ![${1}](../media/day%20one-1.png)$0'));
test('where the images of the note are', () =>
  check('.png', 'pics/other-1.png ![${1}](../pics/other-1.png)$0', {}, 'notes/other.md'));
test('beside the note where there are none', () =>
  check('.png', 'n/a-1.png ![${1}](a-1.png)$0', {}, 'n/a.md', '//- n/a.md\n'));
test('after a note whose name is not legal everywhere', () => {
  for (const [note, name] of [
    ['C#', 'C-'],
    ['Paper: x', 'Paper- x'],
    ['What?', 'What-'],
  ] as const) {
    const place = `${name}-1.png ![\${1}](${name.replaceAll(' ', '%20')}-1.png)$0`;
    check('.png', place, {}, `${note}.md`, `//- ${note}.md\n`);
  }
  check('a?b.png', 'media/a-b.png ![${1}](../media/a-b.png)$0', { images: { name: '{name}' } });
});
test('by the settings', () => {
  check('shot.jpeg', 'notes/img/shot.jpeg ![${1}](img/shot.jpeg)$0', { images: { folder: 'img', name: '{name}' } });
  check('.png', 'assets/2026-11-24-day one.png ![${1}](../assets/2026-11-24-day%20one.png)$0', {
    images: { folder: '/assets', name: '{date}-{note}' },
  });
  check('.png', 'media/day one-1.png ![](../media/day%20one-1.png)\n\n**Изображение:** ${1} \\$$0', {
    images: { caption: '**Изображение:** {caption} $' },
  });
});
test('never over a file', () =>
  check('one.png', 'pics/one-2.png ![${1}](one-2.png)$0'.replace('(one', '(../pics/one'), {
    images: { folder: '/pics', name: '{name}' },
  }));
test('two at once get two names', () => {
  const of = world(vault);
  const first = imagePlace(of.vault, of.uri('notes/other.md'), '.png', '', of.settings)!;
  const second = imagePlace(of.vault, of.uri('notes/other.md'), '.png', '', of.settings, [first.uri])!;
  assert.deepEqual([of.path(first.uri), of.path(second.uri)], ['pics/other-1.png', 'pics/other-2.png']);
});
test('never outside, never by an illegal name, images only', () => {
  check('.png', 'nowhere', { images: { folder: '../../..' } });
  check('.png', 'nowhere', { images: { folder: '/../x' } });
  check('.png', 'nowhere', { images: { name: 'a:b' } });
  check('.exe', 'nowhere');
  check('../../evil.png', 'media/evil.png ![${1}](../media/evil.png)$0', { images: { name: '{name}' } });
});
