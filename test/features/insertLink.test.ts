// The picker of *Insert link*: what it offers for a query, and what it writes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insertLink } from '../../server/features/insertLink.ts';
import { resolve } from '../../server/vault/resolve.ts';
import { styleOf, type WorldOptions, world } from '../fixture.ts';

/** Rows as `title · path · link`. */
function check(query: string, literal: string, expected: readonly string[], options: WorldOptions = {}): void {
  const of = world(literal, options);
  const found = insertLink(of.vault, of.search, of.uri('a.md'), query, of.settings, styleOf(of));
  assert.deepEqual(
    found.map(({ title, path, link }) => `${title} · ${path} · ${link}`),
    expected,
  );
}

const vault = `
//- a.md
# Alpha
//- topics/vjepa.md
---
aliases: [Video JEPA]
---
# Предсказание видео
//- topics/index.md
# Темы
//- media/img.png
//- media/img.md
# Image Description

**File:** img.png
`;

test('by its title', () => check('предск', vault, ['Предсказание видео · topics/vjepa.md · [[vjepa]]']));
test('by its file name, shown by its title', () =>
  check('vjepa', vault, ['Предсказание видео · topics/vjepa.md · [[vjepa]]']));
test('by its alias', () => check('video', vault, ['Video JEPA · topics/vjepa.md · [[vjepa]]']));
test('an index with its folder', () => check('index', vault, ['Темы · topics/index.md · [[topics/index]]']));
test('no images and no descriptions of them', () => check('img', vault, []));
test('with nothing typed, all but the note itself', () =>
  check('', vault, ['Темы · topics/index.md · [[topics/index]]', 'Предсказание видео · topics/vjepa.md · [[vjepa]]']));
test('in the style of the vault', () =>
  check('beta', '//- a.md\n[[x.md]] [[y.md]]\n//- b.md\n# Beta\n', ['Beta · b.md · [[b.md]]']));
test('in the style of the settings', () =>
  check('beta', '//- a.md\n//- n/b.md\n# Beta\n', ['Beta · n/b.md · [[./n/b.md]]'], {
    settings: { links: { newLinkPath: 'relative', newLinkEnding: 'always' } },
  }));
test('a name that would end the link', () =>
  check('beta', '//- a.md\n//- x|y.md\n# Beta\n', ['Beta · x|y.md · [[x%7Cy]]']));
test('a name that would be a number', () =>
  check('beta', '//- a.md\n//- 1, 2.md\n# Beta\n', ['Beta · 1, 2.md · [[1%2C 2]]']));
test('a name that would be an address', () =>
  check('beta', '//- a.md\n//- doi:10.md\n# Beta\n', ['Beta · doi:10.md · [[doi%3A10]]']));
test('at most fifty', () => {
  const of = world(`//- a.md\n${Array.from({ length: 80 }, (_, index) => `//- n${index}.md\n`).join('')}`);
  assert.equal(insertLink(of.vault, of.search, of.uri('a.md'), 'n', of.settings, styleOf(of)).length, 50);
});
test('what is written leads to what was chosen', () => {
  const names = [
    'x|y',
    '[z]',
    '1, 2',
    '-f x',
    'a "b"',
    'doi:1',
    'C# in',
    'tick`s',
    '50%[q]',
    'p==q',
    '#tag',
    'a^b',
    'ok',
  ];
  const of = world(`//- a.md\n${names.map((name) => `//- n/${name}.md\n`).join('')}`);
  const found = insertLink(of.vault, of.search, of.uri('a.md'), '', of.settings, styleOf(of));
  assert.equal(found.length, names.length);
  for (const { path, link } of found) {
    const again = world(`//- a.md\n${link}\n${names.map((name) => `//- n/${name}.md\n`).join('')}`);
    const mentions = again.vault.note(again.uri('a.md'))!.links;
    assert.equal(mentions.length, 1, link);
    assert.equal(resolvedPath(again, mentions[0]!), path, link);
  }
});

function resolvedPath(of: ReturnType<typeof world>, link: Parameters<typeof resolve>[2]): string | undefined {
  const file = resolve(of.vault, of.uri('a.md'), link).files[0];
  return file && of.path(file.uri);
}
