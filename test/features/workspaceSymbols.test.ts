// Symbols of the workspace: notes, then headings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workspaceSymbols } from '../../server/features/workspaceSymbols.ts';
import { world } from '../fixture.ts';

const notes = `
//- topics/encoder.md
# Perception Encoder: визуальные эмбеддинги
## Итоги
### Итоговая таблица
//- topics/other.md
---
aliases: [Итог года]
---
# Другое
## Почему итоги
//- media/img.png
//- media/img.md
# Image Description

**File:** img.png

## Итоги
`;

function check(query: string, expected: readonly string[], besideMarkdown = false): void {
  const of = world(notes);
  assert.deepEqual(
    workspaceSymbols(of.vault, of.search, query, besideMarkdown).map(
      ({ name, containerName, location }) =>
        `${name}${containerName ? ` in ${containerName}` : ''} · ${of.path(location.uri)}:${location.range.start.line + 1}`,
    ),
    expected,
  );
}

test('notes by title and alias, then headings, best first', () =>
  check('итог', [
    'Итог года · topics/other.md:1',
    'Итоги in Perception Encoder: визуальные эмбеддинги · topics/encoder.md:2',
    'Итоговая таблица in Perception Encoder: визуальные эмбеддинги · topics/encoder.md:3',
    'Почему итоги in Другое · topics/other.md:5',
  ]));
test('beside other Markdown support notes only', () => check('итог', ['Итог года · topics/other.md:1'], true));
test('on the other layout', () => check('gjxtve', ['Почему итоги in Другое · topics/other.md:5']));
test('in other letters', () => check('vizual', ['Perception Encoder: визуальные эмбеддинги · topics/encoder.md:1']));
test('a title is not named twice', () =>
  check('perception', ['Perception Encoder: визуальные эмбеддинги · topics/encoder.md:1']));
test('with the marks of a heading', () => check('## почему', ['Почему итоги in Другое · topics/other.md:5']));
test('by letters that are compared as others', () => {
  const headings = ['Große Straße', 'İzmir', 'Ёлка Й'.normalize('NFD'), 'Café'.normalize('NFD')];
  const of = world(`//- a.md\n# A\n${headings.map((text) => `## ${text}\n`).join('')}`);
  const found = (query: string) => workspaceSymbols(of.vault, of.search, query, false).map(({ name }) => name);
  for (const [query, heading] of [
    ['straße', headings[0]],
    ['strasse', headings[0]],
    ['İzm', headings[1]],
    ['ёлка й', headings[2]],
    ['елка', headings[2]],
    ['café', headings[3]],
  ] as const)
    assert.deepEqual(found(query), [heading], query);
});
test('at most two hundred', () => {
  const many = Array.from({ length: 300 }, (_, index) => `//- n${index}.md\n# Net\n## Net ${index}\n`).join('');
  const of = world(many);
  assert.equal(workspaceSymbols(of.vault, of.search, 'net', false).length, 200);
});
