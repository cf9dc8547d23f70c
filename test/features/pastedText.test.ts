// Text copied in one note and pasted into another: links lead where they led.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pastedText } from '../../server/features/pastedText.ts';
import { actionOptions, world } from '../fixture.ts';

function check(text: string, expected: string, from = 'd/from.md'): void {
  const of = world(
    '//- d/from.md\n# From\n## Part\n//- e/f/to.md\n//- d/x.md\n//- e/x.md\n//- e/y.md\n//- d/p.png\n//- only.md\n',
  );
  assert.equal(pastedText(of.vault, of.uri(from), of.uri('e/f/to.md'), text, actionOptions(of)) ?? text, expected);
}

test('wiki-links', () => {
  check('See [[x]] and [[./x.md|that]].', 'See [[d/x]] and [[d/x.md|that]].');
  check('[[only]] [[gone]] [[https://x.org]]', '[[only]] [[gone]] [[https://x.org]]');
});
test('with the text first', () =>
  check(
    '[[text|x.md]] [[text|./x#h]] [[text|#Part]] [[text|only]]',
    '[[text|d/x.md]] [[text|d/x#h]] [[text|from#Part]] [[text|only]]',
  ));
test('where another note has the name, too', () => check('[[x]]', '[[e/x]]', 'e/y.md'));
test('Markdown links and images', () =>
  check(
    '![a](p.png) [b](x.md#h "t") <img src="p.png">',
    '![a](../../d/p.png) [b](../../d/x.md#h "t") <img src="../../d/p.png">',
  ));
test('links to the note itself', () => check('[[#Part]] [y](#part)', '[[from#Part]] [y](../../d/from.md#part)'));
test('code is code', () => check('`[[x]]`\n\n```\n[[x]]\n```\n', '`[[x]]`\n\n```\n[[x]]\n```\n'));
test('within one note nothing changes', () => {
  const of = world('//- a.md\n//- b.md\n');
  assert.equal(pastedText(of.vault, of.uri('a.md'), of.uri('a.md'), '[[./b]]', actionOptions(of)), undefined);
});
