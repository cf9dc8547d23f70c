// Colours of wiki-links: each token as `text type modifiers`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { semanticTokens, tokenLegend } from '../../server/features/semanticTokens.ts';
import { lineStart } from '../../server/text/lines.ts';
import { world } from '../fixture.ts';

function check(text: string, expected: readonly string[], complete = true): void {
  const of = world(`//- a.md\n${text}\n//- b.md\n# B\n## H\n//- x.png\n`);
  of.vault.isComplete = complete;
  const note = of.vault.note(of.uri('a.md'))!;
  const { data } = semanticTokens(of.vault, note.uri, of.settings)!;
  const found: string[] = [];
  let line = 0;
  let start = 0;
  for (let index = 0; index < data.length; index += 5) {
    const [lines, characters, length, type, modifiers] = data.slice(index, index + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    line += lines;
    start = lines > 0 ? characters : start + characters;
    const at = lineStart(note.lines, line) + start;
    const names = tokenLegend.tokenModifiers.filter((_, bit) => modifiers & (1 << bit));
    found.push([of.slice('a.md', at, at + length), tokenLegend.tokenTypes[type], ...names].join(' '));
  }
  assert.deepEqual(found, expected);
}

test('what leads somewhere, what does not', () =>
  check('[[b]] and [[b#H]] and\n[[no]]', ['b wikilink resolved', 'b#H wikilink resolved', 'no wikilink missing']));
test('an alias', () => check('[[b|that one]]', ['b wikilink resolved', 'that one wikilinkAlias']));
test('an alias that stands first', () => check('[[that one|b]]', ['that one wikilinkAlias', 'b wikilink resolved']));
test('embeds', () =>
  check('![[b]] ![[x.png|300]]', [
    'b wikilink resolved embed',
    'x.png wikilink resolved embed',
    '300 wikilinkAlias embed',
  ]));
test('addresses lead somewhere', () => check('[[https://x.org]]', ['https://x.org wikilink resolved']));
test('before all is read nothing is missing', () =>
  check('[[b]] [[no]]', ['b wikilink resolved', 'no wikilink'], false));
test('a placeholder is not missing', () => check('[[{{up}}]]', ['{{up}} wikilink']));
test('no Markdown links, no code', () => check('[x](b.md) `[[b]]`', []));
test('a stretch', () => {
  const of = world('//- a.md\n[[b]]\n[[b]]\n//- b.md\n');
  assert.equal(semanticTokens(of.vault, of.uri('a.md'), of.settings, { start: 6, end: 11 })!.data.length, 5);
});
