// What can be folded, as pairs of lines from 1.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldingRanges } from '../../server/features/foldingRanges.ts';
import { world } from '../fixture.ts';

function check(text: string, expected: string): void {
  const of = world(`//- a.md\n${text}`);
  const found = foldingRanges(of.vault, of.uri('a.md'))!;
  assert.equal(found.map(({ startLine, endLine }) => `${startLine + 1}-${endLine + 1}`).join(' '), expected);
}

test('sections, without the blank lines at their end', () => check('# A\nx\n\n## B\ny\n\n\n## C\nz\n', '1-9 4-5 8-9'));
test('front matter', () => check('---\ntitle: x\n---\n# A\n', '1-3'));
test('code', () => check('```js\n# no\n- no\n> no\n```\nx\n', '1-5'));
test('lists over what is indented below', () =>
  check('- a\n  b\n\n  c\n- d\n  - e\n    f\n- g\n\nend\n', '1-4 5-7 6-7'));
test('quotes and callouts', () => check('> [!note] x\n> y\n\n> one\n\nz\n', '1-2'));
test('tables', () => check('| a | b |\n| - | - |\n| 1 | 2 |\n\nx | y\n', '1-3'));
test('tables without bars at their sides', () => check('a | b\n--- | ---\n1 | 2\n\nx | y\n', '1-3'));
test('math', () => check('$$\nx\n$$\n', '1-3'));
test('Windows line ends', () => check('# A\r\nx\r\n\r\n# B\r\ny\r\n', '1-2 4-5'));
test('a note that is not open has none', () => {
  const of = world('//- a.md\n# A\nx\n', { texts: false });
  assert.equal(foldingRanges(of.vault, of.uri('a.md')), undefined);
});
