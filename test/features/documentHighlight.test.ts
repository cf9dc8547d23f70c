// Highlights in one note: a link and its like, a heading and the links to it, labels, tags.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DocumentHighlightKind } from 'vscode-languageserver-types';
import { documentHighlight } from '../../server/features/documentHighlight.ts';
import { lineStarts, offsetAt } from '../../server/text/lines.ts';
import { world } from '../fixture.ts';

/** The highlighted texts in their order, `=` before a definition; `nothing` for none. */
function check(text: string, expected: string): void {
  const of = world(`\n//- a.md\n${text}\n//- b.md\n# H\n//- c.md\n# B\n`);
  const found = documentHighlight(of.vault, of.place, of.settings);
  const own = of.texts.get('a.md')!;
  const at = (position: { line: number; character: number }) => offsetAt(lineStarts(own), position, own.length);
  const shown = found?.map(
    ({ range, kind }) => (kind === DocumentHighlightKind.Write ? '=' : '') + own.slice(at(range.start), at(range.end)),
  );
  assert.equal(shown?.join(' ') ?? 'nothing', expected);
}

test('links to one note', () => check('[[$0b]] [x](b.md) [[b#H]] [[c]] ![[b|y]]', 'b b.md b'));
test('a link with its text first', () => check('[[text|b$0]] [[b]] [[words|b#H]]', 'b b'));
test('links to one heading', () => check('[[b#H$0]] [x](b.md#h) [[b]]', 'b#H b.md#h'));
test('a missing note', () => check('[[no$0]] [[No]] [[none]]', 'no No'));
test('a heading of its own and the links to it', () => {
  check('# A$0\n[[#A]] [x](#a) [[a#A]] [[a]]', '=A #A #a a#A');
  check('# A\n[[#$0A]]', '=A #A');
});
test('a block', () => check('text ^i$0d\n\n[[#^id]]', '=^id #^id'));
test('labels', () => {
  check('x[^$0n] y[^n]\n\n[^n]: z', 'n n =n');
  check('[x][$0r] [r]\n\n[r]: b.md', 'r r =r');
});
test('tags', () => check('#ta$0g #Tag #tag/x', '#tag #Tag'));
test('prose', () => check('wo$0rd', 'nothing'));
