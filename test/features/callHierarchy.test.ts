// Call hierarchy: who links to a note or section, and where it leads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Range } from 'vscode-languageserver-types';
import { callHierarchy, incomingLinks, outgoingLinks } from '../../server/features/callHierarchy.ts';
import { offsetAt } from '../../server/text/lines.ts';
import { type World, world } from '../fixture.ts';

const vault = (line: string) => `
//- a.md
# Alpha
${line}
## Second
[[c]]
//- b.md
# Beta
## Part
[[a]] [x](a.md#second) [[c]]
//- c.md
# Gamma
[[b#Part]] [[b]]
//- pic.png
`;

function textIn(of: World, uri: string, range: Range): string {
  const note = of.vault.note(uri)!;
  return of.slice(
    of.path(uri),
    offsetAt(note.lines, range.start, note.length),
    offsetAt(note.lines, range.end, note.length),
  );
}

/** The item at `$0`, then who leads there (`<`), then where it leads (`>`), each with the texts of the links. */
function check(literal: string, expected: readonly string[]): void {
  const of = world(literal);
  const items = callHierarchy(of.vault, of.place, of.settings) ?? [];
  const lines = items.flatMap((item) => [
    `${item.name} · ${item.detail}`,
    ...incomingLinks(of.vault, item, of.settings).map(
      ({ from, fromRanges }) => `< ${from.name}: ${fromRanges.map((range) => textIn(of, from.uri, range)).join(', ')}`,
    ),
    ...outgoingLinks(of.vault, item, of.settings).map(
      ({ to, fromRanges }) => `> ${to.name}: ${fromRanges.map((range) => textIn(of, item.uri, range)).join(', ')}`,
    ),
  ]);
  assert.deepEqual(lines, expected);
}

test('of the note', () =>
  check(vault('See $0[[b]] and [[b#Part]] ![](pic.png) [[gone]]').replace('See $0', 'S$0ee '), [
    'Alpha · a.md',
    '< Beta: a, a.md#second',
    '> Beta: b',
    '> Part: b#Part',
    '> Gamma: c',
  ]));
test('of a section', () =>
  check(vault('x').replace('## Second', '## Sec$0ond'), ['Second · a.md', '< Beta: a.md#second', '> Gamma: c']));
test('of what a link leads to', () =>
  check(vault('[[b#Pa$0rt]]'), [
    'Part · b.md',
    '< Alpha: b#Part',
    '< Gamma: b#Part',
    '> Alpha: a',
    '> Second: a.md#second',
    '> Gamma: c',
  ]));
test('of a reference its links, not its definition', () =>
  check('//- a.md\nsee [t][r] and [u][r]\n\n[r]: b.md\n//- b.md\n# Be$0ta\n', ['Beta · b.md', '< a: [t][r], [u][r]']));
test('a link that leads nowhere has none', () => check(vault('[[go$0ne]]'), []));
test('an item that was made up', () => {
  const of = world(vault('x'));
  const item = {
    name: '',
    kind: 1 as const,
    uri: 'file:///no',
    range: null!,
    selectionRange: null!,
    data: { heading: 99 },
  };
  assert.deepEqual(incomingLinks(of.vault, item, of.settings), []);
  assert.deepEqual(outgoingLinks(of.vault, { ...item, uri: of.uri('a.md') }, of.settings).length, 1);
});
